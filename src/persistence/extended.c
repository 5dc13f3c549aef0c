/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extended.c - Extended persistence of a function on the points of a complex.
 *
 * A cell comes with the greatest value of its points, and on the way back down its cone comes with
 * the least. Pairs of two cells are ordinary, of two cones relative, of a cell and a cone
 * extended. The values are those of points, which the bars name. */
#include "persistence/cone.h"
#include <math.h>

static const char *const stage = "extended persistence";

typedef struct extension {
    const tda_cells *cells;
    const double *function;  /* by point, in the order of the ids */
    double *value;           /* [cells] of a point, by id */
    tda_index *most, *least; /* [cells] the points whose values bound the cell's */
} extension;

/* Of two points the one of the greater value (of the less, for sign -1), ties: the first. */
static tda_index outer(const extension *e, tda_index a, tda_index b, int sign)
{
    double x = sign * e->value[a], y = sign * e->value[b];
    return x > y || (x == y && a < b) ? a : b;
}

static tda_status find_points(tda_ctx *ctx, const extension *e, int dimension)
{
    tda_status st = TDA_OK;
    const tda_cells *c = e->cells;
    tda_index points = 0;
    for (tda_index i = 0; i < c->size; i++)
        if (c->dim[i] == 0) {
            e->value[i] = e->function[points];
            if (!isfinite(e->value[i]))
                FAIL(TDA_EINVAL, "extended persistence: the function is %g at point %lld",
                     e->value[i], (long long)points);
            e->most[i] = e->least[i] = i;
            points++;
        }
    for (int k = 1; k <= dimension; k++)
        for (tda_index i = 0; i < c->size; i++) {
            if (c->dim[i] != k)
                continue;
            TRY(tdai_poll(ctx, stage, i, c->size));
            if (c->start[i] == c->start[i + 1])
                FAIL(
                    TDA_EINVAL,
                    "extended persistence: cell %lld of dimension %d has no faces and so "
                    "no value",
                    (long long)i, k);
            e->most[i] = e->most[c->face[c->start[i]]];
            e->least[i] = e->least[c->face[c->start[i]]];
            for (tda_index f = c->start[i] + 1; f < c->start[i + 1]; f++) {
                e->most[i] = outer(e, e->most[i], e->most[c->face[f]], 1);
                e->least[i] = outer(e, e->least[i], e->least[c->face[f]], -1);
            }
        }
done:
    return st;
}

/* The ids by rising greatest value, or by falling least value. */
static tda_status sort_cells(tda_ctx *ctx, tda_index *order, const extension *e, bool up)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = e->cells->size;
    double *key = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++)
        key[i] = up ? e->value[e->most[i]] : -e->value[e->least[i]];
    TRY(tdai_argsort(ctx, order, key, n));
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The bar of a pair and which diagram it belongs to. */
static tda_extension bar_of(const extension *e, const tdai_cone_pair *p, tdai_bar *bar)
{
    tda_index n = e->cells->size, from = p->from % n, to = p->to % n;
    tda_index birth = p->from < n ? e->most[from] : e->least[from];
    tda_index death = p->to < n ? e->most[to] : e->least[to];
    *bar = (tdai_bar){.birth = e->value[birth],
                      .death = e->value[death],
                      .birth_cell = birth,
                      .death_cell = death,
                      .degree = e->cells->dim[from] + (p->from >= n)};
    if (p->from >= n)
        return TDA_RELATIVE;
    if (p->to < n)
        return TDA_ORDINARY;
    return bar->birth <= bar->death ? TDA_EXTENDED_UP : TDA_EXTENDED_DOWN;
}

static tda_status collect(tda_ctx *ctx, tda_diagram out[TDA_EXTENSIONS],
                          const extension *e, const tdai_cone_pair *pair, int degrees)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_bar *bar = ARRAY(&tmp, tdai_bar, e->cells->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int kind = 0; kind < TDA_EXTENSIONS; kind++) {
        tda_index bars = 0;
        for (tda_index i = 0; i < e->cells->size; i++)
            bars += bar_of(e, &pair[i], &bar[bars]) == (tda_extension)kind;
        TRY((kind < TDA_EXTENDED_UP ? tdai_diagram_new : tdai_diagram_new_all)(
            ctx, &out[kind], degrees, TDA_CELL_ROW, bar, bars));
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_complex_extended_diagram(tda_ctx *ctx, tda_diagram out[TDA_EXTENSIONS],
                                        const tda_complex *complex,
                                        const double *function)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram diagram[TDA_EXTENSIONS] = {{0}};
    extension e = {.cells = tda_complex_cells(complex), .function = function};
    int dimension = tda_complex_dimension(complex);
    tda_index n = e.cells->size;
    e.value = ARRAY(&tmp, double, n);
    e.most = ARRAY(&tmp, tda_index, n);
    e.least = ARRAY(&tmp, tda_index, n);
    tda_index *up = ARRAY(&tmp, tda_index, n), *down = ARRAY(&tmp, tda_index, n);
    tdai_cone_pair *pair = ARRAY(&tmp, tdai_cone_pair, n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(find_points(ctx, &e, dimension));
    TRY(sort_cells(ctx, up, &e, true));
    TRY(sort_cells(ctx, down, &e, false));
    tdai_cone cone = {n, e.cells->dim, e.cells->start, e.cells->face, up, down};
    TRY(tdai_cone_pairs(ctx, pair, &cone));
    TRY(collect(ctx, diagram, &e, pair, dimension + 1));
    for (int kind = 0; kind < TDA_EXTENSIONS; kind++) {
        diagram[kind].record = tda_complex_record(complex);
        out[kind] = diagram[kind];
        diagram[kind] = (tda_diagram){0};
    }
done:
    for (int kind = 0; kind < TDA_EXTENSIONS; kind++)
        tda_diagram_clear(&diagram[kind]);
    tdai_arena_free(&tmp);
    return st;
}
