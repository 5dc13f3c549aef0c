/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse_bands.c - Edge collapse of a graph in which few pairs are joined, by bands of ranks.
 *
 * Edge uv of rank t is dominated at time s >= t by c if c and every common neighbour of u and v
 * at s are joined at s, c to itself as well: then without uv the flag complex of time s has the
 * same homotopy type. The edge may appear as late as the first time it is not dominated. Edges
 * are judged in bands of successive ranks, from the last, so that the graph is in three parts: the
 * edges before the band, which are there now, as bits; those of the band, as bits; and those of the
 * edges past it that stay, with the time they were moved to. The first part does for nearly
 * everything, and the third is small where a collapse is worth its while: that is why no ranks
 * of the first are needed.
 *
 * An edge of the band counts with its own time where it speaks against a domination, and is not
 * relied on where it would speak for one. So the edges of a band can be judged in any order, and by
 * several threads, as the leaving of one cannot spoil the judgement of another; and as they are
 * taken near ones together, what they read is near as well. Wide bands leave some edges that could
 * go; bands of one edge leave none, and serve where edges are not very many. */
#include "persistence/collapse.h"
#include "persistence/collapse_edge.h"
#include <string.h>

enum { GRAIN = 1024 };

typedef struct collapsing {
    tdai_collapse_rows rows;
    tdai_edge_list list;      /* in the names of the patches */
    uint32_t *time;           /* [edges] */
    uint32_t *order;          /* the ranks of the band, near edges together */
    tda_index band;           /* how many they are */
    tda_index *start;         /* [patches + 1] scratch */
    tdai_collapse_edge *edge; /* [chunks of a band] */
} collapsing;

/* ---- a band ---- */

static tda_status judge(void *arg, tda_index begin, tda_index end)
{
    const collapsing *c = arg;
    tdai_collapse_edge *edge = &c->edge[begin / GRAIN];
    edge->hint = -1;
    for (tda_index i = begin; i < end; i++) {
        uint32_t rank = c->order[i];
        c->time[rank - 1] = tdai_collapse_time(edge, c->list.tail[rank - 1],
                                               c->list.head[rank - 1], rank);
    }
    return TDA_OK;
}

/* c->order := ranks low + 1 .. high by the patch of one end. */
static void order_band(collapsing *c, tda_index low, tda_index high)
{
    c->band = high - low;
    if (c->band == 1) {
        c->order[0] = (uint32_t)high;
        return;
    }
    tda_index patches = c->list.size / TDAI_PATCH + 1, *at = c->start;
    memset(at, 0, (size_t)(patches + 1) * sizeof *at);
    for (tda_index e = low; e < high; e++)
        at[c->list.tail[e] / TDAI_PATCH + 1]++;
    for (tda_index i = 0; i < patches; i++)
        at[i + 1] += at[i];
    for (tda_index e = low; e < high; e++)
        c->order[at[c->list.tail[e] / TDAI_PATCH]++] = (uint32_t)e + 1;
}

/* Judge the edges of ranks low + 1 .. high. */
static tda_status collapse_band(tda_ctx *ctx, collapsing *c, tda_index low,
                                tda_index high)
{
    tda_status st = TDA_OK;
    order_band(c, low, high);
    for (tda_index i = 0; i < c->band; i++) {
        tda_index e = (tda_index)c->order[i] - 1;
        tdai_collapse_enter(&c->rows, c->list.tail[e], c->list.head[e]);
    }
    if (c->band > GRAIN)
        TRY(tdai_parallel(ctx, "edge collapse", c->band, GRAIN, judge, c));
    else
        TRY(judge(c, 0, c->band));
    for (tda_index i = 0; i < c->band; i++) {
        tda_index e = (tda_index)c->order[i] - 1;
        uint32_t u = c->list.tail[e], v = c->list.head[e];
        if (!tdai_collapse_leave(&c->rows, u, v, c->time[e]))
            FAIL(TDA_ENOMEM, "edge collapse: memory ran out at %lld edges that stay",
                 (long long)c->rows.used);
    }
done:
    return st;
}

/* ---- all of them ---- */

/* Put the edges into names that fill patches, and make the rows. */
static tda_status open_rows(tda_ctx *ctx, tdai_arena *tmp, collapsing *c,
                            const tdai_edge_list *l, tda_index band)
{
    tda_status st = TDA_OK;
    uint32_t *to = ARRAY(tmp, uint32_t, l->size);
    uint32_t *tail = ARRAY(tmp, uint32_t, l->edges),
             *head = ARRAY(tmp, uint32_t, l->edges);
    c->order = ARRAY(tmp, uint32_t, band);
    c->start = ARRAY(tmp, tda_index, l->size / TDAI_PATCH + 2);
    c->rows.of = ZEROS(tmp, tdai_laters, l->size);
    TRY(tdai_arena_status(ctx, tmp));
    TRY(tdai_patch_names(ctx, to, l));
    for (tda_index e = 0; e < l->edges; e++) {
        tail[e] = to[l->tail[e]];
        head[e] = to[l->head[e]];
    }
    c->list = (tdai_edge_list){l->size, l->edges, tail, head};
    TRY(tdai_patches_new(ctx, &c->rows.bits, &c->list,
                         "edge collapse: rows of neighbours"));
    tda_index longest = 0, chunks = band / GRAIN + 1;
    for (tda_index v = 0; v < l->size; v++)
        if (c->rows.bits.row[v].size > longest)
            longest = c->rows.bits.row[v].size;
    c->edge = ZEROS(tmp, tdai_collapse_edge, chunks);
    tdai_common *at = ARRAY(tmp, tdai_common, chunks * (longest + 1));
    tda_index scratch = (TDAI_PATCH + 2) * (longest + 1);
    uint32_t *late = ARRAY(tmp, uint32_t, chunks * scratch);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index i = 0; i < chunks; i++)
        c->edge[i] =
            (tdai_collapse_edge){.rows = &c->rows,
                                 .at = at + i * (longest + 1),
                                 .late = late + i * scratch,
                                 .place = late + (i + 1) * scratch - 2 * (longest + 1)};
done:
    return st;
}

tda_status tdai_collapse_bands(tda_ctx *ctx, uint32_t *time, const tdai_edge_list *list,
                               tda_index band)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    collapsing c = {.time = time};
    TRY(open_rows(ctx, &tmp, &c, list, band));
    for (tda_index high = list->edges, low; high > 0; high = low) {
        low = high > band ? high - band : 0;
        if (band > GRAIN || high % GRAIN == 0)
            TRY(tdai_poll(ctx, "edge collapse", list->edges - high, list->edges));
        TRY(collapse_band(ctx, &c, low, high));
    }
    for (tda_index i = 0; i <= band / GRAIN; i++)
        tdai_work(ctx, TDA_WORK_DOMINATIONS, c.edge[i].tests);
done:
    tdai_patches_clear(&c.rows.bits);
    tdai_free(c.rows.pool);
    tdai_arena_free(&tmp);
    return st;
}
