/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reduce.c - Kernel of a bigraded matrix by column reduction (sweep.c): a column that becomes
 * zero is a generator at its own x and the y of the stage. */
#include "multiparam/sweep.h"

tda_status tdai_kernel_reduce(tda_ctx *ctx, tdai_kernel *out, const tdai_level *d,
                              tda_index rows, tda_index ys, const char *stage)
{
    tda_status st = TDA_OK;
    tdai_kernel kernel = {0};
    tdai_sweep s = {0};
    TRY(tdai_sweep_new(ctx, &s, d, rows, ys, 0));
    kernel.at = tdai_alloc(d->size, sizeof *kernel.at);
    if (!kernel.at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld generators", stage, (long long)d->size);
    for (tda_index y = 0; y < ys; y++) {
        uint32_t newcomer = s.first[y] < s.first[y + 1] ? s.order[s.first[y]] : TDAI_NONE;
        TRY(tdai_sweep_stage(ctx, &s, y, stage));
        while (kernel.size < s.deads) {
            uint32_t j = s.dead[kernel.size];
            kernel.at[kernel.size++] =
                (tdai_generator){d->x[j], (uint32_t)y, j, d->y[j] == y ? j : newcomer};
        }
    }
    kernel.effort = s.effort;
    *out = kernel;
    kernel.at = NULL;
done:
    tdai_sweep_free(&s);
    tdai_free(kernel.at);
    return st;
}

void tdai_kernel_clear(tdai_kernel *k)
{
    tdai_free(k->at);
    *k = (tdai_kernel){0};
}
