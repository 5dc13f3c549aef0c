/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_diagram_curves.c - Curves of diagrams against their definitions, by hand, and beside the
 * numbers of other programs. */
#include "diagrams.h"
#include <string.h>
#include <tda/persistence.h>

enum { MOST = 4096 };
typedef tda_status curve_fn(tda_ctx *, double *, const tda_diagram *, int,
                            const tda_diagram_curve_opts *);

static const double two_bars[] = {0, 2, 1, 4};

static int downwards(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x > y ? -1 : x < y;
}

static double tent(double b, double e, double t)
{
    return fmax(0, fmin(t - b, e - t));
}

/* The k-th greatest tent: all of them, sorted. */
static double landscape(const sample *s, tda_index k, double t)
{
    double all[BARS];
    for (tda_index i = 0; i < s->finite; i++)
        all[i] = tent(s->b[i], s->e[i], t);
    qsort(all, (size_t)s->finite, sizeof *all, downwards);
    return k < s->finite ? all[k] : 0;
}

static double silhouette(const sample *s, double power, double t)
{
    double sum = 0, total = 0;
    for (tda_index i = 0; i < s->finite; i++) {
        double w = pow(s->e[i] - s->b[i], power);
        sum += w * tent(s->b[i], s->e[i], t);
        total += w;
    }
    return total > 0 ? sum / total : 0;
}

static double lifespan(const sample *s, double t)
{
    double sum = 0;
    for (tda_index i = 0; i < s->finite; i++)
        sum += s->b[i] <= t && t < s->e[i] ? s->e[i] - s->b[i] : 0;
    return sum;
}

static double betti(const sample *s, double t)
{
    double sum = 0;
    for (tda_index i = OTHERS; i < OTHERS + s->size; i++)
        sum += s->birth[i] <= t && t < s->death[i];
    return sum;
}

static tda_diagram_curve_opts random_opts(unsigned seed)
{
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    o.start = 0.25 * (seed % 7) - 5;
    o.stop = o.start + (seed % 9) * 1.5;
    o.resolution = 1 + seed % 23;
    o.layers = 1 + (seed * 7) % 40;
    o.power = 0.5 * (seed % 5);
    return o;
}

static double sample_at(const tda_diagram_curve_opts *o, tda_index k)
{
    if (k == 0 || k == o->resolution - 1)
        return k == 0 ? o->start : o->stop;
    double step = (o->stop - o->start) / (double)(o->resolution - 1);
    return (double)k * step + o->start;
}

static void agree_with_the_definition_seed(unsigned seed)
{
    sample s;
    double out[MOST];
    sample_random(&s, seed, true);
    tda_diagram_curve_opts o = random_opts(seed);
    tda_index n = o.resolution;
    OK(tda_diagram_landscape(NULL, out, &s.d, 1, &o));
    for (tda_index k = 0; k < o.layers * n; k++)
        MUST(near(out[k], landscape(&s, k / n, sample_at(&o, k % n)), 1));
    OK(tda_diagram_silhouette(NULL, out, &s.d, 1, &o));
    for (tda_index k = 0; k < n; k++)
        MUST(near(out[k], silhouette(&s, o.power, sample_at(&o, k)), 1));
    OK(tda_diagram_lifespan_curve(NULL, out, &s.d, 1, &o));
    for (tda_index k = 0; k < n; k++)
        MUST(near(out[k], lifespan(&s, sample_at(&o, k)), 1));
    OK(tda_diagram_betti_curve(NULL, out, &s.d, 1, &o));
    for (tda_index k = 0; k < n; k++)
        MUST(out[k] == betti(&s, sample_at(&o, k)));
}
TEN_SEEDS(agree_with_the_definition)

static curve_fn *const curves[] = {tda_diagram_landscape, tda_diagram_silhouette,
                                   tda_diagram_lifespan_curve, tda_diagram_betti_curve};
enum { CURVES = sizeof curves / sizeof *curves };

static void the_order_of_bars_changes_no_bit_seed(unsigned seed)
{
    sample s;
    double before[MOST], after[MOST];
    sample_random(&s, seed, true);
    tda_diagram_curve_opts o = random_opts(seed);
    if (seed % 2)
        o.start = o.stop = NAN;
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_threads(ctx, 3);
    for (int c = 0; c < CURVES; c++) {
        size_t n = (size_t)(c == 0 ? o.layers * o.resolution : o.resolution);
        OK(curves[c](NULL, before, &s.d, 1, &o));
        sample_shuffle(&s, seed);
        OK(curves[c](ctx, after, &s.d, 1, &o));
        for (size_t k = 0; k < n; k++)
            MUST(memcmp(&before[k], &after[k], 8) == 0);
    }
    tda_ctx_free(ctx);
}
TEN_SEEDS(the_order_of_bars_changes_no_bit)

/* |landscape a - landscape b| <= the bottleneck distance, and <= |s - t| within one. */
static void landscapes_are_1_lipschitz_seed(unsigned seed)
{
    sample a, b;
    double la[MOST], lb[MOST], distance;
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    tda_distance_opts how = TDA_DISTANCE_OPTS_INIT;
    sample_random(&a, seed, false);
    if (seed % 2) {
        brute_rng rng = brute_seed(seed);
        b = a;
        b.d.start = b.start, b.d.birth = b.birth, b.d.death = b.death, b.d.cut = b.cut;
        for (tda_index i = OTHERS; i < OTHERS + b.size; i++) {
            b.birth[i] -= 0.1 * brute_below(&rng, 10);
            b.death[i] += 0.1 * brute_below(&rng, 10);
        }
    } else {
        sample_random(&b, seed + 1000, false);
    }
    o.start = -6, o.stop = 16, o.resolution = 111, o.layers = 30; /* steps of 0.2 */
    how.degree = 1;
    OK(tda_diagram_bottleneck(NULL, &distance, NULL, &a.d, &b.d, &how));
    OK(tda_diagram_landscape(NULL, la, &a.d, 1, &o));
    OK(tda_diagram_landscape(NULL, lb, &b.d, 1, &o));
    for (tda_index k = 0; k < o.layers * o.resolution; k++) {
        MUST(fabs(la[k] - lb[k]) <= distance + 1e-12);
        MUST(k % o.resolution == 0 || fabs(la[k] - la[k - 1]) <= 0.2 + 1e-12);
        MUST(k < o.resolution || la[k] <= la[k - o.resolution]);
    }
}
TEN_SEEDS(landscapes_are_1_lipschitz)

/* Shifting all values by a number and multiplying them by one moves the curves along. */
static void shifts_and_scales_move_curves_along_seed(unsigned seed)
{
    sample s, moved;
    double before[MOST], after[MOST], bar[2 * BARS];
    sample_random(&s, seed, true);
    double shift = (double)(seed % 5) - 2, scale = seed % 2 ? 4 : 0.5;
    for (tda_index i = 0; i < s.size; i++) {
        bar[2 * i] = scale * (s.birth[OTHERS + i] + shift);
        bar[2 * i + 1] = scale * (s.death[OTHERS + i] + shift);
    }
    sample_fill(&moved, bar, s.size);
    tda_diagram_curve_opts o = random_opts(seed), p = o;
    p.start = scale * (o.start + shift), p.stop = scale * (o.stop + shift);
    for (int c = 0; c < 2; c++) { /* the others jump, where samples may round across */
        tda_index n = c == 0 ? o.layers * o.resolution : o.resolution;
        OK(curves[c](NULL, before, &s.d, 1, &o));
        OK(curves[c](NULL, after, &moved.d, 1, &p));
        for (tda_index k = 0; k < n; k++)
            MUST(near(after[k], scale * before[k], 1));
    }
}
TEN_SEEDS(shifts_and_scales_move_curves_along)

static void expect(curve_fn *curve, const double *bar, tda_index bars,
                   const tda_diagram_curve_opts *o, const double *value, tda_index n)
{
    sample s;
    double out[64];
    sample_fill(&s, bar, bars);
    OK(curve(NULL, out, &s.d, 1, o));
    for (tda_index k = 0; k < n; k++)
        ck_assert_msg(fabs(out[k] - value[k]) < 1e-14, "value %d: %.17g, not %.17g",
                      (int)k, out[k], value[k]);
}

START_TEST(by_hand)
{
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    o.start = 0, o.stop = 4, o.resolution = 5, o.layers = 2;
    expect(tda_diagram_landscape, two_bars, 2, &o,
           (double[]){0, 1, 1, 1, 0, 0, 0, 0, 0, 0}, 10);
    expect(tda_diagram_betti_curve, two_bars, 2, &o, (double[]){1, 2, 1, 1, 0}, 5);
    expect(tda_diagram_lifespan_curve, two_bars, 2, &o, (double[]){2, 5, 3, 3, 0}, 5);
    expect(tda_diagram_silhouette, two_bars, 2, &o,
           (double[]){0, 2. / 5, 3. / 5, 3. / 5, 0}, 5);
    o.start = o.stop = NAN; /* fits the same */
    expect(tda_diagram_betti_curve, two_bars, 2, &o, (double[]){1, 2, 1, 1, 0}, 5);
}
END_TEST

START_TEST(as_gudhi)
{
    double r = sqrt(2);
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    o.convention = TDA_CONVENTION_GUDHI;
    o.layers = 2, o.resolution = 3;
    expect(tda_diagram_landscape, two_bars, 2, &o, (double[]){r, r, r, 0, 0, 0}, 6);
    expect(tda_diagram_betti_curve, two_bars, 2, &o, (double[]){2, 1, 1}, 3);
    o.power = 2;
    expect(tda_diagram_silhouette, two_bars, 2, &o,
           (double[]){0.435142634576337, 0.9790709277967582, 0.9790709277967582}, 3);
    o.start = 0, o.stop = 4, o.resolution = 5;
    expect(tda_diagram_landscape, two_bars, 2, &o,
           (double[]){0, r, r, r, 0, 0, 0, 0, 0, 0}, 10);
}
END_TEST

START_TEST(as_giotto_and_persim)
{
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    o.start = 0, o.stop = 4, o.resolution = 5, o.layers = 1;
    o.convention = TDA_CONVENTION_GIOTTO;
    expect(tda_diagram_landscape, two_bars, 2, &o, (double[]){0, 1, 1, 1, 0}, 5);
    o.convention =
        TDA_CONVENTION_PERSIM; /* (0.5, 3.6) becomes (0, 4), as 0 is the first */
    expect(tda_diagram_landscape, (double[]){0.5, 3.6}, 1, &o, (double[]){0, 1, 2, 1, 0},
           5);
    o.start = -1, o.stop = 3.1415,
    o.resolution = 1000; /* the example of its documentation */
    sample s;
    double out[1000], bars[] = {0, 3, 1, 4};
    sample_fill(&s, bars, 2);
    OK(tda_diagram_landscape(NULL, out, &s.d, 1, &o));
    ck_assert(fabs(out[997] - 0.00829129) < 5e-9 && fabs(out[998] - 0.00414565) < 5e-9);
    ck_assert(out[999] == 0 && out[0] == 0);
    ck_assert_int_eq(tda_diagram_silhouette(NULL, out, &s.d, 1, &o), TDA_EINVAL);
}
END_TEST

START_TEST(bars_without_end)
{
    double bars[] = {0, INFINITY, 1, 3, -INFINITY, 2}, out[10];
    sample s;
    sample_fill(&s, bars, 3);
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    o.start = 0, o.stop = 4, o.resolution = 5, o.layers = 2;
    expect(tda_diagram_betti_curve, bars, 3, &o, (double[]){2, 3, 2, 1, 1}, 5);
    expect(tda_diagram_landscape, bars, 3, &o, (double[]){0, 0, 1, 0, 0}, 5);
    o.endless = TDA_ENDLESS_DROP;
    expect(tda_diagram_betti_curve, bars, 3, &o, (double[]){0, 1, 1, 0, 0}, 5);
    o.endless = TDA_ENDLESS_CLAMP; /* to (0, 4) and (0, 2) */
    expect(tda_diagram_landscape, bars, 3, &o, (double[]){0, 1, 2, 1, 0, 0, 1, 1, 0, 0},
           10);
    o.low = -2, o.high = 6;
    expect(tda_diagram_landscape, bars, 3, &o, (double[]){2, 1, 2, 3, 2, 0, 1, 1, 0, 0},
           10);
    o.low = 3, o.high = -1; /* nothing is left of either */
    expect(tda_diagram_landscape, bars, 3, &o, (double[]){0, 0, 1, 0, 0}, 5);
    o.endless = TDA_ENDLESS_KEEP;
    expect(tda_diagram_landscape, bars, 3, &o, (double[]){2, 1, 2, 3, 4, 0, 1, 1, 0, 0},
           10);
    o.endless = TDA_ENDLESS_REFUSE;
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_diagram_silhouette(ctx, out, &s.d, 1, &o), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "silhouette: bar 0 of degree 1 goes from 0 to inf; drop bars without "
        "end, or clamp them");
    s.birth[OTHERS] = -INFINITY;
    o.endless = TDA_ENDLESS_KEEP;
    ck_assert_int_eq(tda_diagram_landscape(ctx, out, &s.d, 1, &o), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "landscape: a bar of degree 1 goes from -inf to inf and has no height; "
        "drop such bars, or clamp them");
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(ranges_are_fitted_over_many)
{
    sample s[3];
    tda_diagram d[3];
    sample_fill(&s[0], (double[]){1, 3, 2, 2, 5, INFINITY}, 3);
    sample_fill(&s[1], NULL, 0);
    sample_fill(&s[2], (double[]){-INFINITY, -1, 2, 8}, 2);
    for (int k = 0; k < 3; k++)
        d[k] = s[k].d;
    tda_diagram_range r;
    OK(tda_diagrams_range(NULL, &r, d, 3, 1));
    ck_assert(r.birth[0] == 1 && r.birth[1] == 5 && r.death[0] == -1 && r.death[1] == 8);
    ck_assert(r.length[0] == 2 && r.length[1] == 6);
    ck_assert(r.bars == 4 && r.most == 2 && r.endless == 2);
    OK(tda_diagrams_range(NULL, &r, d, 3, 7));
    ck_assert(isnan(r.birth[0]) && isnan(r.length[1]) && r.bars == 0);
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    OK(tda_diagrams_fit_curve(NULL, &o, d, 3, 1));
    ck_assert(o.start == -1 && o.stop == 8 && o.low == -1 && o.high == 8);
    o = (tda_diagram_curve_opts)TDA_DIAGRAM_CURVE_OPTS_INIT;
    o.stop = -3;
    OK(tda_diagrams_fit_curve(NULL, &o, d, 3, 1));
    ck_assert(o.start == -3 && o.stop == -3);
    o = (tda_diagram_curve_opts)TDA_DIAGRAM_CURVE_OPTS_INIT;
    OK(tda_diagrams_fit_curve(NULL, &o, d + 1, 1, 1));
    ck_assert(o.start == 0 && o.stop == 0);
}
END_TEST

START_TEST(bad_inputs_are_refused)
{
    sample s;
    double out[500];
    tda_ctx *ctx = NULL;
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    tda_diagram_range r;
    OK(tda_ctx_new(&ctx));
#define REFUSED(call, sentence)                                                          \
    do {                                                                                 \
        ck_assert_int_eq(call, TDA_EINVAL);                                              \
        ck_assert_str_eq(tda_ctx_message(ctx), sentence);                                \
    } while (0)
    sample_fill(&s, (double[]){0, 1, 0, NAN}, 2);
    REFUSED(tda_diagram_landscape(ctx, out, &s.d, 1, &o),
            "range: bar 1 of degree 1 of diagram 0 goes from 0 to nan; a bar has a birth "
            "that is not after its death");
    REFUSED(tda_diagrams_range(ctx, &r, &s.d, 1, 1),
            "range: bar 1 of degree 1 of diagram 0 goes from 0 to nan; a bar has a birth "
            "that is not after its death");
    o.start = 0, o.stop = 1;
    REFUSED(
        tda_diagram_betti_curve(ctx, out, &s.d, 1, &o),
        "Betti curve: bar 1 of degree 1 goes from 0 to nan; a bar has a birth that is "
        "not after its death");
    sample_fill(&s, (double[]){2, 1}, 1);
    REFUSED(
        tda_diagram_silhouette(ctx, out, &s.d, 1, &o),
        "silhouette: bar 0 of degree 1 goes from 2 to 1; a bar has a birth that is not "
        "after its death");
    sample_fill(&s, (double[]){-1.7e308, 1.7e308}, 1);
    REFUSED(tda_diagram_lifespan_curve(ctx, out, &s.d, 1, &o),
            "lifespan curve: bar 0 of degree 1 goes from -1.7e+308 to 1.7e+308, and its "
            "length overflows; scale the values down");
    sample_fill(&s, two_bars, 2);
    REFUSED(tda_diagram_landscape(ctx, out, &s.d, -1, &o),
            "landscape: degree -1; a homology degree is 0 or more");
    o.resolution = 0;
    REFUSED(tda_diagram_landscape(ctx, out, &s.d, 1, &o),
            "landscape: 0 samples; there are 1 to 2147483647");
    o.resolution = 3, o.layers = 0;
    REFUSED(tda_diagram_landscape(ctx, out, &s.d, 1, &o),
            "landscape: 0 layers; there are 1 to 2147483647");
    o.layers = 1, o.power = NAN;
    REFUSED(tda_diagram_silhouette(ctx, out, &s.d, 1, &o),
            "silhouette: power nan; it is a number from 0 on");
    o.power = 1, o.start = 2;
    REFUSED(tda_diagram_silhouette(ctx, out, &s.d, 1, &o),
            "silhouette: from 2 to 1; give a finite range, start first");
    o.start = 0, o.convention = TDA_CONVENTION_PERSIM;
    REFUSED(tda_diagram_betti_curve(ctx, out, &s.d, 1, &o),
            "Betti curve: persim has none; choose another convention");
    o.convention = 9;
    REFUSED(tda_diagram_betti_curve(ctx, out, &s.d, 1, &o),
            "Betti curve: there is no convention 9");
    o.convention = 0, o.endless = TDA_ENDLESS_KEEP;
    REFUSED(tda_diagram_silhouette(ctx, out, &s.d, 1, &o),
            "silhouette: bars without end cannot be kept here; drop them, or clamp them");
    o.endless = 9;
    REFUSED(tda_diagram_silhouette(ctx, out, &s.d, 1, &o),
            "silhouette: there is no way 9 to treat bars without end");
    o.endless = TDA_ENDLESS_CLAMP, o.high = INFINITY, o.low = 0;
    REFUSED(tda_diagram_silhouette(ctx, out, &s.d, 1, &o),
            "silhouette: ends are clamped to 0 and inf, which must be finite");
    o = (tda_diagram_curve_opts)TDA_DIAGRAM_CURVE_OPTS_INIT;
    o.layers = INT32_MAX, o.resolution = INT32_MAX;
    tda_ctx_set_max_bytes(ctx, 1 << 20);
    o.resolution = 1 << 20;
    ck_assert_int_eq(tda_diagram_landscape(ctx, out, &s.d, 1, &o), TDA_ELIMIT);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_output_untouched)
{
    sample s;
    double out[500] = {-7};
    tda_ctx *ctx = NULL;
    sample_random(&s, 5, true);
    sample_shuffle(&s, 5);
    OK(tda_ctx_new(&ctx));
#define FAILS_CLEANLY(call)                                                              \
    do {                                                                                 \
        out[0] = -7;                                                                     \
        EACH_OOM(call, out[0] == -7);                                                    \
        out[0] = -7;                                                                     \
        EACH_CANCEL(call, out[0] == -7);                                                 \
    } while (0)
    FAILS_CLEANLY(tda_diagram_landscape(ctx, out, &s.d, 1, NULL));
    FAILS_CLEANLY(tda_diagram_silhouette(ctx, out, &s.d, 1, NULL));
    FAILS_CLEANLY(tda_diagram_lifespan_curve(ctx, out, &s.d, 1, NULL));
    FAILS_CLEANLY(tda_diagram_betti_curve(ctx, out, &s.d, 1, NULL));
    tda_diagram_range r = {.bars = -7};
    EACH_CANCEL(tda_diagrams_range(ctx, &r, &s.d, 1, 1), r.bars == -7);
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    EACH_CANCEL(tda_diagrams_fit_curve(ctx, &o, &s.d, 1, 1), isnan(o.start));
    tda_ctx_free(ctx);
}
END_TEST

/* More layers than the short list holds give the same numbers. */
START_TEST(many_layers_are_sorted)
{
    enum { MANY = 200 };
    static double birth[MANY], death[MANY], few[30 * 50], many[150 * 50];
    static bool cut[MANY];
    brute_rng rng = brute_seed(3);
    for (int i = 0; i < MANY; i++) {
        birth[i] = brute_below(&rng, 50);
        death[i] = birth[i] + brute_below(&rng, 50);
    }
    tda_index start[] = {0, MANY};
    tda_diagram d = {
        .degrees = 1, .start = start, .birth = birth, .death = death, .cut = cut};
    tda_diagram_curve_opts o = TDA_DIAGRAM_CURVE_OPTS_INIT;
    o.resolution = 50, o.layers = 30;
    OK(tda_diagram_landscape(NULL, few, &d, 0, &o));
    o.layers = 150;
    OK(tda_diagram_landscape(NULL, many, &d, 0, &o));
    ck_assert(memcmp(few, many, sizeof few) == 0);
    for (int k = 50; k < 150 * 50; k++)
        MUST(many[k] <= many[k - 50]);
}
END_TEST

SUITE("diagram curves", TEST(by_hand), TEST(as_gudhi), TEST(as_giotto_and_persim),
      TEST(bars_without_end), TEST(ranges_are_fitted_over_many),
      TEST(bad_inputs_are_refused), TEST(failures_leave_the_output_untouched),
      TEST(many_layers_are_sorted), SEEDS(agree_with_the_definition, 40),
      SEEDS(the_order_of_bars_changes_no_bit, 30), SEEDS(landscapes_are_1_lipschitz, 30),
      SEEDS(shifts_and_scales_move_curves_along, 30))
