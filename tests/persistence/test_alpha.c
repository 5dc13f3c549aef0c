/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_alpha.c - Alpha diagrams: bit for bit those of the complex that is not built. */
#include "clouds.h"
#include "persistence/alpha.h"
#include "tda_check.h"
#include <string.h>
#include <tda/filtration.h>
#include <tda/persistence.h>

static tda_cloud points(tda_index n, tda_index d, const double *at)
{
    return (tda_cloud){n, d, at, NULL};
}

static void same(const tda_diagram *a, const tda_diagram *b)
{
    MUST(a->degrees == b->degrees);
    for (int k = 0; k <= a->degrees; k++)
        MUST(a->start[k] == b->start[k]);
    for (tda_index i = 0; i < a->start[a->degrees]; i++) {
        MUST(a->birth[i] == b->birth[i]);
        MUST(a->death[i] == b->death[i]);
        MUST(a->birth_cell[i] == b->birth_cell[i]);
        MUST(a->death_cell[i] == b->death_cell[i]);
        MUST(a->cut[i] == b->cut[i]);
    }
    MUST(a->cells == b->cells);
    MUST(a->record.field == b->record.field && a->record.scale == b->record.scale);
    MUST(a->record.threshold == b->record.threshold);
    MUST(a->record.seed == b->record.seed);
    ck_assert_str_eq(a->record.filtration, b->record.filtration);
    ck_assert_str_eq(a->record.version, b->record.version);
}

/* Both ways, with the same options. */
static void compare(const tda_cloud *cloud, const tda_alpha_opts *o)
{
    tda_points_opts p = TDA_POINTS_OPTS_INIT;
    tda_reduction_opts r = TDA_REDUCTION_OPTS_INIT;
    tda_complex *x = NULL;
    tda_diagram direct = {0}, explicit = {0};
    p.threshold = o->threshold;
    p.scale = o->scale;
    r.max_degree = o->max_degree;
    OK(tda_cloud_alpha(NULL, &x, cloud, NULL, &p));
    OK(tda_complex_diagram(NULL, &explicit, NULL, x, 0, &r));
    OK(tda_cloud_alpha_diagram(NULL, &direct, cloud, o));
    same(&direct, &explicit);
    tda_diagram_clear(&direct);
    tda_diagram_clear(&explicit);
    tda_complex_free(x);
}

/* Some value of the complex, so that simplices lie on the threshold. */
static double some_value(const tda_cloud *cloud, tda_scale scale, brute_rng *rng)
{
    tda_points_opts p = TDA_POINTS_OPTS_INIT;
    tda_complex *x = NULL;
    p.scale = scale;
    OK(tda_cloud_alpha(NULL, &x, cloud, NULL, &p));
    const tda_cells *c = tda_complex_cells(x);
    double value = c->size ? c->grade[brute_below(rng, (int)c->size)] : 0;
    tda_complex_free(x);
    return value;
}

static void each_option(const tda_cloud *cloud, brute_rng *rng)
{
    tda_alpha_opts o = TDA_ALPHA_OPTS_INIT;
    compare(cloud, &o);
    o.scale = (tda_scale)brute_below(rng, 3);
    compare(cloud, &o);
    o.threshold = some_value(cloud, o.scale, rng);
    compare(cloud, &o);
    o.max_degree = brute_below(rng, 3);
    compare(cloud, &o);
    o.threshold = INFINITY;
    compare(cloud, &o);
}

/* Few points of all kinds: on lattices, in planes and on lines, repeated. */
static void few_points_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    cloud_points c = cloud_random(seed, CLOUD_POINTS, 1 + brute_below(&rng, 3));
    tda_cloud cloud = points(c.n, c.d, c.at);
    each_option(&cloud, &rng);
}
TEN_SEEDS(few_points)

/* Enough of them that columns are reduced in earnest: uniform, on a small lattice, on a sphere. */
static void many_points_seed(unsigned seed)
{
    enum { MOST = 400 };
    static double at[3 * MOST];
    brute_rng rng = brute_seed(seed);
    int n = 20 + brute_below(&rng, MOST - 20), d = seed % 4 ? 3 : 2;
    for (int i = 0; i < n; i++) {
        double norm = 0;
        for (int k = 0; k < d; k++) {
            double *x = &at[i * d + k];
            *x = seed % 3 == 0 ? brute_below(&rng, 6) : brute_below(&rng, 1 << 20) - 5e5;
            norm += *x * *x;
        }
        for (int k = 0; seed % 3 == 2 && k < d; k++)
            at[i * d + k] /= sqrt(norm) + 1e-9 * i;
    }
    tda_cloud cloud = points(n, d, at);
    each_option(&cloud, &rng);
}
TEN_SEEDS(many_points)

/* A regular octahedron: eight triangles about a void. */
START_TEST(octahedron)
{
    static const double at[] = {1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1};
    tda_cloud cloud = points(6, 3, at);
    tda_alpha_opts o = TDA_ALPHA_OPTS_INIT;
    tda_diagram d = {0};
    o.scale = TDA_SCALE_RADIUS_SQUARED;
    OK(tda_cloud_alpha_diagram(NULL, &d, &cloud, &o));
    ck_assert_int_eq(d.degrees, 4);
    ck_assert_int_eq(d.start[1], 6);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(d.death[i], 0.5);
    ck_assert_double_eq(d.death[5], INFINITY);
    ck_assert(!d.cut[5]);
    ck_assert_int_eq(d.birth_cell[5], 0);
    ck_assert_int_eq(d.start[2] - d.start[1], 7); /* twelve edges, five of them joining */
    ck_assert_int_eq(d.start[3] - d.start[2], 1);
    ck_assert_double_eq_tol(d.birth[d.start[2]], 2.0 / 3, 1e-15);
    ck_assert_double_eq(d.death[d.start[2]], 1);
    tda_diagram_clear(&d);
    o.threshold = 0.7; /* the void is cut */
    OK(tda_cloud_alpha_diagram(NULL, &d, &cloud, &o));
    ck_assert_int_eq(d.degrees, 3);
    ck_assert_double_eq(d.death[d.start[2]], INFINITY);
    ck_assert(d.cut[d.start[2]]);
    ck_assert_int_eq(d.death_cell[d.start[2]], -1);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(sizes_of_all_kinds)
{
    for (int e = -900; e <= 900; e += 300) {
        const double at[] = {0, 0, ldexp(3, e), 0, 0, ldexp(4, e), 0, 0};
        tda_cloud cloud = points(4, 2, at), none = points(0, 3, NULL);
        tda_alpha_opts o = TDA_ALPHA_OPTS_INIT;
        compare(&cloud, &o);
        compare(&none, &o);
        for (int n = 1; n < 4; n++) { /* copies of one point */
            cloud = points(n, 1, (const double[]){at[2], at[2], at[2]});
            compare(&cloud, &o);
        }
    }
}
END_TEST

/* Values whose bits agree for long, and in many places fully: against insertion. */
static void order_seed(unsigned seed)
{
    enum { MOST = 3000 };
    static double value[MOST];
    static uint32_t ids[MOST];
    brute_rng rng = brute_seed(seed);
    int n = brute_below(&rng, MOST), m = 0;
    for (int i = 0; i < n; i++) {
        int kind = brute_below(&rng, 4);
        value[i] = kind == 0   ? brute_below(&rng, 10)
                   : kind == 1 ? 1 + brute_below(&rng, 50) * 0x1p-52
                   : kind == 2 ? ldexp(1 + brute_below(&rng, 50) * 0x1p-52,
                                       brute_below(&rng, 2000) - 1000)
                               : brute_below(&rng, 1 << 30) * 0x1p-30;
        if (seed % 3 == 0)
            value[i] = 3 + brute_below(&rng, 500) * 0x1p-51;
        if (brute_below(&rng, 10))
            ids[m++] = (uint32_t)i;
    }
    OK(tdai_alpha_sort(NULL, ids, m, value));
    for (int i = 1; i < m; i++)
        MUST(tdai_alpha_earlier(value, ids[i - 1], ids[i]));
}
TEN_SEEDS(order)

static void refused(const tda_cloud *cloud, const tda_alpha_opts *o, tda_status code,
                    const char *sentence)
{
    tda_ctx *ctx;
    tda_diagram d = {0};
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_max_bytes(ctx, 1000000);
    ck_assert_int_eq(tda_cloud_alpha_diagram(ctx, &d, cloud, o), code);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    ck_assert(d.start == NULL);
    tda_ctx_free(ctx);
}

START_TEST(bad_input)
{
    static double at[30000];
    static const double bad[] = {0, NAN};
    tda_cloud good = points(2, 1, at), nan = points(1, 2, bad), wide = points(2, 4, at),
              large = points(10000, 3, at);
    tda_alpha_opts o = TDA_ALPHA_OPTS_INIT;
    refused(&nan, NULL, TDA_EINVAL, "points: row 0, column 1 is NaN");
    refused(&wide, NULL, TDA_EINVAL,
            "alpha diagram of points in R^4: at most R^3 is possible, build the complex "
            "instead");
    refused(&large, NULL, TDA_ELIMIT,
            "alpha diagram: needs about 10.5 MB, the limit is 1 MB");
    o.max_degree = -1;
    refused(&good, &o, TDA_EINVAL, "alpha diagram: max_degree is -1");
    o.max_degree = 1;
    o.threshold = -1;
    refused(&good, &o, TDA_EINVAL, "threshold -1: give 0 or more");
    o.threshold = 1;
    o.scale = (tda_scale)3;
    refused(&good, &o, TDA_EINVAL, "scale 3: not one of tda_scale");
}
END_TEST

START_TEST(memory_and_cancel)
{
    for (int d = 1; d <= 3; d++) {
        double at[3 * 40];
        brute_rng rng = brute_seed(1);
        for (int i = 0; i < d * 40; i++)
            at[i] = brute_below(&rng, 1 << 20);
        memcpy(at, at + d, sizeof(double) * (size_t)d); /* a copy */
        tda_cloud cloud = points(40, d, at);
        tda_diagram x = {0};
        EACH_OOM(tda_cloud_alpha_diagram(NULL, &x, &cloud, NULL), x.start == NULL);
        tda_diagram_clear(&x);
        EACH_CANCEL(tda_cloud_alpha_diagram(NULL, &x, &cloud, NULL), x.start == NULL);
        tda_diagram_clear(&x);
    }
}
END_TEST

SUITE("alpha diagrams", SEEDS(few_points, 40); SEEDS(many_points, 12); TEST(octahedron);
      TEST(sizes_of_all_kinds); SEEDS(order, 12); TEST(bad_input);
      TEST(memory_and_cancel))
