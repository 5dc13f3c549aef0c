/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cloud.c - Points: finite coordinates, named by row and column where one is not. */
#include "data/private.h"
#include <math.h>

tda_status tda_cloud_check(tda_ctx *ctx, const tda_cloud *cloud)
{
    tda_status st = TDA_OK;
    tda_index columns = cloud->dimension;
    if (cloud->size < 0)
        FAIL(TDA_EINVAL, "points: a negative number of rows, %lld",
             (long long)cloud->size);
    if (columns < 1)
        FAIL(TDA_EINVAL, "points: %lld columns; at least 1 is needed",
             (long long)columns);
    if (tdai_size_add(0, tdai_size_add(0, cloud->size, columns), sizeof *cloud->at) < 0)
        FAIL(TDA_ELIMIT, "points: %lld rows of %lld columns overflow an index",
             (long long)cloud->size, (long long)columns);
    if (!cloud->at && cloud->size > 0)
        FAIL(TDA_EINVAL, "points: the array is NULL");
    for (tda_index i = 0; i < cloud->size; i++) {
        TRY(tdai_poll(ctx, "checking points", i, cloud->size));
        for (tda_index j = 0; j < columns; j++)
            if (!isfinite(cloud->at[i * columns + j]))
                FAIL(TDA_EINVAL, "points: row %lld, column %lld is %s", (long long)i,
                     (long long)j,
                     isnan(cloud->at[i * columns + j]) ? "NaN" : "infinite");
    }
done:
    return st;
}

void tda_cloud_clear(tda_cloud *cloud)
{
    tdai_free(cloud->own);
    *cloud = (tda_cloud){0};
}
