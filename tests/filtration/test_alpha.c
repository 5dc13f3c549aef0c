/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_alpha.c - Alpha complexes with functions, against known ones, against the Cech filtration
 * of the same points, and against triangulations of the sublevel sets of repeated points. */
#include "clouds.h"
#include "data/private.h"
#include "tda_check.h"
#include <tda/filtration.h>
#include <tda/persistence.h>

static tda_cloud points(tda_index n, int d, const double *at)
{
    return (tda_cloud){.size = n, .dimension = d, .at = at};
}

/* Every complex is checked in full, as if a caller had given it. */
static tda_complex *alpha(const tda_cloud *cloud, const tda_cloud *function,
                          const tda_points_opts *opts)
{
    tda_complex *x = NULL, *copy = NULL;
    OK(tda_cloud_alpha(NULL, &x, cloud, function, opts));
    OK(tda_complex_new(NULL, &copy, tda_complex_cells(x)));
    tda_complex_free(copy);
    return x;
}

START_TEST(unit_square)
{
    static const double at[] = {0, 0, 1, 0, 0, 1, 1, 1}, f[] = {3, 2, 1, 0};
    tda_cloud square = points(4, 2, at), function = points(4, 1, f);
    tda_complex *x = alpha(&square, &function, NULL);
    const tda_cells *c = tda_complex_cells(x);
    ck_assert_int_eq(c->params, 2);
    ck_assert_int_eq(c->size, 11);
    static const int dim[] = {0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2};
    ck_assert_mem_eq(c->dim, dim, sizeof dim);
    for (int i = 0; i < 4; i++) {
        ck_assert_double_eq(c->grade[2 * i], 0);
        ck_assert_double_eq(c->grade[2 * i + 1], f[i]);
    }
    for (tda_index i = 4; i < 9;
         i++) { /* each edge twice its radius, a side its length */
        tda_index p = c->face[c->start[i]], q = c->face[c->start[i] + 1];
        ck_assert_int_lt(p, q);
        ck_assert_double_eq(c->grade[2 * i], p + q == 3 ? sqrt(2) : 1);
        ck_assert_double_eq(c->grade[2 * i + 1], f[p]);
    }
    ck_assert_double_eq(c->grade[18], sqrt(2));
    ck_assert_str_eq(tda_complex_axis_name(x, 0), "diameter");
    ck_assert_str_eq(tda_complex_axis_unit(x, 0), "units of the input");
    ck_assert_str_eq(tda_complex_axis_name(x, 1), "function 1");
    tda_record r = tda_complex_record(x);
    ck_assert_str_eq(r.filtration, "alpha-lower-star");
    ck_assert_int_eq(r.field, 2);
    ck_assert_int_eq(r.scale, TDA_SCALE_DIAMETER);
    ck_assert_double_eq(r.threshold, INFINITY);
    tda_complex_free(x);
}
END_TEST

START_TEST(scales_and_threshold)
{
    static const double at[] = {0, 0, 3, 0, 0, 4}; /* a right triangle, radius 5/2 */
    static const double expected[3][3] = {{3, 4, 5}, {1.5, 2, 2.5}, {2.25, 4, 6.25}};
    static const char *const name[] = {"diameter", "radius", "squared radius"};
    tda_cloud cloud = points(3, 2, at);
    for (int scale = 0; scale < 3; scale++) {
        tda_points_opts opts = TDA_POINTS_OPTS_INIT;
        opts.scale = (tda_scale)scale;
        opts.max_dimension = 0; /* ignored */
        tda_complex *x = alpha(&cloud, NULL, &opts);
        const tda_cells *c = tda_complex_cells(x);
        ck_assert_int_eq(c->params, 1);
        ck_assert_int_eq(c->size, 7);
        for (int e = 3; e < 6; e++) /* by the sum of their ends */
            ck_assert_double_eq(
                c->grade[e],
                expected[scale][c->face[2 * e - 6] + c->face[2 * e - 5] - 1]);
        ck_assert_double_eq(c->grade[6], expected[scale][2]);
        ck_assert_str_eq(tda_complex_axis_name(x, 0), name[scale]);
        ck_assert_str_eq(tda_complex_record(x).filtration, "alpha");
        tda_complex_free(x);
        static const tda_index left[] = {5, 7, 3};
        const double threshold[] = {expected[scale][1], expected[scale][2], 0};
        for (int t = 0; t < 3; t++) { /* the threshold itself is kept */
            opts.threshold = threshold[t];
            x = alpha(&cloud, NULL, &opts);
            ck_assert_int_eq(tda_complex_cells(x)->size, left[t]);
            ck_assert_double_eq(tda_complex_record(x).threshold, threshold[t]);
            ck_assert_int_eq(tda_complex_record(x).scale, scale);
            tda_complex_free(x);
        }
    }
}
END_TEST

/* Coordinates whose squares leave the range of a double. */
START_TEST(extreme_sizes)
{
    for (int e = -900; e <= 900; e += 300) {
        const double at[] = {0, 0, ldexp(3, e), 0, 0, ldexp(4, e)};
        tda_cloud cloud = points(3, 2, at);
        tda_complex *x = alpha(&cloud, NULL, NULL);
        ck_assert_int_eq(tda_complex_cells(x)->size, 7);
        for (int k = 0; k < 3; k++) { /* the hypotenuse with the triangle */
            const tda_index *edge = tda_complex_cells(x)->face + 2 * k;
            ck_assert_double_eq(tda_complex_cells(x)->grade[3 + k],
                                ldexp(2 + (double)(edge[0] + edge[1]), e));
        }
        ck_assert_double_eq(tda_complex_cells(x)->grade[6], ldexp(5, e));
        tda_complex_free(x);
    }
}
END_TEST

/* Copies of a point: 1 and 3 with 0, of which 3 has the least function; 4 alone. */
START_TEST(repeated_points)
{
    static const double at[] = {7, 7, 9, 7, 7}, f[] = {5, 4, 1, 2, 4};
    tda_cloud cloud = points(5, 1, at), function = points(5, 1, f);
    tda_complex *x = alpha(&cloud, &function, NULL);
    const tda_cells *c = tda_complex_cells(x);
    static const tda_index face[] = {2, 3, 0, 3, 1, 3, 3, 4};
    static const double grade[] = {0, 5, 0, 4, 0, 1, 0, 2, 0, 4, 2, 2, 0, 5, 0, 4, 0, 4};
    ck_assert_int_eq(c->size, 9);
    ck_assert_mem_eq(c->face, face, sizeof face);
    ck_assert_mem_eq(c->grade, grade, sizeof grade);
    tda_complex_free(x);
    /* all the same, no function: the first stands for all */
    static const double same[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    static const tda_index star[] = {0, 1, 0, 2};
    for (int d = 1; d <= 4; d++) {
        cloud = points(3, d, same);
        x = alpha(&cloud, NULL, NULL);
        ck_assert_int_eq(tda_complex_cells(x)->size, 5);
        ck_assert_mem_eq(tda_complex_cells(x)->face, star, sizeof star);
        tda_complex_free(x);
    }
}
END_TEST

START_TEST(no_points)
{
    for (int d = 1; d <= 5; d++) {
        tda_cloud none = points(0, d, NULL);
        tda_complex *x = alpha(&none, &none, NULL);
        ck_assert_int_eq(tda_complex_cells(x)->size, 0);
        ck_assert_int_eq(tda_complex_cells(x)->params, 1 + d);
        tda_complex_free(x);
    }
}
END_TEST

/* ---- properties ---- */

/* At each value of the function and of the scale, the Betti numbers are those of the alpha
 * filtration of the distinct points with their least function values. */
START_TEST(copies_change_nothing)
{
    cloud_points c = cloud_random((unsigned)_i * CLOUD_KINDS, 9, 1 + _i % 3); /* grids */
    brute_rng rng = brute_seed((unsigned)_i);
    double f[CLOUD_POINTS], least[CLOUD_POINTS], at[CLOUD_POINTS * CLOUD_DIMENSION];
    int distinct = 0;
    size_t row = sizeof(double) * (size_t)c.d;
    for (int i = 0; i < c.n; i++) {
        f[i] = brute_below(&rng, 4);
        int j = 0;
        while (j < distinct && memcmp(at + j * c.d, c.at + i * c.d, row))
            j++;
        if (j == distinct)
            memcpy(at + distinct++ * c.d, c.at + i * c.d, row);
        else if (least[j] <= f[i])
            continue;
        least[j] = f[i];
    }
    tda_cloud all = points(c.n, c.d, c.at), values = points(c.n, 1, f);
    tda_cloud once = points(distinct, c.d, at), least_values = points(distinct, 1, least);
    tda_complex *x = alpha(&all, &values, NULL), *y = alpha(&once, &least_values, NULL);
    brute_grid grid = brute_grid_of(tda_complex_cells(y));
    for (tda_index node = 0; node < brute_nodes(&grid); node++) {
        double z[2];
        brute_node(&grid, node, z);
        z[0] *= 1 + 1e-9; /* the triangulations may differ by rounding */
        for (int degree = 0; degree < c.d; degree++)
            ck_assert_int_eq(brute_betti(tda_complex_cells(x), z, degree),
                             brute_betti(tda_complex_cells(y), z, degree));
    }
    tda_complex_free(x);
    tda_complex_free(y);
}
END_TEST

/* The Cech filtration: every set of at most d+2 points, with the radius of its smallest ball. */
static tda_complex *cech(const cloud_points *c)
{
    enum { CELLS = 1 << 8 };
    static int dim[CELLS];
    static tda_index id[CELLS], start[CELLS + 1], face[CELLS * 8];
    static double grade[CELLS];
    tda_index size = 0;
    ck_assert_int_le(c->n, 8);
    for (int mask = 1; mask < 1 << c->n; mask++) {
        id[mask] = -1;
        if (brute_bits(mask) > c->d + 2)
            continue;
        id[mask] = size;
        dim[size] = brute_bits(mask) - 1;
        start[size + 1] = start[size];
        grade[size] = sqrt(cloud_ball(c, mask));
        for (int v = 0; dim[size] > 0 && v < c->n; v++)
            if (mask >> v & 1) {
                tda_index f = id[mask & ~(1 << v)];
                face[start[size + 1]++] = f;
                grade[size] = fmax(grade[size], grade[f]); /* rounding */
            }
        size++;
    }
    tda_cells cells = {1, size, dim, start, face, NULL, grade};
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &cells));
    return x;
}

enum { BARS = 1 << 8 };
static const double tolerance = 1e-9;

/* The bars of a degree that are longer than the tolerance. */
static int long_bars(const tda_diagram *d, int degree, double bar[BARS][2])
{
    int n = 0;
    if (degree >= d->degrees)
        return 0;
    for (tda_index b = d->start[degree]; b < d->start[degree + 1]; b++)
        if (d->death[b] - d->birth[b] > 2 * tolerance) {
            bar[n][0] = d->birth[b];
            bar[n++][1] = d->death[b];
        }
    return n;
}

static bool close(double a, double b)
{
    return a == b || fabs(a - b) <= tolerance;
}

START_TEST(same_diagram_as_cech)
{
    cloud_points c = cloud_random((unsigned)_i, _i % 3 == 2 ? 7 : 8, 1 + _i / 4 % 3);
    if (c.kind == CLOUD_FAR) /* lengths of 1e-2: more digits than needed */
        c.kind = CLOUD_GENERAL;
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    opts.scale = TDA_SCALE_RADIUS;
    tda_cloud cloud = points(c.n, c.d, c.at);
    tda_complex *x = alpha(&cloud, NULL, &opts), *y = cech(&c);
    tda_diagram ours = {0}, theirs = {0};
    OK(tda_complex_diagram(NULL, &ours, NULL, x, 0, NULL));
    OK(tda_complex_diagram(NULL, &theirs, NULL, y, 0, NULL));
    for (int degree = 0; degree <= c.d; degree++) {
        double a[BARS][2], b[BARS][2];
        int n = long_bars(&ours, degree, a), m = long_bars(&theirs, degree, b);
        ck_assert_int_eq(n, m);
        for (int i = 0; i < n; i++) { /* find and strike out a partner */
            int j = 0;
            while (j < m && !(close(a[i][0], b[j][0]) && close(a[i][1], b[j][1])))
                j++;
            ck_assert_msg(j < m, "degree %d: no bar (%.17g, %.17g)", degree, a[i][0],
                          a[i][1]);
            b[j][0] = NAN;
        }
    }
    tda_diagram_clear(&ours);
    tda_diagram_clear(&theirs);
    tda_complex_free(x);
    tda_complex_free(y);
}
END_TEST

/* ---- refusals ---- */

static void refused(const tda_cloud *cloud, const tda_cloud *function,
                    const tda_points_opts *opts, tda_status status, const char *message)
{
    tda_ctx *ctx;
    tda_complex *x = NULL;
    OK(tda_ctx_new(&ctx));
    if (status == TDA_ELIMIT)
        tda_ctx_set_max_bytes(ctx, 1000000);
    ck_assert_int_eq(tda_cloud_alpha(ctx, &x, cloud, function, opts), status);
    ck_assert_str_eq(tda_ctx_message(ctx), message);
    ck_assert_ptr_null(x);
    tda_ctx_free(ctx);
}

START_TEST(bad_input)
{
    static const double at[] = {0, 1, NAN, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 3};
    tda_cloud good = points(2, 1, at), nan = points(2, 2, at), wide = points(0, 16, at);
    tda_cloud short_function = points(1, 1, at);
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_cloud_check(ctx, &nan), TDA_EINVAL);
    refused(&nan, NULL, NULL, TDA_EINVAL, tda_ctx_message(ctx));
    refused(&good, &nan, NULL, TDA_EINVAL, tda_ctx_message(ctx));
    tda_ctx_free(ctx);
    refused(&wide, NULL, NULL, TDA_EINVAL,
            "alpha complex of points in R^16: at most R^15 is possible");
    refused(&good, &short_function, NULL, TDA_EINVAL,
            "the function has 1 values for 2 points");
    opts.threshold = -1;
    refused(&good, NULL, &opts, TDA_EINVAL, "threshold -1: give 0 or more");
    opts.threshold = NAN;
    ck_assert_int_eq(tda_cloud_alpha(NULL, &(tda_complex *){NULL}, &good, NULL, &opts),
                     TDA_EINVAL);
    opts.threshold = 1;
    opts.scale = (tda_scale)3;
    refused(&good, NULL, &opts, TDA_EINVAL, "scale 3: not one of tda_scale");
    static double many[30000];
    tda_cloud large = points(10000, 3, many);
    refused(&large, NULL, NULL, TDA_ELIMIT,
            "alpha complex: needs about 20 MB, the limit is 1 MB");
}
END_TEST

START_TEST(memory_and_cancel)
{
    tda_complex *x = NULL;
    for (int d = 1; d <= 4; d++) {
        cloud_points c = cloud_random(0, 8, d);
        c.n = 8;
        memcpy(c.at, c.at + d, sizeof(double) * (size_t)d); /* a copy */
        tda_cloud cloud = points(8, d, c.at);
        EACH_OOM(tda_cloud_alpha(NULL, &x, &cloud, &cloud, NULL), x == NULL);
        tda_complex_free(x);
        x = NULL;
        EACH_CANCEL(tda_cloud_alpha(NULL, &x, &cloud, NULL, NULL), x == NULL);
        tda_complex_free(x);
        x = NULL;
    }
}
END_TEST

SUITE("alpha", TEST(unit_square); TEST(scales_and_threshold); TEST(extreme_sizes);
      TEST(repeated_points); TEST(no_points); SEEDS(copies_change_nothing, 150);
      SEEDS(same_diagram_as_cech, 300); TEST(bad_input); TEST(memory_and_cancel))
