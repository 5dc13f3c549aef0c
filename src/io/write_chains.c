/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_chains.c - Representatives as a table: a row for each cell of each chain, with the points
 * that the cell stands on.
 *
 * The points of a cell of a complex are the vertices that its faces, the faces of these and so on
 * come down to. */
#include "io/write.h"
#include <string.h>

typedef struct list {
    tda_index *at;
    tda_index size, room;
} list;

static tda_status push(tda_ctx *ctx, list *l, tda_index value)
{
    tda_status st = TDA_OK;
    if (l->size == l->room) {
        tda_index room = l->room ? 2 * l->room : 64;
        tda_index *at = tdai_realloc(l->at, room, sizeof *at);
        if (!at)
            FAIL(TDA_ENOMEM, "no memory for the vertices of a cell");
        l->at = at;
        l->room = room;
    }
    l->at[l->size++] = value;
done:
    return st;
}

/* Insert in order what is not there yet: a cell has few vertices. */
static tda_status insert(tda_ctx *ctx, list *l, tda_index value)
{
    tda_index i = l->size;
    while (i > 0 && l->at[i - 1] > value)
        i--;
    if (i > 0 && l->at[i - 1] == value)
        return TDA_OK;
    tda_status st = push(ctx, l, value);
    for (tda_index k = l->size - 1; st == TDA_OK && k > i; k--)
        l->at[k] = l->at[k - 1];
    if (st == TDA_OK)
        l->at[i] = value;
    return st;
}

/* l := the vertices of a cell, ascending, going down dimension by dimension. */
static tda_status find_vertices(tda_ctx *ctx, const tda_cells *c, tda_index cell, list *l,
                                list *below)
{
    tda_status st = TDA_OK;
    l->size = 0;
    TRY(push(ctx, l, cell));
    for (int d = c->dim[cell]; d > 0; d--) {
        below->size = 0;
        for (tda_index i = 0; i < l->size; i++)
            for (tda_index f = c->start[l->at[i]]; f < c->start[l->at[i] + 1]; f++)
                TRY(insert(ctx, below, c->face[f]));
        list swap = *l;
        *l = *below;
        *below = swap;
    }
done:
    return st;
}

static tda_status points(tda_ctx *ctx, tda_bytes *out, const tda_index *at, tda_index n)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_bytes_text(ctx, out, i ? " " : ","));
        TRY(tdai_bytes_index(ctx, out, at[i]));
    }
    TRY(tdai_bytes_text(ctx, out, "\n"));
done:
    return st;
}

tda_status tda_chains_csv(tda_ctx *ctx, tda_bytes *out, const tda_chains *chains,
                          const tda_complex *complex)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    const tda_cells *c = complex ? tda_complex_cells(complex) : NULL;
    list vertices = {0}, below = {0};
    TRY(tdai_bytes_text(
        ctx, out, c ? "bar,coefficient,cell,points\n" : "bar,coefficient,points\n"));
    for (tda_index i = 0; i < chains->size; i++) {
        tda_index terms = chains->start[i + 1] - chains->start[i];
        tda_index width = terms ? (chains->place[i + 1] - chains->place[i]) / terms : 0;
        for (tda_index k = 0; k < terms; k++) {
            const tda_index *at = chains->at + chains->place[i] + k * width;
            TRY(tdai_poll(ctx, "writing representatives", i, chains->size));
            TRY(tdai_bytes_index(ctx, out, i));
            TRY(tdai_bytes_text(ctx, out, ","));
            TRY(tdai_bytes_index(ctx, out, chains->coefficient[chains->start[i] + k]));
            if (!c) {
                TRY(points(ctx, out, at, width));
                continue;
            }
            if (width != 1 || *at < 0 || *at >= c->size)
                FAIL(TDA_EINVAL,
                     "representative %lld is not made of cells of this complex",
                     (long long)i);
            TRY(tdai_bytes_text(ctx, out, ","));
            TRY(tdai_bytes_index(ctx, out, *at));
            TRY(find_vertices(ctx, c, *at, &vertices, &below));
            TRY(points(ctx, out, vertices.at, vertices.size));
        }
    }
done:
    tdai_free(vertices.at);
    tdai_free(below.at);
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
