/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Degree-Rips: the complex and its measure against the definition at every node of a grid. */
#include "brute.h"
#include "points.h"
#include <stdio.h>
#include <tda/multiparam.h>
#include <tda/persistence.h>

enum { N = 7, DEGREES = 4 };

/* Where the lengths of edges come from. */
typedef struct lengths {
    const points *p;
    bool cloud; /* squares of distances come without a root */
    tda_scale scale;
} lengths;

/* The value of an edge, INFINITY if there is none. */
static double length(const lengths *l, tda_index i, tda_index j)
{
    const points *p = l->p;
    double x = i > j ? p->lower[i * (i - 1) / 2 + j] : p->lower[j * (j - 1) / 2 + i];
    double square = x / 2 * (x / 2);
    if (l->cloud && l->scale == TDA_SCALE_RADIUS_SQUARED) {
        square = 0;
        for (tda_index k = 0; k < p->cloud.dimension; k++) {
            double y =
                p->at[i * p->cloud.dimension + k] - p->at[j * p->cloud.dimension + k];
            square += y * y / 4;
        }
    }
    return l->scale == TDA_SCALE_DIAMETER ? x
           : l->scale == TDA_SCALE_RADIUS ? x / 2
                                          : square;
}

/* The Rips complex at r of the points with at least k others within r, as a complex at grade 0. */
static tda_complex *at_node(const lengths *l, double r, tda_index k)
{
    tda_index n = l->p->cloud.size, rows = 0, corners = 0;
    static tda_index start[1 << N], vertex[N << N];
    static double grade[1 << N];
    bool in[N], near[N][N];
    for (tda_index i = 0; i < n; i++) {
        tda_index degree = 0;
        for (tda_index j = 0; j < n; j++) {
            near[i][j] = i != j && length(l, i, j) <= r;
            degree += near[i][j];
        }
        in[i] = degree >= k && r >= 0;
    }
    start[0] = 0;
    for (int mask = 1; mask < 1 << n; mask++) {
        bool clique = brute_bits(mask) <= 3;
        for (tda_index i = 0; i < n; i++)
            for (tda_index j = 0; j < n; j++)
                if (mask >> i & 1 && mask >> j & 1)
                    clique = clique && in[i] && (i == j || near[i][j]);
        if (!clique)
            continue;
        for (tda_index i = 0; i < n; i++)
            if (mask >> i & 1)
                vertex[corners++] = i;
        grade[rows++] = 0;
        start[rows] = corners;
    }
    tda_simplices s = {1, rows, start, vertex, grade, NULL};
    tda_complex *complex;
    MUST(tda_complex_new_simplicial(NULL, &complex, NULL, &s) == TDA_OK);
    return complex;
}

static tda_index value_at(const tda_measure *m, double x, double y)
{
    tda_index sum = 0;
    for (tda_index i = 0; i < m->size; i++)
        sum += m->at[2 * i] <= x && m->at[2 * i + 1] <= y ? (tda_index)m->weight[i] : 0;
    return sum;
}

/* Both measures at every length and degree. */
static void check_nodes(const lengths *l, const tda_measure *m, const tda_index *degree,
                        tda_index degrees, bool normalised, double threshold)
{
    tda_index n = l->p->cloud.size;
    for (tda_index i = 0; i < n; i++)
        for (tda_index j = 0; j <= i; j++) {
            double r = i == j ? (i ? -1 : 0) : length(l, i, j);
            if (!(r <= threshold) || isinf(r))
                continue;
            for (tda_index k = 0; k < degrees; k++) {
                tda_complex *c = at_node(l, r, degree[k]);
                const double zero = 0;
                tda_index betti[2];
                brute_bettis(tda_complex_cells(c), &zero, 1, betti);
                double y =
                    -(double)degree[k] / (normalised && n > 1 ? (double)(n - 1) : 1);
                for (int d = 0; d < 2; d++)
                    MUST(value_at(&m[d], r, y) == betti[d]);
                tda_complex_free(c);
            }
        }
}

/* A list of degrees; among them ones that no point reaches. */
static tda_index random_degrees(brute_rng *rng, tda_index *degree)
{
    tda_index n = 1 + brute_below(rng, DEGREES), at = brute_below(rng, 3);
    for (tda_index k = 0; k < n; k++) {
        degree[k] = at;
        at += 1 + brute_below(rng, 3);
    }
    return n;
}

static void same_measure(const tda_measure *a, const tda_measure *b)
{
    MUST(a->size == b->size && a->params == b->params);
    MUST(!memcmp(a->at, b->at, (size_t)(2 * a->size) * sizeof *a->at));
    MUST(!memcmp(a->weight, b->weight, (size_t)a->size * sizeof *a->weight));
}

static void nodes_are_right_seed(unsigned seed)
{
    points p;
    brute_rng rng = brute_seed(seed);
    tda_index degree[DEGREES], degrees = random_degrees(&rng, degree);
    bool normalised = seed % 3 == 0, dense = seed % 4 == 1, sparse = seed % 4 == 3;
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_rips_opts r = TDA_RIPS_OPTS_INIT;
    tda_measure built[2], direct[2];
    tda_complex *complex;
    points_open(&p, (int)seed, brute_below(&rng, N + 1), 1 + brute_below(&rng, 3));
    for (tda_index i = 0; i < p.cloud.size * p.cloud.dimension; i++)
        p.at[i] = rint(16 * p.at[i]) / 16; /* so that squares of distances are exact */
    for (tda_index i = 0, e = 0; i < p.cloud.size; i++)
        for (tda_index j = 0; j < i; j++, e++)
            p.lower[e] = points_distance(&p.cloud, i, j);
    for (tda_index e = 0; e < p.sparse.pairs; e++) {
        tda_index i = p.tail[e], j = p.head[e];
        p.value[e] = p.lower[i * (i - 1) / 2 + j];
    }
    o.scale = r.scale = (tda_scale)(seed % 3);
    if (seed % 5 == 0)
        o.threshold = r.threshold = 0.5 * brute_below(&rng, 5);
    for (tda_index e = 0; (dense || sparse) && e < p.dense.size * (p.dense.size - 1) / 2;
         e++) {
        if (brute_below(&rng, 4) == 0) /* a pair that is never joined */
            p.value[e] = INFINITY;
        tda_index i = p.tail[e], j = p.head[e];
        p.lower[i * (i - 1) / 2 + j] = p.value[e];
    }
    if (dense || sparse) {
        const tda_distances *d = dense ? &p.dense : &p.sparse;
        MUST(tda_distances_degree_rips(NULL, &complex, d, degree, degrees, normalised,
                                       &o) == TDA_OK);
        MUST(tda_distances_degree_rips_measure(NULL, direct, d, degree, degrees,
                                               normalised, 0, 1, &r) == TDA_OK);
    } else {
        MUST(tda_cloud_degree_rips(NULL, &complex, &p.cloud, degree, degrees, normalised,
                                   &o) == TDA_OK);
        MUST(tda_cloud_degree_rips_measure(NULL, direct, &p.cloud, degree, degrees,
                                           normalised, 0, 1, &r) == TDA_OK);
    }
    MUST(tda_complex_hilbert_measure(NULL, built, complex, 0, 1, NULL) == TDA_OK);
    lengths l = {&p, !dense && !sparse, o.scale};
    check_nodes(&l, direct, degree, degrees, normalised, o.threshold);
    for (int d = 0; d < 2; d++) {
        same_measure(&built[d], &direct[d]);
        tda_measure_clear(&built[d]);
        tda_measure_clear(&direct[d]);
    }
    tda_complex_free(complex);
    points_close(&p);
}
TEN_SEEDS(nodes_are_right)

/* Three points at 0, 1 and 3 on a line. */
START_TEST(three_points)
{
    const double at[] = {0, 1, 3};
    const tda_index degree[] = {0, 1, 2};
    tda_cloud cloud = {3, 1, at, NULL};
    tda_complex *c;
    tda_measure m;
    OK(tda_cloud_degree_rips(NULL, &c, &cloud, degree, 3, false, NULL));
    const tda_cells *cells = tda_complex_cells(c);
    const tda_index start[] = {0, 3, 6, 9, 11, 12, 14, 15};
    const double grade[] = {0,  0, 1,  -1, 3,  -2, 0,  0, 1,  -1, 2,  -2, 0,  0, 2,
                            -1, 3, -2, 1,  -1, 3,  -2, 3, -2, 2,  -1, 3,  -2, 3, -2};
    ck_assert_int_eq(cells->size, 7);
    ck_assert_mem_eq(cells->grade_start, start, sizeof start);
    ck_assert_mem_eq(cells->grade, grade, sizeof grade);
    ck_assert_str_eq(tda_complex_record(c).filtration, "degree-rips");
    ck_assert_str_eq(tda_complex_axis_name(c, 1), "negated degree");
    OK(tda_cloud_degree_rips_measure(NULL, &m, &cloud, degree, 3, false, 0, 0, NULL));
    /* rows: at -2 [2, inf); at -1 [1, inf); at 0 three points at 0, joined at 1 and 2 */
    const double point[] = {0, 0, 1, -1, 1, 0, 2, -2, 2, -1, 2, 0};
    const int64_t weight[] = {3, 1, -2, 1, -1, -1};
    ck_assert_int_eq(m.size, 6);
    ck_assert_mem_eq(m.at, point, sizeof point);
    ck_assert_mem_eq(m.weight, weight, sizeof weight);
    ck_assert_int_eq(m.cells, TDA_CELL_PAIR);
    tda_measure_clear(&m);
    tda_complex_free(c);
}
END_TEST

START_TEST(failures)
{
    points p;
    const tda_index degree[] = {1, 3};
    tda_complex *c = NULL;
    tda_measure m[2] = {{0}};
    points_open(&p, 3, 6, 2);
#define EACH(call, untouched, release)                                                   \
    do {                                                                                 \
        EACH_OOM(call, untouched);                                                       \
        release;                                                                         \
        EACH_CANCEL(call, untouched);                                                    \
        release;                                                                         \
    } while (0)
#define FREE tda_complex_free(c), c = NULL
#define CLEAR tda_measure_clear(&m[0]), tda_measure_clear(&m[1])
    EACH(tda_cloud_degree_rips(p.ctx, &c, &p.cloud, degree, 2, true, NULL), !c, FREE);
    EACH(tda_distances_degree_rips(p.ctx, &c, &p.sparse, degree, 2, true, NULL), !c,
         FREE);
    EACH(tda_cloud_degree_rips_measure(p.ctx, m, &p.cloud, degree, 2, true, 0, 1, NULL),
         !m[0].at && !m[1].at, CLEAR);
    EACH(tda_distances_degree_rips_measure(p.ctx, m, &p.dense, degree, 2, true, 0, 1,
                                           NULL),
         !m[0].at && !m[1].at, CLEAR);
    points_close(&p);
}
END_TEST

START_TEST(bad_input)
{
    points p;
    const tda_index degree[] = {2, 2}, negative[] = {-1};
    tda_complex *c = NULL;
    tda_measure m = {0};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    points_open(&p, 2, 4, 2);
#define REFUSED(call, message)                                                           \
    do {                                                                                 \
        ck_assert_int_eq((call), TDA_EINVAL);                                            \
        ck_assert_str_eq(tda_ctx_message(p.ctx), (message));                             \
        ck_assert(!c && !m.at);                                                          \
    } while (0)
    REFUSED(tda_cloud_degree_rips(p.ctx, &c, &p.cloud, degree, 2, false, NULL),
            "degree-Rips: degree 1 of the list is 2; give numbers from 0 on, each above "
            "the one before");
    REFUSED(tda_cloud_degree_rips(p.ctx, &c, &p.cloud, negative, 1, false, NULL),
            "degree-Rips: degree 0 of the list is -1; give numbers from 0 on, each above "
            "the one before");
    REFUSED(tda_cloud_degree_rips(p.ctx, &c, &p.cloud, NULL, 0, false, NULL),
            "degree-Rips: a list of 0 degrees; give at least one");
#define MEASURE(first, last)                                                             \
    tda_cloud_degree_rips_measure(p.ctx, &m, &p.cloud, degree, 1, false, first, last, &o)
    REFUSED(MEASURE(1, 0), "degree-Rips: no degrees 1 to 0 of homology");
    o.field = 3;
    REFUSED(MEASURE(0, 0), "degree-Rips: neither births nor sparse nor another field");
    o.field = 2;
    o.threshold = -1;
    REFUSED(MEASURE(0, 0), "threshold -1: give 0 or more");
    o.threshold = 1;
    o.scale = (tda_scale)7;
    REFUSED(MEASURE(0, 0), "scale 7: not one of tda_scale");
    o = (tda_rips_opts)TDA_RIPS_OPTS_INIT;
    p.lower[0] = 0x1.fffffffffffffp1023;
    REFUSED(tda_distances_degree_rips_measure(p.ctx, &m, &p.dense, degree, 1, false, 0, 0,
                                              &o),
            "degree-Rips: a distance is the largest double; scale it down");
    points_close(&p);
}
END_TEST

SUITE("degree_rips", SEEDS(nodes_are_right, 30), TEST(three_points), TEST(failures),
      TEST(bad_input))
