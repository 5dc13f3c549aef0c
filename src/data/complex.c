/* SPDX-License-Identifier: GPL-3.0-or-later */
/* complex.c - The handle of a filtered complex: its columns, its axes and its record.
 *
 * A complex is made once, from columns that are copied (tda_complex_new) or taken over
 * (tdai_complex_adopt), and never changes afterwards but for the names of its axes. */
#include "data/complex.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

tda_index tdai_size_add(tda_index sum, tda_index n, tda_index size)
{
    tda_index product, total;
    if (sum < 0 || n < 0 || size < 0 || __builtin_mul_overflow(n, size, &product) ||
        __builtin_add_overflow(sum, product, &total))
        return -1;
    return total;
}

void tdai_columns_clear(tdai_columns *c)
{
    tdai_free(c->dim);
    tdai_free(c->start);
    tdai_free(c->face);
    tdai_free(c->grade_start);
    tdai_free(c->grade);
    *c = (tdai_columns){0};
}

tda_status tdai_columns_alloc(tda_ctx *ctx, tdai_columns *c, int params, tda_index size,
                              tda_index faces, tda_index grades, bool k_critical)
{
    tda_status st = TDA_OK;
    tdai_columns mine = {.params = params, .size = size};
    tda_index values = tdai_size_add(0, grades, params);
    char what[64];
    tda_index bytes = tdai_size_add(0, size, sizeof *mine.dim + sizeof *mine.start);
    bytes = tdai_size_add(bytes, k_critical ? size : 0, sizeof *mine.grade_start);
    bytes = tdai_size_add(bytes, faces, sizeof *mine.face);
    bytes = tdai_size_add(bytes, values, sizeof *mine.grade);
    snprintf(what, sizeof what, "complex of %lld cells", (long long)size);
    TRY(tdai_budget(ctx, bytes, what));
    mine.dim = tdai_alloc(size, sizeof *mine.dim);
    mine.start = tdai_alloc(size + 1, sizeof *mine.start);
    mine.face = tdai_alloc(faces, sizeof *mine.face);
    mine.grade_start = k_critical ? tdai_alloc(size + 1, sizeof *mine.grade_start) : NULL;
    mine.grade = tdai_alloc(values, sizeof *mine.grade);
    if (!mine.dim || !mine.start || !mine.face || !mine.grade ||
        (k_critical && !mine.grade_start))
        FAIL(TDA_ENOMEM, "%s: no memory for %lld bytes", what, (long long)bytes);
    mine.start[0] = 0;
    if (k_critical)
        mine.grade_start[0] = 0;
    *c = mine;
    mine = (tdai_columns){0};
done:
    tdai_columns_clear(&mine);
    return st;
}

tda_record tdai_record(const tda_ctx *ctx)
{
    tda_record r = {.field = 2, .threshold = INFINITY, .seed = tda_ctx_seed(ctx)};
    snprintf(r.version, sizeof r.version, "%s", tda_version());
    return r;
}

static tda_cells view(const tdai_columns *c)
{
    return (tda_cells){c->params, c->size,        c->dim,  c->start,
                       c->face,   c->grade_start, c->grade};
}

static tda_status adopt(tda_ctx *ctx, tda_complex **out, tdai_columns *c, bool check)
{
    tda_status st = TDA_OK;
    tda_complex *x = NULL;
    tda_cells cells = view(c);
    if (check) {
        TRY(tdai_check_offsets(ctx, &cells));
        TRY(tdai_check_cells(ctx, &cells));
    }
    TRY(tdai_grades_normalize(ctx, c));
    cells = view(c);
    if (check)
        TRY(tdai_check_complex(ctx, &cells));
    x = tdai_calloc(1, sizeof *x + (size_t)c->params * sizeof *x->axes);
    if (!x)
        FAIL(TDA_ENOMEM, "complex: no memory for %d axes", c->params);
    x->columns = *c;
    x->cells = cells;
    x->dimension = -1;
    for (tda_index i = 0; i < c->size; i++)
        x->dimension = c->dim[i] > x->dimension ? c->dim[i] : x->dimension;
    x->record = tdai_record(ctx);
    for (int k = 0; k < c->params; k++)
        snprintf(x->axes[k].name, AXIS_CHARS, "parameter %d", k + 1);
    *c = (tdai_columns){0};
    *out = x;
done:
    return st;
}

tda_status tdai_complex_adopt(tda_ctx *ctx, tda_complex **out, tdai_columns *c)
{
    return adopt(ctx, out, c, true);
}

tda_status tdai_complex_adopt_valid(tda_ctx *ctx, tda_complex **out, tdai_columns *c)
{
#ifdef NDEBUG
    return adopt(ctx, out, c, false);
#else
    return adopt(ctx, out, c, true);
#endif
}

static void copy(void *to, const void *from, tda_index n, size_t size)
{
    if (n > 0)
        memcpy(to, from, (size_t)n * size);
}

tda_status tdai_columns_copy(tda_ctx *ctx, tdai_columns *out, const tda_cells *cells)
{
    tdai_columns c;
    tda_index size = cells->size;
    tda_index faces = size ? cells->start[size] : 0;
    tda_index grades = size && cells->grade_start ? cells->grade_start[size] : size;
    bool k_critical = size && cells->grade_start;
    tda_status st =
        tdai_columns_alloc(ctx, &c, cells->params, size, faces, grades, k_critical);
    if (st)
        return st;
    copy(c.dim, cells->dim, size, sizeof *c.dim);
    copy(c.start, cells->start, size ? size + 1 : 0, sizeof *c.start);
    copy(c.face, cells->face, faces, sizeof *c.face);
    copy(c.grade, cells->grade, grades * cells->params, sizeof *c.grade);
    if (k_critical)
        copy(c.grade_start, cells->grade_start, size + 1, sizeof *c.grade_start);
    *out = c;
    return TDA_OK;
}

tda_status tda_complex_new(tda_ctx *ctx, tda_complex **out, const tda_cells *cells)
{
    tda_status st = TDA_OK;
    tdai_columns c = {0};
    TRY(tdai_check_offsets(ctx, cells));
    TRY(tdai_columns_copy(ctx, &c, cells));
    TRY(tdai_complex_adopt(ctx, out, &c));
done:
    tdai_columns_clear(&c);
    return st;
}

void tda_complex_free(tda_complex *complex)
{
    if (!complex)
        return;
    tdai_columns_clear(&complex->columns);
    tdai_free(complex);
}

const tda_cells *tda_complex_cells(const tda_complex *complex)
{
    return &complex->cells;
}

int tda_complex_dimension(const tda_complex *complex)
{
    return complex->dimension;
}

/* ---- axes and record ---- */

/* Copy as much as fits, never half of a UTF-8 character. */
static void set_text(char text[AXIS_CHARS], const char *from)
{
    size_t n = strnlen(from ? from : "", AXIS_CHARS);
    if (n == AXIS_CHARS) {
        n = AXIS_CHARS - 1;
        while (n > 0 && ((unsigned char)from[n] & 0xC0) == 0x80)
            n--;
    }
    if (n > 0)
        memmove(text, from, n);
    text[n] = '\0';
}

static bool has_axis(const tda_complex *x, int param)
{
    return param >= 0 && param < x->cells.params;
}

void tda_complex_set_axis(tda_complex *complex, int param, const char *name,
                          const char *unit)
{
    if (!has_axis(complex, param))
        return;
    set_text(complex->axes[param].name, name);
    set_text(complex->axes[param].unit, unit);
}

const char *tda_complex_axis_name(const tda_complex *complex, int param)
{
    return has_axis(complex, param) ? complex->axes[param].name : "";
}

const char *tda_complex_axis_unit(const tda_complex *complex, int param)
{
    return has_axis(complex, param) ? complex->axes[param].unit : "";
}

tda_record tda_complex_record(const tda_complex *complex)
{
    return complex->record;
}

tda_record *tdai_complex_record(tda_complex *complex)
{
    return &complex->record;
}

void tdai_complex_inherit(tda_complex *to, const tda_complex *from)
{
    to->record = from->record;
    if (to->cells.params == from->cells.params)
        memcpy(to->axes, from->axes, (size_t)to->cells.params * sizeof *to->axes);
}

void tda_index_free(tda_index *array)
{
    tdai_free(array);
}
