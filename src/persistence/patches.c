/* SPDX-License-Identifier: GPL-3.0-or-later */
/* patches.c - Sparse rows of bits by patches, and names that fill the patches.
 *
 * The naming looks only at the first few edges of each point, the shortest. For the rows,
 * neighbours are listed by point and then dealt to each other in ascending order, so that every
 * row is met in order. */
#include "persistence/patches.h"
#include <string.h>

enum { POLL = 4096, NEAREST = 16 };

/* ---- names ---- */

typedef struct naming {
    uint32_t *near;       /* [n x NEAREST] the nearest neighbours of each point, .. */
    int *nears;           /* [n] .. how many, and how many of them .. */
    int *next;            /* [n] .. surely have names */
    uint32_t *to, *order; /* order [named] the points that have names */
    tda_index named;
} naming;

static tda_status find_nearest(tda_ctx *ctx, naming *g, const tdai_edge_list *l)
{
    tda_status st = TDA_OK;
    for (tda_index e = 0; e < l->edges; e++) {
        uint32_t v = l->tail[e], w = l->head[e];
        if (e % POLL == 0)
            TRY(tdai_poll(ctx, "near points", e, l->edges));
        if (g->nears[v] < NEAREST)
            g->near[v * (tda_index)NEAREST + g->nears[v]++] = w;
        if (g->nears[w] < NEAREST)
            g->near[w * (tda_index)NEAREST + g->nears[w]++] = v;
    }
done:
    return st;
}

static void name(naming *g, uint32_t v)
{
    g->to[v] = (uint32_t)g->named;
    g->order[g->named++] = v;
}

/* Name the nearest neighbour of v that has no name. */
static bool name_neighbour(naming *g, uint32_t v)
{
    while (g->next[v] < g->nears[v]) {
        uint32_t w = g->near[v * (tda_index)NEAREST + g->next[v]++];
        if (g->to[w] == UINT32_MAX) {
            name(g, w);
            return true;
        }
    }
    return false;
}

tda_status tdai_patch_names(tda_ctx *ctx, uint32_t *to, const tdai_edge_list *l)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = l->size, unnamed = 0, oldest = 0;
    naming g = {.to = to};
    g.near = ARRAY(&tmp, uint32_t, n * NEAREST);
    g.nears = ZEROS(&tmp, int, n);
    g.next = ZEROS(&tmp, int, n);
    g.order = ARRAY(&tmp, uint32_t, n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(find_nearest(ctx, &g, l));
    for (tda_index v = 0; v < n; v++)
        to[v] = UINT32_MAX;
    while (g.named <
           n) { /* a new patch, or one that has stuck, begins beside the oldest */
        tda_index at = g.named;
        TRY(tdai_poll(ctx, "naming points", at, n));
        while (oldest < at && !name_neighbour(&g, g.order[oldest]))
            oldest++;
        while (g.named == at && to[unnamed] != UINT32_MAX)
            unnamed++;
        if (g.named == at)
            name(&g, (uint32_t)unnamed);
        while (g.named % TDAI_PATCH &&
               at < g.named) /* .. and grows from its first points */
            at += !name_neighbour(&g, g.order[at]);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- rows ---- */

/* Neighbours of each point, itself among them, in no order. */
typedef struct neighbours {
    tda_index *start; /* [n + 1] */
    uint32_t *point;  /* [2 edges + n] */
} neighbours;

static tda_status find_neighbours(tda_ctx *ctx, tdai_arena *tmp, neighbours *out,
                                  const tdai_edge_list *l)
{
    tda_status st = TDA_OK;
    tda_index *start = out->start = ZEROS(tmp, tda_index, l->size + 2);
    out->point = ARRAY(tmp, uint32_t, 2 * l->edges + l->size);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index e = 0; e < l->edges; e++) {
        start[l->tail[e] + 2]++;
        start[l->head[e] + 2]++;
    }
    for (tda_index v = 0; v <= l->size; v++) /* start[v + 1] moves to the end of v */
        start[v + 1] += v ? start[v] + 1 : 0;
    for (tda_index v = 0; v < l->size; v++)
        out->point[start[v + 1]++] = (uint32_t)v;
    for (tda_index e = 0; e < l->edges; e++) {
        if (e % POLL == 0)
            TRY(tdai_poll(ctx, "neighbours", e, l->edges));
        out->point[start[l->tail[e] + 1]++] = l->head[e];
        out->point[start[l->head[e] + 1]++] = l->tail[e];
    }
done:
    return st;
}

/* Count the patches of each row, or fill them. last: [n] scratch, the patch met last. */
static void deal(tdai_patches *p, uint32_t *last, const neighbours *near, bool fill)
{
    tda_index n = p->size;
    for (tda_index v = 0; v < n; v++) {
        last[v] = UINT32_MAX;
        p->row[v].size = fill ? p->row[v].size : 0;
    }
    uint32_t *met = fill ? last + n : last; /* patches of each row so far */
    for (tda_index v = 0; fill && v < n; v++)
        met[v] = 0;
    for (uint32_t w = 0; w < n; w++)
        for (tda_index i = near->start[w]; i < near->start[w + 1]; i++) {
            uint32_t v = near->point[i], id = w / TDAI_PATCH;
            bool fresh = last[v] != id;
            last[v] = id;
            if (!fill) {
                p->row[v].size += fresh;
                continue;
            }
            if (fresh) {
                tdai_patch_ids(p, v)[met[v]] = id;
                tdai_patch_words(p, v, 0)[met[v]++] = 0;
            }
            tdai_patch_words(p, v, 0)[met[v] - 1] |= (uint64_t)1 << w % TDAI_PATCH;
        }
}

tda_status tdai_patches_new(tda_ctx *ctx, tdai_patches *out, const tdai_edge_list *l,
                            const char *what)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_patches p = {.size = l->size};
    neighbours near;
    tda_index n = l->size, words = 0;
    tda_index bytes = tdai_size_add(tdai_size_add(0, n, 36), l->edges, 8);
    TRY(tdai_budget(ctx, bytes, what));
    TRY(find_neighbours(ctx, &tmp, &near, l));
    uint32_t *last = ARRAY(&tmp, uint32_t, 2 * n);
    TRY(tdai_arena_status(ctx, &tmp));
    p.row = tdai_alloc(n, sizeof *p.row);
    if (!p.row)
        FAIL(TDA_ENOMEM, "%s: memory ran out", what);
    deal(&p, last, &near, false);
    for (tda_index v = 0; v < n; v++) {
        tda_index size = p.row[v].size;
        p.row[v].start = words;
        words += (size + 1) / 2 + 3 * size;
    }
    TRY(tdai_budget(ctx, tdai_size_add(bytes, words, sizeof *p.word), what));
    p.word = tdai_alloc(words, sizeof *p.word);
    if (!p.word)
        FAIL(TDA_ENOMEM, "%s: memory ran out", what);
    deal(&p, last, &near, true);
    for (tda_index v = 0; v < n; v++)
        for (int m = 1; m < 3; m++)
            memcpy(tdai_patch_words(&p, v, m), tdai_patch_words(&p, v, 0),
                   p.row[v].size * sizeof *p.word);
    *out = p;
    p = (tdai_patches){0};
done:
    tdai_patches_clear(&p);
    tdai_arena_free(&tmp);
    return st;
}

void tdai_patches_clear(tdai_patches *p)
{
    tdai_free(p->row);
    tdai_free(p->word);
    *p = (tdai_patches){0};
}
