/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landmarks.c - A few points that stand for many: far from each other, or at random. */
#include "filtration/private.h"

static tda_status check(tda_ctx *ctx, const tda_cloud *cloud, tda_index k)
{
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, cloud));
    if (k < 0 || k > cloud->size)
        FAIL(TDA_EINVAL, "%lld landmarks of %lld points: give 0 to all of them",
             (long long)k, (long long)cloud->size);
done:
    return st;
}

/* A step of the search: the points and their distances to the landmarks so far. */
typedef struct search {
    const tda_cloud *cloud;
    double *squared; /* [n], -1 for the landmarks */
    double factor;   /* brings coordinates to where their squares are numbers */
    tda_index next;
} search;

static void add(search *s, tda_index landmark)
{
    const tda_index d = s->cloud->dimension;
    const double *p = s->cloud->at + landmark * d;
    double most = -1;
    s->squared[landmark] = -1;
    for (tda_index i = 0; i < s->cloud->size; i++) {
        const double *q = s->cloud->at + i * d;
        double sum = 0;
        if (s->squared[i] < 0)
            continue;
        for (tda_index c = 0; c < d; c++) {
            double x = q[c] * s->factor - p[c] * s->factor;
            sum += x * x;
        }
        if (sum < s->squared[i])
            s->squared[i] = sum;
        if (s->squared[i] > most) {
            most = s->squared[i];
            s->next = i;
        }
    }
}

tda_status tda_cloud_landmarks_farthest(tda_ctx *ctx, tda_index *out, double *radius,
                                        const tda_cloud *cloud, tda_index k,
                                        tda_index start)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    search s = {.cloud = cloud, .next = start};
    TRY(check(ctx, cloud, k));
    if (k > 0 && (start < 0 || start >= cloud->size))
        FAIL(TDA_EINVAL, "first landmark %lld: points are 0 to %lld", (long long)start,
             (long long)cloud->size - 1);
    int exponent = tdai_cloud_exponent(cloud);
    s.factor = ldexp(1, -exponent);
    s.squared = ARRAY(&tmp, double, cloud->size);
    tda_index *chosen = ARRAY(&tmp, tda_index, k);
    double *distance = ARRAY(&tmp, double, k);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < cloud->size; i++)
        s.squared[i] = INFINITY;
    for (tda_index i = 0; i < k; i++) {
        TRY(tdai_poll(ctx, "landmarks", i, k));
        chosen[i] = s.next;
        distance[i] = ldexp(sqrt(s.squared[s.next]), exponent);
        add(&s, s.next);
    }
    for (tda_index i = 0; i < k; i++) {
        out[i] = chosen[i];
        if (radius)
            radius[i] = distance[i];
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_cloud_landmarks_random(tda_ctx *ctx, tda_index *out,
                                      const tda_cloud *cloud, tda_index k)
{
    tda_status st = TDA_OK;
    tdai_rng *rng = NULL;
    TRY(check(ctx, cloud, k));
    TRY(tdai_rng_new(ctx, &rng, 0x6c616e64));
    for (tda_index i = 0, taken = 0; taken < k; i++)
        if (tdai_rng_below(rng, cloud->size - i) < k - taken)
            out[taken++] = i;
done:
    tdai_rng_free(rng);
    return st;
}
