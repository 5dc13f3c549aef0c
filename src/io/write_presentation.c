/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_presentation.c - Presentations as scc2020, firep and JSON, Betti numbers as a table.
 *
 * The file formats are those of chain complexes, highest dimension first: relations, then
 * generators, then nothing. Programs that decompose modules want both in colexicographic
 * order, so they are put in that order whatever the caller's is. */
#include "io/write.h"
#include <math.h>

/* The order to write in, and where each row stands in it. */
typedef struct order {
    tda_index *row, *column, *place;
} order;

/* at := the n grades in colexicographic order, ties as they stand. */
static tda_status sort(tda_ctx *ctx, tda_index *at, const double *grade, tda_index n,
                       int params)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double *value = ARRAY(&tmp, double, n);
    tda_index *by = ARRAY(&tmp, tda_index, n), *before = ARRAY(&tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < n; i++)
        at[i] = i;
    for (int k = 0; k < params; k++) {
        for (tda_index i = 0; i < n; i++) {
            before[i] = at[i];
            value[i] = grade[at[i] * params + k];
        }
        TRY(tdai_argsort(ctx, by, value, n));
        for (tda_index i = 0; i < n; i++)
            at[i] = before[by[i]];
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status find_order(tda_ctx *ctx, order *o, tdai_arena *tmp, const tda_matrix *m)
{
    tda_status st = TDA_OK;
    o->row = ARRAY(tmp, tda_index, m->rows);
    o->place = ARRAY(tmp, tda_index, m->rows);
    o->column = ARRAY(tmp, tda_index, m->columns);
    TRY(tdai_arena_status(ctx, tmp));
    TRY(sort(ctx, o->row, m->row_grade, m->rows, m->params));
    TRY(sort(ctx, o->column, m->column_grade, m->columns, m->params));
    for (tda_index r = 0; r < m->rows; r++)
        o->place[o->row[r]] = r;
done:
    return st;
}

typedef tda_status write_number(tda_ctx *ctx, tda_bytes *out, double value);

static tda_status grade(tda_ctx *ctx, tda_bytes *out, const double *at, int params,
                        write_number *number)
{
    tda_status st = TDA_OK;
    for (int k = 0; k < params; k++) {
        TRY(number(ctx, out, at[k]));
        TRY(tdai_bytes_text(ctx, out, " "));
    }
    TRY(tdai_bytes_text(ctx, out, ";"));
done:
    return st;
}

/* The lines of the relations, then those of the generators. */
static tda_status blocks(tda_ctx *ctx, tda_bytes *out, const tda_matrix *m,
                         write_number *number)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    order o;
    TRY(find_order(ctx, &o, &tmp, m));
    for (tda_index c = 0; c < m->columns; c++) {
        tda_index j = o.column[c];
        TRY(tdai_poll(ctx, "writing relations", c, m->columns));
        TRY(grade(ctx, out, m->column_grade + j * m->params, m->params, number));
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++) {
            TRY(tdai_bytes_text(ctx, out, " "));
            TRY(tdai_bytes_index(ctx, out, o.place[m->row[i]]));
        }
        TRY(tdai_bytes_text(ctx, out, "\n"));
    }
    for (tda_index r = 0; r < m->rows; r++) {
        TRY(grade(ctx, out, m->row_grade + o.row[r] * m->params, m->params, number));
        TRY(tdai_bytes_text(ctx, out, "\n"));
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_presentation_scc2020(tda_ctx *ctx, tda_bytes *out,
                                    const tda_presentation *presentation)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    const tda_matrix *m = tda_presentation_matrix(presentation);
    TRY(tdai_bytes_printf(ctx, out, "scc2020\n%d\n%lld %lld 0\n", m->params,
                          (long long)m->columns, (long long)m->rows));
    TRY(blocks(ctx, out, m, tdai_bytes_number));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

tda_status tda_presentation_firep(tda_ctx *ctx, tda_bytes *out,
                                  const tda_presentation *presentation)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    const tda_matrix *m = tda_presentation_matrix(presentation);
    if (m->params != 2)
        FAIL(TDA_EINVAL, "firep: the presentation has %d parameter, not 2", m->params);
    for (tda_index i = 0; i < 2 * (m->rows + m->columns); i++) {
        bool row = i < 2 * m->rows;
        tda_index at = row ? i : i - 2 * m->rows;
        if ((row ? m->row_grade : m->column_grade)[at] == -(double)INFINITY)
            FAIL(TDA_EINVAL, "firep: %s %lld has a grade of -inf, which no firep has",
                 row ? "generator" : "relation", (long long)(at / 2));
    }
    TRY(tdai_bytes_printf(ctx, out, "firep\nparameter 1\nparameter 2\n%lld %lld 0\n",
                          (long long)m->columns, (long long)m->rows));
    TRY(blocks(ctx, out, m, tdai_bytes_plain));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

tda_status tda_betti_csv(tda_ctx *ctx, tda_bytes *out, const tda_measure *betti,
                         tda_index count)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int params;
    TRY(tdai_measures_params(ctx, &params, betti, 3 * count));
    TRY(tdai_bytes_text(ctx, out, "degree,betti"));
    for (int p = 0; p < params; p++)
        TRY(tdai_bytes_printf(ctx, out, ",x%d", p + 1));
    TRY(tdai_bytes_text(ctx, out, ",count\n"));
    for (tda_index k = 0; k < 3 * count; k++)
        for (tda_index i = 0; i < betti[k].size; i++) {
            TRY(tdai_poll(ctx, "writing Betti numbers", i, betti[k].size));
            TRY(tdai_bytes_index(ctx, out, betti[k].degree));
            TRY(tdai_bytes_text(ctx, out, ","));
            TRY(tdai_bytes_index(ctx, out, k % 3));
            for (int p = 0; p < params; p++) {
                TRY(tdai_bytes_text(ctx, out, ","));
                TRY(tdai_bytes_number(ctx, out, betti[k].at[i * params + p]));
            }
            TRY(tdai_bytes_text(ctx, out, ","));
            TRY(tdai_bytes_index(ctx, out, betti[k].weight[i]));
            TRY(tdai_bytes_text(ctx, out, "\n"));
        }
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

/* ---- JSON ---- */

/* `, "name": [[..], ..]` of [n x params] numbers, or of indices where numbers is NULL. */
static tda_status table(tda_ctx *ctx, tda_bytes *out, const char *name,
                        const double *numbers, const tda_index *indices, tda_index n,
                        int params)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_printf(ctx, out, ",\n     \"%s\": [", name));
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "writing a presentation", i, n));
        for (int p = 0; p < params; p++) {
            TRY(tdai_bytes_text(ctx, out, p ? ", " : i ? ", [" : "["));
            TRY(numbers ? tdai_json_number(ctx, out, numbers[i * params + p])
                        : tdai_bytes_index(ctx, out, indices[i * params + p]));
        }
        TRY(tdai_bytes_text(ctx, out, "]"));
    }
    TRY(tdai_bytes_text(ctx, out, "]"));
done:
    return st;
}

tda_status tdai_json_presentation(tda_ctx *ctx, tda_bytes *out, const tda_presentation *p)
{
    tda_status st = TDA_OK;
    const tda_matrix *m = tda_presentation_matrix(p);
    TRY(tdai_bytes_printf(ctx, out, "\"degree\": %d", tda_presentation_degree(p)));
    TRY(table(ctx, out, "generators", m->row_grade, NULL, m->rows, m->params));
    TRY(table(ctx, out, "generator_cells", NULL, m->row_cell, m->rows, m->params));
    TRY(table(ctx, out, "relations", m->column_grade, NULL, m->columns, m->params));
    TRY(table(ctx, out, "relation_cells", NULL, m->column_cell, m->columns, m->params));
    TRY(tdai_bytes_text(ctx, out, ",\n     \"matrix\": ["));
    for (tda_index j = 0; j < m->columns; j++) {
        TRY(tdai_poll(ctx, "writing a presentation", j, m->columns));
        TRY(tdai_bytes_text(ctx, out, j ? ", [" : "["));
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++) {
            TRY(tdai_bytes_text(ctx, out, i > m->start[j] ? ", " : ""));
            TRY(tdai_bytes_index(ctx, out, m->row[i]));
        }
        TRY(tdai_bytes_text(ctx, out, "]"));
    }
    TRY(tdai_bytes_text(ctx, out, "]"));
done:
    return st;
}

static tda_status one(tda_ctx *ctx, tda_bytes *out, const tda_presentation *p,
                      const tda_measure *betti)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_text(ctx, out, "{"));
    TRY(tdai_json_presentation(ctx, out, p));
    TRY(tdai_bytes_text(ctx, out, ",\n     \"betti\": ["));
    for (int i = 0; i < 3; i++) {
        TRY(tdai_bytes_text(ctx, out, i ? ", " : ""));
        TRY(tdai_json_measure(ctx, out, &betti[i]));
    }
    TRY(tdai_bytes_text(ctx, out, "]}"));
done:
    return st;
}

tda_status tda_presentation_json(tda_ctx *ctx, tda_bytes *out,
                                 const tda_presentation *const *presentations,
                                 const tda_measure *betti, tda_index count,
                                 const tda_complex *complex)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int params = count ? tda_presentation_matrix(presentations[0])->params : 0;
    if (complex && count && tda_complex_cells(complex)->params != params)
        FAIL(TDA_EINVAL, "the presentations have %d parameters, the complex has %d",
             params, tda_complex_cells(complex)->params);
    for (tda_index k = 1; k < count; k++)
        if (tda_presentation_matrix(presentations[k])->params != params)
            FAIL(TDA_EINVAL, "presentation %lld has %d parameters, presentation 0 has %d",
                 (long long)k, tda_presentation_matrix(presentations[k])->params, params);
    tda_record r = count ? tda_presentation_record(presentations[0]) : tdai_record(ctx);
    TRY(tdai_bytes_text(ctx, out, "{\n  \"record\": "));
    TRY(tdai_json_record(ctx, out, &r));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"axes\": "));
    TRY(tdai_json_axes(ctx, out, complex, params));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"presentations\": ["));
    for (tda_index k = 0; k < count; k++) {
        TRY(tdai_bytes_text(ctx, out, k ? ",\n    " : "\n    "));
        TRY(one(ctx, out, presentations[k], betti + 3 * k));
    }
    TRY(tdai_bytes_text(ctx, out, count ? "\n  ]\n}\n" : "]\n}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
