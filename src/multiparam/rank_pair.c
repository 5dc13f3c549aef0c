/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank_pair.c - The rank between two grades.
 *
 * Reduce the relations present at t with the generators that are not there at s last, so that
 * those are the pivots as long as there are any. The relations whose pivot is a generator of s
 * are those among the generators of s, as they are at t. */
#include "multiparam/sweep.h"
#include <math.h>

static bool below(const double *a, const double *b, int params)
{
    bool all = true;
    for (int k = 0; k < params; k++)
        all = all && a[k] <= b[k];
    return all;
}

/* The relations at t as a level of one stage; *low := the generators at s, which stand first. */
static tda_status relations_at(tda_ctx *ctx, tdai_level *out, tdai_arena *tmp,
                               const tda_matrix *m, const double *s, const double *t,
                               tda_index *low)
{
    tda_status st = TDA_OK;
    tdai_column work = {0};
    tda_index rows = 0, entries = m->columns ? m->start[m->columns] : 0;
    uint32_t *place = ARRAY(tmp, uint32_t, m->rows);
    *out = (tdai_level){.y = ZEROS(tmp, uint32_t, m->columns),
                        .start = ARRAY(tmp, tda_index, m->columns + 1),
                        .row = ARRAY(tmp, uint32_t, entries)};
    TRY(tdai_arena_status(ctx, tmp));
    TRY(tdai_column_new(ctx, &work, m->rows));
    for (int late = 0; late < 2; late++) {
        for (tda_index r = 0; r < m->rows; r++)
            if (below(m->row_grade + r * m->params, s, m->params) == !late)
                place[r] = (uint32_t)rows++;
        *low = late ? *low : rows;
    }
    out->start[0] = 0;
    for (tda_index j = 0; j < m->columns; j++) {
        if (!below(m->column_grade + j * m->params, t, m->params))
            continue;
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++)
            tdai_column_toggle(&work, place[m->row[i]]);
        tda_index at = out->start[out->size++];
        out->start[out->size] = at + tdai_column_count(&work);
        tdai_column_unload(&work, out->row + at);
    }
done:
    tdai_column_free(&work);
    return st;
}

tda_status tda_presentation_rank(tda_ctx *ctx, tda_index *out, const tda_presentation *p,
                                 const double *s, const double *t)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_sweep sweep = {0};
    tdai_level at;
    const tda_matrix *m = tda_presentation_matrix(p);
    tda_index rank = 0;
    for (int k = 0; k < m->params; k++)
        if (isnan(s[k]) || isnan(t[k]))
            FAIL(TDA_EINVAL, "rank: from %g to %g in parameter %d", s[k], t[k], k);
    if (below(s, t, m->params)) {
        if (m->rows >= (tda_index)TDAI_NONE || m->columns >= (tda_index)TDAI_NONE)
            FAIL(TDA_ELIMIT, "rank: %lld generators, the reduction holds at most %lld",
                 (long long)m->rows, (long long)TDAI_NONE - 1);
        TRY(relations_at(ctx, &at, &tmp, m, s, t, &rank));
        TRY(tdai_sweep_new(ctx, &sweep, &at, m->rows, 1, 0));
        TRY(tdai_sweep_stage(ctx, &sweep, 0, "rank"));
        tda_index low = rank;
        for (tda_index r = 0; r < low; r++)
            rank -= sweep.owner[r] != TDAI_NONE;
    }
    *out = rank;
done:
    tdai_sweep_free(&sweep);
    tdai_arena_free(&tmp);
    return st;
}
