/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_diagram_kernel.c - Kernels of diagrams against sums by their definitions. */
#include "diagrams.h"
#include <gsl/gsl_eigen.h>
#include <string.h>
#include <tda/persistence.h>

enum { COUNT = 12, KERNELS = 4 };

static double bell(double x, double y, double width)
{
    return exp(-(x * x + y * y) / width);
}

static double weight(const tda_diagram_kernel_opts *o, const sample *s, tda_index i)
{
    return atan(o->weight * pow(s->e[i] - s->b[i], o->power));
}

/* The distribution of a diagram with the other's feet, at one place; see Le and Yamada. */
static double density(const sample *x, const sample *y, double b, double e, double h)
{
    double sum = 0;
    for (tda_index i = 0; i < x->finite; i++)
        sum += bell(b - x->b[i], e - x->e[i], 2 * h * h);
    for (tda_index i = 0; i < y->finite; i++)
        sum += bell(b - (y->b[i] + y->e[i]) / 2, e - (y->b[i] + y->e[i]) / 2, 2 * h * h);
    return sum;
}

static double fisher(const sample *x, const sample *y, double h)
{
    double p[4 * BARS], q[4 * BARS], sp = 0, sq = 0, dot = 0;
    int n = 0;
    for (int k = 0; k < 4; k++) {
        const sample *z = k < 2 ? x : y;
        for (tda_index i = 0; i < z->finite; i++, n++) {
            double foot = (z->b[i] + z->e[i]) / 2;
            p[n] = density(x, y, k % 2 ? foot : z->b[i], k % 2 ? foot : z->e[i], h);
            q[n] = density(y, x, k % 2 ? foot : z->b[i], k % 2 ? foot : z->e[i], h);
            sp += p[n], sq += q[n];
        }
    }
    for (int i = 0; i < n; i++)
        dot += sqrt(p[i] / sp) * sqrt(q[i] / sq);
    return n ? acos(fmin(1, dot)) : 0;
}

static double by_definition(const sample *x, const sample *y,
                            const tda_diagram_kernel_opts *o)
{
    double h = o->bandwidth, sum = 0;
    if (o->kernel == TDA_KERNEL_SLICED_WASSERSTEIN) {
        tda_distance_opts how = TDA_DISTANCE_OPTS_INIT;
        sample u = *x, v = *y;
        double pairs[2][2 * BARS], d;
        for (tda_index i = 0; i < x->finite; i++)
            pairs[0][2 * i] = x->b[i], pairs[0][2 * i + 1] = x->e[i];
        for (tda_index i = 0; i < y->finite; i++)
            pairs[1][2 * i] = y->b[i], pairs[1][2 * i + 1] = y->e[i];
        sample_fill(&u, pairs[0], x->finite); /* without infinite ends */
        sample_fill(&v, pairs[1], y->finite);
        how.degree = 1, how.directions = o->directions;
        OK(tda_diagram_sliced_wasserstein(NULL, &d, &u.d, &v.d, &how));
        return exp(-d / (2 * h * h));
    }
    if (o->kernel == TDA_KERNEL_FISHER)
        return exp(-o->rate * fisher(x, y, h));
    for (tda_index i = 0; i < x->finite; i++)
        for (tda_index k = 0; k < y->finite; k++)
            sum += o->kernel == TDA_KERNEL_SCALE_SPACE
                       ? (bell(x->b[i] - y->b[k], x->e[i] - y->e[k], 8 * h) -
                          bell(x->b[i] - y->e[k], x->e[i] - y->b[k], 8 * h)) /
                             (8 * M_PI * h)
                       : weight(o, x, i) * weight(o, y, k) *
                             bell(x->b[i] - y->b[k], x->e[i] - y->e[k], 2 * h * h);
    return sum;
}

static tda_diagram_kernel_opts random_opts(unsigned seed, int kernel)
{
    tda_diagram_kernel_opts o = TDA_DIAGRAM_KERNEL_OPTS_INIT;
    o.kernel = (tda_kernel)kernel;
    o.bandwidth = (double[]){1, 0.5, 3}[seed % 3];
    o.directions = 1 + seed % 9;
    o.weight = 0.5 + seed % 2;
    o.power = seed % 3;
    o.rate = 0.5 + seed % 2;
    return o;
}

static void agree_with_the_definition_seed(unsigned seed)
{
    sample s[4];
    tda_diagram d[4];
    double out[16], cross[4];
    for (unsigned k = 0; k < 4; k++) {
        sample_random(&s[k], 4 * seed + k, true);
        d[k] = s[k].d;
    }
    for (int kernel = 0; kernel < KERNELS; kernel++) {
        tda_diagram_kernel_opts o = random_opts(seed, kernel);
        OK(tda_diagrams_kernel(NULL, out, d, 4, NULL, 0, 1, &o));
        OK(tda_diagrams_kernel(NULL, cross, d, 2, d + 2, 2, 1, &o));
        /* An angle near 0 is only as good as the square root of a rounding. */
        double slack = kernel == TDA_KERNEL_FISHER ? 1e-6 : 1e-12;
        for (int r = 0; r < 4; r++)
            for (int c = 0; c < 4; c++) {
                double value = by_definition(&s[r], &s[c], &o);
                MUST(fabs(out[4 * r + c] - value) <= slack * fmax(10, fabs(value)));
                MUST(out[4 * r + c] == out[4 * c + r]);
                if (r < 2 && c >= 2)
                    MUST(near(cross[2 * r + c - 2], out[4 * r + c], 10));
            }
    }
}
TEN_SEEDS(agree_with_the_definition)

static void gram_matrices_are_positive_seed(unsigned seed)
{
    sample s[COUNT];
    tda_diagram d[COUNT];
    double out[COUNT * COUNT];
    for (unsigned k = 0; k < COUNT; k++) {
        sample_random(&s[k], COUNT * seed + k, false);
        d[k] = s[k].d;
    }
    for (int kernel = 0; kernel < TDA_KERNEL_FISHER; kernel++) {
        tda_diagram_kernel_opts o = random_opts(seed, kernel);
        OK(tda_diagrams_kernel(NULL, out, d, COUNT, NULL, 0, 1, &o));
        gsl_matrix_view m = gsl_matrix_view_array(out, COUNT, COUNT);
        gsl_vector *values = gsl_vector_alloc(COUNT);
        gsl_eigen_symm_workspace *w = gsl_eigen_symm_alloc(COUNT);
        gsl_eigen_symm(&m.matrix, values, w);
        double least = gsl_vector_min(values);
        gsl_eigen_symm_free(w);
        gsl_vector_free(values);
        MUST(least >= -1e-9);
    }
}
TEN_SEEDS(gram_matrices_are_positive)

START_TEST(order_and_threads_change_no_bit)
{
    sample s[COUNT];
    tda_diagram d[COUNT];
    double before[COUNT * COUNT], after[COUNT * COUNT];
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    for (int kernel = 0; kernel < KERNELS; kernel++) {
        tda_diagram_kernel_opts o = random_opts((unsigned)kernel, kernel);
        for (unsigned k = 0; k < COUNT; k++) {
            sample_random(&s[k], k, true);
            d[k] = s[k].d;
        }
        tda_ctx_set_threads(ctx, 1);
        OK(tda_diagrams_kernel(ctx, before, d, COUNT, NULL, 0, 1, &o));
        for (unsigned k = 0; k < COUNT; k++)
            sample_shuffle(&s[k], k);
        tda_ctx_set_threads(ctx, 3);
        OK(tda_diagrams_kernel(ctx, after, d, COUNT, NULL, 0, 1, &o));
        ck_assert(memcmp(before, after, sizeof before) == 0);
    }
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(as_gudhi)
{
    sample s[2];
    tda_diagram d[2];
    double out;
    sample_fill(&s[0], (double[]){0, 2, 1, 4}, 2);
    sample_fill(&s[1], (double[]){0, 3}, 1);
    d[0] = s[0].d, d[1] = s[1].d;
    tda_diagram_kernel_opts o = TDA_DIAGRAM_KERNEL_OPTS_INIT;
    o.convention = TDA_CONVENTION_GUDHI;
    o.bandwidth = 2, o.directions = 10;
    OK(tda_diagrams_kernel(NULL, &out, d, 1, d + 1, 1, 1, &o));
    /* the distance is GUDHI's, the kernel its transform() */
    ck_assert_msg(fabs(out - exp(-1.55903685113505 / 2)) < 1e-14, "%.17g", out);
    o.bandwidth = 1.5, o.kernel = TDA_KERNEL_WEIGHTED_GAUSSIAN;
    OK(tda_diagrams_kernel(NULL, &out, d, 1, d + 1, 1, 1, &o));
    ck_assert_msg(fabs(out - 0.5605507769519811) < 1e-14, "%.17g", out);
    o.kernel = TDA_KERNEL_SCALE_SPACE;
    OK(tda_diagrams_kernel(NULL, &out, d, 1, d + 1, 1, 1, &o));
    ck_assert_msg(fabs(out - 0.3655737280030066) < 1e-14, "%.17g", out);
    o.kernel = TDA_KERNEL_FISHER, o.rate = 2;
    OK(tda_diagrams_kernel(NULL, &out, d, 1, d + 1, 1, 1, &o));
    /* its call for one pair gives exp(-d) / 2 */
    ck_assert_msg(fabs(out - sqrt(2 * 0.45988204434520696)) < 1e-14, "%.17g", out);
}
END_TEST

START_TEST(bad_inputs_are_refused)
{
    sample s;
    double out = -7;
    tda_ctx *ctx = NULL;
    const tda_diagram_kernel_opts usual = TDA_DIAGRAM_KERNEL_OPTS_INIT;
    tda_diagram_kernel_opts o = usual;
    OK(tda_ctx_new(&ctx));
    sample_fill(&s, (double[]){0, 2, 1, 4}, 2);
#define REFUSED(sentence)                                                                \
    do {                                                                                 \
        ck_assert_int_eq(tda_diagrams_kernel(ctx, &out, &s.d, 1, NULL, 0, 1, &o),        \
                         TDA_EINVAL);                                                    \
        ck_assert_str_eq(tda_ctx_message(ctx), "kernel" sentence);                       \
        ck_assert(out == -7);                                                            \
        o = usual;                                                                       \
    } while (0)
    o.kernel = 4;
    REFUSED(": there is no kernel 4");
    o.bandwidth = 0;
    REFUSED(": bandwidth 0; it is a positive number");
    o.weight = -1;
    REFUSED(": weight -1; it is a positive number");
    o.rate = NAN;
    REFUSED(": rate nan; it is a positive number");
    o.power = -1;
    REFUSED(": power -1; it is a number from 0 on");
    o.directions = 0;
    REFUSED(": 0 directions; there is at least one");
    o.convention = TDA_CONVENTION_GIOTTO;
    REFUSED(": giotto-tda has none; choose another convention");
    s.death[OTHERS + 1] = NAN;
    REFUSED(
        ", diagram 0 of the first list: bar 1 of degree 1 goes from 1 to nan; a bar has "
        "a birth that is not after its death");
    ck_assert_int_eq(tda_diagrams_kernel(ctx, &out, &s.d, -1, NULL, 0, 1, &o),
                     TDA_EINVAL);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_output_untouched)
{
    sample s[2];
    tda_diagram d[2];
    double out[4];
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    for (unsigned k = 0; k < 2; k++) {
        sample_random(&s[k], 5 + 15 * k, true);
        d[k] = s[k].d;
    }
    for (int kernel = 0; kernel < KERNELS; kernel++) {
        tda_diagram_kernel_opts o = random_opts(2, kernel);
        out[0] = -7;
        EACH_OOM(tda_diagrams_kernel(ctx, out, d, 2, NULL, 0, 1, &o), out[0] == -7);
        out[0] = -7;
        EACH_CANCEL(tda_diagrams_kernel(ctx, out, d, 1, d, 2, 1, &o), out[0] == -7);
    }
    tda_ctx_free(ctx);
}
END_TEST

SUITE("diagram kernels", TEST(order_and_threads_change_no_bit), TEST(as_gudhi),
      TEST(bad_inputs_are_refused), TEST(failures_leave_the_output_untouched),
      SEEDS(agree_with_the_definition, 30), SEEDS(gram_matrices_are_positive, 30))
