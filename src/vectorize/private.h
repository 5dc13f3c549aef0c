/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - What vectorizers share: summands of modules as pairs of staircases. */
#ifndef TDA_VECTORIZE_PRIVATE_H
#define TDA_VECTORIZE_PRIVATE_H
#include "core/wide.h"
#include "data/private.h"
#include <tda/vectorize.h>

TDA_BEGIN

/* How many nodes a grid has; -1 past what an index holds. */
tda_index tdai_grid_nodes(const tda_grid *grid);

/* min and max that become vector code; the arguments are not NaN */
ALWAYS_INLINE double tdai_lesser(double a, double b)
{
    return a < b ? a : b;
}
ALWAYS_INLINE double tdai_greater(double a, double b)
{
    return a > b ? a : b;
}

/* ---- summands (summand.c, stairs.c) ----
 * A view of one interval. With two parameters births and deaths are antichains with the first
 * coordinate going up and the second down. A window is all z with low <= z <= high. */
typedef struct tdai_summand {
    int params;
    tda_index births, deaths;
    const double *birth, *death;
} tdai_summand;

tdai_summand tdai_summand_of(const tda_module *m, tda_index i);

/* The longest t for which z and z + t (1 .. 1) lie in interval and window; 0 where they do not
 * meet. */
double tdai_summand_segment(const tdai_summand *s, const double *low, const double *high);
/* The volume of what interval and window share. */
double tdai_summand_volume(const tdai_summand *s, const double *low, const double *high);
/* The volume of the largest box in interval and window. */
double tdai_summand_box(const tdai_summand *s, const double *low, const double *high);
/* How far all coordinates of x must be raised to be above a birth, and lowered to be below a
 * death; negative where x is past. The greater of the two. */
double tdai_summand_outside(const tdai_summand *s, const double *x);

/* The same of two parameters, by staircases (stairs.c). */
double tdai_stairs_segment(const tdai_summand *s, const double *low, const double *high);
double tdai_stairs_volume(const tdai_summand *s, const double *low, const double *high);
double tdai_stairs_box(const tdai_summand *s, const double *low, const double *high);
double tdai_stairs_outside(const tdai_summand *s, const double *x);

/* A row of n pixels (x, y[j]), with y[j] - pad and y[j] + pad (rows.c). */
typedef struct tdai_row {
    double x, pad;
    tda_index n;
    const double *y, *low, *high;
} tdai_row;

/* Which of the pixels of the row, first .. end - 1, have an interval within less than pad in
 * each coordinate; none where first >= end. */
void tdai_row_reach(tda_index *first, tda_index *end, const tdai_summand *s,
                    const tdai_row *row);
/* value[j] := the function of pixel j, for windows of half width pad. */
void tdai_row_segment(double *value, const tdai_summand *s, const tdai_row *row);
void tdai_row_volume(double *value, const tdai_summand *s, const tdai_row *row);
void tdai_row_box(double *value, const tdai_summand *s, const tdai_row *row);
void tdai_row_outside(double *value, const tdai_summand *s, const tdai_row *row);

/* ---- representations (represent.c) ---- */

/* Where a feature is asked: on a grid, or where that is NULL at points. */
typedef struct tdai_sites {
    const tda_grid *grid;
    tda_index size;
    const double *point;
} tdai_sites;

/* What tda_module_representation() says; with `all`, every layer up to that of the options:
 * [layer x sites]. */
tda_status tdai_represent(tda_ctx *ctx, double *out, const tda_module *module,
                          const tdai_sites *sites, const tda_representation_opts *opts,
                          bool all);
/* Refuse sites that are not finite or not of the module's parameters. */
tda_status tdai_sites_check(tda_ctx *ctx, const tdai_sites *sites, int params,
                            const char *what);
/* z := site i. */
void tdai_site(const tdai_sites *sites, int params, tda_index i, double *z);

TDA_END
#endif
