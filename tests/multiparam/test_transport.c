/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_transport.c - Transport of signed measures against all permutations, metric axioms, stability
 * of Hilbert measures; integral distances against sums over all nodes of a grid. */
#include "brute.h"
#include "multiparam/transport.h"
#include "tda_check.h"
#include <stdio.h>
#include <tda.h>
#include <unistd.h>

enum { ATOMS = 5 };

/* A measure of mass `mass` on a small grid of integers. */
static tda_measure random_measure(brute_rng *rng, int params, int mass)
{
    double at[2 * ATOMS * 3];
    int64_t weight[2 * ATOMS];
    int n = 0, plus = brute_below(rng, ATOMS - 1) + 1;
    for (int i = 0; i < plus; i++)
        weight[n++] = 1;
    for (int i = 0; i < plus - mass; i++)
        weight[n++] = -1;
    for (int i = 0; i < mass - plus; i++)
        weight[n++] = 1;
    for (int i = 0; i < n * params; i++)
        at[i] = brute_below(rng, 7);
    tda_measure m = {0};
    OK(tda_measure_new(NULL, &m, params, n, at, weight, NULL));
    return m;
}

static double ground(const double *x, const double *y, int params, double norm)
{
    double sum = 0;
    for (int k = 0; k < params; k++) {
        double d = fabs(x[k] - y[k]);
        sum = isinf(norm) ? fmax(sum, d) : sum + pow(d, norm);
    }
    return norm == 2 ? sqrt(sum) : sum;
}

typedef struct brute_list {
    int n;
    const double *at[8 * ATOMS];
} brute_list;

static void add_atoms(brute_list *l, const tda_measure *m, int sign)
{
    for (tda_index i = 0; i < m->size; i++)
        for (int64_t w = 0; w < sign * m->weight[i]; w++)
            l->at[l->n++] = m->at + i * m->params;
}

static double best_of(const brute_list *a, const brute_list *b, int i, unsigned taken,
                      int params, double norm, double sum, double best)
{
    if (sum >= best)
        return best;
    if (i == a->n)
        return sum;
    for (int j = 0; j < b->n; j++)
        if (!(taken >> j & 1))
            best = best_of(a, b, i + 1, taken | 1u << j, params, norm,
                           sum + ground(a->at[i], b->at[j], params, norm), best);
    return best;
}

/* All permutations of the positive part of each and the negative part of the other. */
static double by_permutations(const tda_measure *a, const tda_measure *b, double norm)
{
    brute_list left = {0}, right = {0};
    add_atoms(&left, a, 1);
    add_atoms(&left, b, -1);
    add_atoms(&right, b, 1);
    add_atoms(&right, a, -1);
    ck_assert_int_eq(left.n, right.n);
    return best_of(&left, &right, 0, 0, a->params, norm, 0, INFINITY);
}

static double transport(const tda_measure *a, const tda_measure *b, double norm)
{
    tda_transport_opts o = TDA_TRANSPORT_OPTS_INIT;
    double t;
    o.norm = norm;
    OK(tda_measure_transport(NULL, &t, NULL, a, b, &o));
    return t;
}

static void permutations_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    static const double norms[] = {1, 2, INFINITY};
    int params = 1 + brute_below(&rng, 3), mass = brute_below(&rng, 3) - 1;
    tda_measure a = random_measure(&rng, params, mass),
                b = random_measure(&rng, params, mass),
                c = random_measure(&rng, params, mass);
    for (int k = 0; k < 3; k++) {
        double d = transport(&a, &b, norms[k]);
        MUST(fabs(d - by_permutations(&a, &b, norms[k])) < 1e-9);
        MUST(fabs(d - transport(&b, &a, norms[k])) < 1e-9);
        MUST(transport(&a, &a, norms[k]) == 0);
        MUST(d > 0 || (a.size == b.size &&
                       !memcmp(a.at, b.at, (size_t)(a.size * params) * sizeof *a.at)));
        MUST(d <= transport(&a, &c, norms[k]) + transport(&c, &b, norms[k]) + 1e-9);
    }
    tda_measure_clear(&a);
    tda_measure_clear(&b);
    tda_measure_clear(&c);
}
TEN_SEEDS(permutations)

/* The plan moves what the difference says and costs what the distance is. */
static void shipments_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed + 17);
    tda_measure a = random_measure(&rng, 2, 1), b = random_measure(&rng, 2, 1);
    double t;
    tda_plan p = {0};
    OK(tda_measure_transport(NULL, &t, &p, &a, &b, NULL));
    const tda_measure *m = &p.difference;
    double cost = 0;
    int64_t left[4 * ATOMS];
    for (tda_index i = 0; i < m->size; i++)
        left[i] = m->weight[i];
    for (tda_index k = 0; k < p.size; k++) {
        MUST(p.mass[k] > 0 && m->weight[p.from[k]] > 0 && m->weight[p.to[k]] < 0);
        MUST(p.length[k] == ground(m->at + 2 * p.from[k], m->at + 2 * p.to[k], 2, 1));
        left[p.from[k]] -= p.mass[k];
        left[p.to[k]] += p.mass[k];
        cost += (double)p.mass[k] * p.length[k];
    }
    for (tda_index i = 0; i < m->size; i++)
        MUST(left[i] == 0);
    MUST(cost == t);
    tda_plan_clear(&p);
    tda_measure_clear(&a);
    tda_measure_clear(&b);
}
TEN_SEEDS(shipments)

/* Heavier points, more of them. */
static tda_measure heavy(brute_rng *rng, int n)
{
    double *at = malloc((size_t)n * 2 * sizeof *at);
    int64_t *weight = malloc((size_t)n * sizeof *weight), sum = 0;
    for (int i = 0; i < n; i++) {
        at[2 * i] = brute_below(rng, 1000);
        at[2 * i + 1] = brute_below(rng, 1000);
        weight[i] = i < n - 1 ? brute_below(rng, 9) - 4 : -sum;
        sum += weight[i];
    }
    tda_measure m = {0};
    OK(tda_measure_new(NULL, &m, 2, n, at, weight, NULL));
    free(at);
    free(weight);
    return m;
}

START_TEST(masses)
{
    double at[] = {0, 0, 3, 4}, low[] = {-INFINITY, 1, -INFINITY, 3}, corner[2];
    int64_t one[] = {1, 1};
    tda_measure a = {0}, b = {0}, c = {0}, d = {0};
    OK(tda_measure_new(NULL, &a, 2, 1, at, one, NULL));
    OK(tda_measure_new(NULL, &b, 2, 2, at, one, NULL));
    OK(tda_measure_new(NULL, &c, 2, 1, low, one, NULL));
    OK(tda_measure_new(NULL, &d, 2, 1, low + 2, one, NULL));
    ck_assert(isinf(transport(&a, &b, 1)));
    ck_assert(isinf(transport(&a, &c, 1))); /* as much mass, infinitely far */
    ck_assert(transport(&c, &d, 1) == 2);
    tda_measure both[] = {a, b};
    OK(tda_measures_corner(NULL, corner, both, 2));
    ck_assert(fabs(corner[0] - 3.3) < 1e-12 && fabs(corner[1] - 4.4) < 1e-12);
    corner[0] = corner[1] = 5;
    tda_transport_opts o = TDA_TRANSPORT_OPTS_INIT;
    double t;
    o.corner = corner;
    OK(tda_measure_transport(NULL, &t, NULL, &a, &b, &o));
    /* +(3,4) +(5,5) -(5,4) -(3,5), each moved by the 1 that the corner is above */
    ck_assert(t == 2);
    tda_measure_clear(&a);
    tda_measure_clear(&b);
    tda_measure_clear(&c);
    tda_measure_clear(&d);
}
END_TEST

/* Hilbert measures of two functions on one complex: at most params times the sum of the changes;
 * Euler measures at most the changes. */
static void stability_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed + 9);
    tda_complex *k = NULL, *moved = NULL;
    tda_measure p[3] = {{0}}, q[3] = {{0}}, ep = {0}, eq = {0};
    double sum = 0;
    k = brute_random(seed + seed / 4, 2, 2, false);
    const tda_cells *c = tda_complex_cells(k);
    double *grade = malloc((size_t)(2 * c->size + 1) * sizeof *grade);
    for (int dim = 0; dim <= 2; dim++)
        for (tda_index i = 0; i < c->size; i++)
            for (int x = 0; x < 2 && c->dim[i] == dim; x++) {
                double g = c->grade[2 * i + x] + 0.25 * brute_below(&rng, 5);
                for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
                    g = fmax(g, grade[2 * c->face[f] + x]);
                grade[2 * i + x] = g;
                MUST(isfinite(g));
                sum += g - c->grade[2 * i + x];
            }
    tda_cells cells = *c;
    cells.grade = grade;
    OK(tda_complex_new(NULL, &moved, &cells));
    OK(tda_complex_hilbert_measure(NULL, p, k, 0, 2, NULL));
    OK(tda_complex_hilbert_measure(NULL, q, moved, 0, 2, NULL));
    OK(tda_complex_euler_measure(NULL, &ep, k));
    OK(tda_complex_euler_measure(NULL, &eq, moved));
    for (int d = 0; d < 3; d++)
        MUST(transport(&p[d], &q[d], 1) <= 2 * sum + 1e-9);
    MUST(transport(&ep, &eq, 1) <= sum + 1e-9);
    for (int d = 0; d < 3; d++) {
        tda_measure_clear(&p[d]);
        tda_measure_clear(&q[d]);
    }
    tda_measure_clear(&ep);
    tda_measure_clear(&eq);
    tda_complex_free(k);
    tda_complex_free(moved);
    free(grade);
}
TEN_SEEDS(stability)

/* ---- integral distances ---- */

static double dimension(const tda_measure *m, const double *z)
{
    double sum = 0;
    for (tda_index i = 0; i < m->size; i++)
        sum += brute_below_all(m->at + i * m->params, z, m->params) ? (double)m->weight[i]
                                                                    : 0;
    return sum;
}

/* Coordinates are integers: unit cells are constant. */
static void integral_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed + 31);
    static const double orders[] = {1, 2, INFINITY};
    int params = 1 + brute_below(&rng, 3);
    tda_measure a = random_measure(&rng, params, brute_below(&rng, 2)),
                b = random_measure(&rng, params, 1);
    double box[6], order = orders[seed % 3], sum = 0, out;
    for (int k = 0; k < params; k++) {
        box[k] = 1;
        box[params + k] = 6 + brute_below(&rng, 3);
    }
    for (int node = 0; node < 1000; node++) {
        double z[3];
        bool in = true;
        for (int k = 0, rest = node; k < params; k++, rest /= 10) {
            z[k] = rest % 10;
            in = in && z[k] >= box[k] && z[k] < box[params + k];
        }
        if (!in || (params < 3 && node >= (params == 1 ? 10 : 100)))
            continue;
        double x = fabs(dimension(&a, z) - dimension(&b, z));
        sum = isinf(order) ? fmax(sum, x) : sum + pow(x, order);
    }
    tda_integral_opts o = TDA_INTEGRAL_OPTS_INIT;
    o.order = order;
    o.box = box;
    OK(tda_measure_integral_distance(NULL, &out, &a, &b, &o));
    MUST(fabs(out - (order == 2 ? sqrt(sum) : sum)) < 1e-9);
    OK(tda_measure_integral_distance(NULL, &out, &a, &a, NULL));
    MUST(out == 0);
    tda_measure_clear(&a);
    tda_measure_clear(&b);
}
TEN_SEEDS(integral)

static tda_signed_barcode random_barcode(brute_rng *rng, int params)
{
    double birth[2 * ATOMS], death[2 * ATOMS];
    int64_t weight[ATOMS];
    tda_signed_barcode b = {0};
    for (int i = 0; i < ATOMS; i++) {
        weight[i] = brute_below(rng, 5) - 2;
        for (int k = 0; k < params; k++) {
            birth[i * params + k] = brute_below(rng, 5);
            death[i * params + k] = birth[i * params + k] + 1 + brute_below(rng, 3);
            if (brute_below(rng, 4) == 0)
                death[i * params + k] = INFINITY;
        }
    }
    OK(tda_signed_barcode_new(NULL, &b, params, TDA_BAR_RECTANGLE, ATOMS, birth, death,
                              weight));
    return b;
}

/* The area of {s <= t} in the product of the unit intervals from i and from j. */
static double half_square(int i, int j)
{
    return i < j ? 1 : i == j ? 0.5 : 0;
}

static void rank_integral_seed(unsigned seed)
{
    enum { SIDE = 7 };
    brute_rng rng = brute_seed(seed + 77);
    int params = 1 + brute_below(&rng, 2), nodes = params == 1 ? SIDE : SIDE * SIDE;
    tda_signed_barcode a = random_barcode(&rng, params), b = random_barcode(&rng, params);
    double box[4] = {0, 0, 0, 0}, sum = 0, out;
    for (int k = 0; k < params; k++)
        box[params + k] = SIDE;
    for (int i = 0; i < nodes; i++)
        for (int j = 0; j < nodes; j++) {
            double s[2] = {i % SIDE, i / SIDE}, t[2] = {j % SIDE, j / SIDE}, volume = 1;
            for (int k = 0; k < params; k++)
                volume *= half_square((int)s[k], (int)t[k]);
            if (volume > 0)
                sum += volume * fabs((double)(tda_signed_barcode_rank(&a, s, t) -
                                              tda_signed_barcode_rank(&b, s, t)));
        }
    tda_integral_opts o = TDA_INTEGRAL_OPTS_INIT;
    o.box = box;
    OK(tda_signed_barcode_integral_distance(NULL, &out, &a, &b, &o));
    MUST(fabs(out - sum) < 1e-9);
    tda_signed_barcode_clear(&a);
    tda_signed_barcode_clear(&b);
}
TEN_SEEDS(rank_integral)

/* ---- failures ---- */

START_TEST(bad)
{
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    brute_rng rng = brute_seed(1);
    tda_measure a = random_measure(&rng, 2, 1), b = random_measure(&rng, 3, 1);
    tda_signed_barcode c = random_barcode(&rng, 2), d = random_barcode(&rng, 1);
    double t;
    double x, box[4] = {0, 0, INFINITY, 1};
    tda_transport_opts o = TDA_TRANSPORT_OPTS_INIT;
    tda_integral_opts i = TDA_INTEGRAL_OPTS_INIT;
    ck_assert_int_eq(tda_measure_transport(ctx, &t, NULL, &a, &b, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "distance: the measures have 2 and 3 parameters");
    o.norm = 3;
    ck_assert_int_eq(tda_measure_transport(ctx, &t, NULL, &a, &a, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "transport: ground norm 3; it is 1, 2 or infinity");
    i.order = 0.5;
    ck_assert_int_eq(tda_measure_integral_distance(ctx, &x, &a, &a, &i), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "integral distance: order 0.5; it is a number "
                                           "from 1 on, or infinity");
    i.order = 1;
    i.box = box;
    ck_assert_int_eq(tda_measure_integral_distance(ctx, &x, &a, &a, &i), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "integral distance: the box goes from 0 to inf in parameter 0");
    ck_assert_int_eq(tda_signed_barcode_integral_distance(ctx, &x, &c, &d, NULL),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "distance: the signed barcodes have 2 and 1 parameters");
    c.shape = TDA_BAR_HOOK;
    ck_assert_int_eq(tda_signed_barcode_integral_distance(ctx, &x, &c, &c, NULL),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "integral distance: of rectangles; these bars are hooks");
    tda_measure_clear(&a);
    tda_measure_clear(&b);
    tda_signed_barcode_clear(&c);
    tda_signed_barcode_clear(&d);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures)
{
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    brute_rng rng = brute_seed(3);
    tda_measure a = heavy(&rng, 12), b = heavy(&rng, 9);
    tda_signed_barcode c = random_barcode(&rng, 1), d = random_barcode(&rng, 1);
    tda_transport_opts o = TDA_TRANSPORT_OPTS_INIT;
    double t = -1;
    tda_plan plan = {0};
    double x = -1, corner[2] = {500, 500};
    o.corner = corner;
    EACH_OOM(tda_measure_transport(ctx, &t, &plan, &a, &b, &o), t == -1 && !plan.from);
    tda_plan_clear(&plan);
    t = -1;
    EACH_CANCEL(tda_measure_transport(ctx, &t, &plan, &a, &b, &o), t == -1 && !plan.from);
    tda_plan_clear(&plan);
    EACH_OOM(tda_measure_integral_distance(ctx, &x, &a, &b, NULL), x == -1);
    x = -1;
    EACH_CANCEL(tda_measure_integral_distance(ctx, &x, &a, &b, NULL), x == -1);
    x = -1;
    EACH_OOM(tda_signed_barcode_integral_distance(ctx, &x, &c, &d, NULL), x == -1);
    x = -1;
    EACH_CANCEL(tda_signed_barcode_integral_distance(ctx, &x, &c, &d, NULL), x == -1);
    tda_ctx_set_max_bytes(ctx, 100);
    ck_assert_int_eq(tda_measure_integral_distance(ctx, &x, &a, &b, NULL), TDA_ELIMIT);
    tda_measure_clear(&a);
    tda_measure_clear(&b);
    tda_signed_barcode_clear(&c);
    tda_signed_barcode_clear(&d);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(tables)
{
    char path[] = "/tmp/tda-table-XXXXXX";
    int file = mkstemp(path);
    FILE *f = fdopen(file, "w");
    tda_ctx *ctx = NULL;
    tda_measure m = {0};
    tda_signed_barcode b = {0};
    OK(tda_ctx_new(&ctx));
    fputs("degree,x1,x2,weight\n0,1,2,-3\n1,0,0,1\n", f);
    fflush(f);
    EACH_OOM(tda_measure_read(ctx, &m, path, 0), !m.at);
    ck_assert(m.size == 1 && m.at[1] == 2 && m.weight[0] == -3);
    tda_measure_clear(&m);
    ck_assert_int_eq(tda_measure_read(ctx, &m, path, TDA_ONLY_DEGREE), TDA_EFORMAT);
    rewind(f);
    fputs("degree,a1,b1,weight\n0,1,inf,2\n0,2,3,1\n#########", f);
    fflush(f);
    EACH_OOM(tda_signed_barcode_read(ctx, &b, path, 0), !b.birth);
    ck_assert(b.size == 2 && isinf(b.death[0]) && b.weight[1] == 1);
    tda_signed_barcode_clear(&b);
    fclose(f);
    remove(path);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("transport", TEST(tables), SEEDS(permutations, 30), SEEDS(shipments, 10),
      TEST(masses), SEEDS(stability, 30), SEEDS(integral, 30), SEEDS(rank_integral, 30),
      TEST(bad), TEST(failures))
