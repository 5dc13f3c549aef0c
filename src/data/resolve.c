/* SPDX-License-Identifier: GPL-3.0-or-later */
/* resolve.c - A k-critical complex of two parameters as a larger 1-critical one.
 *
 * The grades of a cell form a staircase. Each becomes a cell of its own, its copy, and each two
 * neighbours on the staircase are joined by a link, a cell of one dimension more at their join:
 * the copies and links of a cell are the vertices and edges of a path, which is contractible
 * wherever the cell is present. A copy has in its boundary one copy of each face, the first on
 * the staircase that is there already. Those copies need not agree on the copies of faces of
 * faces, so the links between these are added: a face of faces is met an even number of times,
 * and links along its path join the copies met, two by two. A link has its two ends in its
 * boundary, and for each face the links between the copies that the ends chose. The boundary
 * of a boundary is zero because a path has no cycles. */
#include "data/complex.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A copy of a face of a face. */
typedef struct meeting {
    tda_index cell;
    tda_index step; /* place on its staircase */
} meeting;

typedef struct resolution {
    const tda_cells *in;
    tda_index copies; /* new cells 0 .. copies-1 are copies, one for each grade */
    meeting *met;     /* scratch */
    tda_index *face;  /* NULL: faces are only counted */
    tda_index faces;  /* so far */
} resolution;

static tda_index copy_id(const resolution *r, tda_index cell, tda_index step)
{
    return r->in->grade_start[cell] + step;
}

/* The link from copy `step` to the next: a cell with k copies has k - 1. */
static tda_index link_id(const resolution *r, tda_index cell, tda_index step)
{
    return r->copies + r->in->grade_start[cell] - cell + step;
}

static tda_index steps(const resolution *r, tda_index cell)
{
    return r->in->grade_start[cell + 1] - r->in->grade_start[cell];
}

static const double *grade(const resolution *r, tda_index cell, tda_index step)
{
    return r->in->grade + 2 * copy_id(r, cell, step);
}

/* The first copy of the cell that is present at z. */
static tda_index first(const resolution *r, tda_index cell, const double *z)
{
    return tdai_grades_first(grade(r, cell, 0), steps(r, cell), 2, z);
}

static void add(resolution *r, tda_index id)
{
    if (r->face)
        r->face[r->faces] = id;
    r->faces++;
}

static void add_path(resolution *r, tda_index cell, tda_index from, tda_index to)
{
    if (!r->face) { /* long paths need no walk to be counted */
        r->faces += from < to ? to - from : from - to;
        return;
    }
    for (tda_index s = from < to ? from : to, end = from < to ? to : from; s < end; s++)
        add(r, link_id(r, cell, s));
}

static int by_cell_and_step(const void *left, const void *right)
{
    const meeting *a = left, *b = right;
    if (a->cell != b->cell)
        return a->cell < b->cell ? -1 : 1;
    return (a->step > b->step) - (a->step < b->step);
}

static void add_copy_boundary(resolution *r, tda_index cell, tda_index step)
{
    const tda_cells *in = r->in;
    tda_index met = 0;
    for (tda_index k = in->start[cell]; k < in->start[cell + 1]; k++) {
        tda_index f = in->face[k], chosen = first(r, f, grade(r, cell, step));
        add(r, copy_id(r, f, chosen));
        for (tda_index l = in->start[f]; l < in->start[f + 1]; l++) {
            tda_index g = in->face[l];
            if (steps(r, g) > 1)
                r->met[met++] = (meeting){g, first(r, g, grade(r, f, chosen))};
        }
    }
    if (met > 0)
        qsort(r->met, (size_t)met, sizeof *r->met, by_cell_and_step);
    for (tda_index m = 0; m < met; m += 2) {
        assert(r->met[m].cell == r->met[m + 1].cell);
        add_path(r, r->met[m].cell, r->met[m].step, r->met[m + 1].step);
    }
}

static void add_link_boundary(resolution *r, tda_index cell, tda_index step)
{
    const tda_cells *in = r->in;
    add(r, copy_id(r, cell, step));
    add(r, copy_id(r, cell, step + 1));
    for (tda_index k = in->start[cell]; k < in->start[cell + 1]; k++) {
        tda_index f = in->face[k];
        add_path(r, f, first(r, f, grade(r, cell, step)),
                 first(r, f, grade(r, cell, step + 1)));
    }
}

/* The most faces of faces that a cell has, counted as often as they are met. */
static tda_index most_met(const tda_cells *c)
{
    tda_index most = 0;
    for (tda_index i = 0; i < c->size; i++) {
        tda_index n = 0;
        for (tda_index k = c->start[i]; k < c->start[i + 1]; k++)
            n += c->start[c->face[k] + 1] - c->start[c->face[k]];
        most = n > most ? n : most;
    }
    return most;
}

/* Go through the boundaries of the new cells in order: first to count (columns and face NULL),
 * then to write. */
static tda_status walk(tda_ctx *ctx, resolution *r, tdai_columns *c, tda_index *origin)
{
    tda_status st = TDA_OK;
    const tda_cells *in = r->in;
    r->face = c ? c->face : NULL;
    r->faces = 0;
    for (int links = 0; links < 2; links++)
        for (tda_index i = 0; i < in->size; i++) {
            TRY(tdai_poll(ctx, "resolving the complex", i + links * in->size,
                          2 * in->size));
            for (tda_index s = 0; s < steps(r, i) - links; s++) {
                if (links)
                    add_link_boundary(r, i, s);
                else
                    add_copy_boundary(r, i, s);
                if (!c)
                    continue;
                tda_index id = links ? link_id(r, i, s) : copy_id(r, i, s);
                /* a join on the staircase: right of one copy, above the next */
                c->grade[2 * id] = grade(r, i, s + links)[0];
                c->grade[2 * id + 1] = grade(r, i, s)[1];
                c->dim[id] = in->dim[i] + links;
                c->start[id + 1] = r->faces;
                origin[id] = i;
            }
        }
done:
    return st;
}

static tda_status resolve(tda_ctx *ctx, tdai_columns *c, tda_index **origin,
                          const tda_cells *in)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    resolution r = {.in = in, .copies = in->grade_start[in->size]};
    tda_index size = 2 * r.copies - in->size;
    r.met = ARRAY(&tmp, meeting, most_met(in));
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(walk(ctx, &r, NULL, NULL));
    TRY(tdai_columns_alloc(ctx, c, 2, size, r.faces, size, false));
    *origin = tdai_alloc(size, sizeof **origin);
    if (!*origin)
        FAIL(TDA_ENOMEM, "resolution: no memory for %lld cells", (long long)size);
    TRY(walk(ctx, &r, c, *origin));
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status copy(tda_ctx *ctx, tdai_columns *c, tda_index **origin,
                       const tda_cells *in)
{
    tda_status st = TDA_OK;
    TRY(tdai_columns_copy(ctx, c, in));
    *origin = tdai_alloc(in->size, sizeof **origin);
    if (!*origin)
        FAIL(TDA_ENOMEM, "resolution: no memory for %lld cells", (long long)in->size);
    for (tda_index i = 0; i < in->size; i++)
        (*origin)[i] = i;
done:
    return st;
}

tda_status tda_complex_resolve(tda_ctx *ctx, tda_complex **out, tda_index **origin,
                               const tda_complex *in)
{
    const tda_cells *cells = tda_complex_cells(in);
    tda_status st = TDA_OK;
    tdai_columns columns = {0};
    tda_index *from = NULL;
    tda_complex *resolved;
    if (cells->grade_start && cells->params != 2)
        FAIL(
            TDA_EINVAL,
            "resolution: cells with several grades need 2 parameters, the complex has %d",
            cells->params);
    TRY((cells->grade_start ? resolve : copy)(ctx, &columns, &from, cells));
    TRY(tdai_complex_adopt_valid(ctx, &resolved, &columns));
    tdai_complex_inherit(resolved, in);
    *out = resolved;
    if (origin) {
        *origin = from;
        from = NULL;
    }
done:
    tdai_columns_clear(&columns);
    tdai_free(from);
    return st;
}
