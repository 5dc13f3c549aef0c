/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alpha_bars.h - The last stage of an alpha diagram. */
#ifndef TDA_PERSISTENCE_ALPHA_BARS_H
#define TDA_PERSISTENCE_ALPHA_BARS_H
#include "persistence/alpha.h"
#include <math.h>

TDA_BEGIN

/* The diagram of the partners, without its record. Faces are not looked at. */
tda_status tdai_alpha_bars(tdai_alpha_sweep *a, tda_diagram *out, int max_degree);

TDA_END
#endif
