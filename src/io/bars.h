/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bars.h - Bars on their way from a file to a diagram: rows of six numbers, in any order. */
#ifndef TDA_IO_BARS_H
#define TDA_IO_BARS_H
#include "io/private.h"
TDA_BEGIN

enum { TDAI_BAR_COLUMNS = 6 };
enum { BAR_DEGREE, BAR_BIRTH, BAR_DEATH, BAR_BIRTH_CELL, BAR_DEATH_CELL, BAR_CUT };

typedef struct tdai_bar_rows {
    tda_ctx *ctx;
    tdai_values v;
} tdai_bar_rows;

/* row := one that is all defaults: degree 0, no cells, not cut. */
void tdai_bar_blank(double row[TDAI_BAR_COLUMNS]);
/* Why this is no bar, or NULL. */
const char *tdai_bar_wrong(const double row[TDAI_BAR_COLUMNS]);
tda_status tdai_bar_push(tdai_bar_rows *r, const double row[TDAI_BAR_COLUMNS]);

/* The readers, one for each kind of file. */
typedef tda_status tdai_bar_reader(tdai_bar_rows *r, tdai_text *t);
tdai_bar_reader tdai_bars_table, tdai_bars_ripser; /* read_diagram_text.c */
tdai_bar_reader tdai_bars_dipha, tdai_bars_npy;    /* read_diagram_binary.c */
tdai_bar_reader tdai_bars_npz;                     /* read_npz.c */
tdai_bar_reader tdai_bars_json;                    /* read_diagram_json.c */
/* Is it what ripser prints? */
bool tdai_bars_by_ripser(const tdai_text *t);

TDA_END
#endif
