/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reduce.c - Pairs of a level with representatives, by the reduction of whole columns.
 *
 * From left to right, the column kept under a column's pivot is added to it until its pivot is
 * free or nothing is left. A column whose pivot is free from the start is kept as it is and goes
 * through no working column; of those reduced only the last state is kept, with the set of
 * columns it is the sum of. */
#include "persistence/matrix.h"
#include <string.h>

/* A growing run of rows or of columns. */
typedef struct pool {
    uint32_t *at;
    tda_index used, capacity;
} pool;

/* A column kept for those to its right. */
typedef struct kept {
    tda_index at;      /* in the pool; ~at: in the matrix */
    uint32_t size;     /* entries */
    uint32_t sum_size; /* columns that it is the sum of, 0: itself alone */
    tda_index sum_at;
    uint32_t column;
} kept;

typedef struct reduction {
    tdai_filtration *s;
    const tdai_boundary *m;
    tdai_side columns, rows;
    tdai_trace *trace;
    tdai_column work, sum;
    uint32_t *owner; /* [rows] the number of what is kept with that pivot, or TDAI_NONE */
    kept *kept;      /* [least of rows and columns] */
    uint32_t count;
    pool reduced, sums;
} reduction;

static tda_status reserve(tda_ctx *ctx, pool *p, tda_index more)
{
    if (more <= p->capacity - p->used)
        return TDA_OK;
    tda_index capacity = 2 * p->capacity + more + 1024;
    tda_status st = tdai_budget(ctx, tdai_size_add(0, capacity, (tda_index)sizeof *p->at),
                                "reduced columns");
    if (st)
        return st;
    uint32_t *at = tdai_realloc(p->at, capacity, sizeof *at);
    if (!at)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld entries of reduced columns",
                         (long long)capacity);
    p->at = at;
    p->capacity = capacity;
    return TDA_OK;
}

/* Move a working column to the end of the pool. */
static tda_status unload(tda_ctx *ctx, pool *p, tdai_column *c, tda_index *size)
{
    *size = tdai_column_count(c);
    tda_status st = reserve(ctx, p, *size);
    if (st == TDA_OK)
        tdai_column_unload(c, p->at + p->used);
    return st;
}

/* What a representative of column j's class is, once the column is reduced: of a cycle the
 * boundary that it bounds at its end, or, where nothing is left, the sum that is a cycle; of a
 * cocycle always the sum. */
static tda_status trace_column(reduction *r, uint32_t j, bool zero, const uint32_t *row,
                               tda_index n, const uint32_t *sum, tda_index sums)
{
    const tdai_filtration *s = r->s;
    bool bounds = !zero && !r->m->dual;
    uint32_t birth = bounds ? tdai_side_cell(s, r->rows, row[n - 1])
                            : tdai_side_cell(s, r->columns, j);
    if (!zero && s->value[birth] == s->value[s->partner[birth]])
        return TDA_OK;
    if (bounds)
        return tdai_trace_chain(s, r->trace, birth, row, n, r->rows);
    return tdai_trace_chain(s, r->trace, birth, sums ? sum : &j, sums ? sums : 1,
                            r->columns);
}

static void keep(reduction *r, uint32_t j, const kept *k, uint32_t pivot)
{
    uint32_t row = tdai_side_cell(r->s, r->rows, pivot);
    uint32_t column = tdai_side_cell(r->s, r->columns, j);
    r->owner[pivot] = r->count;
    r->kept[r->count++] = *k;
    if (r->m->dual)
        tdai_filtration_pair(r->s, column, row);
    else
        tdai_filtration_pair(r->s, row, column);
}

static const uint32_t *rows_of(const reduction *r, const kept *k)
{
    return k->at < 0 ? r->m->row + ~k->at : r->reduced.at + k->at;
}

/* Column j, whose n rows stand at `row` and whose pivot is taken. */
static tda_status reduce_column(reduction *r, uint32_t j, const uint32_t *row,
                                tda_index n)
{
    tda_status st = TDA_OK;
    tdai_filtration *s = r->s;
    tda_ctx *ctx = s->ctx;
    uint32_t pivot = row[n - 1];
    tda_index size = 0, sums = 0;
    tdai_column_load(&r->work, row, n);
    tdai_column_load(&r->sum, &j, 1);
    while (pivot != TDAI_NONE && r->owner[pivot] != TDAI_NONE) {
        const kept *k = &r->kept[r->owner[pivot]];
        tdai_column_add(&r->work, rows_of(r, k), k->size);
        tdai_column_add(&r->sum, k->sum_size ? r->sums.at + k->sum_at : &k->column,
                        k->sum_size ? k->sum_size : 1);
        s->columns++;
        s->entries += k->size;
        pivot = tdai_column_pivot(&r->work);
    }
    bool zero = pivot == TDAI_NONE;
    TRY(unload(ctx, &r->reduced, &r->work, &size));
    TRY(unload(ctx, &r->sums, &r->sum, &sums));
    kept k = {r->reduced.used, (uint32_t)size, (uint32_t)sums, r->sums.used, j};
    if (!zero)
        keep(r, j, &k, pivot);
    TRY(trace_column(r, j, zero, r->reduced.at + k.at, size, r->sums.at + k.sum_at,
                     sums));
    r->reduced.used += size;
    r->sums.used += zero ? 0 : sums;
done:
    return st;
}

/* Sort the rows of a column of boundaries in place. */
static void arrange(uint32_t *row, tda_index n)
{
    for (tda_index f = 1; f < n; f++) {
        uint32_t x = row[f];
        tda_index at = f;
        for (; at > 0 && row[at - 1] > x; at--)
            row[at] = row[at - 1];
        row[at] = x;
    }
}

static tda_status next_column(reduction *r, uint32_t j)
{
    const tdai_boundary *m = r->m;
    tdai_role cleared = m->dual ? TDAI_DEATH : TDAI_BIRTH;
    if (r->s->role[tdai_side_cell(r->s, r->columns, j)] == cleared)
        return TDA_OK;
    uint32_t *row = m->row + m->start[j];
    tda_index n = m->start[j + 1] - m->start[j];
    if (!m->dual)
        arrange(row, n);
    bool zero = n == 0;
    if (!zero && r->owner[row[n - 1]] != TDAI_NONE)
        return reduce_column(r, j, row, n);
    kept k = {.at = ~m->start[j], .size = (uint32_t)n, .column = j};
    if (!zero)
        keep(r, j, &k, row[n - 1]);
    return trace_column(r, j, zero, row, n, NULL, 0);
}

tda_status tdai_boundary_reduce(tdai_filtration *s, tdai_boundary *m, tdai_trace *trace)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    reduction r = {.s = s, .m = m, .trace = trace};
    r.columns = tdai_boundary_columns(s, m);
    r.rows = tdai_boundary_rows(s, m);
    r.owner = ARRAY(&tmp, uint32_t, m->rows);
    r.kept = ARRAY(&tmp, kept, m->rows < m->columns ? m->rows : m->columns);
    TRY(tdai_arena_status(s->ctx, &tmp));
    memset(r.owner, 0xff, (size_t)m->rows * sizeof *r.owner);
    TRY(tdai_column_new(s->ctx, &r.work, m->rows));
    TRY(tdai_column_new(s->ctx, &r.sum, m->columns));
    for (tda_index j = 0; j < m->columns; j++) {
        TRY(tdai_poll(s->ctx, m->dual ? "coboundaries" : "boundaries", j, m->columns));
        TRY(next_column(&r, (uint32_t)j));
    }
done:
    tdai_column_free(&r.work);
    tdai_column_free(&r.sum);
    tdai_free(r.reduced.at);
    tdai_free(r.sums.at);
    tdai_arena_free(&tmp);
    return st;
}
