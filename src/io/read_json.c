/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_json.c - JSON as it is walked by readers that know what they look for: marks, names, numbers, and
 * values that are passed over, but have to be JSON. */
#include "io/read_json.h"
#include <string.h>

enum { MOST_DEPTH = 64 };

void tdai_json_blanks(tdai_json *j)
{
    while (j->at < j->end &&
           (*j->at == ' ' || *j->at == '\t' || *j->at == '\n' || *j->at == '\r'))
        j->at++;
}

bool tdai_json_take(tdai_json *j, char mark)
{
    tdai_json_blanks(j);
    if (j->at == j->end || *j->at != mark)
        return false;
    j->at++;
    return true;
}

tda_status tdai_json_expect(tdai_json *j, char mark)
{
    if (tdai_json_take(j, mark))
        return TDA_OK;
    return tdai_text_fail(j->ctx, j->t, j->at, "'%c' is expected here", mark);
}

/* "text": names and numbers have no escapes, which is why none is undone. */
tda_status tdai_json_word(tdai_json *j, tdai_word *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    TRY(tdai_json_expect(j, '"'));
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
tda_status tdai_json_value(tdai_json *j, double *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    tdai_word w;
    tdai_json_blanks(j);
    const char *where = j->at;
    if (j->at < j->end && *j->at == '"') {
        TRY(tdai_json_word(j, &w));
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
tda_status tdai_json_skip(tdai_json *j, int depth)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    tdai_word w;
    tdai_json_blanks(j);
    const char *where = j->at;
    if (depth > MOST_DEPTH)
        FAIL_AT(j->t, where, "values are nested more than %d deep", MOST_DEPTH);
    if (tdai_json_take(j, '{')) {
        if (tdai_json_take(j, '}'))
            goto done;
        do {
            TRY(tdai_json_word(j, &w));
            TRY(tdai_json_expect(j, ':'));
            TRY(tdai_json_skip(j, depth + 1));
        } while (tdai_json_take(j, ','));
        TRY(tdai_json_expect(j, '}'));
    } else if (tdai_json_take(j, '[')) {
        if (tdai_json_take(j, ']'))
            goto done;
        do
            TRY(tdai_json_skip(j, depth + 1));
        while (tdai_json_take(j, ','));
        TRY(tdai_json_expect(j, ']'));
    } else if (j->at < j->end && *j->at == '"') {
        TRY(tdai_json_word(j, &w));
    } else {
        while (j->at < j->end && !strchr(" \t\r\n,]}", *j->at))
            j->at++;
        if (j->at == where)
            FAIL_AT(j->t, where, "a value is expected here");
    }
done:
    return st;
}
