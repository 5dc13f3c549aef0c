/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectorizers by name: against the functions they call, learnt ranges against plain loops, JSON that
 * gives back the same rows, and each refusal. */
#include "features/private.h"
#include "tda_check.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tda/vectorize.h>

static double uniform(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return (double)(*seed >> 16 & 1023) / 64;
}

/* Bars with ties, some of them infinite. */
static tda_descriptor bars(tda_diagram *d, tda_index n, unsigned seed)
{
    static tda_index start[3][2];
    static double birth[3][64], death[3][64];
    int slot = (int)(seed % 3);
    unsigned s = seed + 1;
    start[slot][1] = n;
    for (tda_index i = 0; i < n; i++) {
        birth[slot][i] = uniform(&s);
        death[slot][i] = i % 7 == 3 ? INFINITY : birth[slot][i] + uniform(&s);
    }
    *d = (tda_diagram){
        .degrees = 1, .start = start[slot], .birth = birth[slot], .death = death[slot]};
    return (tda_descriptor){.kind = TDA_DESCRIPTOR_DIAGRAM, .diagram = d};
}

static tda_module boxes(tda_index n, unsigned seed)
{
    tda_index start[33];
    double birth[64], death[64];
    tda_module out = {0};
    unsigned s = seed + 1;
    for (tda_index i = 0; i <= n; i++)
        start[i] = i;
    for (tda_index i = 0; i < 2 * n; i++) {
        birth[i] = uniform(&s);
        death[i] = i % 9 == 5 ? INFINITY : birth[i] + uniform(&s) + 0.125;
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

static tda_measure atoms(tda_index n, unsigned seed)
{
    double at[64];
    int64_t weight[32];
    tda_measure out = {0};
    unsigned s = seed + 1;
    for (tda_index i = 0; i < n; i++) {
        at[2 * i] = i % 11 == 7 ? -INFINITY : uniform(&s);
        at[2 * i + 1] = uniform(&s);
        weight[i] = (int64_t)(i % 3) - 1;
    }
    OK(tda_measure_new(NULL, &out, 2, n, at, weight, NULL));
    return out;
}

static tda_vectorizer *made(const char *text)
{
    tda_vectorizer *v = NULL;
    OK(tda_vectorizer_new(NULL, &v, text));
    return v;
}

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

START_TEST(counts_by_hand)
{
    tda_index start[3] = {0, 0, 4};
    double birth[] = {0, 1, 1, 2}, death[] = {INFINITY, 2, 4, 2.5}, row[4];
    tda_diagram d = {.degrees = 2, .start = start, .birth = birth, .death = death};
    tda_descriptor one = {.kind = TDA_DESCRIPTOR_DIAGRAM, .degree = 1, .diagram = &d};
    tda_vectorizer *v = made("counts"), *long_ones = made("counts:above=0.5");
    char name[TDA_COLUMN_CHARS];
    ck_assert(tda_vectorizer_settled(v));
    ck_assert_int_eq(tda_vectorizer_columns(v), 4);
    OK(tda_vectorizer_apply(NULL, row, v, &one));
    ck_assert(row[0] == 4 && row[1] == 1 && row[2] == 4.5 && row[3] == 3);
    OK(tda_vectorizer_apply(NULL, row, long_ones, &one));
    ck_assert(row[0] == 3 && row[1] == 1 && row[2] == 4 && row[3] == 3);
    one.degree = 5;
    OK(tda_vectorizer_apply(NULL, row, v, &one));
    ck_assert(row[0] == 0 && row[1] == 0 && row[2] == 0 && row[3] == 0);
    tda_vectorizer_column(v, 1, name);
    ck_assert_str_eq(name, "counts.infinite");
    tda_vectorizer_column(v, 4, name);
    ck_assert_str_eq(name, "");
    tda_vectorizer_free(v);
    tda_vectorizer_free(long_ones);
}
END_TEST

/* The learnt grid is that of all coordinates, whatever the order, and rows are those of the functions
 * on this grid. */
START_TEST(learns_ranges)
{
    unsigned seed = (unsigned)_i;
    tda_measure m[3];
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    tda_vectorizer *v = made("hilbert:resolution=4,3"),
                   *w = made("hilbert:resolution=4,3");
    for (unsigned k = 0; k < 3; k++)
        m[k] = atoms((tda_index)(seed % 5 ? 30 : k), 3 * seed + k);
    for (int k = 0; k < 3; k++)
        for (tda_index i = 0; i < 2 * m[k].size; i++) {
            double x = m[k].at[i];
            if (isfinite(x)) {
                low[i % 2] = fmin(low[i % 2], x);
                high[i % 2] = fmax(high[i % 2], x);
            }
        }
    for (int k = 0; k < 3; k++) {
        tda_descriptor d = {.kind = TDA_DESCRIPTOR_MEASURE, .measure = &m[k]},
                       e = {.kind = TDA_DESCRIPTOR_MEASURE, .measure = &m[2 - k]};
        OK(tda_vectorizer_see(NULL, v, &d));
        OK(tda_vectorizer_see(NULL, w, &e));
    }
    ck_assert_int_eq(tda_vectorizer_columns(v), 0);
    OK(tda_vectorizer_settle(NULL, v));
    OK(tda_vectorizer_settle(NULL, w));
    ck_assert_int_eq(tda_vectorizer_columns(v), 12);
    double value[7];
    tda_index start[3] = {0, 4, 7};
    for (int k = 0; k < 2; k++) {
        int n = k ? 3 : 4;
        if (!(low[k] <= high[k])) {
            low[k] = 0;
            high[k] = 1;
        }
        if (low[k] == high[k])
            high[k] = low[k] + 1;
        for (int i = 0; i < n; i++)
            value[start[k] + i] =
                i + 1 == n ? high[k] : low[k] + (high[k] - low[k]) * i / (n - 1);
    }
    tda_grid grid = {2, start, value};
    for (int k = 0; k < 3; k++) {
        tda_descriptor d = {.kind = TDA_DESCRIPTOR_MEASURE, .measure = &m[k]};
        double a[12], b[12];
        int64_t want[12];
        OK(tda_vectorizer_apply(NULL, a, v, &d));
        OK(tda_vectorizer_apply(NULL, b, w, &d));
        ck_assert_mem_eq(a, b, sizeof a);
        OK(tda_measure_evaluate(NULL, want, &m[k], &grid));
        for (int i = 0; i < 12; i++)
            ck_assert(a[i] == (double)want[i]);
        tda_measure_clear(&m[k]);
    }
    tda_vectorizer_free(v);
    tda_vectorizer_free(w);
}
END_TEST

START_TEST(modules_as_their_functions)
{
    tda_module m = boxes(12, (unsigned)_i);
    tda_descriptor d = {.kind = TDA_DESCRIPTOR_MODULE, .module = &m};
    tda_vectorizer *v = made("s-cdr:resolution=5,from=0,0,to=8,16,bandwidth=0.5,power=2,"
                             "function=box,operator=sum,weight=volume"),
                   *l = made("mp-landscape:layers=2,resolution=5,from=0,0,to=8,16");
    double value[10], row[50], want[50], box[] = {0, 0, 8, 16};
    tda_index start[3] = {0, 5, 10};
    for (int i = 0; i < 5; i++) {
        value[i] = 2 * i;
        value[5 + i] = 4 * i;
    }
    tda_grid grid = {2, start, value};
    tda_representation_opts opts = TDA_REPRESENTATION_OPTS_INIT;
    opts.function = TDA_SUMMAND_BOX;
    opts.bandwidth = 0.5;
    opts.weight = TDA_WEIGHT_VOLUME;
    opts.power = 2;
    opts.op = TDA_OPERATOR_SUM;
    opts.box = box;
    ck_assert_int_eq(tda_vectorizer_columns(v), 25);
    OK(tda_vectorizer_apply(NULL, row, v, &d));
    OK(tda_module_representation(NULL, want, &m, &grid, &opts));
    ck_assert_mem_eq(row, want, 25 * sizeof *row);
    ck_assert_int_eq(tda_vectorizer_columns(l), 50);
    OK(tda_vectorizer_apply(NULL, row, l, &d));
    OK(tda_module_landscape(NULL, want, &m, 2, &grid));
    ck_assert_mem_eq(row, want, sizeof row);
    char name[TDA_COLUMN_CHARS];
    tda_vectorizer_column(l, 28, name);
    ck_assert_str_eq(name, "mp-landscape[2](0 3)");
    tda_vectorizer_free(v);
    tda_vectorizer_free(l);
    tda_module_clear(&m);
}
END_TEST

/* Every vectorizer there is: it learns, is written, read, and gives the same rows; its columns have
 * names that differ. */
START_TEST(every_one_survives_json)
{
    const char *name;
    char *word[] = {(char *)(uintptr_t) "--filtration=alpha",
                    (char *)(uintptr_t) "--function=file:\"\\\n\xc3\xa9"};
    for (tda_index i = 0; (name = tda_vectorizer_name(i)); i++) {
        tda_vectorizer *v = made(name);
        tda_diagram g;
        tda_module m = boxes(10, (unsigned)_i);
        tda_measure a = atoms(20, (unsigned)_i);
        tda_descriptor d = bars(&g, 12, (unsigned)_i);
        d.kind = tda_vectorizer_kind(v);
        d.module = &m;
        d.measure = &a;
        OK(tda_vectorizer_see(NULL, v, &d));
        OK(tda_vectorizer_settle(NULL, v));
        tda_index n = tda_vectorizer_columns(v);
        ck_assert_int_ge(n, 1);
        double *row = calloc((size_t)n, sizeof *row),
               *again = calloc((size_t)n, sizeof *row);
        tda_feature_model model = {2, word, 1, &v}, back = {0};
        tda_bytes json = {0}, twice = {0};
        OK(tda_feature_model_json(NULL, &json, &model));
        OK(tda_feature_model_parse(NULL, &back, "m.json", json.at, (size_t)json.size));
        ck_assert_int_eq(back.words, 2);
        ck_assert_str_eq(back.word[0], word[0]);
        ck_assert_str_eq(back.word[1], word[1]);
        ck_assert(tda_vectorizer_settled(back.vectorizer[0]));
        OK(tda_vectorizer_apply(NULL, row, v, &d));
        OK(tda_vectorizer_apply(NULL, again, back.vectorizer[0], &d));
        ck_assert_mem_eq(row, again, (size_t)n * sizeof *row);
        OK(tda_feature_model_json(NULL, &twice, &back));
        ck_assert_str_eq(json.at, twice.at);
        char first[TDA_COLUMN_CHARS], last[TDA_COLUMN_CHARS];
        tda_vectorizer_column(v, 0, first);
        tda_vectorizer_column(v, n - 1, last);
        ck_assert(n == 1 || strcmp(first, last) != 0);
        ck_assert(strncmp(first, name, strlen(name)) == 0);
        tda_bytes_clear(&json);
        tda_bytes_clear(&twice);
        tda_feature_model_clear(&back);
        tda_vectorizer_free(v);
        tda_module_clear(&m);
        tda_measure_clear(&a);
        free(row);
        free(again);
    }
    ck_assert_ptr_null(tda_vectorizer_name(-1));
}
END_TEST

START_TEST(refuses_texts)
{
    tda_ctx *ctx;
    tda_vectorizer *v = NULL;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_vectorizer_new(ctx, &v, "count"), TDA_EINVAL);
    const char *said = tda_ctx_message(ctx);
    ck_assert_msg(strncmp(said, "no vectorizer 'count': there are counts, ", 41) == 0,
                  "%s", said);
    tda_ctx_free(ctx);
    refused("counts:below=3", "counts has no key 'below': it has above");
    refused("mass:a=1", "mass has no key 'a': it has none");
    refused("counts:above", "counts: above needs a value, as in above=VALUE");
    refused("counts:above=0,above=1", "counts: above is given twice");
    refused("counts:above=x", "counts: above is a number from 0 on, not 'x'");
    refused("counts:above=-1", "counts: above is a number from 0 on, not -1");
    refused("counts:above=nan", "counts: above is a number from 0 on, not nan");
    refused("counts:above=1,2", "counts: above takes 1 numbers, not 2");
    refused("hilbert:resolution=0",
            "hilbert: resolution is whole numbers from 1 to 1e+06, "
            "not 0");
    refused("hilbert:resolution=2.5",
            "hilbert: resolution is whole numbers from 1 to 1e+06, not 2.5");
    refused("s-cdr:bandwidth=0", "s-cdr: bandwidth is a number above 0, not 0");
    refused("s-cdr:function=round",
            "s-cdr: function is segment, volume, box, gaussian, exponential, linear or "
            "landscape, not 'round'");
}
END_TEST

START_TEST(refuses_descriptors)
{
    tda_ctx *ctx;
    tda_measure m = atoms(4, 1);
    tda_module k = boxes(3, 1);
    double row[64] = {7};
    tda_descriptor d = {.kind = TDA_DESCRIPTOR_MEASURE, .measure = &m, .module = &k};
    tda_vectorizer *v = made("hilbert:resolution=3"), *c = made("counts"),
                   *down = made("s-cdr:resolution=3,from=1,1,to=0,2,bandwidth=1"),
                   *flat = made("hilbert:resolution=2,from=0,to=1");
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_vectorizer_apply(ctx, row, v, &d), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "hilbert is not settled: it has to see descriptors first");
    ck_assert_int_eq(tda_vectorizer_see(ctx, c, &d), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "counts reads a diagram, not a signed measure");
    OK(tda_vectorizer_see(ctx, v, &d));
    OK(tda_vectorizer_settle(ctx, v));
    m.params = 1;
    ck_assert_int_eq(tda_vectorizer_apply(ctx, row, v, &d), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "hilbert has seen descriptors of 2 parameters, and this has 1");
    m.params = 2;
    ck_assert_int_eq(tda_vectorizer_apply(ctx, row, flat, &d), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "hilbert has a grid of 1 axes for 2 parameters");
    d.kind = TDA_DESCRIPTOR_MODULE;
    ck_assert_int_eq(tda_vectorizer_apply(ctx, row, down, &d), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "s-cdr: on axis 1 the grid does not go up");
    ck_assert(row[0] == 7);
    tda_ctx_free(ctx);
    tda_vectorizer_free(v);
    tda_vectorizer_free(c);
    tda_vectorizer_free(down);
    tda_vectorizer_free(flat);
    tda_measure_clear(&m);
    tda_module_clear(&k);
}
END_TEST

static void bad_model(const char *json, const char *sentence)
{
    tda_ctx *ctx;
    tda_feature_model m = {0};
    OK(tda_ctx_new(&ctx));
    ck_assert_int_lt(tda_feature_model_parse(ctx, &m, "m.json", json, strlen(json)), 0);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    ck_assert_int_eq(m.size, 0);
    tda_ctx_free(ctx);
}

START_TEST(refuses_models)
{
    bad_model("{}", "m.json:1:1: this object has no vectorizers; a model has");
    bad_model("[]", "m.json:1:1: '{' is expected here");
    bad_model("{\"vectorizers\": [{\"name\": \"kounts\"}]}",
              "m.json:1:28: no vectorizer 'kounts'");
    bad_model("{\"vectorizers\": [{\"settings\": {}}]}",
              "m.json:1:19: a vectorizer needs its name");
    bad_model("{\"vectorizers\": [{\"name\": \"counts\", \"settings\": {\"b\": [1]}}]}",
              "m.json:1:51: counts has no key 'b'");
    bad_model("{\"options\": [\"\\q\"]}", "m.json:1:16: no such escape in a string");
    bad_model("{\"vectorizers\": [{\"name\": \"counts\", \"settings\": {\"above\": "
              "[\"x\"]}}]}",
              "m.json:1:60: 'x' is no number");
    bad_model("{\"vectorizers\": []} 1",
              "m.json:1:21: the file goes on after its object");
}
END_TEST

START_TEST(memory_and_cancel)
{
    tda_measure m = atoms(9, 2);
    tda_descriptor d = {.kind = TDA_DESCRIPTOR_MEASURE, .measure = &m};
    tda_vectorizer *v = NULL;
    tda_bytes b = {0};
    double row[9] = {7};
    char *word[] = {(char *)(uintptr_t) "--a=b"};
    EACH_OOM(tda_vectorizer_new(NULL, &v, "hilbert:resolution=3,3,norm=2"), !v);
    tda_vectorizer_free(v);
    v = NULL;
    EACH_CANCEL(tda_vectorizer_new(NULL, &v, "hilbert:resolution=3,3,norm=2"), !v);
    EACH_CANCEL(tda_vectorizer_see(NULL, v, &d), true);
    EACH_OOM(tda_vectorizer_settle(NULL, v), !tda_vectorizer_settled(v));
    EACH_OOM(tda_vectorizer_apply(NULL, row, v, &d), row[0] == 7);
    row[0] = 7;
    EACH_CANCEL(tda_vectorizer_apply(NULL, row, v, &d), row[0] == 7);
    EACH_OOM(tda_vectorizer_help(NULL, &b, "hilbert"), b.size == 0);
    ck_assert(strstr(b.at, "resolution=whole numbers from 1 to 1e+06") != NULL);
    tda_bytes_clear(&b);
    tda_feature_model model = {1, word, 1, &v}, back = {0};
    EACH_OOM(tda_feature_model_json(NULL, &b, &model), b.size == 0);
    EACH_OOM(tda_feature_model_parse(NULL, &back, "m", b.at, (size_t)b.size), !back.size);
    tda_feature_model_clear(&back);
    EACH_CANCEL(tda_feature_model_parse(NULL, &back, "m", b.at, (size_t)b.size),
                !back.size);
    tda_feature_model_clear(&back);
    tda_bytes_clear(&b);
    const char *const column[] = {"a", "b"}, *const input[] = {"x"},
                      *const failure[] = {"x: \"broken\""};
    tda_feature_table table = {1, 2, row, column, input, NULL, failure};
    EACH_OOM(tda_features_csv(NULL, &b, &table), b.size == 0);
    ck_assert(strncmp(b.at, "a,b\n", 4) == 0);
    tda_bytes_clear(&b);
    EACH_OOM(tda_features_json(NULL, &b, &table, &model), b.size == 0);
    ck_assert(strstr(b.at, "{\"name\": \"x\", \"failure\": \"x: \\\"broken\\\"\"}") !=
              NULL);
    OK(tda_feature_model_parse(NULL, &back, "m", b.at, (size_t)b.size));
    tda_feature_model_clear(&back);
    tda_bytes_clear(&b);
    EACH_OOM(tda_features_npz(NULL, &b, &table, &model), b.size == 0);
    ck_assert(memcmp(b.at, "PK\3\4", 4) == 0);
    tda_bytes_clear(&b);
    tda_vectorizer_free(v);
    tda_measure_clear(&m);
}
END_TEST

/* What quantisers would have to see: the kind and the parameters are checked before anything. */
START_TEST(settings_of_no_data)
{
    tda_vectorizer *v = made("s-cdr:resolution=2");
    OK(tda_vectorizer_settle(NULL, v));
    ck_assert_int_eq(tda_vectorizer_columns(v), 4);
    tda_module m = boxes(2, 5);
    tda_descriptor d = {.kind = TDA_DESCRIPTOR_MODULE, .module = &m};
    double row[4];
    OK(tda_vectorizer_apply(NULL, row, v, &d));
    tda_module_clear(&m);
    tda_vectorizer_free(v);
}
END_TEST

SUITE("vectorizer", TEST(counts_by_hand), SEEDS(learns_ranges, 60),
      SEEDS(modules_as_their_functions, 40), SEEDS(every_one_survives_json, 20),
      TEST(refuses_texts), TEST(refuses_descriptors), TEST(refuses_models),
      TEST(memory_and_cancel), TEST(settings_of_no_data))
