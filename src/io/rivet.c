/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rivet.c - RIVET files of both versions: points and metrics with or without a function,
 * bifiltrations, and free implicit representations.
 *
 * The function of points stands in one line before them (RIVET 1.1), or as a last column
 * (RIVET 1.0). It is kept as written; that its order is reversed is for the user of
 * tda_input.reverse. A reversed distance axis means nothing, and RIVET ignores it too. */
#include "io/rivet.h"
#include <math.h>

/* Move the last of dimension + 1 columns of `table` to `function`. */
static tda_status split(tda_ctx *ctx, tdai_values *table, tdai_values *function,
                        tda_index dimension)
{
    tda_status st = TDA_OK;
    tda_index n = table->size / (dimension + 1);
    for (tda_index i = 0; i < n; i++) {
        const double *row = table->at + i * (dimension + 1);
        TRY(tdai_values_push(ctx, function, row[dimension]));
        for (tda_index j = 0; j < dimension; j++)
            table->at[i * dimension + j] = row[j];
    }
    table->size = n * dimension;
done:
    return st;
}

static tda_status points(tda_ctx *ctx, tda_input *in, const tdai_rivet *head,
                         tdai_text *t)
{
    tda_status st = TDA_OK;
    tdai_values table = {0}, function = {0};
    const char *listed = NULL; /* the line of the function */
    bool last_column = head->old && head->function;
    tda_index width = head->old ? head->dimension + last_column : 0;
    if (head->function && !head->old && tdai_text_line(t)) {
        listed = t->at;
        TRY(tdai_text_numbers(ctx, t, &function, TDAI_FINITE));
        t->gap = 0;
    }
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        const char *line = t->at;
        tda_index before = table.size;
        TRY(tdai_text_numbers(ctx, t, &table, TDAI_FINITE));
        width = width ? width : table.size - before;
        if (table.size - before != width)
            FAIL_AT(t, line, "%lld numbers where %lld are expected%s",
                    (long long)(table.size - before), (long long)width,
                    last_column ? ", the function value the last of them" : "");
    }
    if (!table.size)
        FAIL_AT(t, t->end, "the file holds no points");
    if (listed && function.size != table.size / width)
        FAIL_AT(t, listed, "%lld function values for %lld points",
                (long long)function.size, (long long)(table.size / width));
    if (last_column)
        TRY(split(ctx, &table, &function, --width));
    if (head->function)
        tdai_input_cloud(&in->function, &function, 1);
    tdai_input_cloud(&in->cloud, &table, width);
    in->kind = TDA_KIND_CLOUD;
done:
    tdai_free(table.at);
    tdai_free(function.at);
    return st;
}

static tda_status data(tda_ctx *ctx, tda_input *in, tdai_rivet *head, tdai_text *t)
{
    tda_status st = TDA_OK;
    switch (head->type) {
    case TDAI_RIVET_BIFILTRATION: return tdai_rivet_bifiltration(ctx, in, t);
    case TDAI_RIVET_FIREP: return tdai_rivet_firep(ctx, in, t);
    case TDAI_RIVET_POINTS: TRY(points(ctx, in, head, t)); break;
    case TDAI_RIVET_METRIC: TRY(tdai_rivet_metric(ctx, in, head, t)); break;
    }
    in->reverse[0] = in->reverse[0] && head->function;
    in->reverse[1] = false;
done:
    return st;
}

tda_status tdai_read_rivet(tda_ctx *ctx, tda_input *in, tdai_text *text,
                           const tda_read_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_rivet head = {0};
    (void)opts;
    TRY(tdai_rivet_head(ctx, in, &head, text));
    TRY(data(ctx, in, &head, text));
done:
    tdai_free(head.values.at);
    return st;
}
