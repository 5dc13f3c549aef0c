/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file multiparam.h  Invariants of complexes filtered by several parameters. */
#ifndef TDA_MULTIPARAM_H
#define TDA_MULTIPARAM_H
#include <tda/data.h>
TDA_BEGIN

/** Options of tda_complex_hilbert_measure(); start from TDA_HILBERT_OPTS_INIT. None changes
 *  the measure: they choose how it is computed and what comes with it. */
typedef struct tda_hilbert_opts {
    size_t size;      /**< set by TDA_HILBERT_OPTS_INIT */
    bool chunk;       /**< remove pairs of equal grade first; default true */
    bool shortcut;    /**< forests and duality where they apply; default true */
    bool uncancelled; /**< keep every atom with its own pair of cells, merging only
                           atoms equal in point and cells, as gradients at ties
                           need; default false. The measure is then a list, canonical
                           in (point, cells, sign) */
} tda_hilbert_opts;
#define TDA_HILBERT_OPTS_INIT                                                            \
    {                                                                                    \
        sizeof(tda_hilbert_opts), true, true, false                                      \
    }

/** Hilbert signed measures over Z/2: measure k is the unique signed measure mu with
 *  dim H_k(K_z) = mu({p <= z}) for every z. Exact, on the grid of all grades; squeeze the
 *  complex first (tda_complex_squeeze()) for a coarser one.
 *  @param[out] out      [last-first+1] measures of degrees first .. last; release each with
 *                       tda_measure_clear(). The cell behind a coordinate is one whose grade
 *                       has that coordinate
 *  @param      complex  of any number of parameters, 1-critical or k-critical
 *  @param      first,last  homology degrees, 0 <= first <= last
 *  @retval TDA_EINVAL  uncancelled with three or more parameters
 *  @par Cost  dynamic forests where boundaries or coboundaries have at most two cells:
 *  O(m log m); else bigraded column reduction, cubic at worst and near linear in practice,
 *  memory that of the reduced columns. Threads over degrees and in the preprocessing
 *  Three and more parameters: as much for each node of the grid of the third and later ones
 *  @par Source  kernels of bigraded matrices @cite lesnick2022computing; chunk
 *  @cite fugacci2023chunk; the measure @cite loiseaux2023stable */
TDA_API tda_status tda_complex_hilbert_measure(tda_ctx *ctx, tda_measure *out,
                                               const tda_complex *complex, int first,
                                               int last,
                                               const tda_hilbert_opts *opts) TDA_CHECKED;

/** Euler signed measure: the sum over cells of (-1)^dim times the Moebius inverse of the
 *  region where the cell is present, so that the Euler characteristic of K_z is mu({p <= z}).
 *  @param[out] out  release with tda_measure_clear(); its degree is -1
 *  @param complex   of any number of parameters, 1-critical or k-critical
 *  @par Cost  O(params m log m) for 1-critical complexes; a k-critical cell adds at most k^2
 *  points in two parameters, k^params in general
 *  @par Source  @cite loiseaux2023stable */
TDA_API tda_status tda_complex_euler_measure(tda_ctx *ctx, tda_measure *out,
                                             const tda_complex *complex) TDA_CHECKED;

TDA_END
#endif
