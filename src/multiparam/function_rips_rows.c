/* SPDX-License-Identifier: GPL-3.0-or-later */
/* function_rips_rows.c - Function-Rips bifiltrations row by row.
 *
 * For a fixed value y of the function the sublevel sets are a Rips filtration of the points up to y,
 * whose barcode the Rips engine finds without a complex. With the points sorted by the function those
 * of every row are a beginning of one list. The Hilbert measure is what changes from one row to the
 * next: a bar [b, d) that comes with row y is a mass at (b, y) and minus one at (d, y), one that goes
 * the opposite. Rows with the same points are one row. */
#include "multiparam/function_rips.h"
#include <math.h>
#include <string.h>
#include <tda/persistence.h>

typedef struct rows {
    tda_ctx *ctx;
    const tdai_function_rips *f;
    tdai_masses *mass; /* by degree from `first` on */
    int first, last;
    tda_index *order;     /* [n] points by the function */
    tda_cloud cloud;      /* all points in that order, and then those of a row; or */
    tda_distances d;      /* all distances likewise */
    tda_index *pairs;     /* sparse: [n+1] pairs among so many points */
    tda_diagram row, old; /* barcode of this row and of the one below */
    tdai_arena memory;
} rows;

static tda_status sort_cloud(rows *r)
{
    const tda_cloud *c = r->f->lengths.cloud;
    tda_index d = c->dimension;
    double *at = ARRAY(&r->memory, double, tdai_size_add(0, c->size, d));
    tda_status st = tdai_arena_status(r->ctx, &r->memory);
    if (st)
        return st;
    for (tda_index i = 0; i < c->size; i++)
        memcpy(at + i * d, c->at + r->order[i] * d, (size_t)d * sizeof *at);
    r->cloud = (tda_cloud){c->size, d, at, NULL};
    return TDA_OK;
}

static tda_status sort_dense(rows *r)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    const tda_distances *d = r->f->lengths.d;
    tda_index n = d->size;
    TRY(tdai_budget(ctx, tdai_size_add(0, n * (n - 1) / 2, 8),
                    "function-Rips: distances in the order of the function"));
    double *lower = ARRAY(&r->memory, double, n *(n - 1) / 2), *to = lower;
    TRY(tdai_arena_status(ctx, &r->memory));
    for (tda_index i = 0; i < n; i++)
        for (tda_index j = 0; j < i; j++) {
            tda_index a = r->order[i], b = r->order[j];
            *to++ = d->lower[a > b ? a * (a - 1) / 2 + b : b * (b - 1) / 2 + a];
        }
    r->d = (tda_distances){.size = n, .lower = lower};
done:
    return st;
}

/* Pairs by the later of their points. */
static tda_status sort_sparse(rows *r)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    const tda_distances *d = r->f->lengths.d;
    tda_index n = d->size, m = d->pairs;
    TRY(tdai_budget(ctx, tdai_size_add(0, m, 24),
                    "function-Rips: distances in the order of the function"));
    tda_index *rank = ARRAY(&r->memory, tda_index, n);
    tda_index *tail = ARRAY(&r->memory, tda_index, m);
    tda_index *head = ARRAY(&r->memory, tda_index, m);
    double *value = ARRAY(&r->memory, double, m);
    r->pairs = ZEROS(&r->memory, tda_index, n + 2);
    TRY(tdai_arena_status(ctx, &r->memory));
    for (tda_index i = 0; i < n; i++)
        rank[r->order[i]] = i;
    for (int pass = 0; pass < 2; pass++) { /* count, then place */
        for (tda_index e = 0; e < m; e++) {
            tda_index i = rank[d->tail[e]], j = rank[d->head[e]], later = i > j ? i : j;
            if (!pass) {
                r->pairs[later + 2]++;
                continue;
            }
            tda_index at = r->pairs[later + 1]++;
            tail[at] = later;
            head[at] = i > j ? j : i;
            value[at] = d->value[e];
        }
        for (tda_index i = 0; i < n && !pass; i++)
            r->pairs[i + 2] += r->pairs[i + 1];
    }
    r->d = (tda_distances){
        .size = n, .pairs = m, .tail = tail, .head = head, .value = value};
done:
    return st;
}

/* The barcode of the first n points. */
static tda_status find_row(rows *r, tda_index n)
{
    const tdai_lengths *l = &r->f->lengths;
    tda_rips_opts opts = TDA_RIPS_OPTS_INIT;
    opts.max_degree = r->last;
    opts.threshold = l->threshold;
    opts.scale = l->scale;
    if (n < 2 * (tda_index)r->first + 2)
        return TDA_OK; /* too few points for a cycle: no bars */
    if (l->cloud) {
        r->cloud.size = n;
        return tda_cloud_rips_diagram(r->ctx, &r->row, NULL, &r->cloud, &opts);
    }
    r->d.size = n;
    if (r->pairs)
        r->d.pairs = r->pairs[n];
    return tda_distances_rips_diagram(r->ctx, &r->row, NULL, &r->d, &opts);
}

/* One end of a bar, `cell` naming points of the sorted list. */
static tda_status add_end(const rows *r, tdai_masses *m, double x, tda_index cell,
                          double y, tda_index point, int64_t weight)
{
    double at[2];
    tda_index i, j, before = m->size;
    if (x == (double)INFINITY)
        return TDA_OK;
    tdai_function_rips_grade(r->f, at, x, y);
    tda_status st = tdai_masses_add(r->ctx, m, at, weight, tda_pair(point, point));
    if (m->size == before)
        return st;
    tda_pair_points(cell, &i, &j);
    m->cell[2 * before] = tda_pair(r->order[i], r->order[j]);
    return st;
}

static tda_status add_bar(const rows *r, tdai_masses *m, const tda_diagram *d,
                          tda_index bar, double y, tda_index point, int64_t weight)
{
    tda_status st = add_end(r, m, d->birth[bar], d->birth_cell[bar], y, point, weight);
    return st ? st : add_end(r, m, d->death[bar], d->death_cell[bar], y, point, -weight);
}

/* The bars of degree k of one barcode that the other lacks, both being sorted. */
static tda_status compare(const rows *r, int k, double y, tda_index point)
{
    tda_status st = TDA_OK;
    const tda_diagram *a = &r->row, *b = &r->old;
    tdai_masses *m = &r->mass[k - r->first];
    tda_index i = a->degrees ? a->start[k] : 0, i_end = a->degrees ? a->start[k + 1] : 0;
    tda_index j = b->degrees ? b->start[k] : 0, j_end = b->degrees ? b->start[k + 1] : 0;
    while (i < i_end || j < j_end) {
        int side = i == i_end ? 1 : j == j_end ? -1 : 0;
        if (side == 0)
            side = (a->birth[i] > b->birth[j]) - (a->birth[i] < b->birth[j]);
        if (side == 0 && i < i_end)
            side = (a->death[i] > b->death[j]) - (a->death[i] < b->death[j]);
        if (side < 0)
            TRY(add_bar(r, m, a, i, y, point, 1));
        if (side > 0)
            TRY(add_bar(r, m, b, j, y, point, -1));
        i += side <= 0;
        j += side >= 0;
    }
done:
    return st;
}

/* The first value of the function, or of the grid, at or above that of point i of the list. */
static double row_of(const rows *r, tda_index i)
{
    double at[2];
    tdai_function_rips_grade(r->f, at, -(double)INFINITY, r->f->function[r->order[i]]);
    return at[1];
}

tda_status tdai_function_rips_rows(tda_ctx *ctx, tdai_masses *mass,
                                   const tdai_function_rips *f, int first, int last)
{
    tda_status st = TDA_OK;
    tda_index n = f->lengths.size;
    rows r = {.ctx = ctx, .f = f, .mass = mass, .first = first, .last = last};
    r.order = ARRAY(&r.memory, tda_index, n);
    TRY(tdai_arena_status(ctx, &r.memory));
    TRY(tdai_argsort(ctx, r.order, f->function, n));
    if (f->lengths.cloud)
        TRY(sort_cloud(&r));
    else
        TRY(f->lengths.d->lower ? sort_dense(&r) : sort_sparse(&r));
    for (tda_index i = 0, end; i < n; i = end) {
        double y = row_of(&r, i);
        if (y == (double)INFINITY)
            break; /* past the grid */
        for (end = i + 1; end < n && row_of(&r, end) == y;)
            end++;
        TRY(tdai_poll(ctx, "rows", i, n));
        TRY(find_row(&r, end));
        for (int k = first; k <= last; k++)
            TRY(compare(&r, k, y, r.order[i]));
        tda_diagram_clear(&r.old);
        r.old = r.row;
        r.row = (tda_diagram){0};
    }
done:
    tda_diagram_clear(&r.row);
    tda_diagram_clear(&r.old);
    tdai_arena_free(&r.memory);
    return st;
}
