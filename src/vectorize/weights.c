/* SPDX-License-Identifier: GPL-3.0-or-later */
/* weights.c - How much each summand of a module counts: its size in a box, to a power. */
#include "vectorize/represent.h"
#include <math.h>

static double size_in(const tdai_summand *s, tda_summand_weight kind, const double *box)
{
    const double *low = box, *high = box + s->params;
    if (kind == TDA_WEIGHT_SEGMENT)
        return s->params == 2 ? tdai_stairs_segment(s, low, high)
                              : tdai_summand_segment(s, low, high);
    return s->params == 2 ? tdai_stairs_volume(s, low, high)
                          : tdai_summand_volume(s, low, high);
}

tda_status tdai_weights(tda_ctx *ctx, double *weight, const tda_module *m,
                        const tda_representation_opts *o)
{
    tda_status st = TDA_OK;
    const double *box = o->box ? o->box : m->box;
    for (int k = 0; o->box && k < m->params; k++)
        if (!(o->box[k] <= o->box[m->params + k]))
            FAIL(TDA_EINVAL, "weights: the box goes from %g to %g in parameter %d",
                 o->box[k], o->box[m->params + k], k);
    for (tda_index i = 0; i < m->size; i++) {
        double w = 1;
        TRY(tdai_poll(ctx, "weights", i, m->size));
        if (o->weight == TDA_WEIGHT_CALLBACK) {
            w = o->weight_fn(m, i, o->user);
        } else if (o->weight != TDA_WEIGHT_ONE && o->power < (double)INFINITY) {
            tdai_summand s = tdai_summand_of(m, i);
            w = size_in(&s, o->weight, box);
            w = w > 0 ? o->power == 1 ? w : pow(w, o->power) : 0;
        }
        if (!(w >= 0 && w < (double)INFINITY))
            FAIL(TDA_EINVAL,
                 "weights: summand %lld has weight %g; give finite ones that are not "
                 "negative, or a finite box",
                 (long long)i, w);
        weight[i] = w;
    }
done:
    return st;
}
