/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical.h - What the engines for images share: one padded grid, and a list of bars.
 *
 * All engines sweep the V construction: pixels are vertices, in the order of (value, position),
 * and a cube belongs to the last of its vertices. The T construction is its dual, by the same
 * code: the image is negated and turned round (so that ties run backwards too), a cell of T is
 * the dual cube, and what surrounds the image comes first instead of never. The dual cubes with
 * no vertex but outside are left out, those with some stay: chains relative to the outside. A
 * pair of dual cubes of dimensions k and k+1 is then a bar of T of degree axes-1-k, from the
 * second's value to the first's. */
#ifndef TDA_PERSISTENCE_CUBICAL_H
#define TDA_PERSISTENCE_CUBICAL_H
#include "data/private.h"
#include <tda/persistence.h>

TDA_BEGIN

#define TDAI_IMAGE_STAGE "image diagram"

enum { TDAI_NOWHERE = -1 };

/* A cube and the one it is paired with, by their last pixels. */
typedef struct tdai_cube_pair {
    uint32_t from, to; /* to: UINT32_MAX where there is none */
    int32_t k;         /* the dimension of the first */
} tdai_cube_pair;

/* An image on a grid with one position more at both ends of each axis. Along a periodic axis
 * these repeat the pixels of the other end; elsewhere they lie outside. A pixel that never
 * appears lies outside as well. */
typedef struct tdai_cubes {
    int axes; /* at least 2; those of one pixel are left out */
    bool top; /* T, and so everything is negated and turned round */
    tda_index shape[TDA_IMAGE_AXES]; /* pixels along each axis */
    bool periodic[TDA_IMAGE_AXES];
    tda_index step[TDA_IMAGE_AXES];   /* between neighbours on the padded grid */
    tda_index stride[TDA_IMAGE_AXES]; /* between neighbours in the image */
    tda_index weight[TDA_IMAGE_AXES]; /* between the ids of neighbours */
    tda_index first;                  /* the id of the first pixel */
    tda_index size;                   /* positions, less than 2^32 - 1 */
    double outside;                   /* the value there: V +INFINITY, T -INFINITY */
    double *value;                    /* [size + 1], the last one being outside */
    int last_degree;                  /* bars of higher degree are not asked for */
    tdai_cube_pair *pair;
    tda_index pairs, room;
} tdai_cubes;

/* The grid of one channel of a checked image. */
tda_status tdai_cubes_new(tda_ctx *ctx, tdai_cubes *c, const tda_image *image,
                          const tda_image_diagram_opts *opts);
void tdai_cubes_clear(tdai_cubes *c);
/* Copy the pixels at the ends of periodic axes into the margins about the other ends, in an
 * array [size] of things of `width` bytes. */
void tdai_cubes_wrap(const tdai_cubes *c, void *array, size_t width);
/* The position on the padded grid of the pixel that p, in a margin, repeats; p for others. */
tda_index tdai_cubes_pixel(const tdai_cubes *c, tda_index p);
/* The rows of pixels along the last axis, and the position of the first pixel of one. */
tda_index tdai_cubes_rows(const tdai_cubes *c);
tda_index tdai_cubes_row(const tdai_cubes *c, tda_index row);
/* Cube a of dimension k, named by its last pixel, is paired with b or, TDAI_NOWHERE, with
 * nothing. Pairs of equal value are no bars. */
tda_status tdai_cubes_bar(tda_ctx *ctx, tdai_cubes *c, int k, tda_index a, tda_index b);
/* bar [pairs] := the pairs as bars. */
void tdai_cubes_bars(const tdai_cubes *c, tdai_bar *bar);

/* Parents [size + 1] of pixels and of top cubes, which stand at their first corner, before any is
 * known: all hang from the outside, and what is repeated in a margin from what it repeats. */
void tdai_cubes_plant(const tdai_cubes *c, uint32_t *pixel, uint32_t *cube);

/* The root of x in a forest of parents, halving the path. */
static inline uint32_t tdai_root(uint32_t *parent, uint32_t x)
{
    while (parent[x] != x) {
        parent[x] = parent[parent[x]];
        x = parent[x];
    }
    return x;
}

/* at[n] := the positions of the pixels not outside, in the order of the sweep; *pixels := n. */
tda_status tdai_cubes_sort(tda_ctx *ctx, const tdai_cubes *c, uint32_t **at,
                           tda_index *pixels);

/* The engines: two axes, three, any number. */
tda_status tdai_cubes_plane(tda_ctx *ctx, tdai_cubes *c);
tda_status tdai_cubes_space(tda_ctx *ctx, tdai_cubes *c);
tda_status tdai_cubes_any(tda_ctx *ctx, tdai_cubes *c);

TDA_END
#endif
