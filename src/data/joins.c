/* SPDX-License-Identifier: GPL-3.0-or-later */
/* joins.c - When does a cell appear whose faces say when they do?
 *
 * A cell can be present at z when each of its faces is, that is, when some grade of each face is
 * <= z. So its grades are the minimal ones among the joins (coordinatewise maxima) of one grade
 * of each face. They are made face by face, dropping at once what is not minimal: the product
 * of the grades so far with those of the next face is written behind them and moved down. */
#include "data/joins.h"
#include <math.h>
#include <string.h>

static tda_status reserve(tda_ctx *ctx, tdai_joins *j, tda_index rows)
{
    tdai_columns *c = j->c;
    if (rows >= 0 && rows <= j->capacity)
        return TDA_OK;
    tda_index capacity = rows < 0 ? -1 : rows > 2 * j->capacity ? rows : 2 * j->capacity;
    tda_index values = tdai_size_add(0, capacity, c->params);
    tda_status st = tdai_budget(ctx, tdai_size_add(0, values, sizeof *c->grade),
                                "grades of a complex");
    if (st != TDA_OK)
        return st;
    double *grade = tdai_realloc(c->grade, values, sizeof *grade);
    if (!grade)
        return tdai_fail(ctx, TDA_ENOMEM, "complex: no memory for %lld grades",
                         (long long)capacity);
    c->grade = grade;
    j->capacity = capacity;
    return TDA_OK;
}

tda_status tdai_joins_begin(tda_ctx *ctx, tdai_joins *j, tdai_columns *c)
{
    *j = (tdai_joins){.c = c};
    c->grade_start = tdai_alloc(c->size + 1, sizeof *c->grade_start);
    if (!c->grade_start)
        return tdai_fail(ctx, TDA_ENOMEM, "complex: no memory for %lld cells",
                         (long long)c->size);
    c->grade_start[0] = 0;
    return reserve(ctx, j, c->size + 1);
}

/* Close the next cell, whose rows stand behind those of the cells before it. */
static void close(tdai_joins *j, tda_index rows)
{
    tda_index base = j->c->grade_start[j->next++];
    double *first = j->c->grade + base * j->c->params;
    j->c->grade_start[j->next] = base + tdai_grades_minimal(first, rows, j->c->params);
}

tda_status tdai_joins_take(tda_ctx *ctx, tdai_joins *j, const double *grade,
                           tda_index grades)
{
    tdai_columns *c = j->c;
    tda_index base = c->grade_start[j->next];
    tda_status st = reserve(ctx, j, tdai_size_add(base, grades, 1));
    if (st != TDA_OK)
        return st;
    memcpy(c->grade + base * c->params, grade,
           (size_t)(grades * c->params) * sizeof *grade);
    close(j, grades);
    return TDA_OK;
}

/* The joins of the `rows` rows at `base` with the grades of `face`, written in their place. */
static tda_status join(tda_ctx *ctx, tdai_joins *j, tda_index base, tda_index *rows,
                       tda_index face)
{
    tdai_columns *c = j->c;
    tda_index from = c->grade_start[face], others = c->grade_start[face + 1] - from;
    tda_index behind = base + *rows, product = tdai_size_add(0, *rows, others);
    tda_status st = reserve(ctx, j, product < 0 ? -1 : tdai_size_add(behind, product, 1));
    if (st != TDA_OK)
        return st;
    double *to = c->grade + behind * c->params;
    for (tda_index a = base; a < behind; a++)
        for (tda_index b = from; b < from + others; b++)
            for (int k = 0; k < c->params; k++)
                *to++ = fmax(c->grade[a * c->params + k], c->grade[b * c->params + k]);
    to = c->grade + behind * c->params;
    *rows = tdai_grades_minimal(to, product, c->params);
    memmove(c->grade + base * c->params, to, (size_t)(*rows * c->params) * sizeof *to);
    return TDA_OK;
}

tda_status tdai_joins_of_faces(tda_ctx *ctx, tdai_joins *j)
{
    tda_status st = TDA_OK;
    tdai_columns *c = j->c;
    tda_index base = c->grade_start[j->next], rows = 1;
    TRY(reserve(ctx, j, tdai_size_add(base, 1, 1)));
    for (int k = 0; k < c->params; k++)
        c->grade[base * c->params + k] = -INFINITY;
    for (tda_index f = c->start[j->next]; f < c->start[j->next + 1]; f++)
        TRY(join(ctx, j, base, &rows, c->face[f]));
    close(j, rows);
done:
    return st;
}
