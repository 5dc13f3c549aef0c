/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_triangle.c - The pairs below or above a diagonal, row by row, as text.
 *
 * The numbers count in sequence and may be broken into lines anywhere. But where the lines have
 * the shape of another layout - the other triangle, a triangle with its diagonal, a square - the
 * numbers would fit some number of points all the same, so that shape is refused. */
#include "io/private.h"

/* What the lines look like so far. */
typedef struct shape {
    tda_index lines;
    tda_index first, last; /* numbers in the first and the last line */
    bool longer,
        shorter;    /* each line has one number more, or less, than the one before */
    bool even;      /* all lines have as many */
    bool tail_zero; /* each line ends in a zero */
    bool head_zero; /* each line begins with a zero */
    bool zero;      /* all numbers are zero */
} shape;

static void look(shape *s, const double *at, tda_index n)
{
    if (!s->lines++)
        *s = (shape){1, n, n, true, true, true, true, true, true};
    else {
        s->longer &= n == s->last + 1;
        s->shorter &= n == s->last - 1;
        s->even &= n == s->last;
    }
    s->last = n;
    s->tail_zero &= at[n - 1] == 0;
    s->head_zero &= at[0] == 0;
    for (tda_index i = 0; i < n; i++)
        s->zero &= at[i] == 0;
}

/* What else it must be, or NULL. Two lines at least show a shape. */
static const char *mistaken(const shape *s, bool upper)
{
    bool below = s->lines > 1 && s->longer && s->first == 1;
    bool above = s->lines > 1 && s->shorter && s->last == 1;
    if (s->lines > 1 && s->even && s->first == s->lines)
        return "the lines are those of a square matrix; read it in the format full";
    if (upper ? below : above)
        return upper
                   ? "the lines grow as below a diagonal; read it in the format lower"
                   : "the lines shrink as above a diagonal; read it in the format upper";
    if (!s->zero && ((below && s->tail_zero) || (above && s->head_zero)))
        return "the diagonal is in the file, a zero in every line; leave it out";
    return NULL;
}

/* Is there no number on the line, but one mark? So programs write an empty row. */
static bool empty_row(tdai_text t)
{
    return (tdai_text_mark(&t, ';') || tdai_text_mark(&t, ',')) && tdai_text_done(&t);
}

static tda_status read_triangle(tda_ctx *ctx, tda_input *in, tdai_text *t, bool upper)
{
    tda_status st = TDA_OK;
    tdai_values v = {0};
    double *lower = NULL;
    shape s = {0};
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        if (empty_row(*t))
            continue;
        tda_index before = v.size;
        TRY(tdai_text_numbers(ctx, t, &v, TDAI_DISTANCE));
        look(&s, v.at + before, v.size - before);
    }
    if (!v.size)
        FAIL_AT(t, t->end, "holds no distances");
    const char *other = mistaken(&s, upper);
    if (other)
        FAIL_AT(t, t->begin, "%s", other);
    tda_index n = tdai_triangle_side(v.size);
    if (n < 0)
        FAIL_AT(t, t->end,
                "%lld numbers are not the pairs of any number of points: n points have "
                "n (n - 1) / 2",
                (long long)v.size);
    if (upper) {
        TRY(tdai_dense_alloc(ctx, &lower, n, t->name));
        const double *d = v.at;
        for (tda_index i = 0; i < n; i++)
            for (tda_index j = i + 1; j < n; j++)
                lower[j * (j - 1) / 2 + i] = *d++;
    } else {
        lower = tdai_values_fit(&v);
    }
    tdai_input_dense(in, &lower, n);
done:
    tdai_free(v.at);
    tdai_free(lower);
    return st;
}

tda_status tdai_read_lower(tda_ctx *ctx, tda_input *in, tdai_text *t,
                           const tda_read_opts *opts)
{
    (void)opts;
    return read_triangle(ctx, in, t, false);
}

tda_status tdai_read_upper(tda_ctx *ctx, tda_input *in, tdai_text *t,
                           const tda_read_opts *opts)
{
    (void)opts;
    return read_triangle(ctx, in, t, true);
}
