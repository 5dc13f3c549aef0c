/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simplices.c - The complex of all faces of a list of simplices.
 *
 * Worked from the top dimension down. The simplices of one dimension are those listed and the
 * facets of those one dimension higher; sorted by their vertices, equal ones become one cell,
 * which tells every row and every coface what it is called. Grades go down with the facets: a
 * face is present wherever a coface is. At the end cells are numbered from the vertices up, and
 * those with an ungraded row or without any grade take the joins of their faces' grades, which
 * are below all that graded rows said. */
#include "data/joins.h"
#include <math.h>
#include <string.h>

static const char *const stage = "faces of simplices";

/* The cells of one dimension d. */
typedef struct level {
    tda_index size;
    tda_index *vertex;      /* [size x (d+1)] increasing in a cell */
    tda_index *face;        /* [size x (d+1)] of the level below: without vertex k */
    tda_index *grade_start; /* [size+1] */
    double *grade;          /* what rows and cofaces give, minimal */
    bool *free;             /* [size] an ungraded row says: with the last face */
} level;

typedef struct builder {
    tda_ctx *ctx;
    tdai_arena tmp;
    const tda_simplices *in;
    int top;           /* dimension; -1: nothing */
    tda_index *vertex; /* those of the rows, in increasing order in a row */
    tda_index *cell;   /* [rows] place in its level */
    level *level;      /* [top+1] */
} builder;

/* A simplex of the level at hand, and where it comes from. */
typedef struct entries {
    tda_index size, rows; /* the first are rows of the list, then come facets */
    tda_index *row;       /* [rows] which */
    tda_index *vertex;    /* [size x (d+1)] */
    tda_index *order;     /* [size] by vertices */
    const level *above;   /* NULL: none */
} entries;

static tda_index width(const tda_simplices *in, tda_index row)
{
    return in->start[row + 1] - in->start[row];
}

static tda_status check_row(const builder *b, tda_index row)
{
    tda_ctx *ctx = b->ctx;
    const tda_simplices *in = b->in;
    long long r = (long long)row;
    tda_index n = width(in, row);
    const tda_index *v = b->vertex + in->start[row];
    if (v[0] < 0)
        return tdai_fail(ctx, TDA_EINVAL, "simplices: row %lld has the vertex %lld", r,
                         (long long)v[0]);
    for (tda_index k = 1; k < n; k++)
        if (v[k] == v[k - 1])
            return tdai_fail(ctx, TDA_EINVAL, "simplices: row %lld has vertex %lld twice",
                             r, (long long)v[k]);
    for (int k = 0; k < in->params && !(in->ungraded && in->ungraded[row]); k++)
        if (isnan(in->grade[row * in->params + k]))
            return tdai_fail(ctx, TDA_EINVAL,
                             "simplices: row %lld, coordinate %d of the grade is NaN", r,
                             k);
    return TDA_OK;
}

static void sort_vertices(tda_index *v, tda_index n)
{
    for (tda_index i = 1; i < n; i++) {
        tda_index x = v[i], j = i;
        for (; j > 0 && v[j - 1] > x; j--)
            v[j] = v[j - 1];
        v[j] = x;
    }
}

/* Copy the rows with their vertices in order, and find the top dimension. */
static tda_status read_rows(builder *b)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    const tda_simplices *in = b->in;
    if (in->params < 1)
        FAIL(TDA_EINVAL, "simplices: %d parameters", in->params);
    if (in->size < 0 || in->start[0] != 0)
        FAIL(TDA_EINVAL, "simplices: %lld rows, of which the first starts at %lld",
             (long long)in->size, (long long)in->start[0]);
    for (tda_index r = 0; r < in->size; r++) {
        if (width(in, r) < 1)
            FAIL(TDA_EINVAL, "simplices: row %lld has no vertices", (long long)r);
        if (width(in, r) > 62)
            FAIL(TDA_ELIMIT, "simplices: row %lld has %lld vertices, so 2^%lld faces",
                 (long long)r, (long long)width(in, r), (long long)width(in, r));
        if (width(in, r) > b->top + 1)
            b->top = (int)width(in, r) - 1;
    }
    b->vertex = ARRAY(&b->tmp, tda_index, in->start[in->size]);
    b->cell = ARRAY(&b->tmp, tda_index, in->size);
    b->level = ZEROS(&b->tmp, level, (tda_index)b->top + 1);
    TRY(tdai_arena_status(ctx, &b->tmp));
    if (in->size)
        memcpy(b->vertex, in->vertex, (size_t)in->start[in->size] * sizeof *b->vertex);
    for (tda_index r = 0; r < in->size; r++) {
        TRY(tdai_poll(ctx, stage, r, in->size));
        sort_vertices(b->vertex + in->start[r], width(in, r));
        TRY(check_row(b, r));
    }
done:
    return st;
}

/* The simplices of dimension d, those of the list first. */
static tda_status gather(builder *b, tdai_arena *tmp, entries *e, int d)
{
    tda_status st = TDA_OK;
    const tda_simplices *in = b->in;
    tda_index n = 0, wide = d + 1;
    *e = (entries){.above = d < b->top ? &b->level[d + 1] : NULL};
    for (tda_index r = 0; r < in->size; r++)
        e->rows += width(in, r) == wide;
    e->size = tdai_size_add(e->rows, e->above ? e->above->size : 0, wide + 1);
    TRY(tdai_budget(b->ctx, tdai_size_add(0, e->size, (wide + 6) * 8), stage));
    e->row = ARRAY(tmp, tda_index, e->rows);
    e->order = ARRAY(tmp, tda_index, e->size);
    e->vertex = ARRAY(tmp, tda_index, tdai_size_add(0, e->size, wide));
    TRY(tdai_arena_status(b->ctx, tmp));
    for (tda_index r = 0; r < in->size; r++)
        if (width(in, r) == wide) {
            memcpy(e->vertex + n * wide, b->vertex + in->start[r],
                   (size_t)wide * sizeof *e->vertex);
            e->row[n++] = r;
        }
    tda_index *to = e->vertex + n * wide;
    for (tda_index c = 0; e->above && c < e->above->size; c++)
        for (tda_index without = 0; without <= wide; without++)
            for (tda_index k = 0; k <= wide; k++)
                if (k != without)
                    *to++ = e->above->vertex[c * (wide + 1) + k];
done:
    return st;
}

/* Order the entries by their vertices, the last vertex sorted first. */
static tda_status sort_entries(builder *b, tdai_arena *tmp, entries *e, int d)
{
    tda_status st = TDA_OK;
    tda_index *by = ARRAY(tmp, tda_index, e->size);
    tda_index *before = ARRAY(tmp, tda_index, e->size);
    uint64_t *key = ARRAY(tmp, uint64_t, e->size);
    TRY(tdai_arena_status(b->ctx, tmp));
    for (tda_index i = 0; i < e->size; i++)
        e->order[i] = i;
    for (int k = d; k >= 0; k--) {
        TRY(tdai_poll(b->ctx, stage, 0, 1));
        for (tda_index i = 0; i < e->size; i++)
            key[i] = (uint64_t)e->vertex[e->order[i] * (d + 1) + k];
        TRY(tdai_argsort_u64(b->ctx, by, key, e->size));
        memcpy(before, e->order, (size_t)e->size * sizeof *before);
        for (tda_index i = 0; i < e->size; i++)
            e->order[i] = before[by[i]];
    }
done:
    return st;
}

/* The grades that entry i brings to its cell. */
static const double *brings(const builder *b, const entries *e, tda_index i, int d,
                            tda_index *grades)
{
    int params = b->in->params;
    if (i < e->rows) {
        *grades = !(b->in->ungraded && b->in->ungraded[e->row[i]]);
        return *grades ? b->in->grade + e->row[i] * params : NULL;
    }
    tda_index coface = (i - e->rows) / (d + 2);
    tda_index from = e->above->grade_start[coface];
    *grades = e->above->grade_start[coface + 1] - from;
    return e->above->grade + from * params;
}

static bool same(const entries *e, tda_index i, tda_index j, int d)
{
    return memcmp(e->vertex + e->order[i] * (d + 1), e->vertex + e->order[j] * (d + 1),
                  (size_t)(d + 1) * sizeof *e->vertex) == 0;
}

/* Equal entries become one cell, with the grades of all of them. */
static tda_status merge(builder *b, const entries *e, int d)
{
    tda_status st = TDA_OK;
    level *l = &b->level[d];
    int params = b->in->params;
    tda_index cells = 0, grades = 0, rows = 0, n;
    for (tda_index i = 0; i < e->size; i++) {
        cells += i == 0 || !same(e, i - 1, i, d);
        brings(b, e, e->order[i], d, &n);
        grades = tdai_size_add(grades, n, 1);
    }
    l->vertex = ARRAY(&b->tmp, tda_index, cells * (d + 1));
    l->face = ARRAY(&b->tmp, tda_index, cells * (d + 1));
    l->free = ZEROS(&b->tmp, bool, cells);
    l->grade_start = ARRAY(&b->tmp, tda_index, cells + 1);
    l->grade = ARRAY(&b->tmp, double, tdai_size_add(0, grades, params));
    TRY(tdai_arena_status(b->ctx, &b->tmp));
    for (tda_index i = 0; i < e->size; i++) {
        tda_index entry = e->order[i];
        if (i == 0 || !same(e, i - 1, i, d)) {
            memcpy(l->vertex + l->size * (d + 1), e->vertex + entry * (d + 1),
                   (size_t)(d + 1) * sizeof *l->vertex);
            l->grade_start[l->size++] = rows;
        }
        if (entry < e->rows)
            b->cell[e->row[entry]] = l->size - 1;
        else
            e->above->face[entry - e->rows] = l->size - 1;
        const double *g = brings(b, e, entry, d, &n);
        l->free[l->size - 1] = l->free[l->size - 1] || (entry < e->rows && n == 0);
        double *first = l->grade + l->grade_start[l->size - 1] * params;
        if (n) /* there may be no grades to point at */
            memcpy(l->grade + rows * params, g, (size_t)(n * params) * sizeof *g);
        rows = l->grade_start[l->size - 1] +
               tdai_grades_minimal(first, rows + n - l->grade_start[l->size - 1], params);
    }
    l->grade_start[l->size] = rows;
done:
    return st;
}

static tda_status find_cells(builder *b)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    for (int d = b->top; d >= 0; d--) {
        entries e;
        TRY(gather(b, &tmp, &e, d));
        TRY(sort_entries(b, &tmp, &e, d));
        TRY(merge(b, &e, d));
        tdai_arena_free(&tmp);
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The levels one after another, vertices first. */
static tda_status assemble(const builder *b, tdai_columns *c)
{
    tda_status st = TDA_OK;
    tda_index size = 0, faces = 0, n = 0, to = 0, below = 0;
    tdai_joins joins;
    for (int d = 0; d <= b->top; d++) {
        size += b->level[d].size;
        faces += d ? b->level[d].size * (d + 1) : 0;
    }
    TRY(tdai_columns_alloc(b->ctx, c, b->in->params, size, faces, 0, false));
    TRY(tdai_joins_begin(b->ctx, &joins, c));
    for (int d = 0; d <= b->top; d++) {
        const level *l = &b->level[d];
        tda_index first = n;
        for (tda_index i = 0; i < l->size; i++, n++) {
            TRY(tdai_poll(b->ctx, stage, n, size));
            c->dim[n] = d;
            for (int k = 0; d && k <= d; k++)
                c->face[to++] = below + l->face[i * (d + 1) + k];
            c->start[n + 1] = to;
            tda_index from = l->grade_start[i], grades = l->grade_start[i + 1] - from;
            if (l->free[i] || grades == 0)
                TRY(tdai_joins_of_faces(b->ctx, &joins));
            else
                TRY(tdai_joins_take(b->ctx, &joins, l->grade + from * c->params, grades));
        }
        below = first;
    }
done:
    return st;
}

static void name_rows(const builder *b, tda_index *cell)
{
    for (tda_index r = 0; r < b->in->size; r++) {
        cell[r] = b->cell[r];
        for (int d = 0; d < width(b->in, r) - 1; d++)
            cell[r] += b->level[d].size;
    }
}

tda_status tda_complex_new_simplicial(tda_ctx *ctx, tda_complex **out, tda_index *cell,
                                      const tda_simplices *simplices)
{
    tda_status st = TDA_OK;
    tdai_columns columns = {0};
    tda_complex *made;
    builder b = {.ctx = ctx, .in = simplices, .top = -1};
    TRY(read_rows(&b));
    TRY(find_cells(&b));
    TRY(assemble(&b, &columns));
    TRY(tdai_complex_adopt_valid(ctx, &made, &columns));
    if (cell)
        name_rows(&b, cell);
    *out = made;
done:
    tdai_columns_clear(&columns);
    tdai_arena_free(&b.tmp);
    return st;
}
