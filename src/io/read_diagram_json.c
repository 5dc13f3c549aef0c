/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_diagram_json.c - A diagram as tda_diagram_json() writes it.
 *
 * Of the object only its list "degrees" is read, and of each degree its number and its columns,
 * whatever their order and the blanks between; other members are passed over, but have to be
 * JSON. */
#include "io/bars.h"
#include <math.h>
#include <string.h>

enum { MOST_DEPTH = 64, COLUMNS = 5 };

/* The columns of one degree; which of them a value belongs to is its place here. */
static const struct {
    const char *name;
    int column;
} columns[COLUMNS] = {{"birth", BAR_BIRTH},
                      {"death", BAR_DEATH},
                      {"birth_cell", BAR_BIRTH_CELL},
                      {"death_cell", BAR_DEATH_CELL},
                      {"cut", BAR_CUT}};

typedef struct json {
    tda_ctx *ctx;
    tdai_text *t;
    const char *at, *end;
    tdai_values value[COLUMNS]; /* of the degree being read */
} json;

static void blanks(json *j)
{
    while (j->at < j->end &&
           (*j->at == ' ' || *j->at == '\t' || *j->at == '\n' || *j->at == '\r'))
        j->at++;
}

static bool take(json *j, char mark)
{
    blanks(j);
    if (j->at == j->end || *j->at != mark)
        return false;
    j->at++;
    return true;
}

static tda_status expect(json *j, char mark)
{
    if (take(j, mark))
        return TDA_OK;
    return tdai_text_fail(j->ctx, j->t, j->at, "'%c' is expected here", mark);
}

/* "text": names and numbers have no escapes, which is why none is undone. */
static tda_status string(json *j, tdai_word *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    TRY(expect(j, '"'));
    const char *begin = j->at;
    while (j->at < j->end && *j->at != '"')
        j->at += *j->at == '\\' && j->at + 1 < j->end ? 2 : 1;
    if (j->at == j->end)
        FAIL_AT(j->t, begin, "the file ends inside a string");
    *out = (tdai_word){begin, (size_t)(j->at - begin)};
    j->at++;
done:
    return st;
}

/* A number, the name of an infinity, or true and false as 1 and 0. */
static tda_status number(json *j, double *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    tdai_word w;
    blanks(j);
    const char *where = j->at;
    if (j->at < j->end && *j->at == '"') {
        TRY(string(j, &w));
    } else {
        while (j->at < j->end && !strchr(" \t\r\n,]}", *j->at))
            j->at++;
        w = (tdai_word){where, (size_t)(j->at - where)};
    }
    if (tdai_word_is(w, "true") || tdai_word_is(w, "false"))
        *out = tdai_word_is(w, "true");
    else if (!tda_number_read(out, w.at, w.size))
        FAIL_AT(j->t, where, "%s is no number", tdai_word_quote(w).text);
done:
    return st;
}

/* Pass over one value of any kind. */
static tda_status skip(json *j, int depth)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    tdai_word w;
    blanks(j);
    const char *where = j->at;
    if (depth > MOST_DEPTH)
        FAIL_AT(j->t, where, "values are nested more than %d deep", MOST_DEPTH);
    if (take(j, '{')) {
        if (take(j, '}'))
            goto done;
        do {
            TRY(string(j, &w));
            TRY(expect(j, ':'));
            TRY(skip(j, depth + 1));
        } while (take(j, ','));
        TRY(expect(j, '}'));
    } else if (take(j, '[')) {
        if (take(j, ']'))
            goto done;
        do
            TRY(skip(j, depth + 1));
        while (take(j, ','));
        TRY(expect(j, ']'));
    } else if (j->at < j->end && *j->at == '"') {
        TRY(string(j, &w));
    } else {
        while (j->at < j->end && !strchr(" \t\r\n,]}", *j->at))
            j->at++;
        if (j->at == where)
            FAIL_AT(j->t, where, "a value is expected here");
    }
done:
    return st;
}

static tda_status list(json *j, tdai_values *out)
{
    tda_status st = TDA_OK;
    TRY(expect(j, '['));
    out->size = 0;
    if (take(j, ']'))
        goto done;
    do {
        double x;
        TRY(number(j, &x));
        TRY(tdai_values_push(j->ctx, out, x));
    } while (take(j, ','));
    TRY(expect(j, ']'));
done:
    return st;
}

/* The object of one degree. */
static tda_status degree(json *j, tdai_bar_rows *r)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    double of = NAN;
    bool there[COLUMNS] = {false};
    TRY(tdai_poll(ctx, "reading", j->at - j->t->begin, j->end - j->t->begin));
    TRY(expect(j, '{'));
    const char *where = j->at;
    do {
        tdai_word w;
        int c = 0;
        TRY(string(j, &w));
        TRY(expect(j, ':'));
        while (c < COLUMNS && !tdai_word_is(w, columns[c].name))
            c++;
        if (tdai_word_is(w, "degree"))
            TRY(number(j, &of));
        else if (c == COLUMNS)
            TRY(skip(j, 0));
        else
            TRY(list(j, &j->value[c]));
        if (c < COLUMNS)
            there[c] = true;
    } while (take(j, ','));
    TRY(expect(j, '}'));
    if (isnan(of) || !there[0] || !there[1])
        FAIL_AT(j->t, where, "a degree needs its degree, birth and death");
    for (int c = 1; c < COLUMNS; c++)
        if (there[c] && j->value[c].size != j->value[0].size)
            FAIL_AT(j->t, where, "the columns of this degree differ in length");
    for (tda_index i = 0; i < j->value[0].size; i++) {
        double row[TDAI_BAR_COLUMNS];
        tdai_bar_blank(row);
        row[BAR_DEGREE] = of;
        for (int c = 0; c < COLUMNS; c++)
            if (there[c])
                row[columns[c].column] = j->value[c].at[i];
        if (tdai_bar_wrong(row))
            FAIL_AT(j->t, where, "bar %lld of this degree (from 0): %s", (long long)i,
                    tdai_bar_wrong(row));
        TRY(tdai_bar_push(r, row));
    }
done:
    return st;
}

static tda_status degrees(json *j, tdai_bar_rows *r)
{
    tda_status st = TDA_OK;
    TRY(expect(j, '['));
    if (take(j, ']'))
        goto done;
    do
        TRY(degree(j, r));
    while (take(j, ','));
    TRY(expect(j, ']'));
done:
    return st;
}

tda_status tdai_bars_json(tdai_bar_rows *r, tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    json j = {.ctx = ctx, .t = t, .at = t->begin, .end = t->end};
    bool any = false;
    TRY(expect(&j, '{'));
    if (!take(&j, '}')) {
        do {
            tdai_word w;
            TRY(string(&j, &w));
            TRY(expect(&j, ':'));
            bool wanted = tdai_word_is(w, "degrees");
            if (wanted && any)
                FAIL_AT(t, w.at, "degrees stand twice in this object");
            any |= wanted;
            TRY(wanted ? degrees(&j, r) : skip(&j, 0));
        } while (take(&j, ','));
        TRY(expect(&j, '}'));
    }
    blanks(&j);
    if (j.at != j.end)
        FAIL_AT(t, j.at, "the file goes on after its object");
    if (!any)
        FAIL_AT(t, t->begin, "this object has no degrees; a diagram has");
done:
    for (int c = 0; c < COLUMNS; c++)
        tdai_free(j.value[c].at);
    return st;
}
