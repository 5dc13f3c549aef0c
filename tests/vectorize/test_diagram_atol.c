/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_diagram_atol.c - Quantisers and their features. */
#include "diagrams.h"
#include <string.h>

enum { COUNT = 5 };

static double apart(const double *p, const double *q)
{
    return hypot(p[0] - q[0], p[1] - q[1]);
}

/* Each centre is the mean of the bars nearest to it, and reaches half way to the next. */
static void centres_are_means_seed(unsigned seed)
{
    sample s[COUNT];
    tda_diagram d[COUNT], swapped[COUNT];
    tda_quantiser q = {0}, again = {0};
    tda_quantiser_opts o = TDA_QUANTISER_OPTS_INIT;
    o.centres = 1 + seed % 7;
    o.iterations = 10000;
    for (unsigned k = 0; k < COUNT; k++) {
        sample_random(&s[k], 11 * seed + k, true);
        d[k] = s[k].d;
    }
    OK(tda_diagrams_quantiser(NULL, &q, d, COUNT, 1, &o));
    MUST(q.size >= 1 && q.size <= o.centres);
    for (tda_index c = 0; c < q.size; c++) {
        double mean[2] = {0, 0}, n = 0, least = INFINITY;
        for (int k = 0; k < COUNT; k++)
            for (tda_index i = 0; i < s[k].finite; i++) {
                double bar[2] = {s[k].b[i], s[k].e[i]},
                       mine = apart(bar, q.centre + 2 * c);
                bool nearest = true;
                for (tda_index e = 0; e < q.size; e++)
                    if (e != c && fabs(apart(bar, q.centre + 2 * e) - mine) < 1e-9)
                        goto next_centre; /* a tie goes to either */
                    else
                        nearest = nearest && apart(bar, q.centre + 2 * e) >= mine;
                if (nearest)
                    mean[0] += bar[0], mean[1] += bar[1], n++;
            }
        MUST(n == 0 || fabs(mean[0] / n - q.centre[2 * c]) < 1e-9);
        MUST(n == 0 || fabs(mean[1] / n - q.centre[2 * c + 1]) < 1e-9);
    next_centre:
        for (tda_index e = 0; e < q.size; e++)
            least =
                e == c ? least : fmin(least, apart(q.centre + 2 * c, q.centre + 2 * e));
        MUST(q.radius[c] > 0 && (q.size == 1 || near(q.radius[c], least / 2, 1)));
    }
    for (unsigned k = 0; k < COUNT; k++) {
        sample_shuffle(&s[k], seed);
        swapped[k] = s[COUNT - 1 - k].d;
    }
    OK(tda_diagrams_quantiser(NULL, &again, swapped, COUNT, 1, &o));
    MUST(again.size == q.size);
    MUST(memcmp(again.centre, q.centre, (size_t)q.size * 24) == 0);
    double out[8];
    OK(tda_diagram_atol(NULL, out, &s[0].d, 1, &q, &o));
    for (tda_index c = 0; c < q.size; c++) {
        double sum = 0;
        for (tda_index i = 0; i < s[0].finite; i++) {
            double bar[2] = {s[0].b[i], s[0].e[i]},
                   x = apart(bar, q.centre + 2 * c) / q.radius[c];
            sum += exp(-x * x);
        }
        MUST(near(out[c], sum, 10));
    }
    tda_quantiser_clear(&q);
    tda_quantiser_clear(&again);
}
TEN_SEEDS(centres_are_means)

START_TEST(as_gudhi)
{
    sample s;
    double out[2], centre[] = {2, 4, 0, 9},
                   radius[] = {2.692582403567252, 2.692582403567252};
    tda_quantiser q = {2, centre, radius};
    sample_fill(&s, (double[]){0, 2, 1, 4}, 2);
    OK(tda_diagram_atol(NULL, out, &s.d, 1, &q, NULL));
    ck_assert(fabs(out[0] - 1.2028839987109987) < 1e-14);
    ck_assert(fabs(out[1] - 0.02886404174806056) < 1e-15);
}
END_TEST

START_TEST(bad_inputs_and_failures)
{
    sample s, none;
    double out[16] = {-7};
    tda_ctx *ctx = NULL;
    tda_quantiser q = {0};
    tda_quantiser_opts o = TDA_QUANTISER_OPTS_INIT;
    OK(tda_ctx_new(&ctx));
    sample_random(&s, 5, true);
    sample_shuffle(&s, 5);
    sample_fill(&none, NULL, 0);
    ck_assert_int_eq(tda_diagrams_quantiser(ctx, &q, &none.d, 1, 1, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "quantiser: the diagrams have no bars of degree 1 to be fitted to");
    o.centres = 0;
    ck_assert_int_eq(tda_diagrams_quantiser(ctx, &q, &s.d, 1, 1, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "quantiser: 0 centres; there are 1 to 2147483647");
    EACH_CANCEL(tda_diagrams_quantiser(ctx, &q, &s.d, 1, 1, NULL), !q.centre);
    tda_quantiser_clear(&q);
    EACH_OOM(tda_diagrams_quantiser(ctx, &q, &s.d, 1, 1, NULL), !q.centre);
    EACH_OOM(tda_diagram_atol(ctx, out, &s.d, 1, &q, NULL), out[0] == -7);
    tda_quantiser_clear(&q);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("diagram ATOL", TEST(as_gudhi), TEST(bad_inputs_and_failures),
      SEEDS(centres_are_means, 30))
