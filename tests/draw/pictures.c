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

static const char *const more[] = {"line", "lines", "vines", "rectangles", "hooks"};
enum { MORE = sizeof more / sizeof *more };

/* Pictures of other things than measures. */
static tda_status draw_more(tda_ctx *ctx, tda_bytes *svg, const char *name)
{
    double at[3][4] = {{0, 0}, {0, 1, 1e9, 0}, {1e9, 1}};
    double birth[] = {0, 0.25, 0.5, -I}, death[] = {1, 0.75, I, 0.5};
    const double base[] = {0, 0, 0, 0.25, 0, 0.5, 0.5, 0},
                 direction[] = {1, 1, 1, 1, 1, 1, 1, 0};
    tda_index cell[] = {-1, -1, -1, -1}, start[] = {0, 4}, short_start[] = {0, 1};
    int64_t weight[] = {1, -1};
    bool cut[] = {false, false, false, false};
    tda_record r = {2, TDA_SCALE_DIAMETER, I, 7, "1.2.3", "alpha"};
    tda_measure betti[3];
    for (int i = 0; i < 3; i++) {
        betti[i] = (tda_measure){2, 0, i == 1 ? 2 : 1, at[i], weight, cell, 0, r};
        weight[1] = 1;
    }
    if (strcmp(name, "rectangles") == 0 || strcmp(name, "hooks") == 0) {
        double from[] = {0, 0, -I, 1}, to[] = {1, 2, I, I};
        tda_signed_barcode b = {
            2,      0, *name == 'h' ? TDA_BAR_HOOK : TDA_BAR_RECTANGLE, 2, from, to,
            weight, r};
        weight[1] = -3;
        return tda_signed_barcode_svg(ctx, svg, &b, 1, NULL, NULL);
    }
    tda_diagram d[4];
    const int degree[] = {0};
    const tda_index vine[] = {0, 1, 2, 3, 1, 0, 2}, *const vines[] = {vine};
    for (int i = 0; i < 4; i++)
        d[i] = (tda_diagram){1,
                             i ? short_start : start,
                             birth + (i ? i - 1 : 0),
                             death,
                             cell,
                             cell,
                             cut,
                             0,
                             r};
    tda_fibres f = {2,
                    strcmp(name, "line") == 0 ? 1 : 4,
                    base,
                    direction,
                    1,
                    degree,
                    d,
                    *name == 'v' ? vines : NULL,
                    *name == 'v' ? NULL : betti};
    return tda_fibres_svg(ctx, svg, &f, NULL, NULL);
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
    for (int i = 0; argc < 2 && i < MORE; i++)
        puts(more[i]);
    if (argc < 2)
        return puts("many") < 0;

    tda_ctx *ctx;
    tda_measure m = {0};
    tda_bytes svg = {0};
    if (tda_ctx_new(&ctx))
        return 1;
    for (int i = 0; i < MORE; i++)
        if (strcmp(argv[1], more[i]) == 0) {
            if (draw_more(ctx, &svg, more[i]))
                return fail(ctx);
            fwrite(svg.at, 1, (size_t)svg.size, stdout);
            tda_bytes_clear(&svg);
            tda_ctx_free(ctx);
            return 0;
        }
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
