/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.c - Families of lines: checks, where they reach grades, and sweeps of a box.
 *
 * A sweep is measured by the box: an angle of 45 degrees is that of its diagonal, and the offsets
 * run along the other one, where every line has t = 0. So the lines do not change when a
 * parameter is counted in another unit. */
#include "multiparam/lines.h"
#include <math.h>

tda_status tdai_lines_check(tda_ctx *ctx, int params, tda_index count, const double *base,
                            const double *direction)
{
    tda_status st = TDA_OK;
    if (count < 0)
        FAIL(TDA_EINVAL, "slices: %lld lines", (long long)count);
    for (tda_index i = 0; i < count; i++)
        TRY(tdai_line_check(ctx, params, base + i * params, direction + i * params));
done:
    return st;
}

void tdai_lines_reach(double *at, tda_index *cell, const double *grade,
                      const tda_index *cells, tda_index n, int params, const double *base,
                      const double *direction)
{
    for (tda_index i = 0; i < n; i++) {
        int param;
        at[i] = tdai_line_reach(&param, params, grade + i * params, base, direction);
        cell[i] = cells[i * params + param];
    }
}

void tdai_lines_sign(tda_diagram *d, const tda_presentation *p)
{
    bool first = tda_presentation_degree(p) == 0;
    d->record = tda_presentation_record(p);
    d->cells = tda_presentation_cell_kind(p);
    for (tda_index b = 0; b < d->start[d->degrees]; b++) {
        bool endless = d->death[b] == (double)INFINITY;
        d->cut[b] = endless && !first && d->record.threshold < (double)INFINITY;
        first &= !endless;
    }
}

tda_status tdai_sorted_rows(tda_ctx *ctx, uint32_t *row, const tda_matrix *m)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index entries = m->start[m->columns];
    tda_index *start = ZEROS(&tmp, tda_index, m->rows + 2),
              *column = ARRAY(&tmp, tda_index, entries),
              *cursor = ARRAY(&tmp, tda_index, m->columns);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < entries; i++)
        start[m->row[i] + 2]++;
    for (tda_index r = 0; r < m->rows; r++)
        start[r + 2] += start[r + 1];
    for (tda_index j = 0; j < m->columns; j++) {
        cursor[j] = m->start[j];
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++)
            column[start[m->row[i] + 1]++] = j;
    }
    for (tda_index r = 0; r < m->rows; r++)
        for (tda_index i = start[r]; i < start[r + 1]; i++)
            row[cursor[column[i]]++] = (uint32_t)r;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The pairs of a [n] that stand the wrong way round; sorts it. b [n] is scratch. */
static tda_index inversions(tda_index *a, tda_index *b, tda_index n)
{
    tda_index found = 0;
    for (tda_index width = 1; width < n; width *= 2) {
        for (tda_index lo = 0; lo < n; lo += 2 * width) {
            tda_index mid = lo + width < n ? lo + width : n;
            tda_index hi = mid + width < n ? mid + width : n, i = lo, j = mid;
            for (tda_index k = lo; k < hi; k++) {
                bool left = i < mid && (j == hi || a[i] <= a[j]);
                found += left ? 0 : mid - i;
                b[k] = left ? a[i++] : a[j++];
            }
        }
        for (tda_index k = 0; k < n; k++)
            a[k] = b[k];
    }
    return found;
}

tda_status tdai_lines_near(tda_ctx *ctx, bool *near, const tda_matrix *m, tda_index count,
                           const double *base, const double *direction)
{
    enum { LOOKS = 6, FEW = 4 };
    const double share = 0.1; /* measured: see bench/README.md */
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = m->rows;
    double met = 0, pairs = 0;
    double *at = ARRAY(&tmp, double, n);
    tda_index *cell = ARRAY(&tmp, tda_index, n), *order = ARRAY(&tmp, tda_index, n),
              *place = ARRAY(&tmp, tda_index, n), *scratch = ARRAY(&tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index look = 0; count >= FEW && look < LOOKS; look++) {
        tda_index line = look * (count - 2) / (LOOKS - 1);
        for (int next = 0; next < 2; next++) {
            const double *b = base + (line + next) * m->params,
                         *v = direction + (line + next) * m->params;
            tdai_lines_reach(at, cell, m->row_grade, m->row_cell, n, m->params, b, v);
            TRY(tdai_argsort(ctx, order, at, n));
            for (tda_index i = 0; i < n; i++)
                if (next)
                    scratch[i] = place[order[i]];
                else
                    place[order[i]] = i;
        }
        met += (double)inversions(scratch, order, n);
        pairs += 0.5 * (double)n * (double)(n - 1);
    }
    *near = count >= FEW && met <= share * pairs;
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_lines_sweep(tda_ctx *ctx, double *base, double *direction,
                           const double *low, const double *high, tda_index angles,
                           tda_index offsets)
{
    const double right_angle = 1.57079632679489661923;
    tda_status st = TDA_OK;
    if (angles < 1 || offsets < 1 || angles > INT32_MAX || offsets > INT32_MAX)
        FAIL(TDA_EINVAL, "lines: %lld angles and %lld offsets, at least one of each",
             (long long)angles, (long long)offsets);
    for (int k = 0; k < 2; k++)
        if (!isfinite(low[k]) || !isfinite(high[k]) || !(low[k] < high[k]))
            FAIL(TDA_EINVAL,
                 "lines: the box goes from %g to %g in parameter %d; it must be finite "
                 "and have a width",
                 low[k], high[k], k);
    for (tda_index a = 0; a < angles; a++) {
        double angle = right_angle * ((double)a + 0.5) / (double)angles;
        for (tda_index i = 0; i < offsets; i++) {
            tda_index o = a % 2 ? offsets - 1 - i : i; /* there and back */
            double part = ((double)o + 0.5) / (double)offsets;
            double *b = base + 2 * (a * offsets + i),
                   *v = direction + 2 * (a * offsets + i);
            b[0] = low[0] + part * (high[0] - low[0]);
            b[1] = high[1] - part * (high[1] - low[1]);
            v[0] = cos(angle) * (high[0] - low[0]);
            v[1] = sin(angle) * (high[1] - low[1]);
        }
    }
done:
    return st;
}
