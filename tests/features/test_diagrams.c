/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectorizers of diagrams: their rows are, to the last bit, those of the functions they call with options
 * fitted to all the diagrams at once; JSON, refusals, memory and cancelling. */
#include "features/private.h"
#include "tda_check.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tda/vectorize_diagram.h>

enum { SETS = 3, BARS = 40 };

typedef struct set {
    tda_index start[3];
    double birth[BARS], death[BARS];
    tda_diagram diagram;
} set;

static double uniform(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return (double)(*seed >> 16 & 1023) / 64;
}

/* Bars of degree 1 with ties, of length zero, and, where asked for, without end; none before. */
static tda_descriptor bars_of(set *s, tda_index n, unsigned seed, bool endless)
{
    unsigned r = seed + 1;
    s->start[0] = s->start[1] = 0;
    s->start[2] = n;
    for (tda_index i = 0; i < n; i++) {
        s->birth[i] = uniform(&r) - 4;
        s->death[i] = s->birth[i] + (i % 9 == 4 ? 0 : uniform(&r) / 2);
        if (endless && i % 7 == 3)
            s->death[i] = INFINITY;
        if (endless && i % 11 == 6)
            s->birth[i] = -INFINITY;
    }
    s->diagram = (tda_diagram){
        .degrees = 2, .start = s->start, .birth = s->birth, .death = s->death};
    return (tda_descriptor){
        .kind = TDA_DESCRIPTOR_DIAGRAM, .degree = 1, .diagram = &s->diagram};
}

static tda_vectorizer *made(const char *text)
{
    tda_vectorizer *v = NULL;
    OK(tda_vectorizer_new(NULL, &v, text));
    return v;
}

/* Three sets of bars, some of them empty or all of them; also as an array of diagrams. */
static void sets(set s[SETS], tda_descriptor d[SETS], tda_diagram all[SETS], int seed)
{
    for (int k = 0; k < SETS; k++) {
        tda_index n = seed % 7 == 0 ? 0 : seed % 7 == 1 ? k : 13 * k + seed % 5;
        d[k] = bars_of(&s[k], n, (unsigned)(SETS * seed + k), seed % 2);
        all[k] = s[k].diagram;
    }
}

/* Learn from all, in an order of the seed. */
static void learn(tda_vectorizer *v, const tda_descriptor d[SETS], int seed)
{
    for (int k = 0; k < SETS; k++)
        OK(tda_vectorizer_see(NULL, v, &d[(k + seed) % SETS]));
    OK(tda_vectorizer_settle(NULL, v));
}

/* The row of each set is `want`, which is asked for by its number. */
static void rows_are(const tda_vectorizer *v, const tda_descriptor *d, const double *want,
                     tda_index n)
{
    double *row = calloc((size_t)n, sizeof *row);
    ck_assert_int_eq(tda_vectorizer_columns(v), n);
    OK(tda_vectorizer_apply(NULL, row, v, d));
    ck_assert_mem_eq(row, want, (size_t)n * sizeof *row);
    free(row);
}

typedef tda_status (*curve_function)(tda_ctx *, double *, const tda_diagram *, int,
                                     const tda_diagram_curve_opts *);
typedef tda_status (*vector_function)(tda_ctx *, double *, const tda_diagram *, int,
                                      const tda_diagram_vector_opts *);

static const struct {
    const char *name;
    curve_function of;
} curve[] = {{"landscape", tda_diagram_landscape},
             {"silhouette", tda_diagram_silhouette},
             {"betti-curve", tda_diagram_betti_curve},
             {"lifespan-curve", tda_diagram_lifespan_curve},
             {"entropy-curve", tda_diagram_entropy_curve}};

/* Bars from -infinity on count for a landscape that keeps them only with an end. */
START_TEST(curves_as_their_functions)
{
    set s[SETS];
    tda_descriptor d[SETS];
    tda_diagram all[SETS];
    sets(s, d, all, _i);
    for (int c = 0; c < 5; c++)
        for (int way = 0; way < 5; way++) {
            tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
            char text[200];
            double want[50];
            bool layered = c == 0, weighted = c == 1;
            o.resolution = 7;
            o.layers = layered ? 3 : 1;
            o.power = weighted ? 2 : 1;
            o.start = way == 1 ? -1.5 : NAN;
            o.stop = way == 2 ? 3.25 : NAN;
            o.endless = way == 0 ? TDA_ENDLESS_AUTO : TDA_ENDLESS_CLAMP;
            o.high = way == 3 ? 6 : NAN;
            o.low = way == 3 ? -6 : NAN;
            o.convention = way == 4 && c != 3 ? TDA_CONVENTION_GUDHI : TDA_CONVENTION_TDA;
            snprintf(text, sizeof text, "%s:resolution=7%s%s%s%s%s%s", curve[c].name,
                     layered ? ",layers=3" : "", weighted ? ",power=2" : "",
                     way == 0 ? "" : ",endless=clamp",
                     way == 1   ? ",start=-1.5"
                     : way == 2 ? ",stop=3.25"
                                : "",
                     way == 3 ? ",low=-6,high=6" : "",
                     o.convention ? ",convention=gudhi" : "");
            tda_vectorizer *v = made(text);
            ck_assert(!tda_vectorizer_settled(v));
            learn(v, d, _i);
            OK(tda_diagrams_fit_curve(NULL, &o, all, SETS, 1));
            for (int k = 0; k < SETS; k++) {
                OK(curve[c].of(NULL, want, &all[k], 1, &o));
                rows_are(v, &d[k], want, 7 * o.layers);
            }
            tda_vectorizer_free(v);
        }
}
END_TEST

START_TEST(images_as_their_function)
{
    set s[SETS];
    tda_descriptor d[SETS];
    tda_diagram all[SETS];
    sets(s, d, all, _i);
    static const char *const keys[] = {
        "",
        ",endless=clamp,low=-5,high=6.5",
        ",endless=clamp,low=-1,high=4,convention=gudhi",
        ",endless=clamp,low=-8,high=20,convention=persim,bandwidth=0.5",
        ",birth-start=-2,length-stop=6,power=2",
        ",birth-stop=1,length-start=0.5,convention=giotto",
    };
    for (int way = 0; way < 6; way++) {
        tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
        char text[200];
        double want[20];
        o.rows = 5;
        o.columns = 4;
        if (way >= 1 && way <= 3) {
            static const double low[] = {0, -5, -1, -8}, high[] = {0, 6.5, 4, 20};
            o.endless = TDA_ENDLESS_CLAMP;
            o.low = low[way];
            o.high = high[way];
        }
        o.convention = way == 2   ? TDA_CONVENTION_GUDHI
                       : way == 3 ? TDA_CONVENTION_PERSIM
                       : way == 5 ? TDA_CONVENTION_GIOTTO
                                  : TDA_CONVENTION_TDA;
        if (way == 3)
            o.bandwidth = 0.5;
        if (way == 4) {
            o.birth_start = -2;
            o.length_stop = 6;
            o.power = 2;
        }
        if (way == 5) {
            o.birth_stop = 1;
            o.length_start = 0.5;
        }
        snprintf(text, sizeof text, "image:rows=5,columns=4%s", keys[way]);
        tda_vectorizer *v = made(text);
        learn(v, d, _i);
        OK(tda_diagrams_fit_image(NULL, &o, all, SETS, 1));
        for (int k = 0; k < SETS; k++) {
            OK(tda_diagram_image(NULL, want, &all[k], 1, &o));
            rows_are(v, &d[k], want, 20);
        }
        tda_vectorizer_free(v);
    }
}
END_TEST

START_TEST(vectors_as_their_functions)
{
    static const struct {
        const char *name, *keys;
        vector_function of;
        tda_index length;
        bool conventions;
    } vector[] = {
        {"entropy", "", tda_diagram_entropy, 1, true},
        {"statistics", "", tda_diagram_statistics, TDA_DIAGRAM_STATISTICS, false},
        {"topological-vector", "length=6,", tda_diagram_topological_vector, 6, true},
        {"complex-polynomial", "length=6,polynomial=t,", tda_diagram_complex_polynomial,
         12, true},
        {"tropical", "slope=2,", tda_diagram_tropical, TDA_DIAGRAM_TROPICAL, false}};
    set s[SETS];
    tda_descriptor d[SETS];
    tda_diagram all[SETS];
    sets(s, d, all, _i);
    for (int c = 0; c < 5; c++)
        for (int way = 0; way < 3; way++) {
            tda_diagram_vector_opts o = TDA_DIAGRAM_VECTOR_OPTS_INIT;
            char text[200];
            double want[TDA_DIAGRAM_STATISTICS];
            o.length = 6;
            o.polynomial = TDA_POLYNOMIAL_T;
            o.slope = 2;
            o.endless = way ? TDA_ENDLESS_CLAMP : TDA_ENDLESS_DROP;
            o.low = way ? -5 : NAN;
            o.high = way ? 6 : NAN;
            if (way == 2 && vector[c].conventions)
                o.convention = TDA_CONVENTION_GUDHI;
            snprintf(text, sizeof text, "%s:%s%s%s", vector[c].name, vector[c].keys,
                     way ? "endless=clamp,low=-5,high=6" : "endless=drop",
                     o.convention ? ",convention=gudhi" : "");
            tda_vectorizer *v = made(text);
            ck_assert(tda_vectorizer_settled(v));
            for (int k = 0; k < SETS; k++) {
                OK(vector[c].of(NULL, want, &all[k], 1, &o));
                rows_are(v, &d[k], want, vector[c].length);
            }
            tda_vectorizer_free(v);
        }
}
END_TEST

/* What was learnt is in the JSON: another program gives the same rows. */
START_TEST(json_keeps_what_was_learnt)
{
    static const char *const text[] = {"landscape:layers=2,resolution=5,endless=keep",
                                       "silhouette:power=0.5,convention=giotto",
                                       "betti-curve:endless=drop,start=-3",
                                       "lifespan-curve:endless=clamp",
                                       "entropy-curve:resolution=1",
                                       "image:rows=3,endless=clamp,low=-9,high=9"};
    enum { N = sizeof text / sizeof *text };
    set s[SETS];
    tda_descriptor d[SETS];
    tda_diagram all[SETS];
    tda_vectorizer *v[N];
    tda_feature_model model = {0, NULL, N, v}, back = {0};
    tda_bytes json = {0};
    sets(s, d, all, 2 * _i);
    for (int i = 0; i < N; i++) {
        v[i] = made(text[i]);
        learn(v[i], d, _i);
    }
    OK(tda_feature_model_json(NULL, &json, &model));
    OK(tda_feature_model_parse(NULL, &back, "m.json", json.at, (size_t)json.size));
    ck_assert_int_eq(back.size, N);
    for (int i = 0; i < N; i++) {
        tda_index n = tda_vectorizer_columns(v[i]);
        double *want = calloc((size_t)n, sizeof *want);
        ck_assert(tda_vectorizer_settled(back.vectorizer[i]));
        for (int k = 0; k < SETS; k++) {
            OK(tda_vectorizer_apply(NULL, want, v[i], &d[k]));
            rows_are(back.vectorizer[i], &d[k], want, n);
        }
        free(want);
        tda_vectorizer_free(v[i]);
    }
    tda_bytes_clear(&json);
    tda_feature_model_clear(&back);
}
END_TEST

static void column_is(const char *text, tda_index i, const char *name)
{
    tda_vectorizer *v = made(text);
    char got[TDA_COLUMN_CHARS];
    OK(tda_vectorizer_settle(NULL, v));
    tda_vectorizer_column(v, i, got);
    ck_assert_str_eq(got, name);
    tda_vectorizer_free(v);
}

START_TEST(columns_have_names)
{
    column_is("landscape:resolution=4,layers=2", 6, "landscape[2](2)");
    column_is("betti-curve", 99, "betti-curve(99)");
    column_is("image:rows=3,columns=5", 7, "image(1 2)");
    column_is("image:rows=3,columns=5", 15, "");
    column_is("entropy", 0, "entropy");
    column_is("statistics", 10, "statistics.death.deviation");
    column_is("statistics", 36, "statistics.bars");
    column_is("topological-vector", 9, "topological-vector[10]");
    column_is("complex-polynomial", 3, "complex-polynomial[2].im");
    column_is("tropical", 6, "tropical[7]");
}
END_TEST

static void refused(const char *text, const char *sentence)
{
    tda_ctx *ctx;
    tda_vectorizer *v = NULL;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_vectorizer_new(ctx, &v, text), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    ck_assert_ptr_null(v);
    tda_ctx_free(ctx);
}

START_TEST(refuses_texts)
{
    refused("landscape:from=0",
            "landscape has no key 'from': it has resolution, start, stop, "
            "layers, endless, low, high or convention");
    refused("lifespan-curve:convention=tda",
            "lifespan-curve has no key 'convention': it has resolution, start, stop, "
            "endless, low or high");
    refused("silhouette:endless=keep",
            "silhouette: endless is auto, drop, clamp or refuse, not 'keep'");
    refused("entropy-curve:convention=giotto",
            "entropy-curve: convention is tda or gudhi, not 'giotto'");
    refused("tropical:slope=0", "tropical: slope is a number above 0, not 0");
    refused("complex-polynomial:polynomial=u",
            "complex-polynomial: polynomial is r, s or t, not 'u'");
    refused("entropy:length=3",
            "entropy has no key 'length': it has endless, low, high or convention");
    refused("image:rows=0", "image: rows is a whole number from 1 to 1e+06, not 0");
    refused("image:bandwidth=0", "image: bandwidth is a number above 0, not 0");
    refused("silhouette:power=-1", "silhouette: power is a number from 0 on, not -1");
}
END_TEST

/* A bar is refused by its number where it is learnt from, and where a vectorizer is applied. */
START_TEST(refuses_bars)
{
    tda_ctx *ctx;
    set s;
    double row[4] = {7};
    tda_descriptor d = bars_of(&s, 3, 5, false);
    tda_vectorizer *v = made("image:rows=2,columns=2,endless=clamp"),
                   *l = made("landscape:resolution=2,layers=2"),
                   *w = made("betti-curve:resolution=2,start=0,stop=1,low=0,high=1,"
                             "endless=refuse");
    OK(tda_ctx_new(&ctx));
    s.death[1] = INFINITY;
    s.birth[1] = 0.5;
    ck_assert_int_eq(tda_vectorizer_see(ctx, v, &d), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "persistence image: bar 1 of degree 1 goes from 0.5 to inf; to clamp "
        "it, say to what value");
    ck_assert_int_eq(v->points.size, 0);
    ck_assert(tda_vectorizer_settled(w));
    ck_assert_int_eq(tda_vectorizer_apply(ctx, row, w, &d), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "Betti curve: bar 1 of degree 1 goes from 0.5 to inf; drop bars "
                     "without end, or clamp them");
    s.death[1] = 0.25;
    ck_assert_int_eq(tda_vectorizer_see(ctx, l, &d), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "range: bar 1 of degree 1 of diagram 0 goes from 0.5 to 0.25; a bar "
                     "has a birth that is not after its death");
    ck_assert(row[0] == 7);
    tda_ctx_free(ctx);
    tda_vectorizer_free(v);
    tda_vectorizer_free(l);
    tda_vectorizer_free(w);
}
END_TEST

START_TEST(memory_and_cancel)
{
    static const char *const text[] = {
        "landscape:resolution=3",
        "silhouette:resolution=3",
        "betti-curve:resolution=3",
        "lifespan-curve:resolution=3",
        "entropy-curve:resolution=3",
        "image:rows=3,columns=3",
        "entropy",
        "statistics",
        "topological-vector",
        "complex-polynomial",
        "tropical",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        set s;
        tda_descriptor d = bars_of(&s, 20, 3, true);
        double row[64] = {7};
        tda_vectorizer *v = NULL;
        EACH_OOM(tda_vectorizer_new(NULL, &v, text[i]), !v);
        if (v->row->see)
            EACH_OOM(tda_vectorizer_see(NULL, v, &d), v->points.size == 0);
        EACH_CANCEL(tda_vectorizer_see(NULL, v, &d), true);
        bool open = !tda_vectorizer_settled(v);
        if (open)
            EACH_OOM(tda_vectorizer_settle(NULL, v), !tda_vectorizer_settled(v));
        EACH_OOM(tda_vectorizer_apply(NULL, row, v, &d), row[0] == 7);
        row[0] = 7;
        EACH_CANCEL(tda_vectorizer_apply(NULL, row, v, &d), row[0] == 7);
        tda_vectorizer_free(v);
    }
}
END_TEST

SUITE("diagrams", SEEDS(vectors_as_their_functions, 300),
      SEEDS(curves_as_their_functions, 300), SEEDS(images_as_their_function, 300),
      SEEDS(json_keeps_what_was_learnt, 60), TEST(columns_have_names),
      TEST(refuses_texts), TEST(refuses_bars), TEST(memory_and_cancel))
