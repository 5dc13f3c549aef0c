/* SPDX-License-Identifier: GPL-3.0-or-later */
/* npy_head.h - What the head of a npy file tells. */
#ifndef TDA_IO_NPY_HEAD_H
#define TDA_IO_NPY_HEAD_H
#include "io/private.h"
TDA_BEGIN

enum { TDAI_NPY_AXES = TDA_IMAGE_AXES + 1 };

typedef struct tdai_npy {
    int axes;
    tda_index shape[TDAI_NPY_AXES];
    bool fortran;       /* the first axis runs fastest */
    tdai_column values; /* as many as the shape has, all inside the file */
} tdai_npy;

tda_status tdai_npy_head(tda_ctx *ctx, tdai_npy *out, const tdai_text *t);

TDA_END
#endif
