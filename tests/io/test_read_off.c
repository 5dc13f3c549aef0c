/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brute.h"
#include "read_check.h"
#include <stdio.h>

#define O TDA_FORMAT_OFF

START_TEST(off_and_noff_are_read)
{
    IS_CLOUD(O, "OFF\n2 0 0\n0 0 0\n1 0.5 -1e3\n", 2, 3, 0, 0, 0, 1, 0.5, -1000);
    IS_CLOUD(O, "nOFF\n2 4 0 0\n0 0\n1 0\n1 1\n0 1\n", 4, 2, 0, 0, 1, 0, 1, 1, 0, 1);
    IS_CLOUD(O, "nOFF\n2\n1 0 0\n3 4\n", 1, 2, 3, 4);
    IS_CLOUD(O, "nOFF 1 2 0 0\n3\n4\n", 2, 1, 3, 4);
    IS_CLOUD(O, "# made\r\n\r\nOFF 1 0 0 # head\r\n1\t2 3\r\n", 1, 3, 1, 2, 3);
}
END_TEST

START_TEST(faces_are_counted_and_left_out)
{
    IS_CLOUD(O, "OFF\n3 1 3\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n", 3, 3, 0, 0, 0, 1, 0, 0, 0,
             1, 0);
    IS_CLOUD(O, "OFF\n1 1 0\n0 0 1\n", 1, 3, 0, 0, 1);
    refused(O, "OFF\n2 1 0\n0 0 0\n",
            "f:3:1: 1 lines follow, but the head speaks of 2 vertices and 1 faces");
    refused(O, "OFF\n1 0 0\n0 0 0\n1 0 0\n",
            "f:3:1: 2 lines follow, but the head speaks of 1 vertices and 0 faces");
}
END_TEST

/* Colours and normals follow the coordinates and are none. */
START_TEST(only_the_coordinates_are_coordinates)
{
    IS_CLOUD(O, "COFF\n2 0 0\n0 0 1 255 0 0 255\n1 0 0 9 9 9\n", 2, 3, 0, 0, 1, 1, 0, 0);
    IS_CLOUD(O, "NOFF\n1 0 0\n0 0 1 0 1 0\n", 1, 3, 0, 0, 1);
    IS_CLOUD(O, "STCNnOFF\n1 1 0 0\n7 1 1 1 x\n", 1, 1, 7);
    refused(O, "OFF\n1 0 0\n0 0 1 255 0 0\n",
            "f:3:7: more numbers than the 3 coordinates of a point; write nOFF and the "
            "dimension "
            "for more coordinates, COFF for colours");
    refused(O, "OFF\n2 0 0\n0 0 0\n1 0\n",
            "f:4:1: 2 numbers in this line, but points have 3 coordinates");
}
END_TEST

START_TEST(no_vertex_is_a_cloud)
{
    tda_input in = parsed(O, "nOFF\n7 0 0 0\n");
    ck_assert_int_eq(in.kind, TDA_KIND_CLOUD);
    ck_assert_int_eq(in.cloud.size, 0);
    ck_assert_int_eq(in.cloud.dimension, 7);
    tda_input_clear(&in);
}
END_TEST

START_TEST(other_heads_are_refused)
{
    refused(O, "", "f:1:1: the file ends before the keyword OFF");
    refused(O, "1 2 3\n", "f:1:1: '1' is not a keyword such as OFF or nOFF");
    refused(O, "OFF490 518 0\n", "f:1:1: 'OFF490' is not a keyword such as OFF or nOFF");
    refused(O, "OFF BINARY\n", "f:1:5: binary OFF is not read; convert it to ascii");
    refused(O, "4OFF\n1 0 0\n0 0 0 1\n",
            "f:1:1: homogeneous coordinates are not read; divide by the last one and "
            "write OFF "
            "or nOFF");
    refused(O, "nOFF\n0 1 0 0\n", "f:2:1: points need at least one coordinate");
    refused(O, "OFF\n1 0\n0 0 0\n", "f:2:4: the number of edges is missing");
    refused(O, "OFF\n1 0 0 0\n0 0 0\n", "f:2:7: '0' is more than this line should hold");
    refused(O, "OFF\n-1 0 0\n",
            "f:2:1: '-1' is not a whole number from 0 on; expected the "
            "number of vertices");
    refused(O, "OFF\n",
            "f:2:1: the file ends before the numbers of vertices, faces and edges");
}
END_TEST

START_TEST(counts_are_believed_as_far_as_lines_follow)
{
    refused(O, "OFF\n1000000000000000000 0 0\n0 0 0\n",
            "f:3:1: 1 lines follow, but the head speaks of 1000000000000000000 vertices "
            "and 0 "
            "faces");
    IS_CLOUD(O, "OFF\n1 9223372036854775807 0\n0 0 0\n", 1, 3, 0, 0, 0);
    refused(
        O, "OFF\n9223372036854775807 9223372036854775807 0\n0 0 0\n",
        "f:3:1: 1 lines follow, but the head speaks of 9223372036854775807 vertices and "
        "9223372036854775807 faces");
    refused(O, "nOFF\n2000000000 1 0 0\n0 0 0\n",
            "f:3:1: 3 numbers in this line, but points have 2000000000 coordinates");
    refused(O, "nOFF\n9223372036854775808 1 0 0\n0 0 0\n",
            "f:2:1: '9223372036854775808' is not a whole number from 0 on; expected the "
            "dimension");
}
END_TEST

START_TEST(what_is_no_coordinate_is_refused)
{
    refused(
        O, "OFF\n1 0 0\n0 nan 0\n",
        "f:3:3: 'nan' is not a finite coordinate; leave the point out, or fill it in");
    refused(O, "OFF\n1 0 0\n0 x 0\n",
            "f:3:3: 'x' is not a number; expected a coordinate");
    refused(O, "OFF\n1 0 0\n0,0,0\n", "f:3:2: a coordinate is missing");
}
END_TEST

START_TEST(survives_failures)
{
    bytes b = {.size = 0};
    tda_read_opts o = in_format(O);
    put_text(&b, "OFF\n100 0 0\n");
    for (int i = 0; i < 100; i++)
        put_text(&b, "1 2 3\n");
    survives(b.at, b.size, &o);
}
END_TEST

/* ---- meshes ---- */

static tda_input mesh_of(const char *text)
{
    tda_read_opts o = in_format(O);
    tda_input in;
    o.as = TDA_KIND_COMPLEX;
    OK(tda_input_parse(NULL, &in, "f", text, strlen(text), &o));
    return in;
}

static void no_mesh(const char *text, const char *message)
{
    tda_read_opts o = in_format(O);
    o.as = TDA_KIND_COMPLEX;
    refused_bytes("f", text, strlen(text), &o, message);
}

#define SQUARE "0 0 0\n1 0 0\n1 1 0\n0 1 0\n"

/* A square and a triangle on its side, an edge that sticks out, a vertex, the square again. */
START_TEST(faces_are_cells)
{
    tda_input in = mesh_of("OFF\n6 5 0\n" SQUARE "2 2 2\n3 3 3\n4 0 1 2 3 0.5 0.5 0.5\n"
                           "3 3 2 0\n2 4 2\n1 5\n4 2 1 0 3\n");
    const int dim[] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2};
    const tda_index start[] = {0, 0, 0, 0, 0, 0, 0, 2, 4, 6, 8, 10, 12, 16, 19};
    const tda_index face[] = {0, 1, 0, 2, 0, 3, 1, 2, 2, 3, 2, 4, 6, 9, 10, 8, 7, 10, 8};
    double grade[14];
    for (int i = 0; i < 14; i++)
        grade[i] = -INFINITY;
    ck_assert_int_eq(in.kind, TDA_KIND_COMPLEX);
    const tda_cells *c = tda_complex_cells(in.complex);
    ck_assert_int_eq(c->size, 14);
    ck_assert_mem_eq(c->dim, dim, sizeof dim);
    ck_assert_mem_eq(c->start, start, sizeof start);
    ck_assert_mem_eq(c->face, face, sizeof face);
    ck_assert_mem_eq(c->grade, grade, sizeof grade);
    ck_assert_int_eq(in.cloud.size, 6);
    ck_assert(in.cloud.at[3 * 4 + 2] == 2);
    tda_input_clear(&in);
}
END_TEST

START_TEST(a_mesh_without_faces_is_a_cloud)
{
    tda_input in = mesh_of("OFF\n1 0 0\n0 0 1\n");
    ck_assert_int_eq(in.kind, TDA_KIND_CLOUD);
    ck_assert_ptr_null(in.complex);
    tda_input_clear(&in);
}
END_TEST

START_TEST(bad_faces_are_refused)
{
    no_mesh("OFF\n4 1 0\n" SQUARE "3 0 1 4\n",
            "f:7:7: vertex 4 of a face; the vertices are 0 to 3");
    no_mesh("OFF\n4 2 0\n" SQUARE "3 0 1 2\n4 0 1 2 1\n",
            "f:8:9: vertex 1 stands twice in this face");
    no_mesh("OFF\n4 1 0\n" SQUARE "3 0 1\n", "f:7:6: a vertex of a face is missing");
    no_mesh("OFF\n4 1 0\n" SQUARE "3 0\n",
            "f:7:1: this line does not hold the 3 vertices of its face");
    no_mesh("OFF\n4 1 0\n" SQUARE "0\n", "f:7:1: a face without vertices");
    no_mesh("OFF\n4 1 0\n" SQUARE "5 0 1 2 3 4\n",
            "f:7:1: a face of 5 vertices, where there are 4");
    no_mesh("OFF\n4 1 0\n" SQUARE "3 0 -1 2\n",
            "f:7:5: '-1' is not a whole number from 0 on; expected a vertex of a face");
    no_mesh("OFF\n4 2 0\n" SQUARE "3 0 1 2\n",
            "f:3:1: 5 lines follow, but the head speaks of 4 vertices and 2 faces");
}
END_TEST

/* Random polygons on few vertices against sets of pairs and of cyclic words. */
START_TEST(meshes_are_their_cells)
{
    enum { N = 7, FACES = 12 };
    brute_rng rng = brute_seed((unsigned)_i);
    int faces = 1 + brute_below(&rng, FACES), word[FACES][N], size[FACES];
    bool edge[N][N] = {{false}};
    bytes b = {.size = 0};
    char line[40];
    snprintf(line, sizeof line, "nOFF 1 %d %d 0\n", N, faces);
    put_text(&b, line);
    for (int v = 0; v < N; v++)
        put_text(&b, v % 2 ? "1\n" : "0\n");
    for (int f = 0; f < faces; f++) {
        int n = 0, old = f ? brute_below(&rng, f) : 0;
        bool again = f > 0 && brute_below(&rng, 4) == 0, used[N] = {false};
        size[f] = again ? size[old] : 1 + brute_below(&rng, N);
        int shift = brute_below(&rng, size[f]), back = brute_below(&rng, 2);
        while (n < size[f]) { /* an older one turned about, or a new one */
            int m = size[f];
            int v = again ? word[old][(back ? shift + m - n : shift + n) % m]
                          : brute_below(&rng, N);
            if (!again && used[v])
                continue;
            used[v] = true;
            word[f][n++] = v;
        }
        snprintf(line, sizeof line, "%d", n);
        put_text(&b, line);
        for (int k = 0; k < n; k++) {
            int u = word[f][k], v = word[f][(k + 1) % n];
            edge[u][v] |= u != v;
            edge[v][u] |= u != v;
            snprintf(line, sizeof line, " %d", u);
            put_text(&b, line);
        }
        put_text(&b, "\n");
    }
    tda_read_opts o = in_format(O);
    tda_input in;
    o.as = TDA_KIND_COMPLEX;
    OK(tda_input_parse(NULL, &in, "f", b.at, b.size, &o));
    const tda_cells *c = tda_complex_cells(in.complex);
    tda_index id = N, number[N][N];
    for (int u = 0; u < N; u++)
        for (int v = u + 1; v < N; v++)
            if (edge[u][v]) {
                const tda_index *face = c->face + c->start[id];
                ck_assert(c->dim[id] == 1 && face[0] == u && face[1] == v);
                number[u][v] = number[v][u] = id++;
            }
    for (int f = 0; f < faces; f++) {
        bool known = size[f] < 3;
        for (int g = 0; g < f && !known; g++) /* the same word, turned or reversed? */
            for (int s = 0; s < 2 * size[f] && size[g] == size[f] && !known; s++) {
                known = true;
                for (int k = 0, m = size[f]; k < m; k++)
                    known &=
                        word[g][(s % 2 ? s / 2 + m - k : s / 2 + k) % m] == word[f][k];
            }
        if (known)
            continue;
        ck_assert_int_eq(c->start[id + 1] - c->start[id], size[f]);
        for (int k = 0; k < size[f]; k++) {
            bool there = false;
            for (tda_index e = c->start[id]; e < c->start[id + 1]; e++)
                there |= c->face[e] == number[word[f][k]][word[f][(k + 1) % size[f]]];
            ck_assert(there && c->dim[id] == 2);
        }
        id++;
    }
    ck_assert_int_eq(c->size, id);
    tda_input_clear(&in);
}
END_TEST

START_TEST(meshes_survive_failures)
{
    bytes b = {.size = 0};
    tda_read_opts o = in_format(O);
    o.as = TDA_KIND_COMPLEX;
    put_text(&b, "OFF\n100 100 0\n");
    for (int i = 0; i < 100; i++)
        put_text(&b, "1 2 3\n");
    for (int i = 0; i < 100; i++)
        put_text(&b, i % 2 ? "3 7 8 9\n" : "4 7 8 9 1\n");
    survives(b.at, b.size, &o);
}
END_TEST

SUITE("read_off", TEST(off_and_noff_are_read), TEST(faces_are_counted_and_left_out),
      TEST(only_the_coordinates_are_coordinates), TEST(no_vertex_is_a_cloud),
      TEST(other_heads_are_refused), TEST(counts_are_believed_as_far_as_lines_follow),
      TEST(what_is_no_coordinate_is_refused), TEST(survives_failures),
      TEST(faces_are_cells), TEST(a_mesh_without_faces_is_a_cloud),
      TEST(bad_faces_are_refused), SEEDS(meshes_are_their_cells, 300),
      TEST(meshes_survive_failures))
