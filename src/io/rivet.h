/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rivet.h - What the head of a RIVET file says (rivet_head.c), and who reads what follows. */
#ifndef TDA_IO_RIVET_H
#define TDA_IO_RIVET_H
#include "io/private.h"

TDA_BEGIN

typedef enum tdai_rivet_type {
    TDAI_RIVET_POINTS,
    TDAI_RIVET_METRIC,
    TDAI_RIVET_BIFILTRATION,
    TDAI_RIVET_FIREP,
} tdai_rivet_type;

typedef struct tdai_rivet {
    tdai_rivet_type type;
    const char *typed;   /* where the file says so; its first line when it does not */
    bool old;            /* a file of RIVET 1.0: without flags */
    bool function;       /* points or a metric come with a function */
    tda_index dimension; /* of the points of an old file */
    tda_index points;    /* of an old metric without a function; else -1 */
    tdai_values values;  /* the function, of an old metric; else empty */
} tdai_rivet;

/* Read the head, up to the line before the first of the data. Fills label, reverse and
 * threshold of *in. Release head->values. */
tda_status tdai_rivet_head(tda_ctx *ctx, tda_input *in, tdai_rivet *head,
                           tdai_text *text);

tda_status tdai_rivet_metric(tda_ctx *ctx, tda_input *in, tdai_rivet *head,
                             tdai_text *text);
tda_status tdai_rivet_bifiltration(tda_ctx *ctx, tda_input *in, tdai_text *text);
tda_status tdai_rivet_firep(tda_ctx *ctx, tda_input *in, tdai_text *text);

TDA_END
#endif
