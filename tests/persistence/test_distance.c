/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_distance.c - Distances between diagrams against all matchings, tried one by one. */
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"
#include <tda/persistence.h>

enum { BARS = 5, DEGREES = 2 };
static const double orders[] = {1, 2, 3.5, INFINITY};
static const double norms[] = {1, 2, 3, INFINITY};

/* ---- the definition ---- */

static double norm_of(double x, double y, double p)
{
    return isinf(p) ? fmax(x, y) : pow(pow(x, p) + pow(y, p), 1 / p);
}

/* One finite end or none: the difference of two equal infinities is nothing. */
static double minus(double x, double y)
{
    return x == y ? 0 : fabs(x - y);
}

static bool same_ends(double b1, double d1, double b2, double d2)
{
    return isinf(b1) == isinf(b2) && isinf(d1) == isinf(d2);
}

typedef struct trial {
    double order, norm, best;
    int n, m;
    const double *b1, *d1, *b2, *d2;
} trial;

static double join(const trial *t, double sum, double cost)
{
    return isinf(t->order) ? fmax(sum, cost) : sum + pow(cost, t->order);
}

static double to_diagonal(double b, double d, double p)
{
    return isinf(b) || isinf(d) ? INFINITY : norm_of((d - b) / 2, (d - b) / 2, p);
}

/* Match bars i, i+1, ... of the first, those of the second in `taken` being gone. */
static void attempt(trial *t, int i, unsigned taken, double sum)
{
    if (!(sum < t->best))
        return;
    if (i == t->n) {
        for (int j = 0; j < t->m; j++)
            if (!(taken >> j & 1))
                sum = join(t, sum, to_diagonal(t->b2[j], t->d2[j], t->norm));
        t->best = fmin(t->best, sum);
        return;
    }
    attempt(t, i + 1, taken, join(t, sum, to_diagonal(t->b1[i], t->d1[i], t->norm)));
    for (int j = 0; j < t->m; j++)
        if (!(taken >> j & 1) && same_ends(t->b1[i], t->d1[i], t->b2[j], t->d2[j]))
            attempt(t, i + 1, taken | 1u << j,
                    join(t, sum,
                         norm_of(minus(t->b1[i], t->b2[j]), minus(t->d1[i], t->d2[j]),
                                 t->norm)));
}

static double by_definition(const tda_diagram *a, const tda_diagram *b, int degree,
                            double order, double norm)
{
    double sum = 0;
    for (int k = 0; k < DEGREES; k++) {
        if (degree >= 0 && degree != k)
            continue;
        bool in_a = k < a->degrees, in_b = k < b->degrees;
        tda_index p = in_a ? a->start[k] : 0, q = in_b ? b->start[k] : 0;
        trial t = {order,
                   norm,
                   INFINITY,
                   in_a ? (int)(a->start[k + 1] - p) : 0,
                   in_b ? (int)(b->start[k + 1] - q) : 0,
                   a->birth + p,
                   a->death + p,
                   b->birth + q,
                   b->death + q};
        attempt(&t, 0, 0, 0);
        sum = isinf(order) ? fmax(sum, t.best) : sum + t.best;
    }
    return isinf(order) ? sum : pow(sum, 1 / order);
}

/* ---- random diagrams ---- */

static tda_diagram random_diagram(brute_rng *rng, unsigned seed, double step)
{
    tdai_bar bar[DEGREES * BARS];
    int n = seed % 11 == 10 ? 0 : brute_below(rng, DEGREES * BARS + 1),
        count[DEGREES] = {0};
    int bars = 0;
    bool line = seed % 4 == 1;
    for (int i = 0; i < n; i++) {
        int k = brute_below(rng, DEGREES);
        if (count[k]++ == BARS)
            break;
        double birth = line ? 0 : step * brute_below(rng, 8);
        double death = birth + step * (1 + brute_below(rng, 1 + brute_below(rng, 9)));
        if (seed % 3 == 2 && brute_below(rng, 4) == 0)
            death = INFINITY;
        if (seed % 7 == 2 && brute_below(rng, 4) == 0)
            birth = -INFINITY;
        bar[bars++] = (tdai_bar){birth, death, i, i, k, false, -1};
    }
    tda_diagram d = {0};
    OK(tdai_diagram_new(NULL, &d, seed % 13 == 12 ? 1 : DEGREES, TDA_CELL_ROW, bar,
                        bars));
    return d;
}

static bool close_to(double x, double y)
{
    return x == y || fabs(x - y) <= 1e-12 * fmax(fabs(x), fabs(y));
}

/* Each bar once, at the lengths that the points have, and no longer in all than the value. */
static void check_matching(const tda_matching *m, const tda_diagram *a,
                           const tda_diagram *b, double order, double norm, double value)
{
    bool in_a[DEGREES * BARS] = {0}, in_b[DEGREES * BARS] = {0};
    double sum = 0;
    trial t = {.order = order, .norm = norm};
    for (tda_index k = 0; k < m->size; k++) {
        tda_index i = m->a[k], j = m->b[k];
        MUST(i >= 0 || j >= 0);
        MUST(i < 0 || !in_a[i]);
        MUST(j < 0 || !in_b[j]);
        if (i >= 0)
            in_a[i] = true;
        if (j >= 0)
            in_b[j] = true;
        double length = i < 0   ? to_diagonal(b->birth[j], b->death[j], norm)
                        : j < 0 ? to_diagonal(a->birth[i], a->death[i], norm)
                                : norm_of(minus(a->birth[i], b->birth[j]),
                                          minus(a->death[i], b->death[j]), norm);
        MUST(close_to(length, m->length[k]));
        sum = join(&t, sum, m->length[k]);
    }
    MUST(m->size >= (a->degrees ? a->start[a->degrees] : 0));
    for (int i = 0; i < (a->degrees ? a->start[a->degrees] : 0); i++)
        MUST(in_a[i]);
    for (int j = 0; j < (b->degrees ? b->start[b->degrees] : 0); j++)
        MUST(in_b[j]);
    MUST(close_to(isinf(order) ? sum : pow(sum, 1 / order), value));
}

static void all_matchings_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    tda_diagram a = random_diagram(&rng, seed, 0.25);
    tda_diagram b = random_diagram(&rng, seed / 2 + 5, seed % 2 ? 0.25 : 0.1);
    for (size_t q = 0; q < 4; q++)
        for (size_t p = 0; p < 4; p++) {
            tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
            tda_matching m = {0};
            double value = -1, back = -1, other = -1;
            o.order = orders[q];
            o.norm = norms[p];
            double want = by_definition(&a, &b, -1, o.order, o.norm);
            OK(tda_diagram_wasserstein(NULL, &value, &m, &a, &b, &o));
            MUST(close_to(value, want));
            check_matching(&m, &a, &b, o.order, o.norm, value);
            tda_matching_clear(&m);
            OK(tda_diagram_wasserstein(NULL, &back, NULL, &b, &a, &o));
            MUST(close_to(back, value));
            o.degree = (int)(seed % 3);
            OK(tda_diagram_wasserstein(NULL, &value, NULL, &a, &b, &o));
            MUST(close_to(value, by_definition(&a, &b, o.degree, o.order, o.norm)));
            if (!isinf(o.order))
                continue;
            OK(tda_diagram_bottleneck(NULL, &other, NULL, &a, &b, &o));
            MUST(other == value);
        }
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
}
TEN_SEEDS(all_matchings)

/* ---- the table of the same name with other numbers ---- */

static tda_diagram of_bars(tdai_bar *bar, tda_index n)
{
    tda_diagram d = {0};
    OK(tdai_diagram_new(NULL, &d, 1, TDA_CELL_ROW, bar, n));
    return d;
}

static tda_diagram two(double shift)
{
    tdai_bar bar[] = {{0 + shift, 2 + shift, 0, 1, 0, false, -1},
                      {1 + shift, 4 + shift, 2, 3, 0, false, -1}};
    return of_bars(bar, 2);
}

static tda_diagram one(double shift)
{
    tdai_bar bar = {0 + shift, 3 + shift, 0, 1, 0, false, -1};
    return of_bars(&bar, 1);
}

START_TEST(known_values)
{
    static const struct {
        double order, norm, value;
    } known[] = {{1, INFINITY, 2.0},
                 {2, INFINITY, 1.4142135623730951},
                 {1, 2, 2.8284271247461903},
                 {2, 2, 2.0},
                 {INFINITY, INFINITY, 1.0}};
    tda_diagram d = two(0), e = one(0);
    double value;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
        o.order = known[i].order;
        o.norm = known[i].norm;
        OK(tda_diagram_wasserstein(NULL, &value, NULL, &d, &e, &o));
        ck_assert_double_eq_tol(value, known[i].value, 1e-15);
    }
    OK(tda_diagram_wasserstein(NULL, &value, NULL, &d, &e, NULL));
    ck_assert_double_eq_tol(value, sqrt(2), 1e-15);
    OK(tda_diagram_sliced_wasserstein(NULL, &value, &d, &e, NULL));
    ck_assert_double_eq_tol(value, 1.57113892845390, 1e-14);
    double whole = value;
    tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
    o.directions = 10; /* as GUDHI has it with 10 */
    OK(tda_diagram_sliced_wasserstein(NULL, &value, &d, &e, &o));
    ck_assert_double_eq_tol(value, 1.55903685113505, 1e-14);
    o.directions = 10000; /* the mean over all directions is 1.57136 */
    OK(tda_diagram_sliced_wasserstein(NULL, &value, &d, &e, &o));
    ck_assert_double_eq_tol(value, 1.57136, 5e-6);
    tda_diagram_clear(&d);
    tda_diagram_clear(&e);
    d = two(-5), e = one(-5);
    OK(tda_diagram_sliced_wasserstein(NULL, &value, &d, &e, NULL));
    ck_assert_double_eq_tol(value, whole, 1e-13);
    tda_diagram_clear(&d);
    tda_diagram_clear(&e);
}
END_TEST

/* ---- larger ones: methods against each other and against what must hold ---- */

static tda_diagram cloud(brute_rng *rng, int n, bool line, int grid)
{
    tdai_bar *bar = malloc((size_t)n * sizeof *bar);
    for (int i = 0; i < n; i++) {
        double birth = line ? 0 : brute_below(rng, grid) / 8.0;
        double length = (1 + brute_below(rng, grid / 4)) / 8.0;
        if (brute_below(rng, 3))
            length /= 8;
        bar[i] = (tdai_bar){birth, birth + length, i, i, 0, false, -1};
    }
    tda_diagram d = of_bars(bar, n);
    free(bar);
    return d;
}

/* The triangle inequality, symmetry, nothing from itself, and the order of the distances. */
static void metric_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    tda_diagram d[3];
    double far[3][3];
    tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
    bool line = seed % 3 == 0;
    o.order = orders[seed % 4];
    o.norm = norms[seed / 4 % 4];
    for (int i = 0; i < 3; i++)
        d[i] = cloud(&rng, 1 + brute_below(&rng, 60), line, 40);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            OK(tda_diagram_wasserstein(NULL, &far[i][j], NULL, &d[i], &d[j], &o));
    for (int i = 0; i < 3; i++) {
        MUST(far[i][i] == 0);
        for (int j = 0; j < 3; j++) {
            double value;
            MUST(close_to(far[i][j], far[j][i]));
            for (int k = 0; k < 3; k++)
                MUST(far[i][j] <= (far[i][k] + far[k][j]) * (1 + 1e-12));
            OK(tda_diagram_bottleneck(NULL, &value, NULL, &d[i], &d[j], &o));
            MUST(value <= far[i][j] * (1 + 1e-12));
        }
    }
    for (int i = 0; i < 3; i++)
        tda_diagram_clear(&d[i]);
}
TEN_SEEDS(metric)

/* On a line, what is found in order is what shortest paths find: one far bar more in both takes
 * the diagrams off the line and changes no distance. */
static void line_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
    tda_diagram d[2], off[2];
    o.order = orders[seed % 3];
    o.norm = norms[seed / 3 % 4];
    for (int k = 0; k < 2; k++) {
        tdai_bar bar[64];
        int n = 1 + brute_below(&rng, 40);
        d[k] = cloud(&rng, n, true, 60);
        for (int i = 0; i < n; i++)
            bar[i] = (tdai_bar){d[k].birth[i], d[k].death[i], i, i, 0, false, -1};
        bar[n] = (tdai_bar){1000, 1001, n, n, 0, false, -1};
        off[k] = of_bars(bar, n + 1);
    }
    double on_line, off_line;
    OK(tda_diagram_wasserstein(NULL, &on_line, NULL, &d[0], &d[1], &o));
    OK(tda_diagram_wasserstein(NULL, &off_line, NULL, &off[0], &off[1], &o));
    MUST(close_to(on_line, off_line));
    for (int k = 0; k < 2; k++) {
        tda_diagram_clear(&d[k]);
        tda_diagram_clear(&off[k]);
    }
}
TEN_SEEDS(line)

/* Moving the values of a complex by at most t moves its diagrams by at most t. */
static void stability_seed(unsigned seed)
{
    tda_complex *x = brute_random(seed, 1, 3, false), *y = NULL;
    const tda_cells *c = tda_complex_cells(x);
    brute_rng rng = brute_seed(seed + 1000);
    double *moved = malloc((size_t)(c->size + 1) * sizeof *moved), most = 0;
    for (tda_index i = 0; i < c->size; i++)
        moved[i] = c->grade[i] + brute_below(&rng, 9) / 16.0;
    for (int d = 1; d <= 3; d++) /* no cell before its faces */
        for (tda_index i = 0; i < c->size; i++)
            for (tda_index f = c->start[i]; c->dim[i] == d && f < c->start[i + 1]; f++)
                moved[i] = fmax(moved[i], moved[c->face[f]]);
    for (tda_index i = 0; i < c->size; i++)
        most = isfinite(c->grade[i]) ? fmax(most, fabs(moved[i] - c->grade[i])) : most;
    tda_cells other = *c;
    other.grade = moved;
    OK(tda_complex_new(NULL, &y, &other));
    tda_diagram a = {0}, b = {0};
    double value;
    OK(tda_complex_diagram(NULL, &a, NULL, x, 0, NULL));
    OK(tda_complex_diagram(NULL, &b, NULL, y, 0, NULL));
    OK(tda_diagram_bottleneck(NULL, &value, NULL, &a, &b, NULL));
    MUST(value <= most);
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
    tda_complex_free(x);
    tda_complex_free(y);
    free(moved);
}
TEN_SEEDS(stability)

/* With a gap the bottleneck distance is an upper bound within it. */
static void gap_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    tda_diagram a = cloud(&rng, 80, false, 60), b = cloud(&rng, 70, false, 60);
    tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
    double exact, rough;
    OK(tda_diagram_bottleneck(NULL, &exact, NULL, &a, &b, &o));
    o.gap = 0.5;
    OK(tda_diagram_bottleneck(NULL, &rough, NULL, &a, &b, &o));
    MUST(exact <= rough && rough <= exact * 1.5);
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
}
TEN_SEEDS(gap)

/* What is proved to be near the least is near what all matchings give, with bars that never die, ties
 * and empty diagrams among them; and the matching handed out is one and costs what it should. */
static void near_least_seed(unsigned seed)
{
    static const double gaps[] = {1e-9, 0.01, 0.1, 0.5, 3};
    brute_rng rng = brute_seed(seed);
    tda_diagram a = random_diagram(&rng, seed, 0.25);
    tda_diagram b = random_diagram(&rng, seed / 2 + 5, seed % 2 ? 0.25 : 0.1);
    for (int q = 0; q < 3; q++)
        for (int g = 0; g < 5; g++) {
            tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
            tda_matching m = {0};
            double value;
            o.order = orders[q];
            o.norm = norms[(seed + (unsigned)g) % 4];
            o.gap = gaps[g];
            double least = by_definition(&a, &b, -1, o.order, o.norm);
            OK(tda_diagram_wasserstein(NULL, &value, &m, &a, &b, &o));
            MUST(least * (1 - 1e-12) <= value);
            MUST(value <= least * (1 + o.gap) * (1 + 1e-12));
            check_matching(&m, &a, &b, o.order, o.norm, value);
            tda_matching_clear(&m);
        }
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
}
TEN_SEEDS(near_least)

/* The same of larger ones beside the exact method. */
static void near_exact_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    tda_diagram a = cloud(&rng, 1 + brute_below(&rng, 120), seed % 5 == 0, 60);
    tda_diagram b = cloud(&rng, 1 + brute_below(&rng, 120), false, 60);
    tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
    double exact, rough;
    o.order = orders[seed % 3];
    o.norm = norms[seed / 3 % 4];
    OK(tda_diagram_wasserstein(NULL, &exact, NULL, &a, &b, &o));
    for (o.gap = 0.001; o.gap < 1; o.gap *= 5) {
        OK(tda_diagram_wasserstein(NULL, &rough, NULL, &a, &b, &o));
        MUST(exact * (1 - 1e-12) <= rough && rough <= exact * (1 + o.gap) * (1 + 1e-12));
        OK(tda_diagram_wasserstein(NULL, &rough, NULL, &a, &a, &o));
        MUST(rough == 0);
    }
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
}
TEN_SEEDS(near_exact)

START_TEST(odd_numbers)
{
    tdai_bar huge[] = {{-1.7e308, 1.7e308, 0, 1, 0, false, -1}};
    tdai_bar tiny[] = {{0, 5e-324, 0, 1, 0, false, -1},
                       {1e-300, 3e-300, 0, 1, 0, false, -1}};
    tda_diagram a = of_bars(huge, 1), b = of_bars(tiny, 2), none = {0};
    double value;
    OK(tda_diagram_wasserstein(NULL, &value, NULL, &a, &b, NULL));
    ck_assert(value == 1.7e308);
    OK(tda_diagram_bottleneck(NULL, &value, NULL, &a, &none, NULL));
    ck_assert(value == 1.7e308);
    OK(tda_diagram_wasserstein(NULL, &value, NULL, &none, &b, NULL));
    ck_assert_double_eq_tol(value, 1e-300, 1e-310);
    OK(tda_diagram_sliced_wasserstein(NULL, &value, &a, &none, NULL));
    ck_assert(value > 1e308 && isfinite(value));
    OK(tda_diagram_sliced_wasserstein(NULL, &value, &none, &none, NULL));
    ck_assert(value == 0);
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
}
END_TEST

/* Bars that never die: as many in both are matched by birth, others are infinitely far. */
START_TEST(bars_that_never_die)
{
    tdai_bar p[] = {{0, INFINITY, 0, -1, 0, false, -1},
                    {3, INFINITY, 0, -1, 0, true, -1}};
    tdai_bar q[] = {{4, INFINITY, 0, -1, 0, false, -1},
                    {0.5, INFINITY, 0, -1, 0, false, -1}};
    tda_diagram a = of_bars(p, 2), b = of_bars(q, 2), c = of_bars(p, 1);
    tda_matching m = {0};
    double value;
    OK(tda_diagram_bottleneck(NULL, &value, NULL, &a, &b, NULL));
    ck_assert(value == 1);
    OK(tda_diagram_sliced_wasserstein(NULL, &value, &a, &b, NULL));
    ck_assert(value == 1.5);
    OK(tda_diagram_bottleneck(NULL, &value, &m, &a, &c, NULL));
    ck_assert(value == INFINITY);
    ck_assert_int_eq(m.size, 2);
    ck_assert_int_eq(m.b[1], -1);
    ck_assert(m.length[0] == 0 && m.length[1] == INFINITY);
    tda_matching_clear(&m);
    OK(tda_diagram_sliced_wasserstein(NULL, &value, &a, &c, NULL));
    ck_assert(value == INFINITY);
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
    tda_diagram_clear(&c);
}
END_TEST

START_TEST(what_is_wrong_is_named)
{
    tda_ctx *ctx;
    tda_diagram a = two(0), b = one(0);
    double value = 7;
    OK(tda_ctx_new(&ctx));
    tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
#define REFUSED(member, bad, words)                                                      \
    do {                                                                                 \
        tda_distance_opts wrong = o;                                                     \
        wrong.member = bad;                                                              \
        ck_assert_int_eq(tda_diagram_wasserstein(ctx, &value, NULL, &a, &b, &wrong),     \
                         TDA_EINVAL);                                                    \
        ck_assert_str_eq(tda_ctx_message(ctx), words);                                   \
    } while (0)
    REFUSED(order, 0.5, "distance: order 0.5; it is a number from 1 on, or infinity");
    REFUSED(order, NAN, "distance: order nan; it is a number from 1 on, or infinity");
    REFUSED(norm, 0, "distance: ground norm 0; it is a number from 1 on, or infinity");
    REFUSED(gap, -1, "distance: gap -1; it is a finite number from 0 on");
    REFUSED(degree, -2, "distance: degree -2; give -1 for all degrees");
    REFUSED(directions, 0, "distance: 0 directions; there is at least one");
    b.death[0] = NAN;
    REFUSED(order, 1, "distance: bar 0 of degree 0 in diagram b goes from 0 to nan");
    a.death[1] = 0.5;
    ck_assert_int_eq(tda_diagram_bottleneck(ctx, &value, NULL, &a, &b, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "distance: bar 1 of degree 0 in diagram a goes from 1 to 0.5");
    ck_assert_int_eq(tda_diagram_sliced_wasserstein(ctx, &value, &a, &b, NULL),
                     TDA_EINVAL);
    ck_assert(value == 7);
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

typedef struct call {
    tda_ctx *ctx;
    double value;
    tda_matching matching;
    tda_diagram a, b;
} call;

static tda_status bottleneck(call *x)
{
    return tda_diagram_bottleneck(x->ctx, &x->value, &x->matching, &x->a, &x->b, NULL);
}

static tda_status wasserstein(call *x)
{
    return tda_diagram_wasserstein(x->ctx, &x->value, &x->matching, &x->a, &x->b, NULL);
}

static tda_status rough(call *x)
{
    tda_distance_opts o = TDA_DISTANCE_OPTS_INIT;
    o.gap = 0.1;
    return tda_diagram_wasserstein(x->ctx, &x->value, &x->matching, &x->a, &x->b, &o);
}

static tda_status sliced(call *x)
{
    return tda_diagram_sliced_wasserstein(x->ctx, &x->value, &x->a, &x->b, NULL);
}

START_TEST(failures_leave_the_outputs_as_they_were)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    for (int flat = 0; flat < 2; flat++) {
        brute_rng rng = brute_seed(3);
        call x = {.a = cloud(&rng, 20, flat, 40), .b = cloud(&rng, 25, flat, 40)};
#define EACH(call_of)                                                                    \
    do {                                                                                 \
        x.ctx = NULL, x.value = -1;                                                      \
        EACH_OOM(call_of(&x), x.value == -1 && !x.matching.a);                           \
        tda_matching_clear(&x.matching);                                                 \
        x.ctx = ctx, x.value = -1;                                                       \
        EACH_CANCEL(call_of(&x), x.value == -1 && !x.matching.a);                        \
        tda_matching_clear(&x.matching);                                                 \
    } while (0)
        EACH(bottleneck);
        EACH(wasserstein);
        EACH(rough);
        EACH(sliced);
        tda_ctx_set_max_bytes(ctx, 10);
        ck_assert_int_eq(wasserstein(&x), TDA_ELIMIT);
        ck_assert_ptr_nonnull(strstr(tda_ctx_message(ctx), "matching of"));
        tda_ctx_set_max_bytes(ctx, 0);
        tda_diagram_clear(&x.a);
        tda_diagram_clear(&x.b);
    }
    tda_ctx_free(ctx);
}
END_TEST

/* The same to the last bit with two threads. */
START_TEST(threads_change_nothing)
{
    tda_ctx *ctx;
    brute_rng rng = brute_seed(4);
    tda_diagram a = cloud(&rng, 500, false, 400), b = cloud(&rng, 400, false, 400);
    double alone, together;
    OK(tda_ctx_new(&ctx));
    OK(tda_diagram_sliced_wasserstein(ctx, &alone, &a, &b, NULL));
    tda_ctx_set_threads(ctx, 2);
    OK(tda_diagram_sliced_wasserstein(ctx, &together, &a, &b, NULL));
    ck_assert(alone == together);
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("distance", SEEDS(all_matchings, 40), TEST(known_values), SEEDS(metric, 20),
      SEEDS(line, 20), SEEDS(stability, 30), SEEDS(gap, 3), SEEDS(near_least, 40),
      SEEDS(near_exact, 30), TEST(odd_numbers), TEST(bars_that_never_die),
      TEST(what_is_wrong_is_named), TEST(failures_leave_the_outputs_as_they_were),
      TEST(threads_change_nothing))
