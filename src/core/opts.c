/* SPDX-License-Identifier: GPL-3.0-or-later */
/* opts.c - Options structs that can grow without breaking older programs. */
#include "core/private.h"
#include <string.h>

tda_status tdai_opts(tda_ctx *ctx, void *mine, size_t size, const void *theirs)
{
    size_t given;
    if (!theirs)
        return TDA_OK;
    memcpy(&given, theirs, sizeof given);
    if (given < sizeof given)
        return tdai_fail(ctx, TDA_EINVAL, "options: start from the _INIT macro");
    if (given > size)
        return tdai_fail(ctx, TDA_EINVAL, "options: the program expects a newer libtda");
    memcpy(mine, theirs, given);
    return TDA_OK;
}
