/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram.c - Diagrams from bars in any order, and the numbering of pairs of points.
 *
 * Engines find bars in whatever order suits them; a diagram has one order, so that equal
 * diagrams have equal columns. Bars are dealt to their degrees, each degree is sorted by birth,
 * and what shares a birth is sorted by the rest: by insertion where few do, by radix, last key
 * first, where many do, as in degree 0 of a Rips filtration where all are born at once. The
 * columns are one block, which starts at `start`. */
#include "data/private.h"
#include <math.h>

enum { FEW = 32 };

tda_status tdai_diagram_alloc(tda_ctx *ctx, tda_diagram *out, int degrees, tda_index bars)
{
    tda_index offsets = (tda_index)degrees + 1;
    tda_index bytes = tdai_size_add(tdai_size_add(0, offsets, 8), bars, 4 * 8 + 1);
    tda_index *block = tdai_alloc(bytes, 1);
    if (!block)
        return tdai_fail(ctx, TDA_ENOMEM, "diagram: no memory for %lld bars",
                         (long long)bars);
    *out = (tda_diagram){
        .degrees = degrees,
        .start = block,
        .birth = (double *)(block + offsets),
        .death = (double *)(block + offsets) + bars,
        .birth_cell = block + offsets + 2 * bars,
        .death_cell = block + offsets + 3 * bars,
        .cut = (bool *)(block + offsets + 4 * bars),
        .record = tdai_record(ctx),
    };
    return TDA_OK;
}

static bool before(const tdai_bar *a, const tdai_bar *b)
{
    if (a->death != b->death)
        return a->death < b->death;
    return a->birth_cell != b->birth_cell ? a->birth_cell < b->birth_cell
                                          : a->death_cell < b->death_cell;
}

typedef struct sorter {
    tda_ctx *ctx;
    tdai_bar *aside;  /* [bars] scratch of the same size as what is sorted */
    double *key;      /* [bars] */
    tda_index *order; /* [bars] */
} sorter;

typedef double key_fn(const tdai_bar *bar);

static double birth_of(const tdai_bar *bar)
{
    return bar->birth;
}
static double death_of(const tdai_bar *bar)
{
    return bar->death;
}
static double birth_cell_of(const tdai_bar *bar)
{
    return (double)bar->birth_cell;
}
static double death_cell_of(const tdai_bar *bar)
{
    return (double)bar->death_cell;
}

static tda_status sort_by(const sorter *s, tdai_bar *bar, tda_index n, key_fn *key)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < n; i++)
        s->key[i] = key(&bar[i]);
    TRY(tdai_argsort(s->ctx, s->order, s->key, n));
    for (tda_index i = 0; i < n; i++)
        s->aside[i] = bar[s->order[i]];
    for (tda_index i = 0; i < n; i++)
        bar[i] = s->aside[i];
done:
    return st;
}

/* Sort bars of one birth by what else they have. */
static tda_status sort_ties(const sorter *s, tdai_bar *bar, tda_index n)
{
    tda_status st = TDA_OK;
    if (n > FEW) {
        TRY(sort_by(s, bar, n, death_cell_of));
        TRY(sort_by(s, bar, n, birth_cell_of));
        TRY(sort_by(s, bar, n, death_of));
        return TDA_OK;
    }
    for (tda_index i = 1; i < n; i++) {
        tdai_bar x = bar[i];
        tda_index j = i;
        for (; j > 0 && before(&x, &bar[j - 1]); j--)
            bar[j] = bar[j - 1];
        bar[j] = x;
    }
done:
    return st;
}

static tda_status sort_degree(const sorter *s, tdai_bar *bar, tda_index n)
{
    tda_status st = TDA_OK;
    TRY(sort_by(s, bar, n, birth_of));
    for (tda_index i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && bar[end].birth == bar[i].birth;)
            end++;
        TRY(sort_ties(s, bar + i, end - i));
    }
done:
    return st;
}

/* Move the bars to keep to the front and count them by degree: start[k + 1] += those of k. */
static tda_index keep(tdai_bar *bar, tda_index bars, tda_index *start, int degrees,
                      bool all)
{
    tda_index kept = 0;
    for (tda_index b = 0; b < bars; b++)
        if ((all || bar[b].birth != bar[b].death) && bar[b].degree < degrees) {
            start[bar[b].degree + 1]++;
            bar[kept++] = bar[b];
        }
    for (int k = 0; k < degrees; k++)
        start[k + 1] += start[k];
    return kept;
}

static void fill(tda_diagram *d, const tdai_bar *bar)
{
    for (tda_index b = 0; b < d->start[d->degrees]; b++) {
        d->birth[b] = bar[b].birth;
        d->death[b] = bar[b].death;
        d->birth_cell[b] = bar[b].birth_cell;
        d->death_cell[b] = bar[b].death_cell;
        d->cut[b] = bar[b].cut;
    }
}

static tda_status make(tda_ctx *ctx, tda_diagram *out, int degrees, tda_cell_kind cells,
                       tdai_bar *bar, tda_index bars, bool all)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram d = {0};
    tda_index *start = ZEROS(&tmp, tda_index, (tda_index)degrees + 1);
    tda_index *next = ARRAY(&tmp, tda_index, degrees);
    TRY(tdai_arena_status(ctx, &tmp));
    bars = keep(bar, bars, start, degrees, all);
    sorter s = {ctx, ARRAY(&tmp, tdai_bar, bars), ARRAY(&tmp, double, bars),
                ARRAY(&tmp, tda_index, bars)};
    tdai_bar *dealt = ARRAY(&tmp, tdai_bar, bars);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int k = 0; k < degrees; k++)
        next[k] = start[k];
    for (tda_index b = 0; b < bars; b++)
        dealt[next[bar[b].degree]++] = bar[b];
    for (int k = 0; k < degrees; k++)
        TRY(sort_degree(&s, dealt + start[k], start[k + 1] - start[k]));
    TRY(tdai_diagram_alloc(ctx, &d, degrees, bars));
    for (int k = 0; k <= degrees; k++)
        d.start[k] = start[k];
    d.cells = cells;
    fill(&d, dealt);
    for (tda_index b = 0; b < bars; b++)
        bar[b] = dealt[b];
    *out = d;
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_diagram_new(tda_ctx *ctx, tda_diagram *out, int degrees,
                            tda_cell_kind cells, tdai_bar *bar, tda_index bars)
{
    return make(ctx, out, degrees, cells, bar, bars, false);
}

tda_status tdai_diagram_new_all(tda_ctx *ctx, tda_diagram *out, int degrees,
                                tda_cell_kind cells, tdai_bar *bar, tda_index bars)
{
    return make(ctx, out, degrees, cells, bar, bars, true);
}

void tda_diagram_clear(tda_diagram *diagram)
{
    tdai_free(diagram->start); /* the start of the one block */
    *diagram = (tda_diagram){0};
}

tda_index tda_pair(tda_index i, tda_index j)
{
    tda_index hi = i > j ? i : j, lo = i > j ? j : i;
    return hi * (hi + 1) / 2 + lo;
}

void tda_pair_points(tda_index id, tda_index *i, tda_index *j)
{
    /* The root is off by one at most, where id is past what a double holds. */
    tda_index hi = (tda_index)((sqrt(8.0 * (double)id + 1.0) - 1.0) / 2.0);
    while (hi * (hi + 1) / 2 > id)
        hi--;
    while ((hi + 1) * (hi + 2) / 2 <= id)
        hi++;
    *i = hi;
    *j = id - hi * (hi + 1) / 2;
}
