/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha_bars.c - From the partners of the simplices to the diagram.
 *
 * Bars are gathered by the number of the simplex that begins them and sorted stably by birth, and
 * where births are equal by death: the order of a diagram. A cell is named by the row that it
 * has in the complex: points, edges, one edge for each copy of a point, triangles, and so on,
 * those past the threshold left out. */
#include "persistence/alpha_bars.h"

static const char *const stage = "alpha diagram";

/* The simplices of one degree that begin a bar, in the order of their bars. */
typedef struct births {
    uint32_t *at;
    tda_index size;
} births;

static double birth_of(const tdai_alpha_sweep *a, int k, uint32_t s)
{
    return k ? a->d.value[k][s] : 0;
}

/* INFINITY: past the threshold, or never. */
static double death_of(const tdai_alpha_sweep *a, int k, uint32_t s)
{
    uint32_t partner = a->partner[k][s];
    double death = partner == TDAI_ENDLESS ? INFINITY : a->d.value[k + 1][partner];
    return death <= a->threshold ? death : INFINITY;
}

static bool begins(const tdai_alpha_sweep *a, int k, uint32_t s)
{
    double birth = birth_of(a, k, s);
    return a->partner[k][s] != TDAI_NONE && birth <= a->threshold &&
           birth < death_of(a, k, s);
}

static tda_status sort_births(tdai_alpha_sweep *a, int k, births *b)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_index numbers = k ? a->d.count[k] : a->n;
    double *death = ARRAY(&tmp, double, numbers);
    TRY(tdai_arena_status(a->ctx, &tmp));
    for (tda_index i = 0; i < b->size; i++)
        death[b->at[i]] = death_of(a, k, b->at[i]);
    if (k)
        TRY(tdai_alpha_sort(a->ctx, b->at, b->size, a->d.value[k]));
    for (tda_index i = 0, end; i < b->size; i = end) {
        double birth = birth_of(a, k, b->at[i]);
        for (end = i + 1; end < b->size && birth_of(a, k, b->at[end]) == birth;)
            end++;
        if (end > i + 1)
            TRY(tdai_alpha_sort(a->ctx, b->at + i, end - i, death));
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status find_births(tdai_alpha_sweep *a, int k, births *b)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = a->ctx;
    const tda_index numbers = k ? a->d.count[k] : a->n;
    for (uint32_t s = 0; s < numbers; s++)
        b->size += begins(a, k, s);
    b->at = tdai_alloc(b->size, sizeof *b->at);
    if (!b->at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld bars", stage, (long long)b->size);
    b->size = 0;
    for (uint32_t s = 0; s < numbers; s++)
        if (begins(a, k, s))
            b->at[b->size++] = s;
    TRY(sort_births(a, k, b));
done:
    return st;
}

/* row [count[k]] := the rows of the simplices of dimension k, from *next on. */
static tda_status find_rows(const tdai_alpha_sweep *a, int k, uint32_t **row,
                            tda_index *next)
{
    tda_ctx *ctx = a->ctx;
    tda_status st = TDA_OK;
    const tda_index n = a->d.count[k];
    tdai_free(*row);
    *row = tdai_alloc(n, sizeof **row);
    if (!*row)
        FAIL(TDA_ENOMEM, "%s: no memory for the rows of %lld cells", stage, (long long)n);
    if (*next + n > UINT32_MAX)
        FAIL(TDA_ELIMIT, "alpha complex: more than 4294967295 cells");
    for (tda_index s = 0; s < n; s++) {
        (*row)[s] = (uint32_t)*next;
        *next += a->d.value[k][s] <= a->threshold;
    }
done:
    return st;
}

static void fill(const tdai_alpha_sweep *a, int k, const births *b, tda_diagram *d,
                 const uint32_t *row, const uint32_t *above)
{
    for (tda_index i = 0, at = d->start[k]; i < b->size; i++, at++) {
        uint32_t s = b->at[i];
        d->birth[at] = birth_of(a, k, s);
        d->death[at] = death_of(a, k, s);
        bool ends = d->death[at] < INFINITY;
        d->birth_cell[at] = k ? row[s] : s;
        d->death_cell[at] = ends ? (tda_index)above[a->partner[k][s]] : -1;
        d->cut[at] = !ends && a->threshold < INFINITY && !(k == 0 && s == 0);
    }
}

/* The dimension of the complex. */
static int dimension_kept(const tdai_alpha_sweep *a, tda_index copies)
{
    for (int k = a->d.dimension; k > 0; k--)
        for (tda_index s = 0; s < a->d.count[k]; s++)
            if (a->d.value[k][s] <= a->threshold)
                return k;
    return copies ? 1 : a->n ? 0 : -1;
}

tda_status tdai_alpha_bars(tdai_alpha_sweep *a, tda_diagram *out, int max_degree)
{
    tda_status st = TDA_OK;
    births b[3] = {{0}};
    uint32_t *row = NULL, *above = NULL;
    tda_diagram d = {0};
    tda_index bars = 0, copies = a->n - a->d.count[0], next = a->n;
    int degrees = dimension_kept(a, copies) + 1, found = a->d.dimension;
    degrees = degrees > max_degree ? max_degree + 1 : degrees;
    found = a->n && found < 1 ? 1 : found; /* a point alone has a degree */
    found = degrees < found ? degrees : found;
    for (int k = 0; k < found; k++) {
        TRY(find_births(a, k, &b[k]));
        bars += b[k].size;
    }
    TRY(tdai_diagram_alloc(a->ctx, &d, degrees, bars));
    d.start[0] = 0;
    for (int k = 0; k < degrees; k++)
        d.start[k + 1] = d.start[k] + (k < found ? b[k].size : 0);
    for (int k = 0; k < found; k++) {
        uint32_t *swap = row;
        row = above;
        above = swap;
        if (a->d.dimension > k)
            TRY(find_rows(a, k + 1, &above, &next));
        next += k == 0 ? copies : 0;
        fill(a, k, &b[k], &d, row, above);
    }
    d.cells = TDA_CELL_ROW;
    *out = d;
    d = (tda_diagram){0};
done:
    for (int k = 0; k < 3; k++)
        tdai_free(b[k].at);
    tdai_free(row);
    tdai_free(above);
    tda_diagram_clear(&d);
    return st;
}
