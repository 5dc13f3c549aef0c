/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_alpha.c - Delaunay triangulations and squared alpha values: known ones, and random clouds
 * against the definition. */
#include "clouds.h"
#include "simplices.h"
#include "tda_check.h"

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-8 * fmax(fabs(a), fabs(b));
}

static tdai_delaunay alpha(tda_index n, int d, const double *at)
{
    tdai_delaunay t = {0};
    OK(tdai_alpha(NULL, &t, n, d, at, 0, NULL));
    return t;
}

/* The value of the simplex on the points listed, -1 where there is none. */
static double value_of(const tdai_delaunay *t, int k, const tda_index *vertex)
{
    tda_index s = simplex_find(t, k, vertex);
    return s < 0 ? -1 : simplex_value(t, k, s);
}
#define VALUE(t, ...)                                                                    \
    value_of(&(t), (int)(sizeof((tda_index[]){__VA_ARGS__}) / sizeof(tda_index)) - 1,    \
             (tda_index[]){__VA_ARGS__})

START_TEST(unit_square)
{
    tdai_delaunay t = alpha(4, 2, (double[]){0, 0, 1, 0, 0, 1, 1, 1});
    ck_assert_int_eq(t.dimension, 2);
    ck_assert_int_eq(t.count[0], 4);
    ck_assert_int_eq(t.count[1], 5);
    ck_assert_int_eq(t.count[2], 2);
    ck_assert_double_eq(VALUE(t, 0, 1), .25);
    ck_assert_double_eq(VALUE(t, 0, 2), .25);
    ck_assert_double_eq(VALUE(t, 1, 3), .25);
    ck_assert_double_eq(VALUE(t, 2, 3), .25);
    double diagonal = fmax(VALUE(t, 0, 3), VALUE(t, 1, 2));
    ck_assert_double_eq(diagonal, .5);
    ck_assert_double_eq(t.value[2][0], .5);
    ck_assert_double_eq(t.value[2][1], .5);
    tdai_delaunay_clear(&t);
}
END_TEST

START_TEST(triangles)
{
    tdai_delaunay t = alpha(3, 2, (double[]){0, 0, 1, 0, .5, sqrt(.75)});
    ck_assert(near(VALUE(t, 0, 1), .25));
    ck_assert(near(VALUE(t, 0, 2), .25));
    ck_assert(near(VALUE(t, 1, 2), .25));
    ck_assert(near(VALUE(t, 0, 1, 2), 1. / 3));
    tdai_delaunay_clear(&t);
    /* obtuse at the last point: the edge opposite appears with the triangle, radius 5/2 */
    t = alpha(3, 2, (double[]){0, 0, 4, 0, 2, 1});
    ck_assert_double_eq(VALUE(t, 0, 1), 6.25);
    ck_assert_double_eq(VALUE(t, 0, 2), 1.25);
    ck_assert_double_eq(VALUE(t, 1, 2), 1.25);
    ck_assert_double_eq(VALUE(t, 0, 1, 2), 6.25);
    tdai_delaunay_clear(&t);
    /* right angle: the point is on the sphere of the edge, not inside */
    t = alpha(3, 3, (double[]){0, 0, 0, 3, 0, 0, 0, 4, 0});
    ck_assert_int_eq(t.dimension, 2);
    ck_assert_double_eq(VALUE(t, 1, 2), 6.25);
    ck_assert_double_eq(VALUE(t, 0, 1, 2), 6.25);
    tdai_delaunay_clear(&t);
}
END_TEST

START_TEST(tetrahedron)
{
    tdai_delaunay t = alpha(4, 3, (double[]){1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1});
    ck_assert_int_eq(t.dimension, 3);
    for (int s = 0; s < 6; s++)
        ck_assert_double_eq(t.value[1][s], 2);
    for (int s = 0; s < 4; s++)
        ck_assert(near(t.value[2][s], 8. / 3));
    ck_assert_double_eq(t.value[3][0], 3);
    static const uint32_t face[] = {3, 1, 0, 4, 2, 0, 5, 2, 1, 5, 4, 3};
    ck_assert_mem_eq(t.face[2], face, sizeof face);
    tdai_delaunay_clear(&t);
}
END_TEST

/* A regular simplex of 5 points in R^5 lies in a flat of dimension 4: all values known. */
START_TEST(simplex_in_a_flat)
{
    double at[25] = {0};
    for (int i = 0; i < 5; i++)
        at[6 * i] = 1;
    tdai_delaunay t = alpha(5, 5, at);
    ck_assert_int_eq(t.dimension, 4);
    for (int k = 1; k <= 4; k++)
        for (tda_index s = 0; s < t.count[k]; s++)
            ck_assert_msg(near(t.value[k][s], k / (k + 1.)), "%d", k);
    ck_assert_int_eq(t.count[1], 10);
    ck_assert_int_eq(t.count[2], 10);
    ck_assert_int_eq(t.count[3], 5);
    ck_assert_int_eq(t.count[4], 1);
    tdai_delaunay_clear(&t);
}
END_TEST

START_TEST(few_points)
{
    static const double zero[50];
    for (int d = 1; d <= 5; d++) {
        tdai_delaunay t = alpha(0, d, zero);
        ck_assert_int_eq(t.dimension, -1);
        tdai_delaunay_clear(&t);
        for (tda_index n = 1; n <= 5; n += 4) { /* one point, five times the same */
            t = alpha(n, d, zero);
            ck_assert_int_eq(t.dimension, 0);
            ck_assert_int_eq(t.count[0], 1);
            ck_assert_int_eq(t.point[0], 0);
            for (tda_index i = 0; i < n; i++)
                ck_assert_int_eq(t.same_as[i], 0);
            tdai_delaunay_clear(&t);
        }
        double line[15]; /* 2, 0, 1 along the diagonal */
        for (int i = 0; i < 3 * d; i++)
            line[i] = (i / d + 2) % 3;
        t = alpha(3, d, line);
        ck_assert_int_eq(t.dimension, 1);
        ck_assert_int_eq(t.count[1], 2);
        ck_assert(near(VALUE(t, 0, 2), d / 4.));
        ck_assert(near(VALUE(t, 1, 2), d / 4.));
        tdai_delaunay_clear(&t);
    }
}
END_TEST

/* Of equal points the least row stands in the simplices, then the smallest id; -0 is 0. */
START_TEST(which_copy)
{
    static const double at[] = {1, 0, 0, 0, 1, -0.0, 1, 0, 0, -0.0};
    static const double rank[] = {5, 1, 0, 0, 4, 9, 4, 9, -1, 3};
    static const uint32_t same_as[] = {2, 4, 2, 2, 4};
    tdai_delaunay t = {0};
    OK(tdai_alpha(NULL, &t, 5, 2, at, 2, rank));
    ck_assert_mem_eq(t.same_as, same_as, sizeof same_as);
    ck_assert_int_eq(t.count[0], 2);
    ck_assert_double_eq(VALUE(t, 2, 4), .25);
    tdai_delaunay_clear(&t);
}
END_TEST

/* Every angle of the triangles is lost to rounding without exact numbers: the points are all
 * but on a line, and the radius is known from the heights. */
START_TEST(flat_triangles)
{
    for (int e = 20; e <= 50; e += 5) {
        double h = ldexp(1, -e), far = 1 << 20; /* exact: e + 20 bits */
        tdai_delaunay t =
            alpha(3, 2, (double[]){far, 1, far + 1, 1 + (e < 50 ? h : 0), far + 2, 1});
        if (e < 50) {
            double r = (1 + h * h) / (2 * h); /* of chord 2 and height h */
            ck_assert_msg(fabs(VALUE(t, 0, 1, 2) - r * r) <= 4e-16 * r * r, "%d", e);
            ck_assert_double_eq(VALUE(t, 0, 2), VALUE(t, 0, 1, 2));
        } else {
            ck_assert_int_eq(t.dimension, 1);
        }
        tdai_delaunay_clear(&t);
    }
    /* four points a hair off a circle: the circumsphere, centre (0, 0, c), has the radius of
     * exact elimination, 1 + c^2 with 2 c h = h^2 (+ nothing else) */
    for (int e = 10; e <= 40; e += 5) {
        double h = ldexp(1, -e);
        tdai_delaunay t = alpha(4, 3, (double[]){1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, h});
        double c = h / 2;
        ck_assert_int_eq(t.dimension, 3);
        ck_assert_msg(fabs(t.value[3][0] - (1 + c * c)) <= 4e-16, "%d", e);
        tdai_delaunay_clear(&t);
    }
}
END_TEST

/* Simplices in lexicographic order of their labels, facets opposite to the vertices in turn. */
static void check_simplices(const tdai_delaunay *t, int k)
{
    tda_index last[16], v[16], facet[16];
    for (tda_index s = 0; s < t->count[k]; s++) {
        simplex_labels(t, k, s, v);
        ck_assert(v[0] >= 0 && v[k] < t->count[0]);
        for (int j = 0; j < k; j++)
            ck_assert_int_lt(v[j], v[j + 1]);
        int j = 0;
        while (s > 0 && j < k && last[j] == v[j])
            j++;
        if (s > 0)
            ck_assert_int_lt(last[j], v[j]);
        memcpy(last, v, sizeof last);
        for (int i = 0; k > 0 && i <= k; i++) {
            tda_index f = t->face[k][s * (k + 1) + i];
            ck_assert_int_lt(f, t->count[k - 1]);
            simplex_labels(t, k - 1, f, facet);
            for (j = 0; j < k; j++)
                ck_assert_int_eq(facet[j], v[j + (j >= i)]);
            ck_assert_double_le(simplex_value(t, k - 1, f), t->value[k][s]);
        }
    }
}

static void check_values(const tdai_delaunay *t, const cloud_points *c)
{
    static double expected[CLOUD_MASKS];
    tda_index simplices = 0, general = 0;
    cloud_alpha(c, expected);
    for (int k = 1; k <= t->dimension; k++)
        for (tda_index s = 0; s < t->count[k]; s++) {
            int mask = 0;
            tda_index v[16];
            simplex_points(t, k, s, v);
            for (int j = 0; j <= k; j++)
                mask |= 1 << v[j];
            simplices++;
            ck_assert_msg(near(t->value[k][s], expected[mask]),
                          "mask %x: %.17g, not %.17g", (unsigned)mask, t->value[k][s],
                          expected[mask]);
        }
    for (int mask = 1; mask < 1 << c->n; mask++)
        general += (mask & (mask - 1)) && expected[mask] < INFINITY;
    if (c->kind >= CLOUD_GENERAL)
        ck_assert_int_eq(simplices, general);
}

static void check_cloud(const cloud_points *c)
{
    tdai_delaunay t = alpha(c->n, c->d, c->at);
    tda_index euler = 0, distinct = 0;
    for (int k = 0; k <= t.dimension; k++) {
        euler += k % 2 ? -t.count[k] : t.count[k];
        check_simplices(&t, k);
    }
    ck_assert_int_eq(euler, c->n > 0);
    for (int i = 0; i < c->n; i++) {
        int first = 0;
        while (
            memcmp(c->at + first * c->d, c->at + i * c->d, sizeof(double) * (size_t)c->d))
            first++;
        ck_assert_int_eq(t.same_as[i], first);
        distinct += first == i;
    }
    ck_assert_int_eq(t.count[0], distinct);
    for (tda_index v = 0; v < distinct; v++)
        ck_assert_int_eq(t.same_as[t.point[v]], t.point[v]);
    check_values(&t, c);
    tdai_delaunay_clear(&t);
}

START_TEST(line_and_plane)
{
    cloud_points c = cloud_random((unsigned)_i, 9, 1 + _i / 4 % 2);
    check_cloud(&c);
}
END_TEST

START_TEST(space)
{
    cloud_points c = cloud_random((unsigned)_i, 9, 3);
    check_cloud(&c);
}
END_TEST

START_TEST(above)
{
    cloud_points c = cloud_random((unsigned)_i, 8, 4 + _i / 4 % 2);
    check_cloud(&c);
}
END_TEST

/* Points shuffled: the same simplices with the same values, bit for bit. In general position,
 * and on grids in the plane and in space, where CGAL breaks ties by coordinates. */
START_TEST(order_of_points)
{
    cloud_points c = cloud_random((unsigned)_i, 9, 1 + _i / 4 % 3);
    int n = c.n, to[CLOUD_POINTS];
    brute_rng rng = brute_seed((unsigned)_i);
    double moved[CLOUD_POINTS * CLOUD_DIMENSION];
    tdai_delaunay t = alpha(n, c.d, c.at);
    for (int i = 0; i < n; i++)
        to[i] = i;
    for (int i = n - 1; i > 0; i--) {
        int j = brute_below(&rng, i + 1), swap = to[i];
        to[i] = to[j];
        to[j] = swap;
    }
    for (int i = 0; i < n; i++)
        memcpy(moved + to[i] * c.d, c.at + i * c.d, sizeof(double) * (size_t)c.d);
    tdai_delaunay u = alpha(n, c.d, moved);
    ck_assert_int_eq(t.dimension, u.dimension);
    for (int k = 0; k <= t.dimension; k++) {
        ck_assert_int_eq(t.count[k], u.count[k]);
        for (tda_index s = 0; s < t.count[k]; s++) {
            tda_index vertex[16];
            simplex_points(&t, k, s, vertex);
            for (int j = 0; j <= k; j++) { /* insertion sort of the new ids */
                tda_index v = u.same_as[to[vertex[j]]];
                int at = j;
                for (; at > 0 && vertex[at - 1] > v; at--)
                    vertex[at] = vertex[at - 1];
                vertex[at] = v;
            }
            tda_index other = simplex_find(&u, k, vertex);
            ck_assert_int_ge(other, 0);
            ck_assert_double_eq(simplex_value(&u, k, other), simplex_value(&t, k, s));
        }
    }
    tdai_delaunay_clear(&t);
    tdai_delaunay_clear(&u);
}
END_TEST

SUITE("alpha", TEST(unit_square); TEST(triangles); TEST(tetrahedron);
      TEST(simplex_in_a_flat); TEST(few_points); TEST(which_copy); TEST(flat_triangles);
      SEEDS(line_and_plane, 300); SEEDS(space, 300); SEEDS(above, 120);
      SEEDS(order_of_points, 120))
