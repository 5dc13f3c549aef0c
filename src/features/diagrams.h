/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagrams.h - What vectorizers of diagrams share: keys, and how ranges are learnt. */
#ifndef TDA_FEATURES_DIAGRAMS_H
#define TDA_FEATURES_DIAGRAMS_H
#include "features/rows.h"
#include <math.h>
#include <tda/vectorize_diagram.h>
TDA_BEGIN

/* Words for tda_endless, the last one for what can keep bars without end; and for tda_convention, all
 * or the first three or two. */
extern const char *const tdai_endless_words[], *const tdai_endless_words_keep[];
extern const char *const tdai_conventions4[], *const tdai_conventions3[],
                                                  *const tdai_conventions2[];

#define TDAI_CONVENTION_KEY(words)                                                       \
    {                                                                                    \
        .name = "convention", .choice = words,                                           \
        .help = "Whose numbers to give, where programs differ."                          \
    }
#define TDAI_ENDLESS_KEY(words)                                                          \
    {                                                                                    \
        .name = "endless", .choice = words,                                              \
        .help =                                                                          \
            "What becomes of bars with an infinite end; auto: Betti curves count them, " \
            "all else leaves them out."                                                  \
    }
/* Where infinite ends are clamped to, which is not learnt. */
#define TDAI_CLAMP_KEYS                                                                  \
    {.name = "low",                                                                      \
     .most = 1,                                                                          \
     .least = -INFINITY,                                                                 \
     .value = -INFINITY,                                                                 \
     .help = "Where clamped births go; -inf: nowhere, such a bar is refused."},          \
    {                                                                                    \
        .name = "high", .most = 1, .least = -INFINITY, .value = INFINITY,                \
        .help = "Where clamped deaths go; inf: nowhere, such a bar is refused."          \
    }

/* The number of a key; `otherwise` where it is open, or where the row has no such key. */
double tdai_number_of(const tda_vectorizer *v, const char *key, double otherwise);
tda_endless tdai_endless_of(const tda_vectorizer *v);
tda_convention tdai_convention_of(const tda_vectorizer *v);
/* The places of TDAI_CLAMP_KEYS, NAN for nowhere. */
double tdai_clamp_of(const tda_vectorizer *v, const char *key);
/* Set a key where it is open. */
tda_status tdai_settle_one(tda_ctx *ctx, tda_vectorizer *v, const char *key,
                           double value);
/* Keep the bars of a diagram, already checked, that a range may depend on. */
tda_status tdai_keep_bars(tda_ctx *ctx, tda_vectorizer *v, const tda_descriptor *d);
/* What was kept, as degree 0 of a diagram whose arrays are of the arena. */
tda_status tdai_kept_bars(tda_ctx *ctx, tda_diagram *out, const tda_vectorizer *v,
                          tdai_arena *arena);

TDA_END
#endif
