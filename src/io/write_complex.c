/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_complex.c - Complexes as scc2020 and as firep: one block of lines for each dimension,
 * the highest first, one line for each cell, its grades before the semicolon and after it the
 * positions of its faces in the next block.
 *
 * Cells that never appear are left out. Their cofaces never appear either, so no boundary
 * misses them. */
#include "io/write.h"
#include <math.h>
#include <string.h>

enum { MOST_BLOCKS = 1 << 16, PLAIN_CHARS = 400 };

/* The cells that appear, block by block. */
typedef struct blocks {
    const tda_cells *cells;
    int top;                   /* the largest dimension that has a block, -1: none */
    const tda_index *start;    /* [top+2] block k owns order[start[k]] .. */
    const tda_index *order;    /* by dimension, then by id */
    const tda_index *position; /* [cells] within its block */
} blocks;

static tda_index first_grade(const tda_cells *c, tda_index i)
{
    return c->grade_start ? c->grade_start[i] : i;
}

static bool appears(const tda_cells *c, tda_index i)
{
    const double *g = c->grade + first_grade(c, i) * c->params;
    for (int p = 0; p < c->params; p++)
        if (g[p] == (double)INFINITY)
            return false;
    return true;
}

static tda_status sort_cells(tda_ctx *ctx, tdai_arena *tmp, blocks *b,
                             const tda_complex *complex)
{
    tda_status st = TDA_OK;
    const tda_cells *c = tda_complex_cells(complex);
    int top = tda_complex_dimension(complex);
    if (top >= MOST_BLOCKS)
        FAIL(TDA_EINVAL, "a cell has dimension %d, too many blocks to write", top);
    tda_index *start = ARRAY(tmp, tda_index, top + 3);
    tda_index *order = ARRAY(tmp, tda_index, c->size);
    tda_index *position = ARRAY(tmp, tda_index, c->size);
    TRY(tdai_arena_status(ctx, tmp));
    memset(start, 0, (size_t)(top + 3) * sizeof *start);
    for (tda_index i = 0; i < c->size; i++)
        if (appears(c, i)) /* count of dimension k at k + 2, for the shift by one below */
            start[c->dim[i] + 2]++;
    for (int k = 2; k <= top + 2; k++)
        start[k] += start[k - 1];
    for (tda_index i = 0; i < c->size; i++)
        if (appears(c, i)) { /* the block of dimension k fills from start[k + 1] on */
            position[i] = start[c->dim[i] + 1];
            order[start[c->dim[i] + 1]++] = i;
        }
    for (tda_index i = 0; i < c->size; i++)
        if (appears(c, i))
            position[i] -= start[c->dim[i]];
    while (top >= 0 && start[top] == start[top + 1])
        top--;
    *b = (blocks){c, top, start, order, position};
done:
    return st;
}

tda_status tdai_bytes_plain(tda_ctx *ctx, tda_bytes *out, double value)
{
    char text[TDAI_NUMBER_CHARS], digits[TDAI_NUMBER_CHARS], wide[PLAIN_CHARS];
    tdai_number_write(text, value);
    char *e = strchr(text, 'e');
    if (!e)
        return tdai_bytes_text(ctx, out, text);
    int n = 0, shift = 0, size = 0;
    for (char *p = text; p < e; p++)
        if (*p >= '0' && *p <= '9')
            digits[n++] = *p;
    for (char *p = e + 2; *p; p++)
        shift = 10 * shift + (*p - '0');
    int point = e[1] == '-' ? 1 - shift : 1 + shift; /* digits before the point */
    if (text[0] == '-')
        wide[size++] = '-';
    if (point <= 0)
        wide[size++] = '0', wide[size++] = '.';
    for (int i = point; i < 0; i++)
        wide[size++] = '0';
    for (int i = 0; i < n; i++) {
        if (i == point && point > 0)
            wide[size++] = '.';
        wide[size++] = digits[i];
    }
    for (int i = n; i < point; i++)
        wide[size++] = '0';
    return tdai_bytes_add(ctx, out, wide, size);
}

typedef tda_status write_number(tda_ctx *ctx, tda_bytes *out, double value);

/* The lines of one dimension. */
static tda_status block(tda_ctx *ctx, tda_bytes *out, const blocks *b, int dim,
                        write_number *number)
{
    tda_status st = TDA_OK;
    const tda_cells *c = b->cells;
    tda_index count = b->start[b->top + 1];
    for (tda_index at = b->start[dim]; at < b->start[dim + 1]; at++) {
        TRY(tdai_poll(ctx, "writing cells", count - at, count));
        tda_index i = b->order[at];
        const double *g = c->grade + first_grade(c, i) * c->params;
        const double *end = c->grade + first_grade(c, i + 1) * c->params;
        for (; g < end; g++) {
            TRY(number(ctx, out, *g));
            TRY(tdai_bytes_text(ctx, out, " "));
        }
        TRY(tdai_bytes_text(ctx, out, ";"));
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++) {
            TRY(tdai_bytes_text(ctx, out, " "));
            TRY(tdai_bytes_index(ctx, out, b->position[c->face[f]]));
        }
        TRY(tdai_bytes_text(ctx, out, "\n"));
    }
done:
    return st;
}

tda_status tda_complex_scc2020(tda_ctx *ctx, tda_bytes *out, const tda_complex *complex)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    tdai_arena tmp = {0};
    blocks b;
    TRY(sort_cells(ctx, &tmp, &b, complex));
    TRY(tdai_bytes_printf(ctx, out, "scc2020\n%d\n", b.cells->params));
    if (b.top == 1 && b.start[1] == 0) /* a presentation without relations */
        TRY(tdai_bytes_text(ctx, out, "0 "));
    for (int k = b.top; k >= 0; k--) {
        TRY(tdai_bytes_index(ctx, out, b.start[k + 1] - b.start[k]));
        TRY(tdai_bytes_text(ctx, out, k ? " " : "\n"));
    }
    if (b.top < 0)
        TRY(tdai_bytes_text(ctx, out, "0\n"));
    for (int k = b.top; k >= 0; k--)
        TRY(block(ctx, out, &b, k, tdai_bytes_number));
done:
    if (st)
        tdai_bytes_cut(out, before);
    tdai_arena_free(&tmp);
    return st;
}

/* A label is one line, blank at neither end, and must not look like a comment or a reversed axis. */
static tda_status label(tda_ctx *ctx, tda_bytes *out, const tda_complex *complex,
                        int param)
{
    tda_status st = TDA_OK;
    const char *blanks = " \t\r\n", *name = tda_complex_axis_name(complex, param);
    name += strspn(name, blanks);
    if (!*name || *name == '#' || strncmp(name, "[-]", 3) == 0)
        return tdai_bytes_printf(ctx, out, "parameter %d\n", param + 1);
    size_t size = strlen(name);
    while (strchr(blanks, name[size - 1]))
        size--;
    for (size_t i = 0; i < size; i++)
        TRY(tdai_bytes_add(ctx, out, strchr("\r\n", name[i]) ? " " : name + i, 1));
    TRY(tdai_bytes_text(ctx, out, "\n"));
done:
    return st;
}

static tda_index block_size(const blocks *b, int dim)
{
    return dim < 0 || dim > b->top ? 0 : b->start[dim + 1] - b->start[dim];
}

tda_status tda_complex_firep(tda_ctx *ctx, tda_bytes *out, const tda_complex *complex,
                             int degree)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    tdai_arena tmp = {0};
    blocks b;
    const tda_cells *c = tda_complex_cells(complex);
    if (degree < 0)
        FAIL(TDA_EINVAL, "firep: degree %d is negative", degree);
    if (c->params != 2)
        FAIL(TDA_EINVAL, "firep: the complex has %d parameters, not 2", c->params);
    if (c->grade_start)
        FAIL(TDA_EINVAL, "firep: a cell has several grades: resolve the complex first");
    TRY(sort_cells(ctx, &tmp, &b, complex));
    for (tda_index i = 0; i < c->size; i++)
        for (int p = 0; p < 2; p++)
            if (c->grade[2 * i + p] == -(double)INFINITY && c->dim[i] - degree <= 1 &&
                c->dim[i] >= degree)
                FAIL(TDA_EINVAL,
                     "firep: cell %lld has a grade of -inf, which no firep has",
                     (long long)i);
    degree = degree > b.top + 2 ? b.top + 2 : degree; /* there are no cells past that */
    TRY(tdai_bytes_text(ctx, out, "firep\n"));
    for (int p = 0; p < 2; p++)
        TRY(label(ctx, out, complex, p));
    TRY(tdai_bytes_printf(
        ctx, out, "%lld %lld %lld\n", (long long)block_size(&b, degree + 1),
        (long long)block_size(&b, degree), (long long)block_size(&b, degree - 1)));
    for (int k = degree + 1; k >= degree; k--)
        if (k <= b.top)
            TRY(block(ctx, out, &b, k, tdai_bytes_plain));
done:
    if (st)
        tdai_bytes_cut(out, before);
    tdai_arena_free(&tmp);
    return st;
}
