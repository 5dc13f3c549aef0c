/* SPDX-License-Identifier: GPL-3.0-or-later */
/* growth.c - From the zones of a growing triangulation to simplices and their facets.
 *
 * The simplices whose newest point is x are x joined to a simplex of its zone, or to nothing. So
 * dimension by dimension the faces of the few rows of a zone are listed, sorted, and each is
 * kept once. A facet is found by halving among the simplices with the same newest point, which
 * are few. */
#include "filtration/growth.h"
#include <string.h>

static const char *const stage = "function-Delaunay complex";

typedef struct grower {
    tda_ctx *ctx;
    const tdai_growth *from;
    tdai_grown g;
    tda_index room[17];
    tda_index
        *start[17]; /* [points+1] of each dimension: those with the newest point x */
    uint32_t *list; /* faces of one zone */
    tda_index list_room;
} grower;

void tdai_grown_clear(tdai_grown *g)
{
    for (int k = 0; k < 17; k++) {
        tdai_free(g->vertex[k]);
        tdai_free(g->face[k]);
    }
    *g = (tdai_grown){0};
}

static tda_status no_memory(const grower *w, tda_index n)
{
    return tdai_fail(w->ctx, TDA_ENOMEM, "%s: no memory for %lld simplices", stage,
                     (long long)n);
}

static int compare(const uint32_t *a, const uint32_t *b, int width)
{
    for (int i = 0; i < width; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static void swap_rows(uint32_t *a, uint32_t *b, int width)
{
    for (int i = 0; i < width; i++) {
        uint32_t swap = a[i];
        a[i] = b[i];
        b[i] = swap;
    }
}

static void sift(uint32_t *row, tda_index i, tda_index n, int width)
{
    for (tda_index child; (child = 2 * i + 1) < n; i = child) {
        child += child + 1 < n &&
                 compare(row + child * width, row + (child + 1) * width, width) < 0;
        if (compare(row + i * width, row + child * width, width) >= 0)
            return;
        swap_rows(row + i * width, row + child * width, width);
    }
}

/* Sort rows, drop repetitions; returns how many are left. Few are sorted by insertion, many, as
 * where all see a point outside of their plane, by a heap. */
static tda_index sort_rows(uint32_t *row, tda_index n, int width)
{
    tda_index kept = 0;
    if (n <= 64) {
        for (tda_index i = 1; i < n; i++)
            for (tda_index j = i;
                 j > 0 && compare(row + (j - 1) * width, row + j * width, width) > 0; j--)
                swap_rows(row + (j - 1) * width, row + j * width, width);
    } else {
        for (tda_index i = n / 2; i-- > 0;)
            sift(row, i, n, width);
        for (tda_index i = n; i-- > 1;) {
            swap_rows(row, row + i * width, width);
            sift(row, 0, i, width);
        }
    }
    for (tda_index i = 0; i < n; i++)
        if (i == 0 || compare(row + (kept - 1) * width, row + i * width, width) != 0) {
            memmove(row + kept * width, row + i * width, (size_t)width * sizeof *row);
            kept++;
        }
    return kept;
}

/* Vertices of a row, descending in place; how many. */
static int arrange(uint32_t *row, int width)
{
    int n = 0;
    for (int i = 0; i < width && row[i] != UINT32_MAX; i++, n++)
        for (int j = i; j > 0 && row[j - 1] < row[j]; j--)
            swap_rows(row + j - 1, row + j, 1);
    return n;
}

/* The faces of k vertices of the rows of a zone to list; how many, with repetitions. */
static tda_status list_faces(grower *w, const uint32_t *zone, tda_index rows, int k,
                             tda_index *listed)
{
    const int width = w->from->width;
    tda_index n = 0;
    for (tda_index r = 0; r < rows; r++) {
        uint32_t row[16];
        memcpy(row, zone + r * width, (size_t)width * sizeof *row);
        int size = arrange(row, width);
        for (unsigned mask = 0; mask < 1u << size; mask++) {
            if (__builtin_popcount(mask) != k)
                continue;
            if ((n + 1) * k > w->list_room) {
                tda_index room = 2 * w->list_room + 1024;
                uint32_t *at = tdai_realloc(w->list, room, sizeof *at);
                if (!at)
                    return no_memory(w, n);
                w->list = at;
                w->list_room = room;
            }
            for (int i = 0, j = 0; i < size; i++)
                if (mask >> i & 1)
                    w->list[n * k + j++] = row[i];
            n++;
        }
    }
    *listed = n;
    return TDA_OK;
}

/* Append x joined to n rows of k vertices. */
static tda_status append(grower *w, uint32_t x, int k, tda_index n)
{
    tdai_grown *g = &w->g;
    if (g->count[k] + n > w->room[k]) {
        tda_index room = w->room[k] + w->room[k] / 2 + n + 1024;
        tda_status st = tdai_budget(w->ctx, room * (40 + 16 * k), stage);
        if (st)
            return st;
        uint32_t *at = tdai_realloc(g->vertex[k], room * (k + 1), sizeof *at);
        if (!at || room >= UINT32_MAX)
            return no_memory(w, room);
        g->vertex[k] = at;
        w->room[k] = room;
    }
    for (tda_index i = 0; i < n; i++) {
        uint32_t *row = g->vertex[k] + g->count[k]++ * (k + 1);
        row[0] = x;
        memcpy(row + 1, w->list + i * k, (size_t)k * sizeof *row);
    }
    return TDA_OK;
}

static tda_status add_point(grower *w, uint32_t x)
{
    tda_status st = TDA_OK;
    const tda_index *start = w->from->start;
    const uint32_t *zone = w->from->vertex + start[x] * w->from->width;
    for (int k = 1; k <= w->from->width; k++) {
        tda_index n = 0;
        w->start[k][x] = w->g.count[k];
        TRY(list_faces(w, zone, start[x + 1] - start[x], k, &n));
        TRY(append(w, x, k, sort_rows(w->list, n, k)));
        if (n > 0 && k > w->g.dimension)
            w->g.dimension = k;
    }
done:
    return st;
}

/* The number of a simplex of dimension k >= 1. */
static uint32_t find(const grower *w, int k, const uint32_t *row)
{
    tda_index low = w->start[k][row[0]], high = w->start[k][row[0] + 1] - 1;
    while (low < high) {
        tda_index middle = low + (high - low) / 2;
        if (compare(w->g.vertex[k] + middle * (k + 1) + 1, row + 1, k) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static tda_status find_facets(grower *w, int k)
{
    tda_status st = TDA_OK;
    const tda_index n = w->g.count[k];
    uint32_t *face = w->g.face[k] = tdai_alloc(n * (k + 1), sizeof *face);
    if (!face)
        TRY(no_memory(w, n));
    for (tda_index s = 0; s < n; s++) {
        const uint32_t *row = w->g.vertex[k] + s * (k + 1);
        if (s % 256 == 0)
            TRY(tdai_poll(w->ctx, stage, s, n));
        for (int i = 0; i <= k; i++) {
            uint32_t facet[16];
            for (int j = 0; j < k; j++)
                facet[j] = row[j + (j >= i)];
            *face++ = find(w, k - 1, facet);
        }
    }
done:
    return st;
}

tda_status tdai_grown_new(tda_ctx *ctx, tdai_grown *out, const tdai_growth *growth)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    grower w = {.ctx = ctx, .from = growth, .g.points = growth->count};
    for (int k = 1; k <= growth->width; k++)
        w.start[k] = ARRAY(&tmp, tda_index, growth->count + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    for (uint32_t x = 0; x < growth->count; x++) {
        if (x % 64 == 0)
            TRY(tdai_poll(ctx, stage, x, growth->count));
        TRY(add_point(&w, x));
    }
    for (int k = 1; k <= growth->width; k++)
        w.start[k][growth->count] = w.g.count[k];
    for (int k = 2; k <= w.g.dimension; k++)
        TRY(find_facets(&w, k));
    *out = w.g;
    w.g = (tdai_grown){0};
done:
    tdai_free(w.list);
    tdai_grown_clear(&w.g);
    tdai_arena_free(&tmp);
    return st;
}
