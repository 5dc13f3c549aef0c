/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table.c - Lines of numbers, as tables of points and matrices of distances have them.
 *
 * Programs differ in what separates numbers, and readers that skip whatever is no number turn
 * an empty cell or a decimal comma into other data without a word. So a file may use blanks,
 * commas or semicolons, but one of them throughout, and one mark stands between two numbers. */
#include "io/private.h"
#include <math.h>

tda_status tdai_values_push(tda_ctx *ctx, tdai_values *v, double value)
{
    if (v->size == v->capacity) {
        tda_index capacity = v->capacity ? v->capacity + v->capacity / 2 : 64;
        double *at = tdai_realloc(v->at, capacity, sizeof *at);
        if (!at)
            return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld numbers",
                             (long long)capacity);
        v->at = at;
        v->capacity = capacity;
    }
    v->at[v->size++] = value;
    return TDA_OK;
}

double *tdai_values_fit(tdai_values *v)
{
    double *fit = v->size ? tdai_realloc(v->at, v->size, sizeof *fit) : NULL;
    double *at = fit ? fit : v->at; /* a block that cannot be made to fit will do */
    *v = (tdai_values){0};
    return at;
}

/* The whole word around `where`, for messages. */
static tdai_quote quote_at(const tdai_text *t, const char *where)
{
    tdai_text at = *t;
    at.at = where;
    return tdai_word_quote(tdai_text_word(&at));
}

tda_status tdai_text_domain(tda_ctx *ctx, const tdai_text *t, const char *where,
                            double value, tdai_domain domain)
{
    if (domain == TDAI_FINITE     ? isfinite(value)
        : domain == TDAI_DISTANCE ? value >= 0
                                  : !isnan(value))
        return TDA_OK;
    const char *why = "";
    switch (domain) {
    case TDAI_FINITE:
        why = "is not a finite coordinate; leave the point out, or fill it in";
        break;
    case TDAI_DISTANCE:
        why = isnan(value)
                  ? "is not a distance; write inf for points that are never joined"
                  : "is negative; distances start at 0";
        break;
    case TDAI_LEVEL: why = "is not a value; write inf for what never appears"; break;
    }
    return tdai_text_fail(ctx, t, where, "%s %s", quote_at(t, where).text, why);
}

static bool separates(char c)
{
    return c == ' ' || c == '\t' || c == ',' || c == ';';
}

static const char *gap_name(char gap)
{
    return gap == ',' ? "a comma" : gap == ';' ? "a semicolon" : "a blank";
}

/* Say why no number stands at t->at. */
static tda_status no_number(tda_ctx *ctx, tdai_text *t)
{
    if (*t->at == ',' || *t->at == ';')
        return tdai_text_fail(ctx, t, t->at,
                              "an empty cell before %s; every row needs all "
                              "its numbers",
                              gap_name(*t->at));
    return tdai_text_fail(ctx, t, t->at, "%s is not a number within the range of doubles",
                          quote_at(t, t->at).text);
}

tda_status tdai_text_numbers(tda_ctx *ctx, tdai_text *t, tdai_values *v,
                             tdai_domain domain)
{
    tda_status st = TDA_OK;
    for (bool first = true; !tdai_text_done(t); first = false) {
        if (!first) {
            const char *where = t->at;
            char gap = *where == ',' || *where == ';' ? *where : ' ';
            t->at += gap != ' ';
            if (tdai_text_done(t))
                break;
            if (t->gap && t->gap != gap)
                FAIL_AT(t, where,
                        "%s separates numbers here, but %s did before; use one of them "
                        "throughout, and a point in decimals",
                        gap_name(gap), gap_name(t->gap));
            t->gap = gap;
        }
        double value = 0;
        size_t used = tdai_number_read(&value, t->at, (size_t)(t->stop - t->at));
        const char *after = t->at + used;
        if (!used || (after < t->stop && !separates(*after)))
            TRY(no_number(ctx, t));
        TRY(tdai_text_domain(ctx, t, t->at, value, domain));
        TRY(tdai_values_push(ctx, v, domain == TDAI_DISTANCE ? value + 0.0 : value));
        t->at = after;
    }
done:
    return st;
}

const char *tdai_text_nth(const tdai_text *t, const char *line, tda_index k)
{
    const char *p = line;
    for (;; k--) {
        while (p < t->end && separates(*p))
            p++;
        if (!k)
            return p;
        while (p < t->end && !separates(*p) && *p != '\n')
            p++;
    }
}

tda_index tdai_text_lines(const tdai_text *t)
{
    tdai_text rest = *t;
    tda_index lines = 0;
    while (tdai_text_line(&rest))
        lines++;
    return lines;
}
