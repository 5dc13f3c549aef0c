/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Function-Rips complexes against the enumeration of all sets of points. */
#include "points.h"
#include <string.h>

enum { MOST = 16 };

typedef struct truth {
    tda_index size;
    tda_index id[1 << MOST]; /* of a set of points, as bits; -1: not a simplex */
} truth;

typedef struct source {
    const tda_cloud *cloud;
    const tda_distances *d; /* dense where there is no cloud */
} source;

static double length(source s, tda_index i, tda_index j, tda_scale scale)
{
    double d = s.cloud ? points_distance(s.cloud, i, j)
                       : s.d->lower[i > j ? i * (i - 1) / 2 + j : j * (j - 1) / 2 + i];
    if (scale == TDA_SCALE_RADIUS)
        return d / 2;
    if (scale == TDA_SCALE_DIAMETER)
        return d;
    if (!s.cloud)
        return d / 2 * (d / 2);
    double sum = 0;
    for (tda_index k = 0; k < s.cloud->dimension; k++) {
        double x = s.cloud->at[i * s.cloud->dimension + k] -
                   s.cloud->at[j * s.cloud->dimension + k];
        sum += x * x;
    }
    return sum / 4;
}

/* For inner loops: Check's own assertions write to a file each time. */
#define EXPECT(condition)                                                                \
    do {                                                                                 \
        if (!(condition))                                                                \
            ck_abort_msg("failed: %s", #condition);                                      \
    } while (0)

/* Compare the cell of the points v[0 .. dim] with what it should be. */
static void check_cell(const tda_cells *c, const truth *t, tda_index id,
                       const tda_index *v, int dim, double diameter,
                       const tda_cloud *function)
{
    unsigned set = 0;
    for (int i = 0; i <= dim; i++)
        set |= 1u << v[i];
    EXPECT(c->dim[id] == dim);
    EXPECT(c->start[id + 1] - c->start[id] == (dim ? dim + 1 : 0));
    for (int i = 0; i <= dim && dim; i++) /* without the last vertex first: ascending */
        EXPECT(c->face[c->start[id] + i] == (t->id[set & ~(1u << v[dim - i])]));
    EXPECT(c->grade[id * c->params] == diameter);
    for (int f = 1; f < c->params; f++) {
        double most = -INFINITY;
        for (int i = 0; i <= dim; i++)
            most = fmax(most, function->at[v[i] * (c->params - 1) + f - 1]);
        EXPECT(c->grade[id * c->params + f] == most);
    }
}

/* Walk the sets of dim+1 points in lexicographic order, those above v[0 .. at-1]. */
static void walk(const tda_cells *c, truth *t, source s, const tda_cloud *function,
                 const tda_points_opts *o, tda_index n, tda_index *v, int at, int dim,
                 double diameter)
{
    if (at > dim) {
        unsigned set = 0;
        for (int i = 0; i <= dim; i++)
            set |= 1u << v[i];
        t->id[set] = t->size;
        EXPECT(t->size < c->size);
        check_cell(c, t, t->size++, v, dim, diameter, function);
        return;
    }
    for (tda_index w = at ? v[at - 1] + 1 : 0; w < n; w++) {
        double most = diameter;
        for (int i = 0; i < at; i++)
            most = fmax(most, length(s, v[i], w, o->scale));
        v[at] = w;
        if (most <= o->threshold)
            walk(c, t, s, function, o, n, v, at + 1, dim, most);
    }
}

static void check(const tda_complex *complex, source s, const tda_cloud *function,
                  const tda_points_opts *o, tda_index n)
{
    static truth t;
    const tda_cells *c = tda_complex_cells(complex);
    tda_index v[MOST];
    t.size = 0;
    memset(t.id, -1, sizeof t.id);
    ck_assert_int_eq(c->params, function ? 1 + function->dimension : 1);
    for (int dim = 0; dim <= o->max_dimension && dim < n; dim++)
        walk(c, &t, s, function, o, n, v, 0, dim, 0);
    ck_assert_int_eq(c->size, t.size);
    ck_assert_ptr_null(c->grade_start);
}

static void assert_equal(const tda_complex *a, const tda_complex *b)
{
    const tda_cells *x = tda_complex_cells(a), *y = tda_complex_cells(b);
    ck_assert_int_eq(x->size, y->size);
    ck_assert_int_eq(x->params, y->params);
    if (!x->size)
        return;
    size_t n = (size_t)x->size;
    ck_assert_mem_eq(x->dim, y->dim, n * sizeof *x->dim);
    ck_assert_mem_eq(x->start, y->start, (n + 1) * sizeof *x->start);
    ck_assert_mem_eq(x->face, y->face, (size_t)x->start[n] * sizeof *x->face);
    ck_assert_mem_eq(x->grade, y->grade, n * (size_t)x->params * sizeof *x->grade);
}

START_TEST(all_sets)
{
    points p;
    tda_index n = _i % 13;
    points_open(&p, _i, n, 1 + _i % 4);
    int functions = _i % 3;
    double *f = calloc((size_t)(n * functions) + 1, sizeof *f);
    for (tda_index i = 0; i < n * functions; i++)
        f[i] = (double)tdai_rng_below(p.rng, 6) - 2;
    tda_cloud cloud = {n, functions, f, NULL}, *function = functions ? &cloud : NULL;
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    o.max_dimension = (int)tdai_rng_below(p.rng, 6);
    o.scale = (tda_scale)tdai_rng_below(p.rng, 3);
    if (n > 1 && _i % 5) /* the length of some pair: met exactly */
        o.threshold = length((source){&p.cloud, NULL}, 0,
                             1 + tdai_rng_below(p.rng, n - 1), o.scale);
    tda_complex *a, *b, *c;
    OK(tda_cloud_function_rips(p.ctx, &a, &p.cloud, function, &o));
    check(a, (source){&p.cloud, NULL}, function, &o, n);
    OK(tda_distances_function_rips(p.ctx, &b, &p.dense, function, &o));
    check(b, (source){NULL, &p.dense}, function, &o, n);
    OK(tda_distances_function_rips(p.ctx, &c, &p.sparse, function, &o));
    assert_equal(b, c);
    if (o.scale != TDA_SCALE_RADIUS_SQUARED)
        assert_equal(a, b);
    tda_estimate e;
    for (int how = 0; how < 3; how++) {
        if (how == 0)
            OK(tda_cloud_function_rips_estimate(p.ctx, &e, &p.cloud, &o));
        else
            OK(tda_distances_function_rips_estimate(p.ctx, &e,
                                                    how == 1 ? &p.dense : &p.sparse, &o));
        tda_index cells = tda_complex_cells(how ? b : a)->size;
        if (o.max_dimension <= 2 || isinf(o.threshold))
            ck_assert_int_eq(e.cells, cells);
        ck_assert_int_ge(e.cells, cells);
        ck_assert_int_ge(e.bytes, cells * 20);
    }
    tda_complex_free(a);
    tda_complex_free(b);
    tda_complex_free(c);
    free(f);
    points_close(&p);
}
END_TEST

/* Graphs both dense and sparse, large enough for several chunks, on 1 to 3 threads. */
START_TEST(threads_agree)
{
    points p;
    points_open(&p, _i, 120, 2);
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    o.max_dimension = 3;
    o.threshold = _i % 3 == 0 ? 0.4 : 1;
    tda_complex *a, *b;
    OK(tda_cloud_function_rips(p.ctx, &a, &p.cloud, &p.cloud, &o));
    for (int threads = 2; threads <= 3; threads++) {
        tda_ctx_set_threads(p.ctx, threads);
        OK(tda_cloud_function_rips(p.ctx, &b, &p.cloud, &p.cloud, &o));
        assert_equal(a, b);
        tda_complex_free(b);
    }
    /* the checks of tda_complex_new() hold */
    OK(tda_complex_new(p.ctx, &b, tda_complex_cells(a)));
    assert_equal(a, b);
    tda_complex_free(b);
    OK(tda_distances_function_rips(p.ctx, &b, &p.sparse, &p.cloud, &o));
    assert_equal(a, b);
    tda_complex_free(a);
    tda_complex_free(b);
    points_close(&p);
}
END_TEST

/* Enough points under a threshold for their neighbours to be searched for. */
START_TEST(search_finds_the_edges)
{
    points p;
    points_open(&p, _i, 300 + 50 * _i, 1 + _i % 3);
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    o.threshold = _i % 2 ? 1 : 0.1;
    o.scale = _i < 3 ? TDA_SCALE_DIAMETER : TDA_SCALE_RADIUS;
    o.max_dimension = _i % 2 ? 1 : 2;
    tda_complex *a, *b;
    OK(tda_cloud_function_rips(p.ctx, &a, &p.cloud, NULL, &o));
    OK(tda_distances_function_rips(p.ctx, &b, &p.dense, NULL, &o));
    assert_equal(a, b);
    tda_complex_free(a);
    tda_complex_free(b);
    points_close(&p);
}
END_TEST

START_TEST(record_and_axes)
{
    points p;
    points_open(&p, 0, 5, 2);
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    o.scale = TDA_SCALE_RADIUS;
    o.threshold = 7;
    tda_complex *c;
    OK(tda_cloud_function_rips(p.ctx, &c, &p.cloud, &p.cloud, &o));
    tda_record r = tda_complex_record(c);
    ck_assert_str_eq(r.filtration, "function-rips");
    ck_assert_int_eq(r.scale, TDA_SCALE_RADIUS);
    ck_assert_double_eq(r.threshold, 7);
    ck_assert_int_eq(r.field, 2);
    ck_assert_str_eq(tda_complex_axis_name(c, 0), "radius");
    ck_assert_str_eq(tda_complex_axis_unit(c, 0), "units of the input");
    ck_assert_str_eq(tda_complex_axis_name(c, 2), "function 2");
    tda_complex_free(c);
    OK(tda_cloud_function_rips(p.ctx, &c, &p.cloud, NULL, NULL));
    ck_assert_str_eq(tda_complex_record(c).filtration, "rips");
    ck_assert_str_eq(tda_complex_axis_name(c, 0), "diameter");
    tda_complex_free(c);
    points_close(&p);
}
END_TEST

/* Infinite distances and pairs that are not given never make an edge. */
START_TEST(infinite_distances)
{
    double lower[] = {1, (double)INFINITY, 1};
    tda_index tail[] = {1, 2}, head[] = {0, 1};
    tda_distances dense = {.size = 3, .lower = lower};
    tda_distances sparse = {3, NULL, 2, tail, head, (double[]){1, 1}, NULL};
    tda_complex *a, *b;
    OK(tda_distances_function_rips(NULL, &a, &dense, NULL, NULL));
    ck_assert_int_eq(tda_complex_cells(a)->size, 5);
    OK(tda_distances_function_rips(NULL, &b, &sparse, NULL, NULL));
    assert_equal(a, b);
    tda_complex_free(a);
    tda_complex_free(b);
}
END_TEST

START_TEST(sizes)
{
    enum { N = 100 };
    static double at[2 * N];
    tda_cloud cloud = {N, 2, at, NULL}, huge = {3000000, 1, NULL, NULL};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_estimate e;
    tda_complex *c = NULL;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_cloud_function_rips_estimate(ctx, &e, &cloud, NULL));
    ck_assert_int_eq(e.cells, 166750);
    tda_ctx_set_max_bytes(ctx, 10000000);
    ck_assert_int_eq(tda_cloud_function_rips(ctx, &c, &cloud, NULL, NULL), TDA_ELIMIT);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "function-Rips: 166750 simplices up to dimension 2: needs about 22.6 MB, "
        "the limit is 10 MB; lower the threshold or the dimension, or take fewer "
        "points");
    o.threshold = 0; /* all points are equal, and so this is the same, met step by step */
    ck_assert_int_eq(tda_cloud_function_rips(ctx, &c, &cloud, NULL, &o), TDA_ELIMIT);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "function-Rips: 166750 simplices up to dimension 2: needs about 22.6 MB, "
        "the limit is 10 MB; lower the threshold or the dimension, or take fewer "
        "points");
    ck_assert_ptr_null(c);
    tda_ctx_set_max_bytes(ctx, 0);
    huge.at = calloc((size_t)huge.size, sizeof *huge.at);
    OK(tda_cloud_function_rips_estimate(ctx, &e, &huge, NULL));
    ck_assert_int_eq(e.cells, 4499999999999500000 + 3000000); /* C(n, 3) + C(n, 2) + n */
    o.threshold = INFINITY;
    o.max_dimension = 5;
    OK(tda_cloud_function_rips_estimate(ctx, &e, &huge, &o));
    ck_assert(e.cells == INT64_MAX && e.bytes == INT64_MAX);
    ck_assert_int_eq(tda_cloud_function_rips(ctx, &c, &huge, NULL, &o), TDA_ELIMIT);
    free((void *)huge.at);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures)
{
    points p;
    points_open(&p, 0, 9, 2);
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    o.max_dimension = 4;
    o.threshold = 1.5;
    tda_estimate e = {0};
    tda_complex *c = NULL;
#define EACH(call, untouched, release)                                                   \
    do {                                                                                 \
        EACH_OOM(call, untouched);                                                       \
        release;                                                                         \
        EACH_CANCEL(call, untouched);                                                    \
        release;                                                                         \
    } while (0)
#define FREE tda_complex_free(c), c = NULL
    EACH(tda_cloud_function_rips(p.ctx, &c, &p.cloud, &p.cloud, &o), !c, FREE);
    EACH(tda_distances_function_rips(p.ctx, &c, &p.dense, &p.cloud, &o), !c, FREE);
    EACH(tda_distances_function_rips(p.ctx, &c, &p.sparse, NULL, &o), !c, FREE);
    EACH(tda_cloud_function_rips_estimate(p.ctx, &e, &p.cloud, &o), !e.cells,
         e.cells = 0);
    EACH(tda_distances_function_rips_estimate(p.ctx, &e, &p.dense, &o), !e.cells,
         e.cells = 0);
    points_close(&p);
}
END_TEST

START_TEST(bad_input)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    tda_complex *c = NULL;
    double at[] = {-1.5e308, 1.5e308, 0}, f[] = {1, 2};
    tda_cloud cloud = {3, 1, at, NULL}, function = {2, 1, f, NULL};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
#define REFUSED(call, message)                                                           \
    do {                                                                                 \
        ck_assert_int_eq((call), TDA_EINVAL);                                            \
        ck_assert_str_eq(tda_ctx_message(ctx), (message));                               \
        ck_assert_ptr_null(c);                                                           \
    } while (0)
    REFUSED(tda_cloud_function_rips(ctx, &c, &cloud, &function, NULL),
            "the function has 2 values for 3 points");
    REFUSED(
        tda_cloud_function_rips(ctx, &c, &cloud, NULL, NULL),
        "points 0 and 1: their distance is past the range of a double; scale the points "
        "down");
    o.max_dimension = -1;
    REFUSED(tda_cloud_function_rips(ctx, &c, &cloud, NULL, &o),
            "max_dimension -1: give 0 or more");
    o = (tda_points_opts)TDA_POINTS_OPTS_INIT;
    o.threshold = -1;
    REFUSED(tda_cloud_function_rips(ctx, &c, &cloud, NULL, &o),
            "threshold -1: give 0 or more");
    o.threshold = NAN;
    REFUSED(tda_cloud_function_rips(ctx, &c, &cloud, NULL, &o),
            "threshold nan: give 0 or more");
    o = (tda_points_opts)TDA_POINTS_OPTS_INIT;
    o.scale = (tda_scale)7;
    REFUSED(tda_cloud_function_rips(ctx, &c, &cloud, NULL, &o),
            "scale 7: not one of tda_scale");
    at[2] = NAN;
    ck_assert_int_eq(tda_cloud_function_rips(ctx, &c, &cloud, NULL, NULL), TDA_EINVAL);
    at[2] = 0;
    function.size = 3;
    function.at = (double[]){1, INFINITY, 2};
    ck_assert_int_eq(tda_cloud_function_rips(ctx, &c, &cloud, &function, NULL),
                     TDA_EINVAL);
    tda_ctx_free(ctx);
}
END_TEST

/* A right triangle with two constant functions: the edges have their lengths, and every simplex
 * the constants. */
START_TEST(a_right_triangle)
{
    const double at[] = {0, 1, 1, 0, 0, 0}, constant[] = {1, 2, 1, 2, 1, 2};
    const double want[] = {0, 1, 2, 0, 1, 2, 0, 1,       2, sqrt(2), 1,
                           2, 1, 1, 2, 1, 1, 2, sqrt(2), 1, 2};
    tda_cloud cloud = {3, 2, at, NULL}, function = {3, 2, constant, NULL};
    tda_complex *c = NULL;
    OK(tda_cloud_function_rips(NULL, &c, &cloud, &function, NULL));
    const tda_cells *cells = tda_complex_cells(c);
    ck_assert_int_eq(cells->size, 7); /* edges 01, 02, 12 */
    ck_assert_int_eq(cells->params, 3);
    ck_assert_mem_eq(cells->grade, want, sizeof want);
    tda_complex_free(c);
}
END_TEST

SUITE("rips", TEST(a_right_triangle), SEEDS(all_sets, 300), SEEDS(threads_agree, 6),
      SEEDS(search_finds_the_edges, 6), TEST(record_and_axes), TEST(infinite_distances),
      TEST(sizes), TEST(failures), TEST(bad_input))
