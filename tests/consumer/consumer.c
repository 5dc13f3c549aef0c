/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program of somebody else: it sees what was installed and nothing more. */
#include <stdio.h>
#include <string.h>
#include <tda.h>

int main(void)
{
    /* Two points appear at (0, 0) and are joined at (1, 0) or at (0, 2). */
    const double at[] = {0, 0, 1, 0, 0, 2, 1, 2}, axes[] = {0, 1, 0, 1, 2};
    const int64_t weight[] = {2, -1, -1, 1};
    tda_index start[] = {0, 2, 5};
    double values[5];
    int64_t hilbert[6];
    tda_ctx *ctx = NULL;
    tda_measure measure = {0};
    memcpy(values, axes, sizeof values);
    tda_status st = tda_ctx_new(&ctx);
    if (st == TDA_OK)
        st = tda_measure_new(ctx, &measure, 2, 4, at, weight, NULL);
    if (st == TDA_OK)
        st = tda_measure_evaluate(ctx, hilbert, &measure, &(tda_grid){2, start, values});
    if (st != TDA_OK)
        fprintf(stderr, "%s: %s\n", tda_strerror(st), tda_ctx_message(ctx));
    else
        for (int x = 0; x < 2; x++)
            printf("%d %d %d\n", (int)hilbert[3 * x], (int)hilbert[3 * x + 1],
                   (int)hilbert[3 * x + 2]);
    tda_measure_clear(&measure);
    tda_ctx_free(ctx);
    return st != TDA_OK;
}
