/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pictures NAME - Print a sample picture; without a name, list the names. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tda.h>

enum { ALL = 3000 };
typedef struct sample {
    const char *name, *title;
    int params, degree;
    tda_index size;
    double at[16];
    int64_t weight[8];
} sample;

#define I ((double)INFINITY)
static const sample samples[] = {
    {"tiny", NULL, 2, 1, 3, {0, 0, 1, 2, 2, 1}, {1, -1, -1}},
    {"empty", NULL, 2, 1, 0, {0}, {0}},
    {"empty-euler", NULL, 2, -1, 0, {0}, {0}},
    {"empty-line", NULL, 1, 0, 0, {0}, {0}},
    {"one", NULL, 2, 0, 1, {3, 4}, {1}},
    {"one-line", NULL, 1, 0, 1, {3}, {1}},
    {"all-below", NULL, 2, 0, 1, {-I, -I}, {5}},
    {"below", NULL, 2, 0, 4, {-I, 1, 0, -I, 2, 2, 1, 3}, {1, 1, -1, 30}},
    {"below-line", NULL, 1, 0, 3, {-I, 0, 1}, {2, -1, 1}},
    {"huge", NULL, 2, 0, 2, {-1.7e308, 0, 1.7e308, 5e-324}, {INT64_MAX, -INT64_MAX}},
    {"denormal", NULL, 2, 0, 2, {0, 0, 5e-324, 1e-310}, {1, -1}},
    {"near", NULL, 2, 0, 2, {1, 1, 1.0000000000000002, 1}, {1, -1}},
    {"far", NULL, 2, 0, 5, {0, -1e300, 1, 1, 2, 2, 3, 3, 1e9, 4}, {1, 1, 1, 1, 1}},
    {"small", NULL, 2, 0, 2, {1e-7, -3e-9, 5e-7, 8e-9}, {1, -1}},
    {"large", NULL, 2, 0, 2, {1e7, -3e20, 5e7, 8e20}, {1, -1}},
    {"hostile",
     "<script>alert('x')</script> & \"q\" \x01\xff\xc3 \xef\xbf\xbf ]]> \xc3\xa9",
     2,
     0,
     1,
     {0, 0},
     {1}},
    {"long",
     "a title that goes on and on, past the width of any page anyone would want to look "
     "at, and then some more, to be cut with an ellipsis",
     2,
     0,
     1,
     {0, 0},
     {1}},
};

static int fail(const tda_ctx *ctx)
{
    fprintf(stderr, "%s\n", tda_ctx_message(ctx));
    return 1;
}

/* Many points from a small congruential generator. */
static tda_status many(tda_ctx *ctx, tda_measure *out)
{
    static double at[2 * ALL];
    static int64_t weight[ALL];
    uint32_t state = 1;
    for (int i = 0; i < 2 * ALL; i++) {
        state = state * 1664525 + 1013904223;
        at[i] = (state >> 16) / 65536.0;
        weight[i / 2] = state >> 31 ? 1 : -1;
    }
    return tda_measure_new(ctx, out, 2, ALL, at, weight, NULL);
}

int main(int argc, char **argv)
{
    const sample *s = NULL;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        if (argc < 2)
            puts(samples[i].name);
        else if (strcmp(argv[1], samples[i].name) == 0)
            s = &samples[i];
    }
    if (argc < 2)
        return puts("many") < 0;

    tda_ctx *ctx;
    tda_measure m = {0};
    tda_bytes svg = {0};
    if (tda_ctx_new(&ctx))
        return 1;
    if (s ? tda_measure_new(ctx, &m, s->params, s->size, s->at, s->weight, NULL)
          : many(ctx, &m))
        return fail(ctx);
    m.degree = s ? s->degree : 0;
    m.record = (tda_record){2, TDA_SCALE_DIAMETER, 0.5, 7, "1.2.3", "alpha"};
    double grade[2] = {0, 0};
    int dim = 0;
    tda_index start[2] = {0, 0}, none = 0;
    tda_cells point = {m.params, 1, &dim, start, &none, NULL, grade};
    tda_complex *complex;
    if (tda_complex_new(ctx, &complex, &point))
        return fail(ctx);
    tda_complex_set_axis(complex, 0, s && s->title ? s->title : "diameter", "m");
    tda_draw_opts opts = TDA_DRAW_OPTS_INIT;
    opts.title = s ? s->title : NULL;
    if (s == samples)
        opts.width = 400, opts.height = 300;
    if (tda_measure_svg(ctx, &svg, &m, 1, complex, &opts))
        return fail(ctx);
    fwrite(svg.at, 1, (size_t)svg.size, stdout);
    tda_bytes_clear(&svg);
    tda_measure_clear(&m);
    tda_complex_free(complex);
    tda_ctx_free(ctx);
    return 0;
}
