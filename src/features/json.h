/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json.h - What a model needs of JSON beside io/read_json.h. */
#ifndef TDA_FEATURES_JSON_H
#define TDA_FEATURES_JSON_H
#include "io/read_json.h"
TDA_BEGIN

tdai_json tdai_json_new(tda_ctx *ctx, tdai_text *t);
/* Refuse what follows the last value. */
tda_status tdai_json_end(tdai_json *j);
/* The name of a member and its colon. */
tda_status tdai_json_name(tdai_json *j, tdai_word *out);
/* A string with its escapes undone, ended by NUL, appended to *out. A NUL inside is refused. */
tda_status tdai_json_text(tdai_json *j, tda_bytes *out);
/* A list of numbers, in place of what *out holds. */
tda_status tdai_json_reals(tdai_json *j, tdai_values *out);

TDA_END
#endif
