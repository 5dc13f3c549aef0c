/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_json.h - Walking through a file of JSON (read_json.c). */
#ifndef TDA_IO_READ_JSON_H
#define TDA_IO_READ_JSON_H
#include "io/private.h"
TDA_BEGIN

typedef struct tdai_json {
    tda_ctx *ctx;
    tdai_text *t;
    const char *at, *end;
} tdai_json;

void tdai_json_blanks(tdai_json *j);
/* If `mark` comes next, go past it. */
bool tdai_json_take(tdai_json *j, char mark);
/* Refuse what is not that mark. */
tda_status tdai_json_expect(tdai_json *j, char mark);
/* "text": names and numbers have no escapes, which is why none is undone. */
tda_status tdai_json_word(tdai_json *j, tdai_word *out);
/* A number, the name of an infinity, or true and false as 1 and 0. */
tda_status tdai_json_value(tdai_json *j, double *out);
/* Pass over one value of any kind. @param depth  0 */
tda_status tdai_json_skip(tdai_json *j, int depth);

TDA_END
#endif
