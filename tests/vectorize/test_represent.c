/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_represent.c - Representations of modules against their definition, summand by summand. */
#include "tda_check.h"
#include "vectorize/intervals.h"
#include <math.h>
#include <string.h>

enum { NX = 7, NY = 9, SITES = NX * NY };

/* What summand functions f and weights w give, by definition. */
static double combine(const double *f, const double *w, tda_index n,
                      const tda_representation_opts *o)
{
    double sum = 0, total = 0, most = 0, norm = 0, sorted[IV_SUMMANDS] = {0};
    for (tda_index i = 0; i < n; i++) {
        double v = w[i] * f[i];
        tda_index at = i;
        sum += v;
        total += w[i];
        most = fmax(most, v);
        norm += pow(v, o->norm);
        for (; at > 0 && sorted[at - 1] < v; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = v;
    }
    switch (o->op) {
    case TDA_OPERATOR_MEAN: return total > 0 ? sum / total : 0;
    case TDA_OPERATOR_SUM: return sum;
    case TDA_OPERATOR_MAX: return most;
    case TDA_OPERATOR_LAYER: return o->layer <= IV_SUMMANDS ? sorted[o->layer - 1] : 0;
    case TDA_OPERATOR_NORM: return pow(norm, 1 / o->norm);
    case TDA_OPERATOR_CALLBACK: break;
    }
    return 0;
}

static void must_be_near(double a, double b)
{
    if (a != b && !(fabs(a - b) <= 1e-12 * fmax(1, fabs(b))))
        ck_abort_msg("%.17g, not %.17g", a, b);
}

static tda_representation_opts random_opts(brute_rng *rng, double *box, int params)
{
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    const double power[] = {0, 0.5, 1, 2, INFINITY};
    o.function = (tda_summand_function)brute_below(rng, TDA_SUMMAND_CALLBACK);
    o.bandwidth = 0.25 * (1 + brute_below(rng, 8));
    o.weight = (tda_summand_weight)brute_below(rng, TDA_WEIGHT_CALLBACK);
    o.op = (tda_summand_operator)brute_below(rng, TDA_OPERATOR_CALLBACK);
    o.power = power[brute_below(rng, 4)];
    o.layer = 1 + brute_below(rng, 7);
    o.norm = 0.5 * (1 + brute_below(rng, 6));
    for (int k = 0; k < params; k++) {
        box[k] = brute_below(rng, 4);
        box[params + k] = box[k] + brute_below(rng, 8);
    }
    return o;
}

/* A grid on the lattice of halves, not equally spaced. */
static void random_grid(brute_rng *rng, double *value, const tda_index *start, int params)
{
    for (int k = 0; k < params; k++) {
        double x = brute_below(rng, 4) - 2;
        for (tda_index i = start[k]; i < start[k + 1]; i++) {
            value[i] = x;
            x += 0.5 * (1 + brute_below(rng, 4));
        }
    }
}

static void definition_seed(unsigned seed, int params)
{
    brute_rng rng = brute_seed(9000 + seed);
    const tda_index starts[4][4] = {{0}, {0, NX}, {0, NX, NX + NY}, {0, 3, 5, 8}};
    intervals v = iv_random(seed, params);
    tda_module m = iv_module(&v);
    double box[2 * IV_PARAMS], value[NX + NY], w[IV_SUMMANDS], f[IV_SUMMANDS],
        grid_out[SITES], at_out[SITES], weights[IV_SUMMANDS], x[SITES * IV_PARAMS];
    static double pieces[SITES * IV_SUMMANDS];
    tda_representation_opts o = random_opts(&rng, box, params);
    tda_grid grid = {params, (tda_index *)starts[params], value};
    tda_index sites = params == 1 ? NX : params == 2 ? SITES : 18;
    o.box = seed % 2 ? box : NULL;
    random_grid(&rng, value, starts[params], params);
    for (tda_index i = 0; i < sites; i++) {
        tda_index rest = i;
        for (int k = params - 1; k >= 0; k--) {
            tda_index n = starts[params][k + 1] - starts[params][k];
            x[i * params + k] = value[starts[params][k] + rest % n];
            rest /= n;
        }
    }
    OK(tda_module_representation(NULL, grid_out, &m, &grid, &o));
    OK(tda_module_representation_at(NULL, at_out, &m, sites, x, &o));
    OK(tda_module_functions(NULL, pieces, &m, sites, x, &o));
    OK(tda_module_weights(NULL, weights, &m, &o));
    for (tda_index i = 0; i < sites; i++)
        if (memcmp(&grid_out[i], &at_out[i], sizeof *at_out) != 0)
            ck_abort_msg("function %d, operator %d: %.17g, not %.17g", o.function, o.op,
                         grid_out[i], at_out[i]);
    for (tda_index i = 0; i < m.size; i++) {
        w[i] = iv_weight(&m, i, o.weight, o.power, o.box ? o.box : m.box);
        must_be_near(weights[i], w[i]);
    }
    for (tda_index s = 0; s < sites; s++) {
        for (tda_index i = 0; i < m.size; i++) {
            f[i] = iv_function(&m, i, x + s * params, o.function, o.bandwidth);
            must_be_near(pieces[s * m.size + i], f[i]);
        }
        must_be_near(grid_out[s], combine(f, w, m.size, &o));
    }
    tda_module_clear(&m);
}

static void plane_seed(unsigned seed)
{
    definition_seed(seed, 2);
}
TEN_SEEDS(plane)
static void line_seed(unsigned seed)
{
    definition_seed(seed, 1);
}
TEN_SEEDS(line)
static void space_seed(unsigned seed)
{
    definition_seed(seed, 3);
}
TEN_SEEDS(space)

/* A power of infinity is the largest value, normalised or not. */
static void power_infinity_seed(unsigned seed)
{
    brute_rng rng = brute_seed(100 + seed);
    intervals v = iv_random(seed, 2);
    tda_module m = iv_module(&v);
    tda_index start[] = {0, NX, NX + NY};
    double value[NX + NY], out[SITES];
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    random_grid(&rng, value, start, 2);
    o.bandwidth = 1;
    o.power = INFINITY;
    o.op = seed % 2 ? TDA_OPERATOR_SUM : TDA_OPERATOR_MEAN;
    OK(tda_module_representation(NULL, out, &m, &(tda_grid){2, start, value}, &o));
    for (tda_index s = 0; s < SITES; s++) {
        double x[] = {value[s / NY], value[NX + s % NY]}, most = 0;
        for (tda_index i = 0; i < m.size; i++)
            most = fmax(most, iv_function(&m, i, x, o.function, 1));
        MUST(out[s] == most);
    }
    tda_module_clear(&m);
}
TEN_SEEDS(power_infinity)

/* One quadrant of four parameters: half at its corner, nothing at distance, all inside. */
START_TEST(quadrant_by_hand)
{
    double birth[] = {1, 2, 3, 4}, death[] = {INFINITY, INFINITY, INFINITY, INFINITY},
           x[] = {1, 2, 3, 4, 1, 1, 1, 1, 2, 3, 4, 5}, out[3];
    tda_index start[] = {0, 1};
    tda_module m = {0}, in = {.params = 4,
                              .size = 1,
                              .birth_start = start,
                              .birth = birth,
                              .death_start = start,
                              .death = death};
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    o.bandwidth = 0.125;
    o.weight = TDA_WEIGHT_ONE;
    OK(tda_module_new(NULL, &m, &in));
    OK(tda_module_representation_at(NULL, out, &m, 3, x, &o));
    ck_assert_double_eq(out[0], 0.5);
    ck_assert_double_eq(out[1], 0);
    ck_assert_double_eq(out[2], 1);
    o.function = TDA_SUMMAND_VOLUME;
    OK(tda_module_representation_at(NULL, out, &m, 3, x, &o));
    ck_assert_double_eq(out[0], 1 / 16.0);
    ck_assert_double_eq(out[1], 0);
    ck_assert_double_eq(out[2], 1);
    tda_module_clear(&m);
}
END_TEST

/* ---- long staircases: many corners in one window ---- */

static void staircase_seed(unsigned seed)
{
    enum { N = 60 };
    brute_rng rng = brute_seed(seed);
    double birth[2 * N], death[2 * N], x[NX * 2];
    tda_index b[] = {0, 1 + brute_below(&rng, N)}, d[] = {0, 1 + brute_below(&rng, N)};
    double at[2] = {0, 0.25 * N};
    for (tda_index i = 0; i < b[1]; i++) {
        birth[2 * i] = at[0] += 0.25 * brute_below(&rng, 3);
        birth[2 * i + 1] = at[1] -= 0.25 * brute_below(&rng, 3);
    }
    at[0] = 1;
    at[1] = 0.25 * N + 2;
    for (tda_index i = 0; i < d[1]; i++) {
        death[2 * i] = at[0] += 0.25 * brute_below(&rng, 3);
        death[2 * i + 1] = at[1] -= 0.25 * brute_below(&rng, 3);
    }
    for (int i = 0; i < NX * 2; i++)
        x[i] = 0.25 * brute_below(&rng, 4 * 20);
    tda_module m = {0}, in = {.params = 2,
                              .size = 1,
                              .birth_start = b,
                              .birth = birth,
                              .death_start = d,
                              .death = death};
    OK(tda_module_new(NULL, &m, &in));
    for (int f = 0; f < TDA_SUMMAND_CALLBACK && m.size; f++) {
        tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
        double out[NX], w;
        o.function = (tda_summand_function)f;
        o.bandwidth = 0.25 * (1 + brute_below(&rng, 20));
        OK(tda_module_functions(NULL, out, &m, NX, x, &o));
        for (int i = 0; i < NX; i++)
            must_be_near(out[i], iv_function(&m, 0, x + 2 * i, o.function, o.bandwidth));
        OK(tda_module_weights(NULL, &w, &m, &o));
        must_be_near(w, iv_segment(&m, 0, m.box, m.box + 2));
    }
    tda_module_clear(&m);
}
TEN_SEEDS(staircase)

/* ---- landscapes ---- */

static void landscape_seed(unsigned seed)
{
    enum { LAYERS = 4 };
    brute_rng rng = brute_seed(40 + seed);
    intervals v = iv_random(seed, 2);
    tda_module m = iv_module(&v);
    tda_index start[] = {0, NX, NX + NY};
    double value[NX + NY], out[LAYERS * SITES], points[2 * SITES], want[LAYERS * SITES];
    random_grid(&rng, value, start, 2);
    for (int s = 0; s < SITES; s++) {
        points[2 * s] = value[s / NY];
        points[2 * s + 1] = value[NX + s % NY];
    }
    OK(tda_module_landscape(NULL, out, &m, LAYERS, &(tda_grid){2, start, value}));
    OK(tda_module_landscapes(NULL, want, &m, LAYERS, SITES, points));
    for (int k = 0; k < LAYERS; k++)
        for (int s = 0; s < SITES; s++) {
            MUST(out[k * SITES + s] == want[s * LAYERS + k]);
            for (int t = 0; t < s; t++) { /* 1-Lipschitz */
                double apart = fmax(fabs(points[2 * s] - points[2 * t]),
                                    fabs(points[2 * s + 1] - points[2 * t + 1]));
                double a = out[k * SITES + s], b = out[k * SITES + t];
                MUST(a == b || fabs(a - b) <= apart);
            }
        }
    tda_module_clear(&m);
}
TEN_SEEDS(landscape)

/* ---- callbacks ---- */

static double sum_of_coordinates(const tda_module *m, tda_index i, const double *x,
                                 void *user)
{
    (void)user;
    return x[0] + x[1] - (double)i * m->birth[2 * m->birth_start[i]];
}

static double count_up(const tda_module *m, tda_index i, void *user)
{
    (void)m;
    return (double)i + *(const double *)user;
}

static double alternate(const double *value, const double *weight, tda_index n,
                        void *user)
{
    double sum = *(const double *)user;
    for (tda_index i = 0; i < n; i++)
        sum += (i % 2 ? -1 : 1) * value[i] * weight[i];
    return sum;
}

START_TEST(callbacks_are_called)
{
    intervals v = iv_random(1, 2);
    tda_module m = iv_module(&v);
    double one = 1, x[] = {1, 2, -3, 1}, out[2];
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    o.function = TDA_SUMMAND_CALLBACK;
    o.function_fn = sum_of_coordinates;
    o.weight = TDA_WEIGHT_CALLBACK;
    o.weight_fn = count_up;
    o.op = TDA_OPERATOR_CALLBACK;
    o.op_fn = alternate;
    o.user = &one;
    ck_assert_int_gt(m.size, 1);
    for (int op = 0; op <= TDA_OPERATOR_CALLBACK; op++) {
        o.op = (tda_summand_operator)op;
        OK(tda_module_representation_at(NULL, out, &m, 2, x, &o));
        for (int p = 0; p < 2; p++) {
            double want = 1, sum = 0, total = 0, most = -(double)INFINITY, square = 0;
            for (tda_index i = 0; i < m.size; i++) {
                double w = (double)i + 1, f = sum_of_coordinates(&m, i, x + 2 * p, NULL);
                want += (i % 2 ? -1 : 1) * w * f;
                sum += w * f;
                total += w;
                most = fmax(most, w * f);
                square += w * f * w * f;
            }
            const double answers[] = {sum / total, sum, most, most, sqrt(square), want};
            must_be_near(out[p], answers[op]);
        }
    }
    tda_module_clear(&m);
}
END_TEST

/* ---- threads, failures ---- */

START_TEST(threads_change_nothing)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    for (unsigned seed = 0; seed < 20; seed++) {
        brute_rng rng = brute_seed(seed);
        intervals v = iv_random(seed, 2);
        tda_module m = iv_module(&v);
        tda_index start[] = {0, NX, NX + NY};
        double value[NX + NY], box[4], out[3][SITES];
        tda_representation_opts o = random_opts(&rng, box, 2);
        random_grid(&rng, value, start, 2);
        for (int t = 0; t < 3; t++) {
            tda_ctx_set_threads(ctx, t + 1);
            OK(tda_module_representation(ctx, out[t], &m, &(tda_grid){2, start, value},
                                         &o));
            MUST(memcmp(out[t], out[0], sizeof out[0]) == 0);
        }
        tda_module_clear(&m);
    }
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_touch_nothing)
{
    intervals v = iv_random(1, 2);
    tda_module m = iv_module(&v);
    tda_index start[] = {0, 2, 5};
    double value[] = {0, 1, 0, 2, 3}, out[6 * IV_SUMMANDS] = {7}, x[] = {1, 2};
    tda_grid grid = {2, start, value};
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    o.bandwidth = 1;
#define BOTH(call)                                                                       \
    do {                                                                                 \
        EACH_OOM(call, out[0] == 7);                                                     \
        out[0] = 7;                                                                      \
        EACH_CANCEL(call, out[0] == 7);                                                  \
        out[0] = 7;                                                                      \
    } while (0)
    BOTH(tda_module_representation(ctx, out, &m, &grid, &o));
    BOTH(tda_module_representation_at(ctx, out, &m, 1, x, &o));
    BOTH(tda_module_weights(ctx, out, &m, &o));
    BOTH(tda_module_functions(ctx, out, &m, 1, x, &o));
    BOTH(tda_module_landscape(ctx, out, &m, 2, &grid));
    tda_ctx_set_max_bytes(ctx, 40);
    ck_assert_int_eq(tda_module_representation(ctx, out, &m, &grid, &o), TDA_ELIMIT);
    ck_assert_int_eq(tda_module_functions(ctx, out, &m, 1, x, &o),
                     m.size > 5 ? TDA_ELIMIT : TDA_OK);
    tda_module_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

static double broken(const tda_module *m, tda_index i, const double *x, void *user)
{
    (void)m, (void)x, (void)user;
    return i == 1 ? NAN : 0;
}

START_TEST(refusals)
{
    double birth[] = {0, 0, 1, 1}, death[] = {2, 2, INFINITY, 3}, out[2] = {7},
           x[] = {0, NAN}, box[] = {0, 0, INFINITY, 9}, below[] = {1, 1, 0, 2};
    tda_index start[] = {0, 1, 2};
    tda_module m = {0}, in = {.params = 2,
                              .size = 2,
                              .birth_start = start,
                              .birth = birth,
                              .death_start = start,
                              .death = death};
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_module_new(ctx, &m, &in));
#define REFUSED(text)                                                                    \
    do {                                                                                 \
        ck_assert_int_eq(tda_module_representation_at(ctx, out, &m, 1, x, &o),           \
                         TDA_EINVAL);                                                    \
        ck_assert_str_eq(tda_ctx_message(ctx), text);                                    \
        ck_assert_double_eq(out[0], 7);                                                  \
    } while (0)
    REFUSED("representation: bandwidth 0; give one that is positive");
    o.bandwidth = 1;
    REFUSED("representation: point 0 is nan in parameter 1");
    x[1] = 0;
    o.power = -1;
    REFUSED("representation: power -1; 0 or more is needed");
    o.power = 1;
    o.op = TDA_OPERATOR_LAYER;
    o.layer = 0;
    REFUSED("representation: layer 0; the first is 1");
    o.op = TDA_OPERATOR_NORM;
    o.norm = INFINITY;
    REFUSED("representation: norm inf; give one that is positive and finite");
    o.op = TDA_OPERATOR_CALLBACK;
    REFUSED("representation: a callback is asked for and NULL");
    o.op = (tda_summand_operator)17;
    REFUSED("representation: there is no such function, weight or operator");
    o.op = TDA_OPERATOR_SUM;
    o.box = below;
    REFUSED("weights: the box goes from 1 to 0 in parameter 0");
    o.box = box;
    o.weight = TDA_WEIGHT_VOLUME;
    REFUSED("weights: summand 1 has weight inf; give finite ones that are not negative, "
            "or a finite box");
    o.box = NULL;
    o.function = TDA_SUMMAND_CALLBACK;
    o.function_fn = broken;
    REFUSED("representation: the function of summand 1 is NaN at site 0");
    ck_assert_int_eq(tda_module_representation_at(ctx, out, &m, -1, x, NULL), TDA_EINVAL);
    ck_assert_int_eq(tda_module_landscape(ctx, out, &m, -1, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "landscapes: -1 functions");
    OK(tda_module_landscape(ctx, out, &m, 0, NULL));
    tda_module_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("represent", SEEDS(plane, 60), SEEDS(line, 10), SEEDS(space, 20),
      SEEDS(power_infinity, 10), TEST(quadrant_by_hand), SEEDS(staircase, 30),
      SEEDS(landscape, 10), TEST(callbacks_are_called), TEST(threads_change_nothing),
      TEST(failures_touch_nothing), TEST(refusals))
