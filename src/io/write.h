/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write.h - What the writers share (write.c). */
#ifndef TDA_IO_WRITE_H
#define TDA_IO_WRITE_H
#include "data/private.h"
#include "shim/shim.h"
#include <tda/io.h>

TDA_BEGIN

/* Drop what was appended past `size`: how a writer that fails leaves its output. */
void tdai_bytes_cut(tda_bytes *b, tda_index size);
/* Append a whole number, many times faster than tdai_bytes_printf(). */
tda_status tdai_bytes_index(tda_ctx *ctx, tda_bytes *b, int64_t value);

/* A number without an exponent, which RIVET does not read: the shortest digits that read back,
 * filled up with zeros. */
tda_status tdai_bytes_plain(tda_ctx *ctx, tda_bytes *out, double value);

/* *params := the coordinates a point of all the measures, 0 when there is none. They must
 * agree, because one table has one width. */
tda_status tdai_measures_params(tda_ctx *ctx, int *params, const tda_measure *measures,
                                tda_index count);

/* Refuse a diagram with a NaN. */
tda_status tdai_diagram_check(tda_ctx *ctx, const tda_diagram *d);

/* ---- JSON (json.c) ---- */

/* A string in quotes; what is not UTF-8 becomes U+FFFD. */
tda_status tdai_json_string(tda_ctx *ctx, tda_bytes *out, const char *text);
/* A number, or the string "inf", "-inf" or "nan". */
tda_status tdai_json_number(tda_ctx *ctx, tda_bytes *out, double value);
tda_status tdai_json_record(tda_ctx *ctx, tda_bytes *out, const tda_record *record);

/* Parameter names and units, of a complex or none. */
tda_status tdai_json_axes(tda_ctx *ctx, tda_bytes *out, const tda_complex *complex,
                          int params);
/* {degree, points, weights, cells} */
tda_status tdai_json_measure(tda_ctx *ctx, tda_bytes *out, const tda_measure *m);
/* "degree": .., "generators": .. and on to "matrix" (write_presentation.c). */
tda_status tdai_json_presentation(tda_ctx *ctx, tda_bytes *out,
                                  const tda_presentation *p);
/* "births": .. and on to "death_cells" of summand i (write_module.c). */
tda_status tdai_json_interval(tda_ctx *ctx, tda_bytes *out, const tda_module *m,
                              tda_index i);

/* ---- npy (write_npy.c) ---- */

/* Append the head of a file of version 1.0. @param descr  such as "<f8" */
tda_status tdai_npy_begin(tda_ctx *ctx, tda_bytes *b, const char *descr, int axes,
                          const tda_index *shape);
/* A whole array as tda_npy_f8() has it. @param width  bytes of a value: 1 or 8 */
tda_status tdai_npy_array(tda_ctx *ctx, tda_bytes *out, const char *descr, int width,
                          int axes, const tda_index *shape, const void *values);
/* Append n words of 8 bytes, each with its least significant byte first. */
tda_status tdai_npy_words(tda_ctx *ctx, tda_bytes *b, const void *at, tda_index n);

TDA_END
#endif
