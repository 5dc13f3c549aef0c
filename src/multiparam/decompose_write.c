/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_write.c - The blocks of a decomposition as summands in order: each a presentation of its
 * own, those that are intervals by their corners as well. */
#include "multiparam/decompose.h"
#include <math.h>
#include <string.h>

/* Generators and relations of the summands, each in colexicographic order. */
typedef struct summands {
    const tdai_decomposing *d;
    tda_index size;
    uint32_t *root;                   /* [size] */
    tda_index *gen_start, *rel_start; /* [size+1] */
    uint32_t *gen, *rel;
    uint32_t *place;      /* [gens] within its summand */
    tda_index *order;     /* [size] of the summands in the result */
    tda_index *corner[2]; /* [size+1] births and deaths of those that are intervals */
    double *birth, *death;
    tda_index *birth_cell, *death_cell;
    tda_index intervals;
} summands;

static tda_status colexicographic(tda_ctx *ctx, tda_index *order, const tdai_level *l,
                                  tda_index xs)
{
    uint64_t *key = tdai_alloc(l->size, sizeof *key);
    if (!key)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory to sort %lld generators",
                         (long long)l->size);
    for (tda_index i = 0; i < l->size; i++)
        key[i] = (uint64_t)l->y[i] * (uint64_t)xs + l->x[i];
    tda_status st = tdai_argsort_u64(ctx, order, key, l->size);
    tdai_free(key);
    return st;
}

/* Deal the items of a level out to the summands: start [summands+1], item. owner [items] is the
 * summand of each, -1: none. */
static void deal(tda_index *start, uint32_t *item, const tda_index *order,
                 const tda_index *owner, tda_index items, tda_index summands_n)
{
    memset(start, 0, (size_t)(summands_n + 1) * sizeof *start);
    for (tda_index i = 0; i < items; i++)
        if (owner[i] >= 0)
            start[owner[i] + 1]++;
    for (tda_index s = 0; s < summands_n; s++)
        start[s + 1] += start[s];
    for (tda_index i = 0; i < items; i++)
        if (owner[order[i]] >= 0)
            item[start[owner[order[i]]]++] = (uint32_t)order[i];
    for (tda_index s = summands_n; s > 0; s--)
        start[s] = start[s - 1];
    start[0] = 0;
}

static tda_status collect(tda_ctx *ctx, summands *s, tdai_arena *memory,
                          tdai_decomposing *d)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_blocks *b = &d->blocks;
    tda_index n = b->gens->size, m = b->rels->size;
    tda_index *order = ARRAY(&tmp, tda_index, n), *columns = ARRAY(&tmp, tda_index, m);
    tda_index *gen_owner = ARRAY(&tmp, tda_index, n),
              *rel_owner = ARRAY(&tmp, tda_index, m), *number = ARRAY(&tmp, tda_index, n);
    *s = (summands){.d = d,
                    .root = ARRAY(memory, uint32_t, n),
                    .gen_start = ARRAY(memory, tda_index, n + 1),
                    .rel_start = ARRAY(memory, tda_index, n + 1),
                    .gen = ARRAY(memory, uint32_t, n),
                    .rel = ARRAY(memory, uint32_t, m),
                    .place = ARRAY(memory, uint32_t, n),
                    .order = ARRAY(memory, tda_index, n)};
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_arena_status(ctx, memory));
    TRY(colexicographic(ctx, order, b->gens, d->graded.xs));
    TRY(colexicographic(ctx, columns, b->rels, d->graded.xs));
    for (tda_index i = 0; i < n; i++)
        number[i] = -1;
    for (tda_index i = 0; i < m; i++)
        rel_owner[i] = -1;
    for (tda_index i = 0; i < n; i++) {
        uint32_t root = tdai_blocks_root(b, (uint32_t)order[i]);
        if (number[root] < 0) {
            number[root] = s->size;
            s->root[s->size++] = root;
        }
        gen_owner[order[i]] = number[root];
    }
    for (tda_index k = 0; k < s->size; k++)
        for (uint32_t j = b->first_rel[s->root[k]]; j != TDAI_NONE; j = b->next_rel[j])
            rel_owner[j] = k;
    deal(s->gen_start, s->gen, order, gen_owner, n, s->size);
    deal(s->rel_start, s->rel, columns, rel_owner, m, s->size);
    for (tda_index k = 0; k < s->size; k++)
        for (tda_index i = s->gen_start[k]; i < s->gen_start[k + 1]; i++)
            s->place[s->gen[i]] = (uint32_t)(i - s->gen_start[k]);
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- corners of intervals ---- */

/* Deaths of interval k: from the grades of what kills it, left to right, the corners between
 * neighbours; those with no birth below them hold nothing. */
static void find_deaths(summands *s, const tda_matrix *m, tda_index k, tda_index rows)
{
    const tdai_blocks *b = &s->d->blocks;
    const tdai_graded *g = &s->d->graded;
    tda_index *n = &s->corner[1][k + 1];
    uint32_t before = TDAI_NONE, next = b->first_rel[s->root[k]];
    for (bool last = false; !last; before = next, next = b->next_rel[next]) {
        while (next != TDAI_NONE && b->length[next] != 1)
            next = b->next_rel[next];
        last = next == TDAI_NONE;
        double x = last ? INFINITY : g->x[b->rels->x[next]],
               y = before == TDAI_NONE ? INFINITY : g->y[b->rels->y[before]];
        bool holds = m->params == 1 && (last ? before == TDAI_NONE : true);
        for (tda_index i = s->corner[0][k]; m->params == 2 && i < s->corner[0][k + 1];
             i++)
            holds = holds || (s->birth[2 * i] < x && s->birth[2 * i + 1] < y);
        if (holds) {
            s->death[*n * m->params] = x;
            s->death_cell[*n * m->params] =
                last ? -1 : m->column_cell[(b->rels->cell[next] - rows) * m->params];
            if (m->params == 2) {
                s->death[*n * 2 + 1] = y;
                s->death_cell[*n * 2 + 1] =
                    before == TDAI_NONE
                        ? -1
                        : m->column_cell[(b->rels->cell[before] - rows) * 2 + 1];
            }
            ++*n;
        }
        if (last)
            break;
    }
}

static tda_status find_corners(tda_ctx *ctx, summands *s, tdai_arena *memory,
                               const tda_matrix *m)
{
    tda_status st = TDA_OK;
    const tdai_blocks *b = &s->d->blocks;
    tda_index births = b->gens->size, deaths = b->rels->size + s->size;
    for (int i = 0; i < 2; i++)
        s->corner[i] = ZEROS(memory, tda_index, s->size + 1);
    s->birth = ARRAY(memory, double, births * m->params);
    s->birth_cell = ARRAY(memory, tda_index, births * m->params);
    s->death = ARRAY(memory, double, deaths * m->params);
    s->death_cell = ARRAY(memory, tda_index, deaths * m->params);
    TRY(tdai_arena_status(ctx, memory));
    for (tda_index k = 0; k < s->size; k++) {
        tda_index *n = &s->corner[0][k + 1];
        *n = s->corner[0][k];
        s->corner[1][k + 1] = s->corner[1][k];
        if (b->shape[s->root[k]] != TDAI_INTERVAL)
            continue;
        s->intervals++;
        for (uint32_t i = b->first_gen[s->root[k]]; i != TDAI_NONE;
             i = b->next_gen[i], ++*n)
            for (int p = 0; p < m->params; p++) {
                tda_index from = (tda_index)b->gens->cell[i] * m->params + p;
                s->birth[*n * m->params + p] = m->row_grade[from];
                s->birth_cell[*n * m->params + p] = m->row_cell[from];
            }
        find_deaths(s, m, k, m->rows);
    }
done:
    return st;
}

/* ---- the order ---- */

static int compare_numbers(const double *a, tda_index n, const double *b, tda_index m)
{
    for (tda_index i = 0; i < n && i < m; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return n < m ? -1 : n > m;
}

static int compare_grades(const tdai_level *l, const uint32_t *a, tda_index n,
                          const uint32_t *b, tda_index m)
{
    for (tda_index i = 0; i < n && i < m; i++) {
        if (l->y[a[i]] != l->y[b[i]])
            return l->y[a[i]] < l->y[b[i]] ? -1 : 1;
        if (l->x[a[i]] != l->x[b[i]])
            return l->x[a[i]] < l->x[b[i]] ? -1 : 1;
    }
    return n < m ? -1 : n > m;
}

/* Intervals by their corners, as in a module, then the others by their grades. */
static bool comes_before(const summands *s, tda_index p, tda_index q, int params)
{
    const tdai_blocks *b = &s->d->blocks;
    bool interval[2] = {b->shape[s->root[p]] == TDAI_INTERVAL,
                        b->shape[s->root[q]] == TDAI_INTERVAL};
    int c = interval[1] - interval[0];
    for (int side = 0; side < 2 && c == 0; side++) {
        const tda_index *at = s->corner[side],
                        *start = side ? s->rel_start : s->gen_start;
        const double *value = side ? s->death : s->birth;
        const uint32_t *item = side ? s->rel : s->gen;
        c = interval[0]
                ? compare_numbers(value + at[p] * params, (at[p + 1] - at[p]) * params,
                                  value + at[q] * params, (at[q + 1] - at[q]) * params)
                : compare_grades(side ? b->rels : b->gens, item + start[p],
                                 start[p + 1] - start[p], item + start[q],
                                 start[q + 1] - start[q]);
    }
    return c < 0 || (c == 0 && p < q);
}

static tda_status sort(tda_ctx *ctx, summands *s, int params)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index *from = s->order, *to = ARRAY(&tmp, tda_index, s->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < s->size; i++)
        from[i] = i;
    for (tda_index run = 1; run < s->size; run *= 2) {
        TRY(tdai_poll(ctx, "sorting summands", run, s->size));
        for (tda_index i = 0; i < s->size; i += 2 * run) {
            tda_index middle = i + run < s->size ? i + run : s->size,
                      end = i + 2 * run < s->size ? i + 2 * run : s->size, p = i,
                      q = middle;
            for (tda_index k = i; k < end; k++)
                to[k] =
                    q == end || (p < middle && comes_before(s, from[p], from[q], params))
                        ? from[p++]
                        : from[q++];
        }
        tda_index *swap = from;
        from = to;
        to = swap;
    }
    if (from != s->order && s->size > 0)
        memcpy(s->order, from, (size_t)s->size * sizeof *from);
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- the result ---- */

static tda_status write_summand(tda_ctx *ctx, tda_presentation **out, const summands *s,
                                tda_index k, const tda_presentation *p)
{
    tda_status st = TDA_OK;
    const tdai_blocks *b = &s->d->blocks;
    const tda_matrix *m = tda_presentation_matrix(p);
    tda_record record = tda_presentation_record(p);
    tdai_matrix to = {0};
    tda_index rows = s->gen_start[k + 1] - s->gen_start[k],
              columns = s->rel_start[k + 1] - s->rel_start[k], entries = 0;
    const uint32_t *gen = s->gen + s->gen_start[k], *rel = s->rel + s->rel_start[k];
    for (tda_index j = 0; j < columns; j++)
        entries += b->length[rel[j]];
    TRY(tdai_matrix_alloc(ctx, &to, m->params, rows, columns, entries));
    to.cells = tda_presentation_cell_kind(p);
    for (tda_index i = 0; i < rows + columns; i++) {
        tda_index from = i < rows ? b->gens->cell[gen[i]]
                                  : b->rels->cell[rel[i - rows]] - (uint32_t)m->rows;
        const double *grade = i < rows ? m->row_grade : m->column_grade;
        const tda_index *cell = i < rows ? m->row_cell : m->column_cell;
        for (int q = 0; q < m->params; q++) {
            to.grade[i * m->params + q] = grade[from * m->params + q];
            to.cell[i * m->params + q] = cell[from * m->params + q];
        }
    }
    for (tda_index j = 0; j < columns; j++) {
        tda_index at = to.start[rows + j], n = at;
        for (uint32_t i = 0; i < b->length[rel[j]]; i++, n++) {
            tda_index row = s->place[b->pile.at[b->start[rel[j]] + i]], q = n;
            for (; q > at && to.row[q - 1] > row; q--)
                to.row[q] = to.row[q - 1];
            to.row[q] = row;
        }
        to.start[rows + j + 1] = n;
    }
    TRY(tdai_presentation_adopt(ctx, out, &to, tda_presentation_degree(p), &record));
    *tdai_presentation_minimal(*out) = true;
done:
    tdai_matrix_clear(&to);
    return st;
}

static tda_status write_intervals(tda_ctx *ctx, tda_module *out, const summands *s,
                                  const tda_presentation *p)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    int params = tda_presentation_matrix(p)->params;
    tda_index births = s->corner[0][s->size], deaths = s->corner[1][s->size];
    tda_module m = {.params = params,
                    .degree = tda_presentation_degree(p),
                    .size = s->intervals,
                    .birth_start = ARRAY(&tmp, tda_index, s->intervals + 1),
                    .birth = ARRAY(&tmp, double, births *params),
                    .birth_cell = ARRAY(&tmp, tda_index, births * params),
                    .death_start = ARRAY(&tmp, tda_index, s->intervals + 1),
                    .death = ARRAY(&tmp, double, deaths *params),
                    .death_cell = ARRAY(&tmp, tda_index, deaths * params),
                    .cells = tda_presentation_cell_kind(p)};
    TRY(tdai_arena_status(ctx, &tmp));
    m.birth_start[0] = m.death_start[0] = 0;
    for (tda_index i = 0; i < s->intervals; i++) {
        tda_index k = s->order[i];
        for (int side = 0; side < 2; side++) {
            tda_index *start = side ? m.death_start : m.birth_start,
                      from = s->corner[side][k] * params,
                      n = s->corner[side][k + 1] * params - from, at = start[i] * params;
            memcpy((side ? m.death : m.birth) + at, (side ? s->death : s->birth) + from,
                   (size_t)n * sizeof(double));
            memcpy((side ? m.death_cell : m.birth_cell) + at,
                   (side ? s->death_cell : s->birth_cell) + from,
                   (size_t)n * sizeof(tda_index));
            start[i + 1] = start[i] + n / params;
        }
    }
    TRY(tda_module_new(ctx, out, &m));
    out->record = tda_presentation_record(p);
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tdai_decompose_write(tda_ctx *ctx, tda_decomposition *out, tdai_decomposing *d,
                                const tda_presentation *p)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_decomposition result = {0};
    summands s = {0};
    const tda_matrix *m = tda_presentation_matrix(p);
    TRY(collect(ctx, &s, &tmp, d));
    TRY(find_corners(ctx, &s, &tmp, m));
    TRY(sort(ctx, &s, m->params));
    TRY(write_intervals(ctx, &result.intervals, &s, p));
    result.summand = tdai_calloc(s.size, sizeof *result.summand);
    if (!result.summand)
        FAIL(TDA_ENOMEM, "decomposition: no memory for %lld summands", (long long)s.size);
    for (; result.size < s.size; result.size++) {
        TRY(tdai_poll(ctx, "writing summands", result.size, s.size));
        TRY(write_summand(ctx, &result.summand[result.size], &s, s.order[result.size],
                          p));
    }
    *out = result;
    result = (tda_decomposition){0};
done:
    tda_decomposition_clear(&result);
    tdai_arena_free(&tmp);
    return st;
}
