/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rips_chains.c - Representatives of Rips bars: each is what its bar says, by linear algebra
 * over Z/p on all simplices. */
#include "brute.h"
#include "tda_check.h"
#include <tda.h>

enum { POINTS = 8, TOP = 3, MASKS = 1 << POINTS };

typedef struct input {
    int n, p;
    double lower[POINTS * (POINTS - 1) / 2];
    double births[POINTS];
    bool born;
    double value[MASKS]; /* of the simplex of each set of points */
} input;

static input random_input(unsigned seed)
{
    static const int field[] = {2, 3, 5};
    brute_rng rng = brute_seed(seed + 9000);
    input in = {.n = 1 + brute_below(&rng, POINTS), .p = field[seed % 3]};
    int values = seed % 2 ? 4 : 50;
    for (int i = 0; i < in.n * (in.n - 1) / 2; i++)
        in.lower[i] = seed % 5 == 4 && brute_below(&rng, 3) == 0
                          ? INFINITY
                          : 1 + brute_below(&rng, values) * 0.125;
    in.born = seed % 4 == 3;
    for (int i = 0; i < in.n; i++)
        in.births[i] = in.born ? brute_below(&rng, values) * 0.125 : 0;
    for (int mask = 1; mask < 1 << in.n; mask++) {
        in.value[mask] = -INFINITY;
        for (int i = 0; i < in.n; i++)
            for (int j = 0; j <= i && mask >> i & 1; j++)
                if (mask >> j & 1)
                    in.value[mask] =
                        fmax(in.value[mask],
                             i == j ? in.births[i] : in.lower[i * (i - 1) / 2 + j]);
    }
    return in;
}

static int dim_of(int mask)
{
    return __builtin_popcount((unsigned)mask) - 1;
}

/* The coefficient of a face without point v in the boundary of a simplex. */
static int sign(const input *in, int mask, int v)
{
    return __builtin_popcount((unsigned)(mask & ((1 << v) - 1))) % 2 ? in->p - 1 : 1;
}

/* A chain or cochain: a coefficient for each set of points. */
typedef struct vector {
    int at[MASKS];
} vector;

static bool is_zero(const vector *x)
{
    for (int m = 0; m < MASKS; m++)
        if (x->at[m])
            return false;
    return true;
}

static vector boundary(const input *in, const vector *c)
{
    vector b = {{0}};
    for (int m = 1; m < 1 << in->n; m++)
        for (int v = 0; c->at[m] && dim_of(m) > 0 && v < in->n; v++)
            if (m >> v & 1) {
                int *to = &b.at[m ^ 1 << v];
                *to = (*to + c->at[m] * sign(in, m, v)) % in->p;
            }
    return b;
}

/* Of those simplices with a value of at most z. */
static vector coboundary(const input *in, const vector *c, double z)
{
    vector d = {{0}};
    for (int m = 1; m < 1 << in->n; m++)
        for (int v = 0; in->value[m] <= z && dim_of(m) > 0 && v < in->n; v++)
            if (m >> v & 1)
                d.at[m] = (d.at[m] + c->at[m ^ 1 << v] * sign(in, m, v)) % in->p;
    return d;
}

/* Is x a sum of the vectors? They are used up. */
static bool in_span(const input *in, vector *of, int size, vector x)
{
    for (int m = 0; m < MASKS; m++) {
        int at = -1;
        for (int i = 0; i < size && at < 0; i++)
            at = of[i].at[m] ? i : -1;
        if (at < 0) {
            if (x.at[m])
                return false;
            continue;
        }
        vector pivot = of[at];
        of[at] = of[--size];
        int inverse = 1;
        while (pivot.at[m] * inverse % in->p != 1)
            inverse++;
        for (int i = 0; i <= size; i++) {
            vector *y = i < size ? &of[i] : &x;
            int factor = (in->p - y->at[m]) * inverse % in->p;
            for (int k = m; factor && k < MASKS; k++)
                y->at[k] = (y->at[k] + factor * pivot.at[k]) % in->p;
        }
    }
    return true;
}

static bool bounds(const input *in, const vector *c, int degree, double z)
{
    static vector columns[MASKS];
    int size = 0;
    for (int m = 1; m < 1 << in->n; m++)
        if (dim_of(m) == degree + 1 && in->value[m] <= z) {
            vector one = {{0}};
            one.at[m] = 1;
            columns[size++] = boundary(in, &one);
        }
    return in_span(in, columns, size, *c);
}

static bool cobounds(const input *in, const vector *c, int degree, double z)
{
    static vector columns[MASKS];
    int size = 0;
    for (int m = 1; m < 1 << in->n; m++)
        if (dim_of(m) == degree - 1 && in->value[m] <= z) {
            vector one = {{0}};
            one.at[m] = 1;
            columns[size++] = coboundary(in, &one, z);
        }
    return in_span(in, columns, size, *c);
}

/* The greatest value before z. */
static double before(const input *in, double z)
{
    double last = -INFINITY;
    for (int m = 1; m < 1 << in->n; m++)
        if (in->value[m] < z && in->value[m] > last)
            last = in->value[m];
    return last;
}

/* Chain i, its points checked to ascend and its cells to be those of the degree. */
static vector chain_of(const input *in, const tda_chains *c, tda_index i, int degree)
{
    vector x = {{0}};
    tda_index at = c->place[i];
    MUST(c->place[i + 1] - at == (c->start[i + 1] - c->start[i]) * (degree + 1));
    for (tda_index t = c->start[i]; t < c->start[i + 1]; t++) {
        int mask = 0;
        for (int k = 0; k <= degree; k++, at++) {
            MUST(c->at[at] >= 0 && c->at[at] < in->n && c->at[at] >> 30 == 0);
            MUST(mask < 1 << c->at[at]);
            mask |= 1 << c->at[at];
        }
        MUST(c->coefficient[t] > 0 && c->coefficient[t] < in->p);
        MUST(x.at[mask] == 0);
        x.at[mask] = c->coefficient[t];
    }
    return x;
}

static vector until(const input *in, const vector *c, double z)
{
    vector x = *c;
    for (int m = 1; m < 1 << in->n; m++)
        x.at[m] = in->value[m] <= z ? x.at[m] : 0;
    return x;
}

static void check_cycle(const input *in, const vector *c, int degree, double birth,
                        double death)
{
    vector rim = boundary(in, c), there = until(in, c, birth);
    MUST(is_zero(&rim));
    MUST(memcmp(&there, c, sizeof there) == 0);
    if (isinf(death)) {
        MUST(!bounds(in, c, degree, before(in, INFINITY)));
        return;
    }
    MUST(!bounds(in, c, degree, before(in, death)));
    MUST(bounds(in, c, degree, death));
}

static void check_cocycle(const input *in, const vector *c, int degree, double birth,
                          double death)
{
    vector early = until(in, c, before(in, birth)), born = until(in, c, birth);
    vector rise = coboundary(in, c, before(in, death));
    MUST(is_zero(&early));
    MUST(is_zero(&rise));
    MUST(!cobounds(in, &born, degree, birth));
    if (isinf(death))
        return;
    rise = coboundary(in, c, death);
    MUST(!is_zero(&rise));
}

static void each_is_what_its_bar_says_seed(unsigned seed)
{
    input in = random_input(seed);
    tda_distances d = {.size = in.n, .lower = in.lower};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_diagram plain = {0};
    o.field = in.p;
    o.max_degree = 1 + (int)(seed / 3 % TOP);
    o.births = in.born ? in.births : NULL;
    OK(tda_distances_rips_diagram(NULL, &plain, NULL, &d, &o));
    for (int way = 0; way < 2; way++) {
        tda_diagram bars = {0};
        tda_chains c = {0};
        o.cocycles = way;
        OK(tda_distances_rips_diagram(NULL, &bars, &c, &d, &o));
        tda_index n = plain.start[plain.degrees];
        ck_assert_int_eq(bars.start[bars.degrees], n);
        ck_assert_int_eq(c.size, n);
        for (int k = 0; k < bars.degrees; k++)
            for (tda_index i = bars.start[k]; i < bars.start[k + 1]; i++) {
                vector x = chain_of(&in, &c, i, k);
                MUST(bars.birth[i] == plain.birth[i] && bars.death[i] == plain.death[i]);
                (way ? check_cocycle : check_cycle)(&in, &x, k, bars.birth[i],
                                                    bars.death[i]);
            }
        tda_diagram_clear(&bars);
        tda_chains_clear(&c);
    }
    tda_diagram_clear(&plain);
}
TEN_SEEDS(each_is_what_its_bar_says)

/* On more points: cycles are cycles that are there at birth, and threads change nothing. */
START_TEST(more_points)
{
    enum { MANY = 60 };
    brute_rng rng = brute_seed((unsigned)_i);
    double at[3 * MANY];
    for (int i = 0; i < 3 * MANY; i++)
        at[i] = brute_below(&rng, 2001) - 1000;
    for (int i = 0; i < MANY; i++) {
        double *x = at + 3 * i, r = sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + 1);
        for (int k = 0; k < 3; k++)
            x[k] /= r;
    }
    tda_cloud cloud = {MANY, 3, at, NULL};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    o.max_degree = 2;
    o.threshold = _i % 2 ? 1 : INFINITY;
    for (int way = 0; way < 2; way++) {
        tda_chains one = {0}, two = {0};
        tda_diagram d = {0}, e = {0};
        o.cocycles = way;
        tda_ctx_set_threads(ctx, 1);
        OK(tda_cloud_rips_diagram(ctx, &d, &one, &cloud, &o));
        tda_ctx_set_threads(ctx, 3);
        OK(tda_cloud_rips_diagram(ctx, &e, &two, &cloud, &o));
        ck_assert_int_eq(one.size, d.start[3]);
        ck_assert_int_eq(two.size, one.size);
        ck_assert_int_eq(two.place[two.size], one.place[one.size]);
        ck_assert_mem_eq(one.at, two.at, (size_t)one.place[one.size] * sizeof *one.at);
        for (tda_index i = d.start[1]; !way && i < d.start[2]; i++) { /* of degree 1 */
            int degree[MANY] = {0};
            for (tda_index t = one.place[i]; t < one.place[i + 1]; t += 2) {
                const double *x = at + 3 * one.at[t], *y = at + 3 * one.at[t + 1];
                double length =
                    sqrt((x[0] - y[0]) * (x[0] - y[0]) + (x[1] - y[1]) * (x[1] - y[1]) +
                         (x[2] - y[2]) * (x[2] - y[2]));
                MUST(length <= d.birth[i]);
                degree[one.at[t]] ^= 1;
                degree[one.at[t + 1]] ^= 1;
            }
            for (int v = 0; v < MANY; v++)
                MUST(!degree[v]);
        }
        tda_diagram_clear(&d);
        tda_diagram_clear(&e);
        tda_chains_clear(&one);
        tda_chains_clear(&two);
    }
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(out_of_memory_and_cancelled)
{
    input in = random_input(10);
    for (int i = 0; i < 28; i++)
        in.lower[i] = 1 + (i * 7 % 5) * 0.25 + (i % 3 == 0);
    tda_distances d = {.size = 8, .lower = in.lower};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    o.max_degree = 2;
    for (int way = 0; way < 4; way++) {
        tda_diagram bars = {0};
        tda_chains c = {0};
        o.cocycles = way & 1;
        o.field = way & 2 ? 3 : 2;
        o.threshold = way & 2 ? 1.6 : INFINITY;
        EACH_OOM(tda_distances_rips_diagram(NULL, &bars, &c, &d, &o),
                 !bars.start && !c.start);
        tda_diagram_clear(&bars);
        tda_chains_clear(&c);
        EACH_CANCEL(tda_distances_rips_diagram(NULL, &bars, &c, &d, &o),
                    !bars.start && !c.start);
        tda_diagram_clear(&bars);
        tda_chains_clear(&c);
    }
}
END_TEST

START_TEST(cocycles_of_a_collapse_are_refused)
{
    double lower[3] = {1, 1, 1};
    tda_distances d = {.size = 3, .lower = lower};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_diagram bars = {0};
    tda_chains c = {0};
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    o.collapse = TDA_CHOICE_YES;
    o.cocycles = true;
    ck_assert_int_eq(tda_distances_rips_diagram(ctx, &bars, &c, &d, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "cocycles after an edge collapse are none before: "
                     "collapse or ask for cocycles, not both");
    o.cocycles = false;
    OK(tda_distances_rips_diagram(ctx, &bars, &c, &d, &o));
    ck_assert_int_eq(c.size, 3);
    tda_diagram_clear(&bars);
    tda_chains_clear(&c);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("rips chains", TEST(cocycles_of_a_collapse_are_refused),
      TEST(out_of_memory_and_cancelled), SEEDS(more_points, 6),
      SEEDS(each_is_what_its_bar_says, 30))
