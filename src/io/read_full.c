/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_full.c - A square symmetric matrix of distances as text, one row a line.
 *
 * Only one triangle is kept: the upper part of each row is put where the lower part of later
 * rows is compared with it. */
#include "io/private.h"
#include <math.h>

/* Compare row i with what is known of it, and note the rest. */
static tda_status take_row(tda_ctx *ctx, const tdai_text *t, const char *line,
                           const double *row, tda_index i, tda_index n, double *lower,
                           double *birth)
{
    tda_status st = TDA_OK;
    for (tda_index j = 0; j < i; j++)
        if (row[j] != lower[i * (i - 1) / 2 + j])
            FAIL_AT(t, tdai_text_nth(t, line, j),
                    "%s here, in row %lld and column %lld, but %s in row %lld and column "
                    "%lld; "
                    "make the matrix symmetric, or give one triangle alone",
                    tdai_digits_of(row[j]).text, (long long)i + 1, (long long)j + 1,
                    tdai_digits_of(lower[i * (i - 1) / 2 + j]).text, (long long)j + 1,
                    (long long)i + 1);
    if (birth && isinf(row[i]))
        FAIL_AT(t, tdai_text_nth(t, line, i), "the birth of a point is finite");
    if (birth)
        birth[i] = row[i];
    else if (row[i] != 0)
        FAIL_AT(t, tdai_text_nth(t, line, i),
                "%s on the diagonal, in row %lld; a point is at distance 0 from itself",
                tdai_digits_of(row[i]).text, (long long)i + 1);
    for (tda_index j = i + 1; birth && j < n; j++)
        if (row[j] < 0)
            TRY(tdai_text_domain(ctx, t, tdai_text_nth(t, line, j), row[j],
                                 TDAI_DISTANCE));
    for (tda_index j = i + 1; j < n; j++)
        lower[j * (j - 1) / 2 + i] = row[j];
done:
    return st;
}

tda_status tdai_read_full(tda_ctx *ctx, tda_input *in, tdai_text *t,
                          const tda_read_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_values row = {0};
    double *lower = NULL, *birth = NULL;
    tda_index n = 0, i = 0;
    for (; tdai_text_line(t); i++) {
        TRY(tdai_text_poll(ctx, t));
        const char *line = t->at;
        row.size = 0;
        TRY(tdai_text_numbers(ctx, t, &row, opts->diagonal ? TDAI_LEVEL : TDAI_DISTANCE));
        if (i == 0) {
            n = row.size;
            tda_index rows = 1 + tdai_text_lines(t);
            if (n != rows)
                FAIL_AT(t, line,
                        "%lld numbers in this row, but %lld rows; a full matrix is "
                        "square",
                        (long long)n, (long long)rows);
            if (n > (t->end - t->begin + 1) / 2 / n) /* a digit and a separator each */
                FAIL_AT(t, line,
                        "%lld rows of %lld numbers cannot fit in the %lld bytes of the "
                        "file",
                        (long long)n, (long long)n, (long long)(t->end - t->begin));
            TRY(tdai_dense_alloc(ctx, &lower, n, t->name));
            if (opts->diagonal)
                TRY(tdai_births_alloc(ctx, in, &birth, n, t->name));
        }
        if (row.size != n)
            FAIL_AT(t, line, "%lld numbers in this row, but %lld in the first",
                    (long long)row.size, (long long)n);
        TRY(take_row(ctx, t, line, row.at, i, n, lower, birth));
    }
    if (!n)
        FAIL_AT(t, t->end, "holds no distances");
    tdai_input_dense(in, &lower, n);
done:
    tdai_free(row.at);
    tdai_free(lower);
    return st;
}
