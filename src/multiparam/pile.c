/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pile.c - Runs of rows end to end. */
#include "multiparam/basis.h"

void tdai_pile_clear(tdai_pile *p)
{
    tdai_free(p->at);
    *p = (tdai_pile){0};
}

tda_status tdai_pile_room(tda_ctx *ctx, tdai_pile *p, tda_index n, const char *what)
{
    if (p->at && n <= p->capacity - p->used)
        return TDA_OK;
    tda_index capacity = p->capacity + p->capacity / 2 + n + 1024;
    tda_status st = tdai_budget(ctx, capacity * (tda_index)sizeof *p->at, what);
    if (st)
        return st;
    uint32_t *at = tdai_realloc(p->at, capacity, sizeof *at);
    if (!at)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld entries of %s",
                         (long long)capacity, what);
    p->at = at;
    p->capacity = capacity;
    return TDA_OK;
}
