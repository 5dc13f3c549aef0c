/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_diagram_image.c - Persistence images against integrals by their definition. */
#include "diagrams.h"
#include "vectorize/diagram_image.h"
#include <string.h>

enum { MOST = 400 };

/* The integral of the standard Gaussian from a to b, also far out, where differences of erf
 * would lose all digits. */
static double mass(double a, double b)
{
    if (a > 0)
        return (erfc(a / M_SQRT2) - erfc(b / M_SQRT2)) / 2;
    if (b < 0)
        return (erfc(-b / M_SQRT2) - erfc(-a / M_SQRT2)) / 2;
    return (erf(b / M_SQRT2) - erf(a / M_SQRT2)) / 2;
}

static double pixel(const sample *s, const tda_diagram_image_opts *o, tda_index r,
                    tda_index c)
{
    double dx = (o->birth_stop - o->birth_start) / (double)o->columns;
    double dy = (o->length_stop - o->length_start) / (double)o->rows, sum = 0;
    for (tda_index i = 0; i < s->finite; i++) {
        double l = s->e[i] - s->b[i], h = o->bandwidth;
        double x = o->birth_start + (double)c * dx - s->b[i];
        double y = o->length_start + (double)r * dy - l;
        sum += pow(l, o->power) * mass(x / h, (x + dx) / h) * mass(y / h, (y + dy) / h);
    }
    return sum;
}

static tda_diagram_image_opts random_opts(unsigned seed)
{
    tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    o.columns = 1 + seed % 13;
    o.rows = 1 + seed % 17;
    o.birth_start = (double)(seed % 3) - 4;
    o.birth_stop = o.birth_start + seed % 10;
    o.length_start = (double)(seed % 2) - 1;
    o.length_stop = o.length_start + 1 + seed % 12;
    o.bandwidth = (double[]){0.01, 0.3, 1, 2.5, 100}[seed % 5];
    o.power = (double[]){1, 0, 2, 0.5}[seed % 4];
    return o;
}

static void agrees_with_the_definition_seed(unsigned seed)
{
    sample s;
    double out[MOST];
    sample_random(&s, seed, true);
    tda_diagram_image_opts o = random_opts(seed);
    OK(tda_diagram_image(NULL, out, &s.d, 1, &o));
    for (tda_index r = 0; r < o.rows; r++)
        for (tda_index c = 0; c < o.columns; c++)
            MUST(near(out[r * o.columns + c], pixel(&s, &o, r, c), 10));
}
TEN_SEEDS(agrees_with_the_definition)

static void the_order_of_bars_changes_no_bit_seed(unsigned seed)
{
    sample s;
    double before[MOST], after[MOST];
    sample_random(&s, seed, true);
    tda_diagram_image_opts o = random_opts(seed);
    o.convention = (tda_convention)(seed / 10 % 4);
    if (seed % 2)
        o.birth_start = o.birth_stop = o.length_stop = NAN;
    OK(tda_diagram_image(NULL, before, &s.d, 1, &o));
    sample_shuffle(&s, seed);
    OK(tda_diagram_image(NULL, after, &s.d, 1, &o));
    MUST(memcmp(before, after, (size_t)(o.rows * o.columns) * 8) == 0);
}
TEN_SEEDS(the_order_of_bars_changes_no_bit)

/* Values times a power of two, and the range and bandwidth too: the mass stays, times the
 * power of the weight; a shift of births moves the range. */
static void shifts_and_scales_move_images_along_seed(unsigned seed)
{
    sample s, moved;
    double before[MOST], after[MOST], bar[2 * BARS], shift = (double)(seed % 5) - 2;
    sample_random(&s, seed, false);
    for (tda_index i = 0; i < s.size; i++) {
        bar[2 * i] = 4 * (s.birth[OTHERS + i] + shift);
        bar[2 * i + 1] = 4 * (s.death[OTHERS + i] + shift);
    }
    sample_fill(&moved, bar, s.size);
    tda_diagram_image_opts o = random_opts(seed), p = o;
    p.birth_start = 4 * (o.birth_start + shift),
    p.birth_stop = 4 * (o.birth_stop + shift);
    p.length_start *= 4, p.length_stop *= 4, p.bandwidth *= 4;
    OK(tda_diagram_image(NULL, before, &s.d, 1, &o));
    OK(tda_diagram_image(NULL, after, &moved.d, 1, &p));
    for (tda_index k = 0; k < o.rows * o.columns; k++)
        MUST(near(after[k], pow(4, o.power) * before[k], 10));
}
TEN_SEEDS(shifts_and_scales_move_images_along)

START_TEST(the_quick_error_function_is_one)
{
    static tdai_erf table;
    tdai_erf_new(&table);
    for (int i = -80000; i <= 80000; i++) {
        double x = i / 10000.0 + 1e-6, y = tdai_erf_at(&table, x);
        MUST(fabs(y - erf(x)) <= 3e-16);
    }
    MUST(tdai_erf_at(&table, 0) == 0);
    MUST(tdai_erf_at(&table, INFINITY) == 1);
    MUST(tdai_erf_at(&table, -INFINITY) == -1);
}
END_TEST

/* Thousands of bars, cut into runs: the same for any number of threads, and all the mass. */
START_TEST(threads_change_no_bit)
{
    enum { MANY = 5003 };
    static double birth[MANY], death[MANY], one[1024], three[1024];
    static bool cut[MANY];
    brute_rng rng = brute_seed(9);
    double total = 0, sum = 0;
    for (int i = 0; i < MANY; i++) {
        birth[i] = brute_below(&rng, 1000) / 7.0;
        death[i] = birth[i] + 1 + brute_below(&rng, 1000) / 3.0;
        total += death[i] - birth[i];
    }
    tda_index start[] = {0, MANY};
    tda_diagram d = {
        .degrees = 1, .start = start, .birth = birth, .death = death, .cut = cut};
    tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    o.birth_start = -200, o.birth_stop = 400, o.length_start = -200, o.length_stop = 600;
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    OK(tda_diagram_image(ctx, one, &d, 0, &o));
    tda_ctx_set_threads(ctx, 3);
    OK(tda_diagram_image(ctx, three, &d, 0, &o));
    ck_assert(memcmp(one, three, sizeof one) == 0);
    for (int k = 0; k < 1024; k++)
        sum += one[k];
    ck_assert(fabs(sum - total) < 1e-10 * total);
    tda_ctx_free(ctx);
}
END_TEST

static void expect(const double *bar, tda_index bars, const tda_diagram_image_opts *o,
                   const double *value, double slack)
{
    sample s;
    double out[MOST];
    sample_fill(&s, bar, bars);
    OK(tda_diagram_image(NULL, out, &s.d, 1, o));
    for (tda_index k = 0; k < o->rows * o->columns; k++)
        ck_assert_msg(fabs(out[k] - value[k]) < slack, "pixel %d: %.17g, not %.17g",
                      (int)k, out[k], value[k]);
}

START_TEST(as_gudhi)
{
    tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    o.convention = TDA_CONVENTION_GUDHI, o.bandwidth = 0.5;
    o.birth_start = 0, o.birth_stop = 1, o.length_start = 1, o.length_stop = 3;
    o.columns = 3, o.rows = 2;
    expect((double[]){0, 2, 1, 4}, 2, &o,
           (double[]){0.17240094189364175, 0.10490246223777004, 0.02396088214566493,
                      0.43078558603697265, 1.2629020978381265, 1.9331795128229696},
           1e-15);
    o.birth_start = o.birth_stop = o.length_start = o.length_stop = NAN;
    o.columns = 2, o.power = 0;
    expect((double[]){0, 2, 1, 4}, 2, &o,
           (double[]){0.6482798702276942, 0.17231423441478905, 0.17231423441478905,
                      0.6482798702276942},
           1e-15);
}
END_TEST

/* The example of its documentation, printed with seven digits there. */
START_TEST(as_persim)
{
    static const double theirs[6][5] = {
        {0.03999068, 0.05688393, 0.06672051, 0.06341749, 0.04820814},
        {0.04506697, 0.06556791, 0.07809764, 0.07495246, 0.05730671},
        {0.04454486, 0.06674611, 0.08104366, 0.07869919, 0.06058808},
        {0.04113063, 0.0636504, 0.07884635, 0.07747833, 0.06005714},
        {0.03625436, 0.05757744, 0.07242608, 0.07180125, 0.05593626},
        {0.02922239, 0.04712024, 0.05979033, 0.05956698, 0.04653357}};
    double transposed[30];
    for (int r = 0; r < 5; r++)
        for (int c = 0; c < 6; c++)
            transposed[6 * r + c] = theirs[c][r];
    tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    o.convention = TDA_CONVENTION_PERSIM, o.bandwidth = 1;
    o.birth_start = 0.1, o.birth_stop = 3.1, o.length_start = 0, o.length_stop = 2.5;
    o.columns = 6, o.rows = 5;
    expect((double[]){0.5, 0.8, 0.7, 2.2, 2.5, 4.0}, 3, &o, transposed, 6e-9);
}
END_TEST

/* By its formula: two bars on a grid of three by three places, filtered by SciPy. */
START_TEST(as_giotto)
{
    tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    o.convention = TDA_CONVENTION_GIOTTO, o.bandwidth = 0.6;
    o.birth_start = 0, o.birth_stop = 1, o.length_start = 1, o.length_stop = 3;
    o.columns = 3, o.rows = 3;
    expect((double[]){0, 2, 1, 4}, 2, &o,
           (double[]){0.2213928068885541, 0.15916217680878683, 0.06000548329435751,
                      0.9650826294666044, 0.8571130861681862, 0.5502909459456341,
                      0.5502909459456341, 1.0912385546156913, 1.379015812779061},
           1e-14);
    o.rows = 1; /* no distance between places: nothing, as there */
    expect((double[]){0, 2, 1, 4}, 2, &o, (double[]){0, 0, 0}, 1e-300);
}
END_TEST

START_TEST(ranges_and_bandwidth_are_fitted)
{
    sample s[2];
    tda_diagram d[2];
    sample_fill(&s[0], (double[]){1, 3, 1, INFINITY}, 2);
    sample_fill(&s[1], (double[]){2, 22}, 1);
    d[0] = s[0].d, d[1] = s[1].d;
    tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    OK(tda_diagrams_fit_image(NULL, &o, d, 2, 1));
    ck_assert(o.bandwidth == 1 && o.birth_start == -2 && o.birth_stop == 5);
    ck_assert(o.length_start == 0 && o.length_stop == 23);
    o = (tda_diagram_image_opts)TDA_DIAGRAM_IMAGE_OPTS_INIT;
    o.endless = TDA_ENDLESS_CLAMP, o.high = 41;
    OK(tda_diagrams_fit_image(NULL, &o, d, 2, 1));
    ck_assert(o.bandwidth == 2 && o.length_stop == 46);
    o = (tda_diagram_image_opts)TDA_DIAGRAM_IMAGE_OPTS_INIT;
    OK(tda_diagrams_fit_image(NULL, &o, NULL, 0, 1));
    ck_assert(o.bandwidth == 1 && o.birth_start == 0 && o.birth_stop == 1);
    o = (tda_diagram_image_opts)TDA_DIAGRAM_IMAGE_OPTS_INIT;
    o.convention = TDA_CONVENTION_GUDHI;
    OK(tda_diagrams_fit_image(NULL, &o, d, 2, 1));
    ck_assert(o.birth_start == 1 && o.birth_stop == 2 && o.length_start == 2 &&
              o.length_stop == 20);
}
END_TEST

START_TEST(bad_inputs_are_refused)
{
    sample s;
    double out[2000] = {-7};
    tda_ctx *ctx = NULL;
    const tda_diagram_image_opts usual = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    tda_diagram_image_opts o = usual;
    OK(tda_ctx_new(&ctx));
    sample_fill(&s, (double[]){0, 1, 0, INFINITY}, 2);
#define REFUSED(sentence)                                                                \
    do {                                                                                 \
        ck_assert_int_eq(tda_diagram_image(ctx, out, &s.d, 1, &o), TDA_EINVAL);          \
        ck_assert_str_eq(tda_ctx_message(ctx), "persistence image: " sentence);          \
        ck_assert(out[0] == -7);                                                         \
        o = usual;                                                                       \
    } while (0)
    o.columns = 0;
    REFUSED("0 x 32 pixels; each side has 1 to 2147483647");
    o.bandwidth = 0;
    REFUSED("bandwidth 0; it is a positive number");
    o.power = -1;
    REFUSED("power -1; it is a number from 0 on");
    o.birth_start = 1, o.birth_stop = 0;
    REFUSED("births from 1 to 0; give a finite range, start first");
    o.length_start = -INFINITY;
    REFUSED("lengths from -inf to nan; give a finite range, start first");
    o.convention = (tda_convention)9;
    REFUSED("there is no convention 9");
    o.endless = TDA_ENDLESS_CLAMP;
    REFUSED("bar 1 of degree 1 goes from 0 to inf; to clamp it, say to what value");
    s.birth[OTHERS] = NAN;
    REFUSED(
        "bar 0 of degree 1 goes from nan to 1; a bar has a birth that is not after its "
        "death");
    sample_fill(&s, (double[]){0, 1}, 1);
    o.columns = o.rows = INT32_MAX;
    tda_ctx_set_max_bytes(ctx, 1 << 20);
    ck_assert_int_eq(tda_diagram_image(ctx, out, &s.d, 1, &o), TDA_ELIMIT);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_the_output_untouched)
{
    sample s;
    double out[1024];
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    sample_random(&s, 5, true);
    sample_shuffle(&s, 5);
    tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    EACH_OOM(tda_diagrams_fit_image(ctx, &o, &s.d, 1, 1), isnan(o.bandwidth));
    o = (tda_diagram_image_opts)TDA_DIAGRAM_IMAGE_OPTS_INIT;
    for (int giotto = 0; giotto < 2; giotto++) {
        o.convention = giotto ? TDA_CONVENTION_GIOTTO : TDA_CONVENTION_TDA;
        out[0] = -7;
        EACH_OOM(tda_diagram_image(ctx, out, &s.d, 1, &o), out[0] == -7);
        out[0] = -7;
        EACH_CANCEL(tda_diagram_image(ctx, out, &s.d, 1, &o), out[0] == -7);
    }
    tda_ctx_free(ctx);
}
END_TEST

SUITE("diagram image", TEST(the_quick_error_function_is_one), TEST(threads_change_no_bit),
      TEST(as_gudhi), TEST(as_persim), TEST(as_giotto),
      TEST(ranges_and_bandwidth_are_fitted), TEST(bad_inputs_are_refused),
      TEST(failures_leave_the_output_untouched), SEEDS(agrees_with_the_definition, 30),
      SEEDS(the_order_of_bars_changes_no_bit, 30),
      SEEDS(shifts_and_scales_move_images_along, 30))
