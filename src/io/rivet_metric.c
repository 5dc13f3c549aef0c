/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rivet_metric.c - The finite metrics of RIVET files.
 *
 * RIVET 1.1 has one row a line, either of a full matrix or of the entries above the diagonal;
 * the second row tells which. RIVET 1.0 has the entries above the diagonal with line breaks
 * anywhere. */
#include "io/rivet.h"

typedef struct matrix {
    tdai_values entry;
    const char **line; /* [rows] */
    tda_index rows, capacity;
} matrix;

static tda_status read_row(tda_ctx *ctx, matrix *m, tdai_text *t)
{
    tda_status st = TDA_OK;
    if (m->rows == m->capacity) {
        tda_index capacity = m->capacity ? 2 * m->capacity : 64;
        const char **line = tdai_realloc(m->line, capacity, sizeof *line);
        if (!line)
            FAIL(TDA_ENOMEM, "%s: no memory for %lld rows", t->name, (long long)capacity);
        m->line = line;
        m->capacity = capacity;
    }
    m->line[m->rows++] = t->at;
    TRY(tdai_text_numbers(ctx, t, &m->entry, TDAI_DISTANCE));
done:
    return st;
}

/* Distances from the entries above the diagonal. */
static tda_status upper(tda_ctx *ctx, tda_input *in, const tdai_text *t,
                        const double *entry, tda_index n)
{
    tda_status st = TDA_OK;
    double *lower = NULL;
    TRY(tdai_dense_alloc(ctx, &lower, n, t->name));
    for (tda_index i = 0; i < n; i++)
        for (tda_index j = i + 1; j < n; j++)
            lower[j * (j - 1) / 2 + i] = *entry++;
    tdai_input_dense(in, &lower, n);
done:
    tdai_free(lower);
    return st;
}

/* Distances from a full matrix, symmetric with zeros on the diagonal. */
static tda_status square(tda_ctx *ctx, tda_input *in, const tdai_text *t, const matrix *m)
{
    tda_status st = TDA_OK;
    double *lower = NULL;
    tda_index n = m->rows;
    const double *d = m->entry.at;
    TRY(tdai_dense_alloc(ctx, &lower, n, t->name));
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "reading", i, n));
        if (d[i * n + i] != 0)
            FAIL_AT(t, tdai_text_nth(t, m->line[i], i),
                    "the distance of point %lld from itself is not 0", (long long)i);
        for (tda_index j = 0; j < i; j++) {
            if (d[i * n + j] != d[j * n + i])
                FAIL_AT(
                    t, tdai_text_nth(t, m->line[i], j),
                    "the distance between points %lld and %lld is another in row %lld: "
                    "the matrix is not symmetric",
                    (long long)i, (long long)j, (long long)j);
            lower[i * (i - 1) / 2 + j] = d[i * n + j];
        }
    }
    tdai_input_dense(in, &lower, n);
done:
    tdai_free(lower);
    return st;
}

static tda_status check_points(tda_ctx *ctx, const tdai_text *t, const char *where,
                               tda_index n, tda_index points)
{
    if (points < 0 || n == points)
        return TDA_OK;
    return tdai_text_fail(ctx, t, where,
                          "distances of %lld points, but %lld are announced",
                          (long long)n, (long long)points);
}

static tda_status new_metric(tda_ctx *ctx, tda_input *in, tdai_text *t, tda_index points)
{
    tda_status st = TDA_OK;
    matrix m = {0};
    tda_index first = 0, n = 0;
    bool full = points == 1;
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        tda_index before = m.entry.size;
        TRY(read_row(ctx, &m, t));
        tda_index here = m.entry.size - before, row = m.rows - 1;
        first = row ? first : here;
        full = row == 1 ? here == first : full;
        tda_index due = row >= first ? 0 : full ? first : first - row;
        if (here != due)
            FAIL_AT(t, m.line[row], "%lld distances in row %lld, where %lld are expected",
                    (long long)here, (long long)row, (long long)due);
    }
    n = full ? first : m.rows + 1;
    if (!m.rows && points != 1)
        FAIL_AT(t, t->end, "the file holds no distances");
    if (m.rows == 1 && points < 0 && m.entry.at[0] == 0)
        FAIL_AT(
            t, m.line[0],
            "0 alone can be a matrix of one point or the distance of two points: write "
            "the full matrix of two");
    if (m.rows && m.rows != first)
        FAIL_AT(t, t->end, "the file ends after %lld rows of %lld", (long long)m.rows,
                (long long)first);
    if (!m.rows)
        n = 1;
    TRY(check_points(ctx, t, m.rows ? m.line[0] : t->end, n, points));
    if (full && m.rows)
        TRY(square(ctx, in, t, &m));
    else
        TRY(upper(ctx, in, t, m.entry.at, n));
done:
    tdai_free(m.line);
    tdai_free(m.entry.at);
    return st;
}

static tda_status old_metric(tda_ctx *ctx, tda_input *in, tdai_text *t, tda_index points)
{
    tda_status st = TDA_OK;
    tdai_values entry = {0};
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        TRY(tdai_text_numbers(ctx, t, &entry, TDAI_DISTANCE));
    }
    if (points > ((tda_index)1 << 31) || entry.size != points * (points - 1) / 2)
        FAIL_AT(t, t->end, "%lld distances, where %lld points need n (n - 1) / 2",
                (long long)entry.size, (long long)points);
    TRY(upper(ctx, in, t, entry.at, points));
done:
    tdai_free(entry.at);
    return st;
}

tda_status tdai_rivet_metric(tda_ctx *ctx, tda_input *in, tdai_rivet *head, tdai_text *t)
{
    tda_status st = TDA_OK;
    if (head->function && !head->old && tdai_text_line(t))
        TRY(tdai_text_numbers(ctx, t, &head->values, TDAI_FINITE));
    t->gap = 0;
    tda_index points = head->function ? head->values.size : head->points;
    if (head->function && points == 0)
        FAIL_AT(t, t->end, "the file holds no function values");
    if (head->old)
        TRY(old_metric(ctx, in, t, points));
    else
        TRY(new_metric(ctx, in, t, points));
    if (head->function)
        tdai_input_cloud(&in->function, &head->values, 1);
done:
    return st;
}
