/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dense.c - The Hilbert function, or the Euler characteristic, on every node of a grid.
 *
 * What --dense asks for instead of the signed barcode: as large as the product of the axes, so
 * its size is weighed against the memory limit first. */
#include "cli/result.h"
#include <stdlib.h>
#include <string.h>

/* Every node of the grid, degree by degree: [count x n_1 x .. x n_p]. */
int cli_dense(cli_session *s, const cli_source *src, const cli_result *r, int64_t **out,
              tda_index *shape)
{
    const tda_grid *g = &src->grid;
    double nodes = 1;
    if (g->params > CLI_AXES)
        return cli_error(s->o->command, CLI_INPUT,
                         "%s: --dense takes at most %d parameters, not %d", src->name,
                         CLI_AXES, g->params);
    shape[0] = r->count;
    for (int i = 0; i < g->params; i++) {
        shape[i + 1] = g->start[i + 1] - g->start[i];
        nodes *= (double)shape[i + 1];
    }
    char need[32];
    cli_human(need, nodes * (double)r->count * 8);
    if (nodes * (double)r->count * (8 + 8 * (g->params + 2)) > (double)s->limit)
        return cli_error(
            s->o->command, CLI_LIMIT,
            "%s: the dense function on %.3g nodes needs %s and more to write it, "
            "past --max-memory; give a smaller --grid N,M",
            src->name, nodes, need);
    int64_t *at;
    int code = cli_alloc(s, &at, nodes < 1e17 ? (tda_index)nodes * r->count : -1,
                         sizeof *at, "the dense function");
    for (tda_index i = 0; i < r->count && code == CLI_DONE; i++) {
        tda_status st =
            tda_measure_evaluate(s->ctx, at + i * (tda_index)nodes, &r->measure[i], g);
        if (st != TDA_OK)
            code = cli_fail(s, st, src->name);
    }
    *out = at;
    return code;
}

/* Rows degree, x1 .. xp, value: a table of numbers like any other. */
int cli_dense_csv(cli_session *s, const cli_source *src, const cli_result *r,
                  const int64_t *value, tda_bytes *out)
{
    static const char *const names[2 + CLI_AXES] = {"degree", "x1", "x2", "x3", "x4",
                                                    "x5",     "x6", "x7", "x8"};
    const char *columns[2 + CLI_AXES];
    const tda_grid *g = &src->grid;
    int params = g->params;
    tda_index rows = r->count;
    double *at;
    for (int i = 0; i < params; i++)
        rows *= g->start[i + 1] - g->start[i];
    tda_index nodes = r->count ? rows / r->count : 0;
    int code =
        cli_alloc(s, &at, rows, (size_t)(params + 2) * sizeof *at, "the dense table");
    if (code != CLI_DONE)
        return code;
    for (tda_index row = 0; row < rows; row++) {
        double *line = at + row * (params + 2);
        tda_index node = row % nodes;
        line[0] = r->measure[row / nodes].degree;
        for (int i = params - 1; i >= 0; i--) {
            tda_index n = g->start[i + 1] - g->start[i];
            line[i + 1] = g->value[g->start[i] + node % n];
            node /= n;
        }
        line[params + 1] = (double)value[row];
    }
    memcpy(columns, names, sizeof columns);
    columns[params + 1] = "value";
    tda_cloud table = {rows, params + 2, at, NULL};
    tda_status st = tda_cloud_csv(s->ctx, out, &table, columns);
    free(at);
    return cli_check(s, st, "the dense table");
}
