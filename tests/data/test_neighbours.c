/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_neighbours.c - Pairs under a threshold against all pairs. */
#include "brute.h"
#include "filtration/points.h"
#include <string.h>

static double least(const points *p)
{
    return p->cloud.size > 1 ? p->lower[0] : 1;
}

/* The pairs are those of all pairs that pass, in order, with their values. */
static void check_pairs(const points *p, const tda_distances *d, double threshold)
{
    tda_index e = 0, n = p->cloud.size;
    ck_assert_int_eq(d->size, n);
    ck_assert_ptr_null(d->lower);
    for (tda_index j = 0; j < n; j++)
        for (tda_index i = j + 1; i < n; i++) {
            double length = p->lower[i * (i - 1) / 2 + j];
            if (!(length <= threshold))
                continue;
            MUST(e < d->pairs);
            MUST(d->head[e] == j);
            MUST(d->tail[e] == i);
            MUST(d->value[e++] == length);
        }
    ck_assert_int_eq(e, d->pairs);
}

static void check_cloud(points *p, double threshold)
{
    tda_distances d = {0};
    OK(tda_cloud_neighbours(p->ctx, &d, &p->cloud, threshold));
    OK(tda_distances_check(p->ctx, &d));
    check_pairs(p, &d, threshold);
    tda_distances_clear(&d);
    tda_distances_clear(&d);
}

START_TEST(equal_to_all_pairs)
{
    points p;
    points_open(&p, _i, _i % 40, 1 + _i % 4);
    check_cloud(&p, 0);
    check_cloud(&p, least(&p));
    check_cloud(&p, INFINITY);
    points_close(&p);
}
END_TEST

/* Enough points for a tree; on the lattice many lie on one another and at the threshold. */
START_TEST(equal_to_all_pairs_by_search)
{
    points p;
    points_open(&p, _i, 300 + 37 * _i, 1 + _i / 2 % 5);
    const double threshold[] = {0, 0x1p-40, 0.05, 0.4, 1, 2, 1e300};
    for (int t = 0; t < 7; t++) {
        tda_ctx_set_threads(p.ctx, 1 + t % 3);
        check_cloud(&p, threshold[t]);
    }
    check_cloud(&p, least(&p));
    points_close(&p);
}
END_TEST

/* Coordinates whose squares leave the range of a double. */
START_TEST(far_and_near)
{
    for (int sign = -1; sign <= 1; sign += 2) {
        points p;
        points_open(&p, 2, 400, 2);
        for (tda_index i = 0; i < 800; i++)
            p.at[i] = ldexp(p.at[i], sign * 600);
        for (tda_index e = 0; e < 400 * 399 / 2; e++)
            p.lower[e] = ldexp(p.lower[e], sign * 600);
        check_cloud(&p, ldexp(0.25, sign * 600));
        points_close(&p);
    }
}
END_TEST

START_TEST(refusals)
{
    points p;
    tda_distances d = {0};
    points_open(&p, 0, 400, 2);
    ck_assert_int_eq(tda_cloud_neighbours(p.ctx, &d, &p.cloud, -1), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(p.ctx), "threshold -1: give 0 or more");
    ck_assert_int_eq(tda_cloud_neighbours(p.ctx, &d, &p.cloud, NAN), TDA_EINVAL);
    tda_ctx_set_max_bytes(p.ctx, 200000);
    ck_assert_int_eq(tda_cloud_neighbours(p.ctx, &d, &p.cloud, 2), TDA_ELIMIT);
    ck_assert_ptr_nonnull(strstr(tda_ctx_message(p.ctx), "neighbours: "));
    tda_ctx_set_max_bytes(p.ctx, 0);
    EACH_OOM(tda_cloud_neighbours(p.ctx, &d, &p.cloud, 0.1), d.own == NULL);
    tda_distances_clear(&d);
    EACH_CANCEL(tda_cloud_neighbours(p.ctx, &d, &p.cloud, 0.1), d.own == NULL);
    tda_distances_clear(&d);
    double far[] = {-1e308, 1e308};
    ck_assert_int_eq(
        tda_cloud_neighbours(p.ctx, &d, &(tda_cloud){2, 1, far, NULL}, INFINITY),
        TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(p.ctx),
                     "points 0 and 1: their distance is past the range of a double; "
                     "scale the points down");
    points_close(&p);
}
END_TEST

SUITE("neighbours", SEEDS(equal_to_all_pairs, 200);
      SEEDS(equal_to_all_pairs_by_search, 10); TEST(far_and_near); TEST(refusals))
