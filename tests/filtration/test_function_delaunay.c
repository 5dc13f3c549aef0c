/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_function_delaunay.c - Function-Delaunay bifiltrations: at every radius and value the Betti
 * numbers of the function-Cech bifiltration, on clouds with ties, copies, flat and on spheres. */
#include "clouds.h"
#include "tda_check.h"
#include <string.h>
#include <tda/filtration.h>

static tda_cloud points(tda_index n, tda_index d, const double *at)
{
    return (tda_cloud){n, d, at, NULL};
}

static tda_complex *build(const tda_cloud *cloud, const tda_cloud *function,
                          const tda_points_opts *opts)
{
    tda_complex *x = NULL, *checked = NULL;
    OK(tda_cloud_function_delaunay(NULL, &x, cloud, function, opts));
    OK(tda_complex_new(NULL, &checked, tda_complex_cells(x))); /* checks all of it */
    tda_complex_free(checked);
    return x;
}

/* All simplices of at most d+2 points, with the radius of the smallest ball about them. */
static tda_complex *cech(const cloud_points *c, const double *f)
{
    enum { ROWS = 1 << 7 };
    static tda_index start[ROWS + 1], vertex[7 * ROWS];
    static double grade[2 * ROWS];
    tda_complex *x = NULL;
    tda_index rows = 0;
    for (int mask = 1; mask < 1 << c->n; mask++) {
        int point[CLOUD_POINTS], count = cloud_members(mask, point);
        if (count > c->d + 2)
            continue;
        grade[2 * rows] = sqrt(cloud_ball(c, mask));
        grade[2 * rows + 1] = -INFINITY;
        for (int i = 0; i < count; i++) {
            vertex[start[rows] + i] = point[i];
            grade[2 * rows + 1] = fmax(grade[2 * rows + 1], f[point[i]]);
        }
        start[rows + 1] = start[rows] + count;
        rows++;
    }
    tda_simplices s = {2, rows, start, vertex, grade, NULL};
    OK(tda_complex_new_simplicial(NULL, &x, NULL, &s));
    return x;
}

static void same_homology(const cloud_points *c, const double *f)
{
    tda_cloud cloud = points(c->n, c->d, c->at), function = points(c->n, 1, f);
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    o.scale = TDA_SCALE_RADIUS;
    tda_complex *x = build(&cloud, &function, &o), *y = cech(c, f);
    brute_grid grid = brute_grid_of(tda_complex_cells(y));
    for (tda_index node = 0; node < brute_nodes(&grid); node++) {
        double z[2];
        tda_index mine[8], theirs[8];
        brute_node(&grid, node, z);
        z[0] = z[0] * (1 + 1e-7) + 1e-12; /* equal but for rounding */
        brute_bettis(tda_complex_cells(x), z, c->d, mine);
        brute_bettis(tda_complex_cells(y), z, c->d, theirs);
        MUST(memcmp(mine, theirs, sizeof *mine * (size_t)(c->d + 1)) == 0);
    }
    tda_complex_free(x);
    tda_complex_free(y);
}

static void homology_of_cech_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    cloud_points c = cloud_random(seed, 6, 1 + (int)(seed / CLOUD_KINDS) % 4);
    double f[CLOUD_POINTS];
    for (int i = 0; i < c.n; i++)
        f[i] = seed % 3 ? brute_below(&rng, 3) : c.at[i * c.d]; /* or along an axis */
    same_homology(&c, f);
}
TEN_SEEDS(homology_of_cech)

/* Corners of a square, of an octahedron and of a cube, in every sixth of the orders. */
START_TEST(on_spheres)
{
    static const double square[] = {0, 0, 1, 0, 0, 1, 1, 1},
                        octahedron[] = {1, 0,  0, -1, 0, 0, 0, 1, 0,
                                        0, -1, 0, 0,  0, 1, 0, 0, -1},
                        prism[] = {0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1};
    const double *at[] = {square, octahedron, prism};
    for (int kind = 0; kind < 3; kind++) {
        cloud_points c = cloud_random(0, 1, kind ? 3 : 2);
        c.n = kind ? 6 : 4;
        memcpy(c.at, at[kind], sizeof(double) * (size_t)(c.n * c.d));
        for (int shift = 0; shift < 6; shift++) {
            double f[6];
            for (int i = 0; i < c.n; i++)
                f[i] = (i * 5 + shift * (i % 3)) % 7;
            same_homology(&c, f);
        }
    }
}
END_TEST

/* A point that comes last, inside a triangle: the triangle stays, as the floor of a tetrahedron
 * that never has a ball of its own. */
START_TEST(by_hand)
{
    static const double at[] = {0, 0, 4, 0, 2, 4, 2, 1}, f[] = {0, 1, 2, 3};
    tda_cloud cloud = points(4, 2, at), function = points(4, 1, f);
    tda_complex *x = build(&cloud, &function, NULL);
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->size, 15);
    ck_assert_int_eq(tda_complex_dimension(x), 3);
    ck_assert_str_eq(tda_complex_record(x).filtration, "function-delaunay");
    ck_assert_str_eq(tda_complex_axis_name(x, 0), "diameter");
    ck_assert_double_eq(c->grade[2 * 4], 4); /* the edge of points 0 and 1 */
    ck_assert_double_eq(c->grade[2 * 4 + 1], 1);
    ck_assert_double_eq(c->grade[2 * 10], 5); /* their triangle with point 2 */
    ck_assert_double_eq(c->grade[2 * 10 + 1], 2);
    ck_assert_double_eq(c->grade[2 * 14], 5);
    ck_assert_double_eq(c->grade[2 * 14 + 1], 3);
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_complex_free(x);
    o.threshold = 4.5;
    x = build(&cloud, &function, &o);
    ck_assert_int_eq(tda_complex_cells(x)->size, 13); /* all but two: at 5 */
    tda_complex_free(x);
    /* copies: the one with the least value is the vertex, the others hang on it */
    static const double same[] = {7, 7, 7}, g[] = {2, 1, 2};
    static const tda_index face[] = {0, 1, 1, 2};
    cloud = points(3, 1, same), function = points(3, 1, g);
    x = build(&cloud, &function, NULL);
    ck_assert_int_eq(tda_complex_cells(x)->size, 5);
    ck_assert_mem_eq(tda_complex_cells(x)->face, face, sizeof face);
    tda_complex_free(x);
    cloud = points(0, 3, NULL), function = points(0, 1, NULL);
    x = build(&cloud, &function, NULL);
    ck_assert_int_eq(tda_complex_cells(x)->size, 0);
    tda_complex_free(x);
}
END_TEST

/* The same for all numbers of threads, and whatever the order of the points. */
static void threads_and_order_seed(unsigned seed)
{
    enum { N = 60 };
    double at[3 * N], f[N], to[3 * N], g[N];
    brute_rng rng = brute_seed(seed);
    tda_ctx *ctx;
    tda_complex *x, *y = NULL, *z;
    int turn = 1 + brute_below(&rng, N - 1);
    for (int i = 0; i < N; i++) {
        for (int k = 0; k < 3; k++)
            at[3 * i + k] = brute_below(&rng, 1 << 20);
        f[i] = i * 17 % N; /* all different */
        memcpy(to + 3 * ((i + turn) % N), at + 3 * i, 3 * sizeof *at);
        g[(i + turn) % N] = f[i];
    }
    tda_cloud cloud = points(N, 3, at), function = points(N, 1, f),
              turned = points(N, 3, to), turned_function = points(N, 1, g);
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_threads(ctx, 4);
    x = build(&cloud, &function, NULL);
    OK(tda_cloud_function_delaunay(ctx, &y, &cloud, &function, NULL));
    z = build(&turned, &turned_function, NULL);
    const tda_cells *a = tda_complex_cells(x), *b = tda_complex_cells(y),
                    *c = tda_complex_cells(z);
    MUST(a->size == b->size && a->size == c->size);
    MUST(memcmp(a->grade, b->grade, sizeof(double) * 2 * (size_t)a->size) == 0);
    MUST(memcmp(a->face, b->face, sizeof *a->face * (size_t)a->start[a->size]) == 0);
    MUST(memcmp(a->grade + 2 * N, c->grade + 2 * N,
                sizeof(double) * 2 * (size_t)(a->size - N)) == 0);
    tda_complex_free(x);
    tda_complex_free(y);
    tda_complex_free(z);
    tda_ctx_free(ctx);
}
TEN_SEEDS(threads_and_order)

static void refused(const tda_cloud *cloud, const tda_cloud *function,
                    const tda_points_opts *opts, tda_status code, const char *sentence)
{
    tda_ctx *ctx;
    tda_complex *x = NULL;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_max_bytes(ctx, 1000000);
    ck_assert_int_eq(tda_cloud_function_delaunay(ctx, &x, cloud, function, opts), code);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    ck_assert(x == NULL);
    tda_ctx_free(ctx);
}

START_TEST(bad_input)
{
    static double at[30000];
    static const double bad[] = {0, NAN};
    tda_cloud good = points(2, 1, at), nan = points(2, 1, bad), wide = points(2, 16, at),
              large = points(10000, 3, at), one = points(1, 1, at),
              two = points(2, 2, at), many = points(10000, 1, at);
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    refused(&nan, &good, NULL, TDA_EINVAL, "points: row 1, column 0 is NaN");
    refused(&good, &nan, NULL, TDA_EINVAL, "points: row 1, column 0 is NaN");
    refused(&wide, &good, NULL, TDA_EINVAL,
            "function-Delaunay complex of points in R^16: at most R^15 is possible");
    refused(&good, &one, NULL, TDA_EINVAL, "the function has 1 values for 2 points");
    refused(&good, &two, NULL, TDA_EINVAL,
            "function-Delaunay complex: 2 functions, it takes one");
    refused(&large, &many, NULL, TDA_ELIMIT,
            "function-Delaunay complex: needs about 15 MB, the limit is 1 MB");
    o.threshold = -1;
    refused(&good, &good, &o, TDA_EINVAL, "threshold -1: give 0 or more");
    o.threshold = 1;
    o.scale = (tda_scale)3;
    refused(&good, &good, &o, TDA_EINVAL, "scale 3: not one of tda_scale");
}
END_TEST

START_TEST(memory_and_cancel)
{
    tda_complex *x = NULL;
    for (int d = 1; d <= 4; d++) {
        cloud_points c = cloud_random(1, 8, d);
        double f[CLOUD_POINTS] = {3, 1, 2, 0, 5, 4};
        c.n = 8;
        memcpy(c.at, c.at + d, sizeof(double) * (size_t)d); /* a copy */
        tda_cloud cloud = points(8, d, c.at), function = points(8, 1, f);
        EACH_OOM(tda_cloud_function_delaunay(NULL, &x, &cloud, &function, NULL),
                 x == NULL);
        tda_complex_free(x);
        x = NULL;
        EACH_CANCEL(tda_cloud_function_delaunay(NULL, &x, &cloud, &function, NULL),
                    x == NULL);
        tda_complex_free(x);
        x = NULL;
    }
}
END_TEST

SUITE("function-Delaunay", SEEDS(homology_of_cech, 30); TEST(on_spheres); TEST(by_hand);
      SEEDS(threads_and_order, 1); TEST(bad_input); TEST(memory_and_cancel))
