/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decomposition.c - Release the summands of a decomposition. */
#include "data/private.h"

void tda_decomposition_clear(tda_decomposition *d)
{
    for (tda_index i = 0; d->summand && i < d->size; i++)
        tda_presentation_free(d->summand[i]);
    tdai_free(d->summand);
    tda_module_clear(&d->intervals);
    *d = (tda_decomposition){0};
}
