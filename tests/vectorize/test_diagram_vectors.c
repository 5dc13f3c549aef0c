/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_diagram_vectors.c - Numbers and short vectors of diagrams against their definitions. */
#include "diagrams.h"
#include <complex.h>
#include <string.h>

enum { MOST = 400 };
typedef tda_status vector_fn(tda_ctx *, double *, const tda_diagram *, int,
                             const tda_diagram_vector_opts *);
static vector_fn *const vectors[] = {
    tda_diagram_entropy, tda_diagram_statistics, tda_diagram_topological_vector,
    tda_diagram_complex_polynomial, tda_diagram_tropical};
enum { VECTORS = sizeof vectors / sizeof *vectors };

static const double two_bars[] = {0, 2, 1, 4}, three_bars[] = {0, 10, 5, 6, 0, 8};

static int upwards(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double entropy(const sample *s, double t)
{
    double total = 0, sum = 0;
    for (tda_index i = 0; i < s->finite; i++)
        total += s->e[i] - s->b[i];
    for (tda_index i = 0; i < s->finite; i++) {
        double p = (s->e[i] - s->b[i]) / total;
        if (isnan(t) || (s->b[i] <= t && t < s->e[i]))
            sum -= p * log(p);
    }
    return sum;
}

static void check_entropy(const sample *s)
{
    double out[33];
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    OK(tda_diagram_entropy(NULL, out, &s->d, 1, NULL));
    MUST(near(out[0], entropy(s, NAN), 1));
    o.start = -6, o.stop = 10, o.resolution = 33;
    OK(tda_diagram_entropy_curve(NULL, out, &s->d, 1, &o));
    for (int k = 0; k < 33; k++)
        MUST(near(out[k], entropy(s, 0.5 * k - 6), 1));
}

/* The pairs, all of them, sorted. */
static void check_pairs(const sample *s, tda_index length)
{
    double all[BARS * BARS], out[MOST];
    tda_index n = 0;
    tda_diagram_vector_opts o = TDA_DIAGRAM_VECTOR_OPTS_INIT;
    o.length = length;
    for (tda_index i = 0; i < s->finite; i++)
        for (tda_index j = 0; j < i; j++)
            all[n++] = fmin(fmax(fabs(s->b[i] - s->b[j]), fabs(s->e[i] - s->e[j])),
                            fmin(s->e[i] - s->b[i], s->e[j] - s->b[j]) / 2);
    qsort(all, (size_t)n, sizeof *all, upwards);
    OK(tda_diagram_topological_vector(NULL, out, &s->d, 1, &o));
    for (tda_index k = 0; k < length; k++)
        MUST(out[k] == (k < n ? all[n - 1 - k] : 0));
}

/* The polynomial has the bars as roots: its value at a place is the product of the distances. */
static void check_polynomial(const sample *s)
{
    double out[2 * BARS];
    tda_diagram_vector_opts o = TDA_DIAGRAM_VECTOR_OPTS_INIT;
    o.length = BARS;
    OK(tda_diagram_complex_polynomial(NULL, out, &s->d, 1, &o));
    double complex z = 0.75 + 1.25 * I, value = 1, product = 1;
    double size = 1;
    for (tda_index k = 0; k < s->finite; k++) {
        value = value * z + out[2 * k] + out[2 * k + 1] * I;
        product *= z - (s->b[k] + s->e[k] * I);
        size *= cabs(z) + hypot(s->b[k], s->e[k]);
    }
    MUST(cabs(value - product) <= 1e-13 * size);
    for (tda_index k = 2 * s->finite; k < 2 * BARS; k++)
        MUST(out[k] == 0);
}

/* Maxima over all choices of one to four different bars. */
static void check_tropical(const sample *s)
{
    double out[TDA_DIAGRAM_TROPICAL], l[BARS + 4] = {0}, m[BARS] = {0}, sum = 0,
                                               top = -1e300;
    tda_diagram_vector_opts o = TDA_DIAGRAM_VECTOR_OPTS_INIT;
    o.slope = 2;
    OK(tda_diagram_tropical(NULL, out, &s->d, 1, &o));
    double best[4] = {0}, bounded = 0, rest = 0;
    for (tda_index i = 0; i < s->finite; i++) {
        l[i] = s->e[i] - s->b[i];
        m[i] = fmin(2 * l[i], s->b[i]);
        sum += l[i], bounded += m[i], top = fmax(top, m[i] + l[i]);
    }
    for (tda_index i = 0; i < s->finite; i++)
        rest += top - m[i] - l[i];
    tda_index n = s->finite + 3; /* three zeros stand for no bar */
    for (tda_index a = 0; a < n; a++)
        for (tda_index b = 0; b < a; b++)
            for (tda_index c = 0; c < b; c++)
                for (tda_index d = 0; d < c; d++)
                    best[3] = fmax(best[3], l[a] + l[b] + l[c] + l[d]);
    for (tda_index a = 0; a < n; a++)
        best[0] = fmax(best[0], l[a]);
    for (tda_index a = 0; a < n; a++)
        for (tda_index b = 0; b < a; b++) {
            best[1] = fmax(best[1], l[a] + l[b]);
            for (tda_index c = 0; c < b; c++)
                best[2] = fmax(best[2], l[a] + l[b] + l[c]);
        }
    for (int k = 0; k < 4 && s->finite > 0; k++)
        MUST(near(out[k], best[k], 1));
    MUST(near(out[4], sum, 1) && near(out[5], bounded, 100) && near(out[6], rest, 100));
}

/* Quantiles by counting: the least value with so many below it, and the next. */
static void check_statistics(const sample *s)
{
    double out[TDA_DIAGRAM_STATISTICS], v[BARS];
    static const double share[] = {0.5, 0.1, 0.25, 0.75, 0.9};
    static const int where[] = {2, 5, 6, 7, 8};
    tda_index n = s->finite;
    OK(tda_diagram_statistics(NULL, out, &s->d, 1, NULL));
    MUST(out[36] == (double)n && near(out[37], entropy(s, NAN), 1));
    for (int kind = 0; kind < 4 && n > 0; kind++) {
        const double *of = out + 9 * kind;
        double mean = 0, variance = 0;
        for (tda_index i = 0; i < n; i++) {
            double b = s->b[i], e = s->e[i];
            v[i] = kind == 0 ? b : kind == 1 ? e : kind == 2 ? (b + e) / 2 : e - b;
            mean += v[i] / (double)n;
        }
        for (tda_index i = 0; i < n; i++)
            variance += (v[i] - mean) * (v[i] - mean) / (double)n;
        qsort(v, (size_t)n, sizeof *v, upwards);
        MUST(near(of[0], mean, 10) && fabs(of[1] - sqrt(variance)) < 1e-7);
        MUST(fabs(of[1] * of[1] - variance) < 1e-12 * fmax(1, variance) * 10);
        for (int q = 0; q < 5; q++) {
            double at = share[q] * (double)(n - 1);
            tda_index k = (tda_index)at, next = k + 1 < n ? k + 1 : k;
            double weight = at - (double)k;
            MUST(near(of[where[q]], (1 - weight) * v[k] + weight * v[next], 10));
        }
        MUST(near(of[3], of[7] - of[6], 10) && near(of[4], v[n - 1] - v[0], 10));
    }
    for (int k = 0; k < TDA_DIAGRAM_STATISTICS && n == 0; k++)
        MUST(out[k] == 0);
}

static void agree_with_the_definition_seed(unsigned seed)
{
    sample s;
    sample_random(&s, seed, true);
    check_entropy(&s);
    check_pairs(&s, 1 + (tda_index)(seed % 37));
    check_polynomial(&s);
    check_tropical(&s);
    check_statistics(&s);
}
TEN_SEEDS(agree_with_the_definition)

static void the_order_of_bars_changes_no_bit_seed(unsigned seed)
{
    sample s;
    double before[64], after[64];
    tda_diagram_vector_opts o = TDA_DIAGRAM_VECTOR_OPTS_INIT;
    o.polynomial = (tda_polynomial)(seed % 3);
    sample_random(&s, seed, true);
    for (int v = 0; v < VECTORS; v++) {
        memset(before, 0, sizeof before);
        memset(after, 0, sizeof after);
        OK(vectors[v](NULL, before, &s.d, 1, &o));
        sample_shuffle(&s, seed);
        OK(vectors[v](NULL, after, &s.d, 1, &o));
        MUST(memcmp(before, after, sizeof before) == 0);
    }
}
TEN_SEEDS(the_order_of_bars_changes_no_bit)

static void expect(vector_fn *vector, const double *bar, tda_index bars,
                   const tda_diagram_vector_opts *o, const double *value, tda_index n)
{
    sample s;
    double out[64];
    sample_fill(&s, bar, bars);
    OK(vector(NULL, out, &s.d, 1, o));
    for (tda_index k = 0; k < n; k++)
        ck_assert_msg(fabs(out[k] - value[k]) <= 1e-14 * fmax(1, fabs(value[k])),
                      "value %d: %.17g, not %.17g", (int)k, out[k], value[k]);
}

START_TEST(by_hand_and_as_others)
{
    tda_diagram_vector_opts o = TDA_DIAGRAM_VECTOR_OPTS_INIT;
    double e = 0.6730116670092565; /* GUDHI's */
    expect(tda_diagram_entropy, two_bars, 2, &o, &e, 1);
    o.convention = TDA_CONVENTION_PERSIM;
    expect(tda_diagram_entropy, two_bars, 2, &o, &e, 1);
    o.convention = TDA_CONVENTION_GIOTTO;
    e = 0.4 * log2(2.5) + 0.6 * log2(5 / 3.);
    expect(tda_diagram_entropy, two_bars, 2, &o, &e, 1);
    expect(tda_diagram_entropy, NULL, 0, &o, (double[]){-1}, 1);
    o.convention = TDA_CONVENTION_TDA;
    o.length = 4;
    expect(tda_diagram_topological_vector, three_bars, 3, &o, (double[]){2, 0.5, 0.5, 0},
           4);
    expect(tda_diagram_topological_vector, (double[]){0, 2, 1, 8}, 2, &o,
           (double[]){1, 0}, 2);
    o.convention = TDA_CONVENTION_GUDHI;
    expect(tda_diagram_topological_vector, (double[]){0, 2, 1, 8}, 2, &o,
           (double[]){3.5, 0}, 2);
    o.length = 3;
    expect(tda_diagram_complex_polynomial, three_bars, 3, &o,
           (double[]){-5, -24, -188, 90, 400, 480}, 6);
    o.polynomial = TDA_POLYNOMIAL_S;
    expect(tda_diagram_complex_polynomial, three_bars, 3, &o,
           (double[]){-0.45267873021259264, -13.271136537612966, -46.91399151637638,
                      5.761659596980319, 18.107149208503706, 21.728579050204445},
           6);
    o.polynomial = TDA_POLYNOMIAL_T;
    expect(tda_diagram_complex_polynomial, three_bars, 3, &o,
           (double[]){6.492348157842054, 3.0186493834368164, 34.75818656360871,
                      24.967667270932047, 28.119813708898462, -3.045665276560465},
           6);
    o = (tda_diagram_vector_opts)TDA_DIAGRAM_VECTOR_OPTS_INIT;
    expect(tda_diagram_tropical, three_bars, 3, &o,
           (double[]){10, 18, 19, 19, 19, 1, 0 + 8 + 2}, 7);
}
END_TEST

START_TEST(entropy_curve_as_gudhi)
{
    sample s;
    double out[5];
    sample_fill(&s, two_bars, 2);
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    o.convention = TDA_CONVENTION_GUDHI, o.resolution = 3;
    OK(tda_diagram_entropy_curve(NULL, out, &s.d, 1, &o));
    /* samples 1, 2, 3 of 0 .. 4, divided by their sum */
    double theirs[] = {0.6730116670092565, 0.30649537425959444, 0.30649537425959444};
    double sum = theirs[0] + theirs[1] + theirs[2];
    for (int k = 0; k < 3; k++)
        ck_assert(fabs(out[k] - theirs[k] / sum) < 1e-15);
    o.convention = TDA_CONVENTION_TDA;
    o.start = 0, o.stop = 4, o.resolution = 5;
    OK(tda_diagram_entropy_curve(NULL, out, &s.d, 1, &o));
    double raw[] = {0.366516292749662, 0.6730116670092565, 0.30649537425959444,
                    0.30649537425959444, 0};
    for (int k = 0; k < 5; k++)
        ck_assert(fabs(out[k] - raw[k]) < 1e-15);
}
END_TEST

START_TEST(bad_inputs_are_refused)
{
    sample s;
    double out[64] = {-7};
    tda_ctx *ctx = NULL;
    const tda_diagram_vector_opts usual = TDA_DIAGRAM_VECTOR_OPTS_INIT;
    tda_diagram_vector_opts o = usual;
    OK(tda_ctx_new(&ctx));
    sample_fill(&s, two_bars, 2);
#define REFUSED(vector, sentence)                                                        \
    do {                                                                                 \
        ck_assert_int_eq(vector(ctx, out, &s.d, 1, &o), TDA_EINVAL);                     \
        ck_assert_str_eq(tda_ctx_message(ctx), sentence);                                \
        ck_assert(out[0] == -7);                                                         \
        o = usual;                                                                       \
    } while (0)
    o.length = 0;
    REFUSED(tda_diagram_topological_vector,
            "topological vector: length 0; it is 1 to 2147483647");
    o.polynomial = 7;
    REFUSED(tda_diagram_complex_polynomial,
            "complex polynomial: there is no polynomial 7");
    o.slope = NAN;
    REFUSED(tda_diagram_tropical,
            "tropical coordinates: slope nan; it is a positive number");
    o.convention = TDA_CONVENTION_GUDHI;
    REFUSED(tda_diagram_statistics,
            "statistics: GUDHI has none; choose another convention");
    s.birth[OTHERS] = NAN;
    REFUSED(tda_diagram_entropy,
            "entropy: bar 0 of degree 1 goes from nan to 2; a bar has "
            "a birth that is not after its death");
    sample_fill(&s, (double[]){1e200, 2e200, 1e200, 3e200}, 2);
    ck_assert_int_eq(tda_diagram_complex_polynomial(ctx, out, &s.d, 1, NULL),
                     TDA_ENUMERIC);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "complex polynomial: a coefficient overflows; scale the values down or "
        "ask for fewer");
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_output_untouched)
{
    sample s;
    double out[200];
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    sample_random(&s, 5, true);
    sample_shuffle(&s, 5);
#define FAILS_CLEANLY(call)                                                              \
    do {                                                                                 \
        out[0] = -7;                                                                     \
        EACH_OOM(call, out[0] == -7);                                                    \
        out[0] = -7;                                                                     \
        EACH_CANCEL(call, out[0] == -7);                                                 \
    } while (0)
    FAILS_CLEANLY(tda_diagram_entropy(ctx, out, &s.d, 1, NULL));
    FAILS_CLEANLY(tda_diagram_entropy_curve(ctx, out, &s.d, 1, NULL));
    FAILS_CLEANLY(tda_diagram_statistics(ctx, out, &s.d, 1, NULL));
    FAILS_CLEANLY(tda_diagram_topological_vector(ctx, out, &s.d, 1, NULL));
    FAILS_CLEANLY(tda_diagram_complex_polynomial(ctx, out, &s.d, 1, NULL));
    FAILS_CLEANLY(tda_diagram_tropical(ctx, out, &s.d, 1, NULL));
    tda_ctx_free(ctx);
}
END_TEST

SUITE("diagram vectors", TEST(by_hand_and_as_others), TEST(entropy_curve_as_gudhi),
      TEST(bad_inputs_are_refused), TEST(failures_leave_the_output_untouched),
      SEEDS(agree_with_the_definition, 30), SEEDS(the_order_of_bars_changes_no_bit, 30))
