/* SPDX-License-Identifier: GPL-3.0-or-later */
/* npz.h - NumPy's npz while it is written: a zip archive of npy arrays, stored as they are. */
#ifndef TDA_IO_NPZ_H
#define TDA_IO_NPZ_H
#include "core/private.h"
TDA_BEGIN

enum { TDAI_NPZ_NAME = 32, TDAI_NPZ_MEMBERS = 64 + 8 };

typedef struct tdai_npz_member {
    char name[TDAI_NPZ_NAME];
    uint32_t crc, size, at;
} tdai_npz_member;

typedef struct tdai_npz {
    tda_ctx *ctx;
    tda_bytes *out;
    tda_index begin; /* where it starts in out */
    tdai_npz_member list[TDAI_NPZ_MEMBERS];
    int members;
} tdai_npz;

/* An archive that is appended to *out; on failure the caller cuts that back. */
tdai_npz tdai_npz_new(tda_ctx *ctx, tda_bytes *out);
/* A member of any bytes. @retval TDA_ELIMIT  the archive would pass 4 GB */
tda_status tdai_npz_add(tdai_npz *a, const char *name, const tda_bytes *bytes);
/* An array of one axis, or of two. @param width  bytes of a value: 1 or 8 */
tda_status tdai_npz_array(tdai_npz *a, const char *name, const char *descr, int width,
                          int axes, tda_index rows, tda_index columns,
                          const void *values);
/* The directory at the end. */
tda_status tdai_npz_finish(tdai_npz *a);

TDA_END
#endif
