/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_sparse.c - Sparse Rips: values by the formula, and bars within the factor it promises. */
#include "brute.h"
#include "filtration/points.h"
#include <string.h>
#include <tda/persistence.h>

/* ---- the formula, from the reaches ---- */

static double truth(double d, double older, double younger, double e)
{
    if (e * d <= 2 * younger)
        return d;
    double late = 2 * (d - younger / e);
    bool gone = late * (e * (1 - e) / 2) > younger || e * d > older + younger;
    return gone ? (double)INFINITY : late;
}

static double length(const points *p, tda_index i, tda_index j)
{
    return i == j ? 0 : p->lower[i > j ? i * (i - 1) / 2 + j : j * (j - 1) / 2 + i];
}

/* Farthest point sampling by looking at everything again each time. */
static void sample(const points *p, tda_index *order, double *reach)
{
    tda_index n = p->cloud.size;
    for (tda_index k = 0; k < n; k++) {
        double most = -1;
        for (tda_index x = 0; x < n; x++) {
            double near = INFINITY;
            for (tda_index i = 0; i < k; i++)
                near = order[i] == x ? -2 : fmin(near, length(p, order[i], x));
            if (near > most) {
                most = near;
                order[k] = x;
            }
        }
        reach[k] = most;
    }
}

START_TEST(values_follow_the_formula)
{
    points p;
    tda_index order[40];
    double reach[40], e = 0.1 + 0.2 * (_i % 5);
    points_open(&p, _i, _i % 40, 1 + _i % 3);
    tda_index n = p.cloud.size, edges = 0;
    sample(&p, order, reach);
    for (int how = 0; how < 2; how++) {
        tda_distances d = {0};
        OK(how ? tda_distances_sparsify(p.ctx, &d, &p.dense, e)
               : tda_cloud_sparsify(p.ctx, &d, &p.cloud, e));
        OK(tda_distances_check(p.ctx, &d));
        edges = 0;
        for (tda_index k = 0; k < n; k++)
            for (tda_index i = 0; i < k; i++) {
                double v = truth(length(&p, order[i], order[k]), reach[i], reach[k], e);
                if (isinf(v))
                    continue;
                tda_index found = 0;
                while (found < d.pairs &&
                       !((d.tail[found] == order[i] && d.head[found] == order[k]) ||
                         (d.tail[found] == order[k] && d.head[found] == order[i])))
                    found++;
                MUST(found < d.pairs && d.value[found] == v);
                edges++;
            }
        MUST(edges == d.pairs);
        tda_distances_clear(&d);
    }
    points_close(&p);
}
END_TEST

/* ---- the promise ---- */

enum { BARS = 200 };

typedef struct bars {
    int size;
    double birth[BARS], death[BARS];
} bars;

static bars bars_of(const tda_diagram *d, int k)
{
    bars b = {0};
    for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
        MUST(b.size < BARS);
        b.birth[b.size] = d->birth[i];
        b.death[b.size++] = d->death[i];
    }
    return b;
}

/* Are two positive numbers, zeros or infinities within the factor? */
static bool near(double x, double y, double factor)
{
    if (x == y)
        return true;
    return x > 0 && y > 0 && x <= y * factor && y <= x * factor;
}

static bool short_bar(const bars *b, int i, double factor)
{
    return b->birth[i] > 0 && b->death[i] <= b->birth[i] * factor * factor;
}

/* Find a partner in b for bar i of a; both short and long ones may be taken. */
static bool augment(const bars *a, const bars *b, int i, double factor, int *owner,
                    bool *seen)
{
    for (int j = 0; j < b->size; j++) {
        if (seen[j] || !near(a->birth[i], b->birth[j], factor) ||
            !near(a->death[i], b->death[j], factor))
            continue;
        seen[j] = true;
        if (owner[j] < 0 || augment(a, b, owner[j], factor, owner, seen)) {
            owner[j] = i;
            return true;
        }
    }
    return false;
}

/* Can all long bars of a be matched? By a theorem of Mendelsohn and Dulmage, where this holds of
 * both sides one matching serves both. */
static bool covers(const bars *a, const bars *b, double factor)
{
    int owner[BARS];
    memset(owner, -1, sizeof owner);
    for (int i = 0; i < a->size; i++) {
        bool seen[BARS] = {false};
        if (!short_bar(a, i, factor) && !augment(a, b, i, factor, owner, seen))
            return false;
    }
    return true;
}

START_TEST(bars_are_within_the_factor)
{
    points p;
    tda_distances s = {0};
    tda_diagram exact = {0}, sparse = {0};
    double e = 0.1 + 0.1 * (_i % 9), factor = 1 / (1 - e) * (1 + 1e-12);
    points_open(&p, _i, 10 + _i % 60, 1 + _i % 3);
    if (_i % 3 == 0) /* a noisy circle, where something lives long */
        for (tda_index i = 0; i < p.cloud.size; i++) {
            double a = tdai_rng_uniform(p.rng) * 6.283185307179586;
            double r = 1 + 0.1 * tdai_rng_gauss(p.rng, 1);
            p.at[i * p.cloud.dimension] = r * cos(a);
            p.at[i * p.cloud.dimension + p.cloud.dimension - 1] = r * sin(a);
        }
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    o.max_degree = 1 + (p.cloud.size < 40);
    OK(tda_cloud_rips_diagram(p.ctx, &exact, NULL, &p.cloud, &o));
    OK(tda_cloud_sparsify(p.ctx, &s, &p.cloud, e));
    OK(tda_distances_rips_diagram(p.ctx, &sparse, NULL, &s, &o));
    for (int k = 0; k <= o.max_degree; k++) {
        bars a = bars_of(&exact, k), b = bars_of(&sparse, k);
        MUST(covers(&a, &b, factor));
        MUST(covers(&b, &a, factor));
    }
    tda_diagram_clear(&exact);
    tda_diagram_clear(&sparse);
    tda_distances_clear(&s);
    points_close(&p);
}
END_TEST

START_TEST(sparse_is_an_option)
{
    points p;
    tda_diagram d = {0}, by_hand = {0};
    tda_distances s = {0};
    points_open(&p, _i, 40, 2);
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    o.scale = TDA_SCALE_RADIUS;
    OK(tda_cloud_sparsify(p.ctx, &s, &p.cloud, 0.6));
    OK(tda_distances_rips_diagram(p.ctx, &by_hand, NULL, &s, &o));
    o.sparse = 0.6;
    for (int how = 0; how < 2; how++) {
        OK(how ? tda_cloud_rips_diagram(p.ctx, &d, NULL, &p.cloud, &o)
               : tda_distances_rips_diagram(p.ctx, &d, NULL, &p.dense, &o));
        ck_assert_str_eq(d.record.filtration, "sparse-rips");
        MUST(d.start[2] == by_hand.start[2]);
        for (tda_index b = 0; b < d.start[2]; b++) {
            MUST(d.birth[b] == by_hand.birth[b]);
            MUST(d.death[b] == by_hand.death[b]);
            MUST(d.birth_cell[b] == by_hand.birth_cell[b]);
            MUST(d.death_cell[b] == by_hand.death_cell[b]);
        }
        tda_diagram_clear(&d);
    }
    EACH_OOM(tda_cloud_rips_diagram(p.ctx, &d, NULL, &p.cloud, &o), d.start == NULL);
    tda_diagram_clear(&d);
    double births[40] = {0};
    o.births = births;
    ck_assert_int_eq(tda_cloud_rips_diagram(p.ctx, &d, NULL, &p.cloud, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(p.ctx), "sparse 0.6: not with births");
    o.sparse = 1;
    ck_assert_int_eq(tda_cloud_rips_diagram(p.ctx, &d, NULL, &p.cloud, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(p.ctx),
                     "sparse 1: give 0 or a number between 0 and 1");
    tda_diagram_clear(&by_hand);
    tda_distances_clear(&s);
    points_close(&p);
}
END_TEST

START_TEST(few_edges)
{
    points p;
    tda_distances s = {0};
    points_open(&p, 2, 1000, 1);
    OK(tda_cloud_sparsify(p.ctx, &s, &p.cloud, 0.5));
    ck_assert_int_lt(s.pairs, 1000 * 999 / 2 / 4);
    tda_distances_clear(&s);
    points_close(&p);
}
END_TEST

/* Three points on a line, taken in the order 0, 2, 1: L = INFINITY, 10, 1. */
START_TEST(by_hand)
{
    double at[] = {0, 1, 10};
    tda_distances s = {0};
    OK(tda_cloud_sparsify(NULL, &s, &(tda_cloud){3, 1, at, NULL}, 0.5));
    ck_assert_int_eq(s.pairs,
                     2); /* 1 and 2: 2 (9 - 1 / 0.5) / 8 > 1, gone before they meet */
    ck_assert_int_eq(s.tail[0], 2);
    ck_assert_int_eq(s.head[0], 0);
    ck_assert_double_eq(s.value[0], 10);
    ck_assert_int_eq(s.tail[1], 1);
    ck_assert_int_eq(s.head[1], 0);
    ck_assert_double_eq(s.value[1], 1);
    tda_distances_clear(&s);
    OK(tda_cloud_sparsify(NULL, &s, &(tda_cloud){0, 1, at, NULL}, 0.5));
    ck_assert_int_eq(s.pairs, 0);
    tda_distances_clear(&s);
}
END_TEST

START_TEST(refusals)
{
    points p;
    tda_distances s = {0};
    points_open(&p, 0, 60, 2);
    ck_assert_int_eq(tda_cloud_sparsify(p.ctx, &s, &p.cloud, 0), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(p.ctx), "sparse 0: give a number between 0 and 1");
    ck_assert_int_eq(tda_cloud_sparsify(p.ctx, &s, &p.cloud, 1), TDA_EINVAL);
    ck_assert_int_eq(tda_cloud_sparsify(p.ctx, &s, &p.cloud, NAN), TDA_EINVAL);
    ck_assert_int_eq(tda_distances_sparsify(p.ctx, &s, &p.sparse, 0.5), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(p.ctx),
                     "sparse Rips: needs all distances, but these are sparse");
    double far[] = {-1e308, 1e308};
    ck_assert_int_eq(tda_cloud_sparsify(p.ctx, &s, &(tda_cloud){2, 1, far, NULL}, 0.5),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(p.ctx),
                     "points 0 and 1: their distance is past the range of a double; "
                     "scale the points down");
    EACH_OOM(tda_cloud_sparsify(p.ctx, &s, &p.cloud, 0.5), s.own == NULL);
    tda_distances_clear(&s);
    EACH_CANCEL(tda_cloud_sparsify(p.ctx, &s, &p.cloud, 0.5), s.own == NULL);
    tda_distances_clear(&s);
    EACH_OOM(tda_distances_sparsify(p.ctx, &s, &p.dense, 0.5), s.own == NULL);
    tda_distances_clear(&s);
    EACH_CANCEL(tda_distances_sparsify(p.ctx, &s, &p.dense, 0.5), s.own == NULL);
    tda_distances_clear(&s);
    points_close(&p);
}
END_TEST

SUITE("sparse", SEEDS(values_follow_the_formula, 200);
      SEEDS(bars_are_within_the_factor, 300); SEEDS(sparse_is_an_option, 4);
      TEST(few_edges); TEST(by_hand); TEST(refusals))
