/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_batch.c - Many clouds of equal size in one NumPy array.
 *
 * Values are taken as they stand: one cloud of many that holds a NaN is no reason to refuse the
 * others, so it is up to whoever uses a cloud to check that one. */
#include "io/npy_head.h"

tda_status tda_batch_parse(tda_ctx *ctx, tda_cloud *out, tda_index *count,
                           const char *name, const char *bytes, size_t size)
{
    tda_status st = TDA_OK;
    tdai_text text = tdai_text_new(name, size ? bytes : "", size);
    tdai_npy npy;
    double *at = NULL;
    TRY(tdai_npy_head(ctx, &npy, &text));
    if (npy.axes != 3 || npy.shape[2] == 0)
        FAIL(TDA_EFORMAT,
             "%s: an array of %d axes%s is no batch of clouds; those are (m, n, d)", name,
             npy.axes, npy.axes == 3 ? " without coordinates" : "");
    tda_index m = npy.shape[0], n = npy.shape[1], d = npy.shape[2];
    TRY(tdai_budget(ctx, 8 * npy.values.size, name));
    at = tdai_alloc(npy.values.size, sizeof *at);
    if (!at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld clouds", name, (long long)m);
    for (tda_index i = 0; i < m; i++) {
        TRY(tdai_poll(ctx, "reading", i, m));
        for (tda_index j = 0; j < n; j++)
            for (tda_index k = 0; k < d; k++)
                at[(i * n + j) * d + k] = tdai_column_get(
                    &npy.values, npy.fortran ? (k * n + j) * m + i : (i * n + j) * d + k);
    }
    *out = (tda_cloud){n, d, at, at};
    *count = m;
    at = NULL;
done:
    tdai_free(at);
    return st;
}

int tda_npy_axes(const char *bytes, size_t size)
{
    tdai_text text = tdai_text_new("npy", size ? bytes : "", size);
    tdai_npy npy;
    return tdai_npy_head(NULL, &npy, &text) == TDA_OK ? npy.axes : -1;
}
