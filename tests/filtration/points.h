/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random points and their distances for the tests of this folder. */
#ifndef TDA_TEST_POINTS_H
#define TDA_TEST_POINTS_H
#include "tda_check.h"
#include <math.h>
#include <tda/filtration.h>

typedef struct points {
    tda_ctx *ctx;
    tdai_rng *rng;
    tda_cloud cloud;
    tda_distances dense, sparse; /* all pairs, in a shuffled order in the sparse ones */
    double *at, *lower, *value;
    tda_index *tail, *head;
} points;

static inline void points_close(points *p)
{
    free(p->at);
    free(p->lower);
    free(p->value);
    free(p->tail);
    free(p->head);
    tdai_rng_free(p->rng);
    tda_ctx_free(p->ctx);
}

static inline double points_distance(const tda_cloud *c, tda_index i, tda_index j)
{
    double sum = 0;
    for (tda_index k = 0; k < c->dimension; k++) {
        double x = c->at[i * c->dimension + k] - c->at[j * c->dimension + k];
        sum += x * x;
    }
    return sqrt(sum);
}

/* n points in dimension d; every other seed on a small lattice, with ties and repetitions. */
static inline void points_open(points *p, int seed, tda_index n, tda_index d)
{
    *p = (points){0};
    OK(tda_ctx_new(&p->ctx));
    tda_ctx_set_seed(p->ctx, (uint64_t)seed);
    OK(tdai_rng_new(p->ctx, &p->rng, 7));
    tda_index pairs = n * (n - 1) / 2, e = 0;
    p->at = calloc((size_t)(n * d) + 1, sizeof *p->at);
    p->lower = calloc((size_t)pairs + 1, sizeof *p->lower);
    p->value = calloc((size_t)pairs + 1, sizeof *p->value);
    p->tail = calloc((size_t)pairs + 1, sizeof *p->tail);
    p->head = calloc((size_t)pairs + 1, sizeof *p->head);
    for (tda_index i = 0; i < n * d; i++)
        p->at[i] =
            seed % 2 ? (double)tdai_rng_below(p->rng, 4) : tdai_rng_gauss(p->rng, 1);
    p->cloud = (tda_cloud){n, d, p->at, NULL};
    for (tda_index i = 0; i < n; i++)
        for (tda_index j = 0; j < i; j++, e++) {
            p->lower[e] = points_distance(&p->cloud, i, j);
            p->value[e] = p->lower[e];
            p->tail[e] = i;
            p->head[e] = j;
        }
    for (e = pairs - 1; e > 0; e--) {
        tda_index f = tdai_rng_below(p->rng, e + 1), t = p->tail[e], h = p->head[e];
        double v = p->value[e];
        p->tail[e] = p->tail[f], p->head[e] = p->head[f], p->value[e] = p->value[f];
        p->tail[f] = t, p->head[f] = h, p->value[f] = v;
    }
    p->dense = (tda_distances){.size = n, .lower = p->lower};
    p->sparse = (tda_distances){
        .size = n, .pairs = pairs, .tail = p->tail, .head = p->head, .value = p->value};
}

#endif
