/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectorizers of measures and modules, and quantisers: against the functions they call, and what they
 * learn against plain loops. */
#include "brute.h"
#include "features/private.h"
#include "tda_check.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tda/vectorize.h>

enum { SETS = 3, N = 4, NODES = N * N, MOST = 20 };

static tda_vectorizer *made(const char *text)
{
    tda_vectorizer *v = NULL;
    OK(tda_vectorizer_new(NULL, &v, text));
    return v;
}

static tda_measure atoms(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    double at[2 * MOST];
    int64_t weight[MOST];
    tda_measure out = {0};
    tda_index n = seed % 9 == 8 ? 1 : 2 + brute_below(&rng, MOST - 2);
    for (tda_index i = 0; i < n; i++) {
        at[2 * i] = brute_below(&rng, 12) / 2.0;
        at[2 * i + 1] = brute_below(&rng, 24) - 8;
        weight[i] = brute_below(&rng, 2) ? 1 + brute_below(&rng, 3) : -1;
    }
    OK(tda_measure_new(NULL, &out, 2, n, at, weight, NULL));
    return out;
}

static tda_module boxes(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    tda_index start[MOST + 1], n = 1 + brute_below(&rng, MOST);
    double birth[2 * MOST], death[2 * MOST];
    tda_module out = {0};
    for (tda_index i = 0; i <= n; i++)
        start[i] = i;
    for (tda_index i = 0; i < 2 * n; i++) {
        birth[i] = brute_below(&rng, 16) / 2.0;
        death[i] =
            brute_below(&rng, 9) ? birth[i] + 0.5 + brute_below(&rng, 8) : INFINITY;
    }
    tda_module corners = {.params = 2,
                          .size = n,
                          .birth_start = start,
                          .birth = birth,
                          .death_start = start,
                          .death = death};
    OK(tda_module_new(NULL, &out, &corners));
    return out;
}

static void row_is(tda_vectorizer *v, const tda_descriptor *d, const double *want,
                   tda_index n)
{
    double *row = calloc((size_t)n, sizeof *row);
    ck_assert_int_eq(tda_vectorizer_columns(v), n);
    OK(tda_vectorizer_apply(NULL, row, v, d));
    ck_assert_mem_eq(row, want, (size_t)n * sizeof *row);
    free(row);
    tda_vectorizer_free(v);
}

/* The least and the greatest coordinates of all, and N values between them on each axis. */
static tda_grid grid_between(double *value, tda_index *start, const double *low,
                             const double *high)
{
    for (int k = 0; k < 2; k++) {
        double to = low[k] < high[k] ? high[k] : low[k] + 1;
        start[k] = k * N;
        for (int i = 0; i < N; i++)
            value[k * N + i] = i == 0       ? low[k]
                               : i + 1 == N ? to
                                            : low[k] + (to - low[k]) * i / (N - 1);
    }
    start[2] = 2 * N;
    return (tda_grid){2, start, value};
}

/* Learn from all sets, in an order of the seed. */
static tda_vectorizer *learnt(const char *text, const tda_descriptor *d, int seed)
{
    tda_vectorizer *v = made(text);
    for (int k = 0; k < SETS; k++)
        OK(tda_vectorizer_see(NULL, v, &d[(k + seed) % SETS]));
    OK(tda_vectorizer_settle(NULL, v));
    return v;
}

START_TEST(measures_as_their_functions)
{
    tda_measure m[SETS];
    tda_descriptor d[SETS];
    double low[] = {INFINITY, INFINITY}, high[] = {-INFINITY, -INFINITY}, value[2 * N],
           want[100], box[4], tenth[2], tilted[] = {2, 0.5, 0.5, 1}, units[] = {1, 4};
    tda_index start[3];
    for (int k = 0; k < SETS; k++) {
        m[k] = atoms((unsigned)(SETS * _i + k));
        d[k] = (tda_descriptor){.kind = TDA_DESCRIPTOR_MEASURE, .measure = &m[k]};
        for (tda_index i = 0; i < 2 * m[k].size; i++) {
            low[i % 2] = fmin(low[i % 2], m[k].at[i]);
            high[i % 2] = fmax(high[i % 2], m[k].at[i]);
        }
    }
    tda_grid grid = grid_between(value, start, low, high);
    for (int k = 0; k < 2; k++) {
        box[k] = value[k * N];
        box[2 + k] = value[k * N + N - 1];
        tenth[k] = (box[2 + k] - box[k]) / 10;
    }
    tda_convolution_opts c = TDA_CONVOLUTION_OPTS_INIT;
    c.bandwidths = tenth;
    OK(tda_measure_convolution(NULL, want, &m[0], &grid, &c));
    row_is(learnt("convolution:resolution=4", d, _i), &d[0], want, NODES);
    c = (tda_convolution_opts)TDA_CONVOLUTION_OPTS_INIT;
    c.bandwidth = 0.5;
    c.kernel = TDA_CONVOLUTION_EXPONENTIAL;
    c.normalised = false;
    OK(tda_measure_convolution(NULL, want, &m[1], &grid, &c));
    row_is(learnt("convolution:resolution=4,bandwidth=0.5,kernel=exponential,"
                  "normalised=no",
                  d, _i),
           &d[1], want, NODES);
    c = (tda_convolution_opts)TDA_CONVOLUTION_OPTS_INIT;
    c.precision = tilted;
    OK(tda_measure_convolution(NULL, want, &m[1], &grid, &c));
    row_is(learnt("convolution:resolution=4,precision=2,0.5,0.5,1", d, _i), &d[1], want,
           NODES);
    tda_sliced_opts s = TDA_SLICED_OPTS_INIT;
    s.box = box;
    s.directions = 3;
    s.resolution = 5;
    s.units = units;
    OK(tda_measure_sliced(NULL, want, &m[2], &s));
    row_is(learnt("sliced-wasserstein:directions=3,resolution=5,units=1,4", d, _i), &d[2],
           want, 15);
    tda_measure_quantiser q = {0};
    tda_measure_quantiser_opts o = TDA_MEASURE_QUANTISER_OPTS_INIT;
    o.centres = 3;
    OK(tda_measures_quantiser(NULL, &q, m, SETS, &o));
    OK(tda_measure_atol(NULL, want, &m[1], &q));
    row_is(learnt("measure-atol:centres=3", d, _i), &d[1], want, q.size);
    tda_measure_quantiser_clear(&q);
    for (int k = 0; k < SETS; k++)
        tda_measure_clear(&m[k]);
}
END_TEST

START_TEST(modules_as_their_functions)
{
    tda_module m[SETS];
    tda_descriptor d[SETS];
    double low[] = {INFINITY, INFINITY}, high[] = {-INFINITY, -INFINITY}, value[2 * N],
           want[NODES], box[4];
    tda_index start[3];
    for (int k = 0; k < SETS; k++) {
        m[k] = boxes((unsigned)(SETS * _i + k));
        d[k] = (tda_descriptor){.kind = TDA_DESCRIPTOR_MODULE, .module = &m[k]};
        for (tda_index i = 0; i < 2 * m[k].size; i++)
            for (int side = 0; side < 2; side++) {
                double x = side ? m[k].death[i] : m[k].birth[i];
                low[i % 2] = isinf(x) ? low[i % 2] : fmin(low[i % 2], x);
                high[i % 2] = isinf(x) ? high[i % 2] : fmax(high[i % 2], x);
            }
    }
    tda_grid grid = grid_between(value, start, low, high);
    for (int k = 0; k < 2; k++) {
        box[k] = value[k * N];
        box[2 + k] = value[k * N + N - 1];
    }
    double tenth = fmin(box[2] - box[0], box[3] - box[1]) / 10;
    tda_line_image_opts i = TDA_LINE_IMAGE_OPTS_INIT;
    i.bandwidth = tenth;
    i.lines = 7;
    i.power = 0.5;
    i.box = box;
    OK(tda_module_line_image(NULL, want, &m[0], &grid, &i));
    row_is(learnt("mp-image:resolution=4,lines=7,power=0.5", d, _i), &d[0], want, NODES);
    static const struct {
        const char *keys;
        tda_summand_function function;
        tda_summand_operator op;
        double power;
    } way[] = {
        {"operator=layer,layer=2,function=landscape,weight=one", TDA_SUMMAND_LANDSCAPE,
         TDA_OPERATOR_LAYER, 1},
        {"operator=norm,norm=3,function=gaussian,weight=one", TDA_SUMMAND_GAUSSIAN,
         TDA_OPERATOR_NORM, 1},
        {"power=0", TDA_SUMMAND_SEGMENT, TDA_OPERATOR_MEAN, 0},
        {"power=inf,function=volume", TDA_SUMMAND_VOLUME, TDA_OPERATOR_MEAN, INFINITY},
        {"power=2,function=box,operator=max", TDA_SUMMAND_BOX, TDA_OPERATOR_MAX, 2},
    };
    for (size_t k = 0; k < sizeof way / sizeof *way; k++) {
        char text[200];
        tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
        o.bandwidth = tenth;
        o.box = box;
        o.function = way[k].function;
        o.op = way[k].op;
        o.power = way[k].power;
        o.layer = 2;
        o.norm = 3;
        o.weight =
            strstr(way[k].keys, "weight=one") ? TDA_WEIGHT_ONE : TDA_WEIGHT_SEGMENT;
        snprintf(text, sizeof text, "s-cdr:resolution=4,%s", way[k].keys);
        OK(tda_module_representation(NULL, want, &m[1], &grid, &o));
        row_is(learnt(text, d, _i), &d[1], want, NODES);
    }
    for (int k = 0; k < SETS; k++)
        tda_module_clear(&m[k]);
}
END_TEST

START_TEST(diagrams_as_their_functions)
{
    brute_rng rng = brute_seed((unsigned)_i);
    tda_index start[SETS][2];
    double birth[SETS][MOST], death[SETS][MOST], want[NODES];
    tda_diagram g[SETS];
    tda_descriptor d[SETS];
    tda_quantiser q = {0};
    tda_quantiser_opts o = TDA_QUANTISER_OPTS_INIT;
    tda_diagram_scale_space_opts s = TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT;
    for (int k = 0; k < SETS; k++) {
        start[k][0] = 0;
        start[k][1] = 1 + brute_below(&rng, MOST - 1);
        for (tda_index i = 0; i < start[k][1]; i++) {
            birth[k][i] = brute_below(&rng, 20) / 4.0;
            death[k][i] =
                i % 6 == 5 ? INFINITY : birth[k][i] + 0.25 * (double)(1 + i % 5);
        }
        g[k] = (tda_diagram){
            .degrees = 1, .start = start[k], .birth = birth[k], .death = death[k]};
        d[k] = (tda_descriptor){.kind = TDA_DESCRIPTOR_DIAGRAM, .diagram = &g[k]};
    }
    o.centres = 5;
    OK(tda_diagrams_quantiser(NULL, &q, g, SETS, 0, &o));
    OK(tda_diagram_atol(NULL, want, &g[1], 0, &q, &o));
    row_is(learnt("atol:centres=5", d, _i), &d[1], want, q.size);
    tda_quantiser_clear(&q);
    o.endless = TDA_ENDLESS_CLAMP;
    o.high = 8;
    OK(tda_diagrams_quantiser(NULL, &q, g, SETS, 0, &o));
    OK(tda_diagram_atol(NULL, want, &g[2], 0, &q, &o));
    row_is(learnt("atol:centres=5,endless=clamp,high=8", d, _i), &d[2], want, q.size);
    tda_quantiser_clear(&q);
    s.resolution = N;
    OK(tda_diagrams_fit_scale_space(NULL, &s, g, SETS, 0));
    OK(tda_diagram_scale_space(NULL, want, &g[0], 0, &s));
    row_is(learnt("scale-space:resolution=4", d, _i), &d[0], want, NODES);
    s.bandwidth = 0.5;
    s.endless = TDA_ENDLESS_CLAMP;
    OK(tda_diagram_scale_space(NULL, want, &g[0], 0, &s));
    row_is(learnt("scale-space:resolution=4,bandwidth=0.5,endless=clamp", d, _i), &d[0],
           want, NODES);
}
END_TEST

static void column_is(const char *text, tda_index i, const char *name)
{
    tda_vectorizer *v = made(text);
    char got[TDA_COLUMN_CHARS];
    ck_assert(tda_vectorizer_settled(v));
    tda_vectorizer_column(v, i, got);
    ck_assert_str_eq(got, name);
    tda_vectorizer_free(v);
}

START_TEST(columns_have_names)
{
    column_is("convolution:resolution=3,from=0,0,to=1,1,bandwidth=1", 5,
              "convolution(1 2)");
    column_is("mp-image:resolution=3,from=0,0,to=1,1,bandwidth=1", 8, "mp-image(2 2)");
    column_is("s-cdr:resolution=3,from=0,0,to=1,1,bandwidth=1", 3, "s-cdr(1 0)");
    column_is("sliced-wasserstein:resolution=4,from=0,0,to=1,1", 9,
              "sliced-wasserstein[3](1)");
    column_is("atol:centre=0,1,2,3,radius=1,2", 1, "atol[2]");
    column_is("measure-atol:centre=0,1,2,3,radius=1,2", 1, "measure-atol[2]");
    column_is("scale-space:resolution=4,start=0,stop=1,bandwidth=1,low=0,high=1", 9,
              "scale-space(2 1)");
}
END_TEST

START_TEST(refusals)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    tda_measure m = atoms(1), none = {.params = 2};
    tda_descriptor d = {.kind = TDA_DESCRIPTOR_MEASURE, .measure = &m};
    double row[NODES] = {7};
    static const struct {
        const char *text, *sentence;
    } apply[] = {
        {"convolution:resolution=2,from=0,0,to=1,1,bandwidth=1,precision=1,2,3",
         "convolution: precision has 3 numbers; 4 are needed"},
        {"sliced-wasserstein:resolution=2,directions=2,from=0,to=1",
         "sliced-wasserstein has corners of 1 numbers for 2 parameters"},
        {"measure-atol:centre=0,1,2,radius=1",
         "measure-atol: 3 coordinates of centres for 1 radii and 2 parameters"},
    };
    for (size_t i = 0; i < sizeof apply / sizeof *apply; i++) {
        tda_vectorizer *v = made(apply[i].text);
        ck_assert_int_eq(tda_vectorizer_apply(ctx, row, v, &d), TDA_EINVAL);
        ck_assert_str_eq(tda_ctx_message(ctx), apply[i].sentence);
        ck_assert_double_eq(row[0], 7);
        tda_vectorizer_free(v);
    }
    tda_vectorizer *v = made("measure-atol");
    d.measure = &none;
    OK(tda_vectorizer_see(ctx, v, &d));
    ck_assert_int_eq(tda_vectorizer_settle(ctx, v), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "quantiser: the measures have no finite points to be fitted to");
    tda_vectorizer_free(v);
    tda_measure_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(memory_and_cancel)
{
    static const char *const text[] = {
        "convolution:resolution=2", "sliced-wasserstein:resolution=2,directions=2",
        "measure-atol:centres=2",   "mp-image:resolution=2,lines=2",
        "s-cdr:resolution=2",       "atol:centres=2",
        "scale-space:resolution=2",
    };
    tda_measure a = atoms(2);
    tda_module m = boxes(2);
    tda_index start[] = {0, 3};
    double birth[] = {0, 1, 2}, death[] = {3, 3, 4};
    tda_diagram g = {.degrees = 1, .start = start, .birth = birth, .death = death};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        tda_vectorizer *v = made(text[i]);
        double row[8] = {7};
        tda_descriptor d = {
            .kind = tda_vectorizer_kind(v), .diagram = &g, .measure = &a, .module = &m};
        if (v->row->see)
            EACH_OOM(tda_vectorizer_see(NULL, v, &d), v->points.size == 0);
        EACH_CANCEL(tda_vectorizer_see(NULL, v, &d), true);
        EACH_OOM(tda_vectorizer_settle(NULL, v), !tda_vectorizer_settled(v));
        EACH_OOM(tda_vectorizer_apply(NULL, row, v, &d), row[0] == 7);
        row[0] = 7;
        EACH_CANCEL(tda_vectorizer_apply(NULL, row, v, &d), row[0] == 7);
        tda_vectorizer_free(v);
    }
    tda_measure_clear(&a);
    tda_module_clear(&m);
}
END_TEST

SUITE("several", SEEDS(measures_as_their_functions, 100),
      SEEDS(modules_as_their_functions, 100), SEEDS(diagrams_as_their_functions, 100),
      TEST(columns_have_names), TEST(refusals), TEST(memory_and_cancel))
