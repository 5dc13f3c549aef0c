/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_line_image.c - Images against the distance to points sampled along the bars. */
#include "tda_check.h"
#include "vectorize/intervals.h"
#include <math.h>

enum { N = 5, LINES = 7, SAMPLES = 400 };
static tda_index start[] = {0, N, 2 * N};

/* The least distance to samples of the bars that tda_module_slice() finds for summand i. */
static double sampled(const tda_module *m, tda_index i, const double *x)
{
    tda_index births[] = {0, m->birth_start[i + 1] - m->birth_start[i]},
              deaths[] = {0, m->death_start[i + 1] - m->death_start[i]};
    tda_module one = *m;
    double least = INFINITY, low = m->box[1] - m->box[2],
           step = (m->box[3] - m->box[0] - low) / LINES;
    one.size = 1;
    one.birth_start = births;
    one.death_start = deaths;
    one.birth += 2 * m->birth_start[i];
    one.death += 2 * m->death_start[i];
    one.birth_cell += 2 * m->birth_start[i];
    one.death_cell += 2 * m->death_start[i];
    for (int l = 0; l < LINES; l++) {
        double base[] = {0, low + step * (l + 0.5)}, along[] = {1, 1};
        tda_diagram d = {0};
        OK(tda_module_slice(NULL, &d, &one, base, along));
        for (tda_index b = d.start[d.degrees - 1]; b < d.start[d.degrees]; b++) {
            double from = fmax(d.birth[b], fmax(m->box[0], m->box[1] - base[1])),
                   to = fmin(d.death[b], fmin(m->box[2], m->box[3] - base[1]));
            for (int k = 0; k <= SAMPLES && from < to; k++) {
                double t = from + (to - from) * k / SAMPLES;
                least = fmin(least, hypot(x[0] - t, x[1] - base[1] - t));
            }
        }
        tda_diagram_clear(&d);
    }
    return least;
}

static void sums_seed(unsigned seed)
{
    intervals v = iv_random(seed, 2);
    tda_module m = iv_module(&v);
    double value[2 * N], out[N * N], sigma = 1 + seed % 3;
    tda_grid grid = {2, start, value};
    tda_line_image_opts o = TDA_LINE_IMAGE_OPTS_INIT;
    for (int i = 0; i < 2 * N; i++)
        value[i] = 2.25 * (i % N) - 0.5;
    o.bandwidth = sigma;
    o.lines = LINES;
    o.power = seed % 2;
    OK(tda_module_line_image(NULL, out, &m, &grid, &o));
    for (int s = 0; s < N * N; s++) {
        double x[] = {value[s / N], value[N + s % N]}, want = 0, total = 0;
        for (tda_index i = 0; i < m.size; i++) {
            double w = iv_weight(&m, i, TDA_WEIGHT_VOLUME, o.power, m.box),
                   d = sampled(&m, i, x) / sigma;
            want += w * exp(-d * d / 2);
            total += w;
        }
        MUST(fabs(out[s] - want) <= 1e-3 * total);
    }
    tda_module_clear(&m);
}
TEN_SEEDS(sums)

START_TEST(failures)
{
    intervals v = iv_random(1, 2), v3 = iv_random(1, 3);
    tda_module m = iv_module(&v), m3 = iv_module(&v3);
    double value[2 * N], out[N * N] = {7}, again[N * N];
    tda_grid grid = {2, start, value};
    tda_line_image_opts o = TDA_LINE_IMAGE_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    for (int i = 0; i < 2 * N; i++)
        value[i] = i % N;
#define REFUSED(module, text)                                                            \
    do {                                                                                 \
        ck_assert_int_eq(tda_module_line_image(ctx, out, module, &grid, &o),             \
                         TDA_EINVAL);                                                    \
        ck_assert_str_eq(tda_ctx_message(ctx), text);                                    \
        ck_assert_double_eq(out[0], 7);                                                  \
    } while (0)
    REFUSED(&m, "image: bandwidth 0; give one that is positive");
    REFUSED(&m3, "image: a module of 3 parameters; two are needed");
    o.bandwidth = 1;
    o.power = -1;
    REFUSED(&m, "image: power -1; give one that is 0 or more and finite");
    o.power = 1;
    o.lines = 0;
    REFUSED(&m, "image: 0 lines; at least one is needed");
    o.lines = 4;
    EACH_OOM(tda_module_line_image(ctx, out, &m, &grid, &o), out[0] == 7);
    tda_ctx_set_threads(ctx, 3);
    OK(tda_module_line_image(ctx, again, &m, &grid, &o));
    ck_assert_mem_eq(again, out, sizeof out);
    out[0] = 7;
    EACH_CANCEL(tda_module_line_image(ctx, out, &m, &grid, &o), out[0] == 7);
    tda_module_clear(&m);
    tda_module_clear(&m3);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("line_image", SEEDS(sums, 10), TEST(failures))
