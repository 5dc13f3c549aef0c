/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_points.c - A table of points: one a line, with or without a line of column names.
 *
 * The first line names the columns when nothing in it is a number. A first word that looks
 * like a number but cannot be read as one is a slip, not a name. */
#include "io/private.h"
#include <string.h>

static bool looks_numeric(tdai_word w)
{
    double value;
    if (tda_number_read(&value, w.at, w.size))
        return true;
    for (size_t i = 0; i < w.size; i++)
        if (!memchr("0123456789+-.eE", w.at[i], 15))
            return false;
    return w.size && w.at[0] != 'e' && w.at[0] != 'E';
}

/* Of the whole line: a header has no number anywhere. */
static bool is_header(tdai_text t)
{
    while (!tdai_text_done(&t)) {
        if (tdai_text_mark(&t, ',') || tdai_text_mark(&t, ';'))
            continue;
        if (looks_numeric(tdai_text_word(&t)))
            return false;
    }
    return true;
}

/* What separates the names: a mark or a tab if the line has one, so that names may have blanks. */
static char header_gap(const tdai_text *t)
{
    for (const char *c = ";,\t"; *c; c++)
        if (memchr(t->at, *c, (size_t)(t->stop - t->at)))
            return *c;
    return ' ';
}

/* Take one name off the line; quotes about it are left out. */
static tda_status take_name(tda_ctx *ctx, tdai_text *t, char gap, tdai_word *name)
{
    tda_status st = TDA_OK;
    const char *begin = t->at, *stop;
    if (*t->at == '"') {
        const char *close = memchr(t->at + 1, '"', (size_t)(t->stop - t->at - 1));
        if (!close)
            FAIL_AT(t, begin, "this quoted name does not end on its line");
        *name = (tdai_word){begin + 1, (size_t)(close - begin - 1)};
        t->at = close + 1;
        if (!tdai_text_done(t) && *t->at != gap && gap != ' ' && gap != '\t')
            FAIL_AT(t, t->at, "a separator is missing after a quoted name");
        stop = t->at;
    } else {
        stop = memchr(t->at, gap, (size_t)(t->stop - t->at));
        stop = stop ? stop : t->stop;
        *name = (tdai_word){begin, (size_t)(stop - begin)};
        while (name->size &&
               (begin[name->size - 1] == ' ' || begin[name->size - 1] == '\t'))
            name->size--;
    }
    if (!name->size)
        FAIL_AT(t, begin, "a column has no name; if it numbers the rows, leave it out");
    t->at = stop;
    if (gap != ' ' && gap != '\t')
        tdai_text_mark(t, gap);
done:
    return st;
}

/* The names end with a NULL; pointers and characters share one block. */
static tda_status read_names(tda_ctx *ctx, tdai_text *t, char ***out, tda_index *count)
{
    tda_status st = TDA_OK;
    char gap = header_gap(t), **names = NULL;
    tda_index n = 0;
    size_t chars = 0;
    tdai_word w;
    for (tdai_text look = *t; !tdai_text_done(&look); n++) {
        TRY(take_name(ctx, &look, gap, &w));
        chars += w.size + 1;
    }
    size_t table = ((size_t)n + 1) * sizeof *names;
    names = tdai_alloc((tda_index)(table + chars), 1);
    if (!names)
        FAIL(TDA_ENOMEM, "%s: no memory for the names of its columns", t->name);
    char *to = (char *)names + table;
    for (tda_index i = 0; i < n; i++) {
        tdai_text_done(t);
        TRY(take_name(ctx, t, gap, &w));
        names[i] = to;
        memcpy(to, w.at, w.size);
        to[w.size] = '\0';
        to += w.size + 1;
    }
    names[n] = NULL;
    *out = names;
    *count = n;
done:
    return st;
}

tda_status tdai_read_points(tda_ctx *ctx, tda_input *in, tdai_text *t,
                            const tda_read_opts *opts)
{
    (void)opts;
    tda_status st = TDA_OK;
    tdai_values v = {0};
    tda_index dimension = 0;
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        if (!dimension && is_header(*t)) {
            TRY(read_names(ctx, t, &in->columns, &dimension));
            continue;
        }
        const char *line = t->at;
        tda_index before = v.size;
        TRY(tdai_text_numbers(ctx, t, &v, TDAI_FINITE));
        tda_index got = v.size - before;
        dimension = dimension ? dimension : got;
        if (got != dimension && in->columns && !before)
            FAIL_AT(t, line, "this row has %lld numbers, but the header has %lld names",
                    (long long)got, (long long)dimension);
        if (got != dimension)
            FAIL_AT(t, line, "this row has %lld numbers, but the rows before have %lld",
                    (long long)got, (long long)dimension);
    }
    if (!dimension)
        FAIL_AT(t, t->end, "holds no points; give each one a line of coordinates");
    tdai_input_cloud(&in->cloud, &v, dimension);
    in->kind = TDA_KIND_CLOUD;
done:
    tdai_free(v.at);
    return st;
}
