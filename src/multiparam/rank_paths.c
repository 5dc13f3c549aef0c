/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank_paths.c - The signed barcode of the rank invariant of a complex, of up to four parameters.
 *
 * One and two parameters go by a presentation. For more, let s = (i, J, K) and t = (I, J', l), where
 * J and J' are what lies between the first and the last parameter. All pairs with the same I, J, J'
 * and K lie on one path through the grid: along the first parameter to (I, J, K), by the middle ones
 * to (I, J', K), and up along the last. The barcode of the path tells their ranks: a bar that is alive
 * from the first corner to the second one holds those with i past its birth and l before its
 * death, which is a sum of few rectangles. So no rank is ever looked up, and what cancels does so in the
 * list of rectangles. */
#include "multiparam/ranks.h"
#include <math.h>
#include <string.h>
#include <tda/persistence.h>

enum { PARAMS = 4, VALUES = UINT16_MAX };

typedef struct walk {
    tda_ctx *ctx;
    int params, degree;
    tda_index n[PARAMS]; /* values of the grid on each axis */
    tda_cells
        cells; /* up to one dimension above the degree; grade [cells]: of the path */
    tda_index *begin; /* [cells+1] grades of each cell */
    tda_index *at;    /* [grades x params] their places on the grid; n: past it */
    double *grade;    /* [cells] what cells.grade points to */
    tda_index low[PARAMS], high[PARAMS]; /* the path: corners (I, J, K) and (I, J', K) */
    tdai_rectangles all;
} walk;

/* The cells of dimension degree + 1 at most, and the places of their grades. */
static tda_status walk_new(walk *w, tdai_arena *memory, const tda_complex *complex,
                           const tda_grid *grid)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->ctx;
    const tda_cells *c = tda_complex_cells(complex);
    tda_index grades = c->grade_start ? c->grade_start[c->size] : c->size, size = 0,
              faces = 0, used = 0, *number = ARRAY(memory, tda_index, c->size),
              *start = ARRAY(memory, tda_index, c->size + 1),
              *face = ARRAY(memory, tda_index, c->start[c->size]);
    int *dim = ARRAY(memory, int, c->size);
    w->begin = ARRAY(memory, tda_index, c->size + 1);
    w->at = ARRAY(memory, tda_index, tdai_size_add(0, grades, w->params));
    w->grade = ARRAY(memory, double, c->size);
    TRY(tdai_arena_status(ctx, memory));
    for (tda_index i = 0; i < c->size; i++)
        number[i] = c->dim[i] <= w->degree + 1 ? size++ : -1;
    size = 0;
    start[0] = w->begin[0] = 0;
    for (tda_index i = 0; i < c->size; i++) {
        if (number[i] < 0)
            continue;
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
            face[faces++] = number[c->face[f]];
        tda_index end = c->grade_start ? c->grade_start[i + 1] : i + 1;
        for (tda_index r = c->grade_start ? c->grade_start[i] : i; r < end; r++, used++)
            for (int k = 0; k < w->params; k++)
                w->at[used * w->params + k] = tdai_grid_ceil(
                    grid->value + grid->start[k], w->n[k], c->grade[r * w->params + k]);
        dim[size++] = c->dim[i];
        start[size] = faces;
        w->begin[size] = used;
    }
    w->cells = (tda_cells){1, size, dim, start, face, NULL, w->grade};
done:
    return st;
}

/* How many steps of the path come before that along parameter k. */
static tda_index steps_before(const walk *w, int k)
{
    tda_index steps = 0;
    for (int j = 0; j < k; j++)
        steps += w->high[j] - w->low[j];
    return steps;
}

/* When the path reaches a grade: all coordinates, each in its turn. */
static double reach(const walk *w, const tda_index *at)
{
    tda_index steps = 0, last = 0;
    for (int k = 0; k < w->params; k++) {
        tda_index top = k + 1 < w->params ? w->high[k] : w->n[k] - 1;
        if (at[k] > top)
            return (double)INFINITY;
        tda_index here = at[k] > w->low[k] ? steps + at[k] - w->low[k] : 0;
        last = here > last ? here : last;
        steps += w->high[k] - w->low[k];
    }
    return (double)last;
}

static uint64_t pack(const tda_index *at, int params)
{
    uint64_t key = 0;
    for (int k = 0; k < PARAMS; k++)
        key = key << 16 | (k < params ? (uint64_t)at[k] : 0);
    return key;
}

/* The rectangles of a bar from the first parameter's `birth` to the last one's `death`. */
static tda_status emit(walk *w, tda_index birth, tda_index death)
{
    tda_status st = TDA_OK;
    int p = w->params, last = p - 1;
    tda_index a[PARAMS], b[PARAMS];
    for (unsigned signs = 0; signs < 1u << (2 * p - 1); signs++) {
        bool empty = false;
        for (int k = 0; k < p; k++) {
            bool later = signs >> k & 1, sooner = k < last && signs >> (p + k) & 1;
            a[k] = later ? (k ? w->low[k] : w->high[k]) + 1 : k ? w->low[k] : birth;
            b[k] = k == last ? death : w->high[k] + !sooner;
            empty = empty || a[k] >= b[k];
        }
        if (!empty)
            TRY(tdai_rectangles_put(w->ctx, &w->all, pack(a, p), pack(b, p),
                                    __builtin_popcount(signs) % 2 ? -1 : 1));
    }
done:
    return st;
}

static tda_status one_path(walk *w)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->ctx;
    tda_complex *path = NULL;
    tda_diagram d = {0};
    tda_reduction_opts opts = TDA_REDUCTION_OPTS_INIT;
    int last = w->params - 1;
    tda_index corner = w->high[0], end = steps_before(w, last);
    opts.max_degree = w->degree;
    for (tda_index i = 0; i < w->cells.size; i++) {
        w->grade[i] = (double)INFINITY;
        for (tda_index r = w->begin[i]; r < w->begin[i + 1]; r++)
            w->grade[i] = fmin(w->grade[i], reach(w, w->at + r * w->params));
    }
    TRY(tda_complex_new(ctx, &path, &w->cells));
    TRY(tda_complex_diagram(ctx, &d, NULL, path, 0, &opts));
    for (tda_index i = d.degrees > w->degree ? d.start[w->degree] : 0;
         d.degrees > w->degree && i < d.start[w->degree + 1]; i++)
        if (d.birth[i] <= (double)corner && d.death[i] > (double)end)
            TRY(emit(w, (tda_index)d.birth[i],
                     isinf(d.death[i]) ? w->n[last]
                                       : w->low[last] + (tda_index)d.death[i] - end));
done:
    tda_diagram_clear(&d);
    tda_complex_free(path);
    return st;
}

/* The next choice of corners; false after the last. */
static bool next_path(walk *w)
{
    for (int k = w->params - 1; k >= 0; k--) {
        bool last = k == w->params - 1;
        if (!last && ++w->high[k] < w->n[k])
            return true;
        if (k > 0 && ++w->low[k] < w->n[k]) {
            w->high[k] = w->low[k];
            return true;
        }
        w->low[k] = w->high[k] = 0;
    }
    return false;
}

static tda_status all_paths(walk *w)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = w->ctx;
    for (int k = 0; k < w->params; k++)
        if (w->n[k] == 0)
            return TDA_OK; /* no nodes */
    do {
        TRY(tdai_poll(ctx, "ranks", w->high[0], w->n[0]));
        TRY(one_path(w));
    } while (next_path(w));
done:
    return st;
}

static tda_status by_paths(tda_ctx *ctx, tda_signed_barcode *out,
                           const tda_complex *complex, int degree, const tda_grid *grid)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    walk w = {.ctx = ctx, .params = tda_complex_cells(complex)->params, .degree = degree};
    tda_signed_barcode b = {0};
    for (int k = 0; k < w.params; k++) {
        w.n[k] = grid->start[k + 1] - grid->start[k];
        if (w.n[k] >= VALUES)
            FAIL(TDA_ELIMIT,
                 "rank barcode: axis %d of the grid has %lld values, at most %d are "
                 "possible",
                 k, (long long)w.n[k], VALUES - 1);
    }
    TRY(walk_new(&w, &tmp, complex, grid));
    TRY(all_paths(&w));
    TRY(tdai_rectangles_add_up(ctx, &w.all));
    TRY(tdai_signed_barcode_alloc(ctx, &b, w.params, w.all.size));
    for (tda_index i = 0; i < w.all.size; i++) {
        for (int k = 0; k < w.params; k++) {
            tda_index birth = w.all.at[i].birth >> (48 - 16 * k) & VALUES,
                      death = w.all.at[i].death >> (48 - 16 * k) & VALUES;
            const double *axis = grid->value + grid->start[k];
            b.birth[i * w.params + k] = axis[birth];
            b.death[i * w.params + k] = death < w.n[k] ? axis[death] : (double)INFINITY;
        }
        b.weight[i] = w.all.at[i].weight;
    }
    b.degree = degree;
    b.record = tda_complex_record(complex);
    *out = b;
done:
    tdai_rectangles_clear(&w.all);
    tdai_arena_free(&tmp);
    return st;
}

/* All coordinates of the complex, -INFINITY among them where it occurs. */
static tda_status all_values(tda_ctx *ctx, tda_grid *out, tdai_arena *memory,
                             const tda_complex *complex)
{
    tda_status st = TDA_OK;
    tda_grid finite = {0};
    const tda_cells *c = tda_complex_cells(complex);
    tda_index grades = c->grade_start ? c->grade_start[c->size] : c->size, n = 0;
    TRY(tda_complex_grid_exact(ctx, &finite, complex));
    *out = (tda_grid){c->params, ZEROS(memory, tda_index, c->params + 1),
                      ARRAY(memory, double, finite.start[c->params] + c->params)};
    TRY(tdai_arena_status(ctx, memory));
    for (int k = 0; k < c->params; k++) {
        bool always = false;
        for (tda_index r = 0; r < grades && !always; r++)
            always = c->grade[r * c->params + k] == -(double)INFINITY;
        if (always)
            out->value[n++] = -(double)INFINITY;
        for (tda_index i = finite.start[k]; i < finite.start[k + 1]; i++)
            out->value[n++] = finite.value[i];
        out->start[k + 1] = n;
    }
done:
    tda_grid_clear(&finite);
    return st;
}

tda_status tda_complex_rank_barcode(tda_ctx *ctx, tda_signed_barcode *out,
                                    const tda_complex *complex, int degree,
                                    const tda_grid *grid)
{
    tda_status st = TDA_OK;
    tda_presentation *p = NULL;
    tda_grid exact = {0};
    tdai_arena tmp = {0};
    int params = tda_complex_cells(complex)->params;
    if (degree < 0 || degree > INT32_MAX - 8)
        FAIL(TDA_EINVAL, "rank barcode: there is no degree %d", degree);
    if (params > PARAMS)
        FAIL(TDA_EINVAL, "rank barcode: the complex has %d parameters, at most %d can be",
             params, PARAMS);
    if (grid)
        TRY(tdai_grid_check(ctx, grid, params));
    if (params <= 2) {
        TRY(tda_complex_presentation(ctx, &p, complex, degree, NULL));
        TRY(tda_presentation_rank_barcode(ctx, out, p, grid));
        goto done;
    }
    if (!grid)
        TRY(all_values(ctx, &exact, &tmp, complex));
    TRY(by_paths(ctx, out, complex, degree, grid ? grid : &exact));
done:
    tda_presentation_free(p);
    tdai_arena_free(&tmp);
    return st;
}
