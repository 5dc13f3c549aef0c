/* SPDX-License-Identifier: GPL-3.0-or-later */
/* periodic.h - Points in a box whose opposite sides are one, and the triangulation of enough of
 * their translates (periodic_tiles.c), of which periodic.c makes a complex. */
#ifndef TDA_FILTRATION_PERIODIC_H
#define TDA_FILTRATION_PERIODIC_H
#include "filtration/simplices.h"

TDA_BEGIN

typedef struct tdai_torus {
    tda_ctx *ctx;
    const char *stage;
    tda_index n, d;
    double period[3], margin[3];
    double *at;            /* [n x d] in the box */
    const double *weight;  /* [n] the caller's, or NULL: all 0 */
    double *tiled, *heavy; /* coordinates and weights of the translates */
    uint32_t *
        origin; /* [tiles] the point that each is a translate of; the first n in the box */
    tda_index tiles;
    tdai_delaunay t;
    uint32_t *vertex[4]; /* [count x (k+1)] labels, ascending */
    tda_points_opts opts;
} tdai_torus;

/* Bring the points into the box: at, period. */
tda_status tdai_torus_open(tdai_torus *x, const tda_cloud *cloud, const double *period);
/* Triangulate, with as few translates as will do; refuse where all will not. */
tda_status tdai_torus_triangulate(tdai_torus *x);
/* Simplex s of dimension k: its points to point [k+1]. Is it, of its translates, the one that
 * counts? */
bool tdai_torus_counts(const tdai_torus *x, int k, tda_index s, tda_index *point);
void tdai_torus_clear(tdai_torus *x);

TDA_END
#endif
