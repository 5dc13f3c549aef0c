/* SPDX-License-Identifier: GPL-3.0-or-later */
/* represent.h - The parts of a representation: weights, functions of summands, operators. */
#ifndef TDA_VECTORIZE_REPRESENT_H
#define TDA_VECTORIZE_REPRESENT_H
#include "vectorize/private.h"

TDA_BEGIN

/* weight[i] of each summand; refuses those that are not finite or negative. */
tda_status tdai_weights(tda_ctx *ctx, double *weight, const tda_module *m,
                        const tda_representation_opts *o);

/* ---- functions (functions.c) ---- */

/* Past how far from a summand its function is zero. */
double tdai_function_pad(const tda_representation_opts *o);
/* The function of summand i at x. */
double tdai_function_at(const tda_module *m, tda_index i, const double *x,
                        const tda_representation_opts *o);
/* value[j] := that at pixel j, for two parameters and no callback; the row's pad is its. */
void tdai_function_row(double *value, const tdai_summand *s, const tdai_row *row,
                       const tda_representation_opts *o);

/* ---- operators (operators.c): several values of a site become one, summand by summand ---- */

/* How many numbers a site keeps on the way. */
tda_index tdai_operator_slots(const tda_representation_opts *o);
/* slot [n x slots] takes in weight times value[j], j < n. */
void tdai_operator_add(double *slot, const double *value, tda_index n, double weight,
                       const tda_representation_opts *o);
/* slot [n x slots] := the answers, in the first of its slots; of layers all. */
void tdai_operator_close(double *slot, tda_index n, double total,
                         const tda_representation_opts *o);

TDA_END
#endif
