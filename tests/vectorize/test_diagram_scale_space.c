/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_diagram_scale_space.c - Heat of diagrams against its definition, and its product against the
 * kernel that it is the feature of. */
#include "tda_check.h"
#include "vectorize/diagrams.h"
#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846

static void definition_seed(unsigned seed)
{
    enum { N = 7 };
    sample s;
    double out[N * N], again[N * N];
    tda_diagram_scale_space_opts o = TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    sample_random(&s, seed, false);
    o.resolution = N;
    o.start = -1;
    o.stop = 5;
    o.bandwidth = 0.25 * (1 + seed % 5);
    OK(tda_diagram_scale_space(ctx, out, &s.d, 1, &o));
    tda_ctx_set_threads(ctx, 3);
    OK(tda_diagram_scale_space(ctx, again, &s.d, 1, &o));
    MUST(memcmp(out, again, sizeof out) == 0);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double x = -1 + i, y = -1 + j, want = 0, slack = 1;
            for (tda_index b = s.d.start[1]; b < s.d.start[2]; b++) {
                double p = s.d.birth[b], q = s.d.death[b], h = 4 * o.bandwidth;
                if (isinf(p) || isinf(q))
                    continue;
                want += exp(-((x - p) * (x - p) + (y - q) * (y - q)) / h) -
                        exp(-((x - q) * (x - q) + (y - p) * (y - p)) / h);
                slack++;
            }
            want /= 4 * PI * o.bandwidth;
            MUST(fabs(out[i * N + j] - want) <= 1e-13 * slack);
            MUST(out[i * N + j] == -out[j * N + i]);
        }
    tda_ctx_free(ctx);
}
TEN_SEEDS(definition)

/* Over the whole plane the product is twice the kernel, half on each side of the diagonal. */
static void product_seed(unsigned seed)
{
    enum { N = 161 };
    static double out[2][N * N];
    sample s[2];
    tda_diagram d[2];
    double gram[4], sum[2] = {0}, least = 0, most = 0;
    tda_diagram_scale_space_opts o = TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT;
    tda_diagram_kernel_opts k = TDA_DIAGRAM_KERNEL_OPTS_INIT;
    k.kernel = TDA_KERNEL_SCALE_SPACE;
    for (unsigned i = 0; i < 2; i++) {
        sample_random(&s[i], 2 * seed + i, false);
        d[i] = s[i].d;
        for (tda_index b = d[i].start[1]; b < d[i].start[2]; b++) {
            least = isinf(d[i].birth[b]) ? least : fmin(least, d[i].birth[b]);
            most = isinf(d[i].death[b]) ? most : fmax(most, d[i].death[b]);
        }
    }
    double wide = most - least + 1, step;
    o.start = least - wide / 2;
    o.stop = most + wide / 2;
    o.resolution = N;
    o.bandwidth = k.bandwidth = wide * wide / 400;
    step = (o.stop - o.start) / (N - 1);
    OK(tda_diagrams_kernel(NULL, gram, d, 2, NULL, 0, 1, &k));
    for (int i = 0; i < 2; i++)
        OK(tda_diagram_scale_space(NULL, out[i], &d[i], 1, &o));
    for (int i = 0; i < N * N; i++) {
        sum[0] += out[0][i] * out[0][i] * step * step / 2;
        sum[1] += out[0][i] * out[1][i] * step * step / 2;
    }
    MUST(fabs(sum[0] - gram[0]) <= 1e-6 * fmax(1, fabs(gram[0])));
    MUST(fabs(sum[1] - gram[1]) <= 1e-6 * fmax(1, fabs(gram[0])));
}
TEN_SEEDS(product)

START_TEST(ranges_and_refusals)
{
    tda_index start[] = {0, 2};
    double birth[] = {0, 1}, death[] = {2, INFINITY}, out[4] = {7};
    tda_diagram d = {.degrees = 1, .start = start, .birth = birth, .death = death};
    tda_diagram_scale_space_opts o = TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_diagrams_fit_scale_space(ctx, &o, &d, 1, 0));
    ck_assert_double_eq(o.start, 0);
    ck_assert_double_eq(o.stop, 2);
    ck_assert_double_eq(o.bandwidth, 0.01);
    ck_assert_double_eq(o.high, 2);
    o.resolution = 2;
    OK(tda_diagram_scale_space(ctx, out, &d, 0, &o));
    ck_assert(out[1] > 7 && out[0] == 0 && out[2] == -out[1]);
    OK(tda_diagram_scale_space(ctx, out, &d, 3, &o)); /* no bars */
    ck_assert(out[1] == 0);
    out[0] = 7;
    EACH_OOM(tda_diagram_scale_space(ctx, out, &d, 0, &o), out[0] == 7);
    out[0] = 7;
    EACH_CANCEL(tda_diagram_scale_space(ctx, out, &d, 0, &o), out[0] == 7);
    out[0] = 7;
    o.bandwidth = -1;
    ck_assert_int_eq(tda_diagram_scale_space(ctx, out, &d, 0, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "scale space: bandwidth -1; it is a positive number");
    ck_assert_int_eq(tda_diagrams_fit_scale_space(ctx, &o, &d, 1, 0), TDA_EINVAL);
    o.bandwidth = 1;
    o.resolution = 0;
    ck_assert_int_eq(tda_diagram_scale_space(ctx, out, &d, 0, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "scale space: 0 samples; there are 1 to 2147483647");
    o.resolution = 1000;
    tda_ctx_set_max_bytes(ctx, 1 << 20);
    ck_assert_int_eq(tda_diagram_scale_space(ctx, out, &d, 0, &o), TDA_ELIMIT);
    ck_assert_double_eq(out[0], 7);
    tda_ctx_set_max_bytes(ctx, 0);
    o = (tda_diagram_scale_space_opts)TDA_DIAGRAM_SCALE_SPACE_OPTS_INIT;
    EACH_CANCEL(tda_diagrams_fit_scale_space(ctx, &o, &d, 1, 0), isnan(o.start));
    tda_ctx_free(ctx);
}
END_TEST

SUITE("diagram_scale_space", SEEDS(definition, 30), SEEDS(product, 30),
      TEST(ranges_and_refusals))
