/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file vectorize.h  Features: arrays of numbers made from results, stable under small changes of
 *  the input. Each call fills an array of the caller's; the shape stands with it. */
#ifndef TDA_VECTORIZE_H
#define TDA_VECTORIZE_H
#include <tda/data.h>
TDA_BEGIN

/* ------------------------------------------------------------------------------- surfaces */

/** Options of functions evaluated on grids; start from TDA_SURFACE_OPTS_INIT. */
typedef struct tda_surface_opts {
    size_t size; /**< set by TDA_SURFACE_OPTS_INIT */
    double
        norm; /**< 1 or more: values are multiplied by volume^(1 / norm) of their cell, so
                      that this norm of the difference of two arrays is the L^norm distance of
                      the functions on the grid; INFINITY: values as they are; default 1 */
} tda_surface_opts;
#define TDA_SURFACE_OPTS_INIT                                                            \
    {                                                                                    \
        sizeof(tda_surface_opts), 1                                                      \
    }

/** The function of a measure on a grid, weighted by its cells: for a Hilbert measure the Hilbert
 *  function, for the Euler measure the Euler characteristic. The cell of a node reaches up to the
 *  next node along each axis, as the function does that jumps there; the last cell of an axis is as
 *  wide as the one before it, that of an axis of one value has width 1.
 *  @param[out] out  [n_1 x ... x n_params] row-major, caller's
 *  @retval TDA_EINVAL  a norm below 1; an axis longer than a double holds
 *  @par Cost  that of tda_measure_evaluate()
 *  @par Source  @cite loiseaux2023stable */
TDA_API tda_status tda_measure_surface(tda_ctx *ctx, double *out,
                                       const tda_measure *measure, const tda_grid *grid,
                                       const tda_surface_opts *opts) TDA_CHECKED;
/** All ranks between nodes of a grid, weighted by the cells of both; 0 where the first node is not
 *  below the second.
 *  @param[out] out      [nodes x nodes] row-major, the nodes likewise, caller's
 *  @param      barcode  of rectangles
 *  @par Cost  that of tda_signed_barcode_rank_tensor() */
TDA_API tda_status tda_signed_barcode_surface(tda_ctx *ctx, double *out,
                                              const tda_signed_barcode *barcode,
                                              const tda_grid *grid,
                                              const tda_surface_opts *opts) TDA_CHECKED;

TDA_END
#endif
