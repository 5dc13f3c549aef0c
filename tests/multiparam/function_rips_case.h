/* SPDX-License-Identifier: GPL-3.0-or-later */
/* function_rips_case.h - Random function-Rips bifiltrations and their complexes, ties among them. */
#ifndef TDA_TEST_FUNCTION_RIPS_CASE_H
#define TDA_TEST_FUNCTION_RIPS_CASE_H
#include "brute.h"
#include "filtration/points.h"
#include <tda.h>

enum { CASE_MOST = 24 };

typedef struct frips_case {
    points p;
    bool distances; /* what it is made of; else points */
    bool sparse;
    double f[CASE_MOST];
    tda_cloud function;
    tda_function_rips_opts opts;
    tda_grid grid;         /* opts.grid, where there is one */
    double value[20];      /* its values */
    tda_index start[3];    /* and where they start */
    tda_complex *complex;  /* exact */
    tda_complex *squeezed; /* on the grid; the same where there is none */
} frips_case;

static inline const tda_distances *case_distances(const frips_case *c)
{
    return c->sparse ? &c->p.sparse : &c->p.dense;
}

/* An axis of a few values from -1 to `most`, some of them coordinates that occur. */
static inline void case_axis(frips_case *c, int k, double most)
{
    tda_index n = c->start[k], values = 1 + tdai_rng_below(c->p.rng, 8);
    const tda_cells *cells = tda_complex_cells(c->complex);
    double last = -1.5;
    for (tda_index i = 0; i < values; i++) {
        double x = last + (most + 1.5) / (double)values * tdai_rng_uniform(c->p.rng);
        if (cells->size && tdai_rng_below(c->p.rng, 2)) {
            double y = cells->grade[2 * tdai_rng_below(c->p.rng, cells->size) + k];
            x = y > last ? y : x;
        }
        if (x <= last)
            continue;
        c->value[n++] = last = x;
    }
    c->start[k + 1] = n;
}

static inline void case_open(frips_case *c, int seed, tda_index n, int degrees)
{
    *c = (frips_case){0};
    points_open(&c->p, seed, n, 1 + seed % 3);
    tdai_rng *rng = c->p.rng;
    c->distances = seed % 3 != 0;
    c->sparse = seed % 3 == 2;
    int spread = 2 + seed % 7;
    for (tda_index e = 0; c->distances && e < n * (n - 1) / 2; e++)
        c->p.lower[e] = (double)tdai_rng_below(rng, spread); /* no metric, with ties */
    for (tda_index i = 1; c->distances && seed % 7 < 4 && i < n; i += 2)
        c->p.lower[i * (i - 1) / 2 + i - 1] += 3; /* spheres: points with antipodes */
    for (tda_index e = 0; c->distances && e < n * (n - 1) / 2; e++) {
        tda_index i = c->p.tail[e];
        c->p.value[e] = c->p.lower[i * (i - 1) / 2 + c->p.head[e]];
    }
    for (tda_index i = 0; i < n; i++)
        c->f[i] = seed % 4 == 0   ? tdai_rng_gauss(rng, 1)
                  : seed % 4 == 1 ? (double)tdai_rng_below(rng, 4) - 1
                  : seed % 4 == 2 ? -(double)i
                  : i % 2         ? -0.0
                                  : 0;
    c->function = (tda_cloud){n, 1, c->f, NULL};
    c->opts = (tda_function_rips_opts)TDA_FUNCTION_RIPS_OPTS_INIT;
    if (seed % 5 == 4)
        c->opts.threshold = (double)tdai_rng_below(rng, 5);
    c->opts.scale = c->distances ? (tda_scale)(seed / 3 % 3) : TDA_SCALE_DIAMETER;
    tda_points_opts p = TDA_POINTS_OPTS_INIT;
    p.threshold = c->opts.threshold;
    p.scale = c->opts.scale;
    p.max_dimension = degrees;
    OK(c->distances ? tda_distances_function_rips(c->p.ctx, &c->complex,
                                                  case_distances(c), &c->function, &p)
                    : tda_cloud_function_rips(c->p.ctx, &c->complex, &c->p.cloud,
                                              &c->function, &p));
    if (seed % 2) {
        case_axis(c, 0, 5);
        case_axis(c, 1, 4);
        c->grid = (tda_grid){2, c->start, c->value};
        OK(tda_complex_squeeze(c->p.ctx, &c->squeezed, c->complex, &c->grid));
        c->opts.grid = &c->grid;
    }
}

static inline void case_close(frips_case *c)
{
    tda_complex_free(c->complex);
    tda_complex_free(c->squeezed);
    points_close(&c->p);
}

/* What everything is to be compared with. */
static inline const tda_complex *case_complex(const frips_case *c)
{
    return c->squeezed ? c->squeezed : c->complex;
}

/* Does the id of parameter k name points whose length, or value, moves up to x? */
static inline bool case_names(const frips_case *c, int k, tda_index id, double x)
{
    tda_index i, j, found = 0;
    const tda_cells *cells = tda_complex_cells(c->complex),
                    *to = tda_complex_cells(case_complex(c));
    tda_pair_points(id, &i, &j);
    if (k == 1)
        return i == j && to->grade[2 * i + 1] == x;
    for (tda_index e = 0; e < cells->size && cells->dim[e] < 2; e++)
        if (cells->dim[e] == 0 ? e == i && e == j
                               : cells->face[cells->start[e]] == j &&
                                     cells->face[cells->start[e] + 1] == i)
            found += to->grade[2 * e] == x;
    return found == 1;
}

static inline bool same_measure(const tda_measure *a, const tda_measure *b, bool cells)
{
    size_t n = (size_t)a->size;
    return a->size == b->size && a->degree == b->degree &&
           (n == 0 || (!memcmp(a->at, b->at, 2 * n * sizeof *a->at) &&
                       !memcmp(a->weight, b->weight, n * sizeof *a->weight) &&
                       (!cells || !memcmp(a->cell, b->cell, 2 * n * sizeof *a->cell))));
}

#endif
