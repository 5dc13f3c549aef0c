/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shade.c - The function of a measure as coloured rectangles.
 *
 * Sublevels are closed, so the function is constant on half-open cells between neighbouring
 * coordinates of the points: a cell has the value of its lower left corner. Where an axis has at
 * most 200 distinct coordinates the picture is exact; else some cells are thinner than two or
 * three pixels and are left out. Cells of equal value are merged greedily, first along the first
 * axis, and written as one path for each value. */
#include "draw/private.h"
#include <math.h>

/* One axis cut into cells in whole pixels; a strip at -infinity is one more cell before them. */
typedef struct cells {
    int n;
    int from[TDAI_NODES + 2], to[TDAI_NODES + 2]; /* pixels, from may be above to */
    int node[TDAI_NODES + 2];                     /* whose value the cell has */
} cells;

typedef struct box {
    int x, y, w, h;
    int64_t value;
} box;

static void cut(cells *c, const tdai_axis *axis, const double *node, int nodes)
{
    c->n = 0;
    if (axis->infinite) {
        c->from[0] = (int)lround(axis->strip[0]), c->to[0] = (int)lround(axis->strip[1]);
        c->node[c->n++] = 0;
    }
    for (int i = 0; i < nodes; i++) {
        int from = (int)lround(i ? tdai_axis_pixel(axis, node[i]) : axis->span[0]);
        int to = (int)lround(i + 1 < nodes ? tdai_axis_pixel(axis, node[i + 1])
                                           : axis->span[1]);
        if (from != to) {
            c->from[c->n] = from, c->to[c->n] = to;
            c->node[c->n++] = i;
        }
    }
}

/* Merge cells of equal nonzero value; stops when there are more than `most` boxes. */
static tda_index merge(box *out, tda_index most, const int64_t *value, int ny,
                       const cells *x, const cells *y, bool *used)
{
    tda_index n = 0;
    for (int i = 0; i < x->n * y->n; i++)
        used[i] = false;
    for (int j = 0; j < y->n; j++)
        for (int i = 0; i < x->n; i++) {
            int64_t v = value[x->node[i] * ny + y->node[j]];
            if (used[i * y->n + j] || v == 0)
                continue;
            int i1 = i + 1, j1 = j + 1;
            while (i1 < x->n && x->from[i1] == x->to[i1 - 1] && !used[i1 * y->n + j] &&
                   value[x->node[i1] * ny + y->node[j]] == v)
                i1++;
            for (bool whole = true; j1 < y->n && y->from[j1] == y->to[j1 - 1]; j1++) {
                for (int k = i; k < i1 && whole; k++)
                    whole =
                        !used[k * y->n + j1] && value[x->node[k] * ny + y->node[j1]] == v;
                if (!whole)
                    break;
            }
            for (int k = i; k < i1; k++)
                for (int l = j; l < j1; l++)
                    used[k * y->n + l] = true;
            if (n == most)
                return n + 1;
            out[n++] = (box){x->from[i], y->to[j1 - 1], x->to[i1 - 1] - x->from[i],
                             y->from[j] - y->to[j1 - 1], v};
        }
    return n;
}

static tda_status write(tdai_pen *pen, const tdai_scale *scale, const box *at,
                        tda_index n, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    double *key = ARRAY(tmp, double, n);
    tda_index *order = ARRAY(tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index i = 0; i < n; i++)
        key[i] = (double)at[i].value;
    TRY(tdai_argsort(ctx, order, key, n));
    tda_index values = 0;
    for (tda_index i = 0; i < n; i++)
        values += i == 0 || at[order[i]].value != at[order[i - 1]].value;
    tdai_pen_say(pen, "<g class=\"function\" shape-rendering=\"crispEdges\">\n");
    uint32_t last = 0;
    for (tda_index i = 0; i < n; i++) {
        const box *b = &at[order[i]];
        uint32_t colour = tdai_scale_colour(scale, b->value);
        bool fresh = i == 0 || (values <= 256 ? b->value != at[order[i - 1]].value
                                              : colour != last);
        last = colour;
        if (fresh) {
            PUT(pen, "%s<path fill=\"#%06x\" ", i ? "\"/>\n" : "", (unsigned)colour);
            if (values <= 256)
                PUT(pen, "data-value=\"%lld\" ", (long long)b->value);
            tdai_pen_say(pen, "d=\"");
        }
        const char *step[] = {"M", " ", "h", "v", "h"};
        const int length[] = {b->x, b->y, b->w, b->h, -b->w};
        for (int k = 0; k < 5; k++) {
            tdai_pen_say(pen, step[k]);
            tdai_pen_px(pen, length[k]);
        }
        tdai_pen_say(pen, "z");
    }
    PUT(pen, "%s</g>\n", n ? "\"/>\n" : "");
done:
    return st;
}

tda_status tdai_shade(tdai_pen *pen, tdai_scale *scale, const tda_measure *measure,
                      const tdai_axis *x, const tdai_axis *y, tda_index most)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = pen->ctx;
    tdai_arena tmp = {0};
    box *boxes = ARRAY(&tmp, box, most);
    cells *cx = ARRAY(&tmp, cells, 1), *cy = ARRAY(&tmp, cells, 1);
    double *node = ARRAY(&tmp, double, 2 * (TDAI_NODES + 1));
    int64_t *value = ARRAY(&tmp, int64_t, (TDAI_NODES + 1) * (TDAI_NODES + 1));
    bool *used = ARRAY(&tmp, bool, (TDAI_NODES + 2) * (TDAI_NODES + 2));
    TRY(tdai_arena_status(ctx, &tmp));

    /* Coarser nodes where the rectangles would be too many. */
    tda_index n = most + 1;
    for (int fine = TDAI_NODES; n > most && fine > 0; fine /= 2) {
        TRY(tdai_poll(ctx, "picture", 0, 1));
        int nx, ny;
        TRY(tdai_axis_nodes(ctx, x, node, &nx, measure, 0, fine));
        TRY(tdai_axis_nodes(ctx, y, node + nx, &ny, measure, 1, fine));
        tda_index start[3] = {0, nx, nx + ny};
        tda_grid grid = {2, start, node};
        TRY(tda_measure_evaluate(ctx, value, measure, &grid));
        cut(cx, x, node, nx);
        cut(cy, y, node + nx, ny);
        int64_t lo = 0, hi = 0;
        for (int i = 0; i < nx * ny; i++) {
            lo = value[i] < lo ? value[i] : lo;
            hi = value[i] > hi ? value[i] : hi;
        }
        *scale = tdai_scale_of(lo, hi);
        n = merge(boxes, most, value, ny, cx, cy, used);
    }
    n = n > most ? most : n;
    TRY(write(pen, scale, boxes, n, &tmp));
done:
    tdai_arena_free(&tmp);
    return st;
}
