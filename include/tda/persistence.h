/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file persistence.h  One-parameter persistence of complexes. */
#ifndef TDA_PERSISTENCE_H
#define TDA_PERSISTENCE_H
#include <tda/data.h>
TDA_BEGIN

/** Persistence diagram over Z/2 of a complex of one parameter, or of one axis of several.
 *  Bars of length zero are dropped; ties between cells break by dimension, then id.
 *  @param[out] out    release with tda_diagram_clear()
 *  @param      param  the parameter swept, 0 .. params-1, the others being ignored (taken at
 *                     their top); k-critical cells enter at their smallest value
 *  @retval TDA_EINVAL  no such parameter
 *  @par Cost  that of PHAT's twist reduction on bit-tree columns: cubic at worst, near linear
 *  in practice; the call into PHAT cannot be cancelled
 *  @par Source  @cite bauer2017phat */
TDA_API tda_status tda_complex_diagram(tda_ctx *ctx, tda_diagram *out,
                                       const tda_complex *complex, int param) TDA_CHECKED;

TDA_END
#endif
