/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows.h - The rows of the table of vectorizers, each defined beside its functions. */
#ifndef TDA_FEATURES_ROWS_H
#define TDA_FEATURES_ROWS_H
#include "features/private.h"
TDA_BEGIN

/* counts.c */
extern const tdai_vectorizer_row tdai_row_counts;
extern const tdai_vectorizer_row tdai_row_mass;
extern const tdai_vectorizer_row tdai_row_summands;
/* curves.c */
extern const tdai_vectorizer_row tdai_row_landscape;
extern const tdai_vectorizer_row tdai_row_silhouette;
extern const tdai_vectorizer_row tdai_row_betti_curve;
extern const tdai_vectorizer_row tdai_row_lifespan_curve;
extern const tdai_vectorizer_row tdai_row_entropy_curve;
/* image.c */
extern const tdai_vectorizer_row tdai_row_image;
/* vectors.c */
extern const tdai_vectorizer_row tdai_row_entropy;
extern const tdai_vectorizer_row tdai_row_statistics;
extern const tdai_vectorizer_row tdai_row_topological_vector;
extern const tdai_vectorizer_row tdai_row_complex_polynomial;
extern const tdai_vectorizer_row tdai_row_tropical;
/* scale_space.c */
extern const tdai_vectorizer_row tdai_row_scale_space;
/* quantise.c */
extern const tdai_vectorizer_row tdai_row_atol;
extern const tdai_vectorizer_row tdai_row_measure_atol;
/* measures.c */
extern const tdai_vectorizer_row tdai_row_hilbert;
extern const tdai_vectorizer_row tdai_row_convolution;
extern const tdai_vectorizer_row tdai_row_sliced;
/* modules.c */
extern const tdai_vectorizer_row tdai_row_cdr;
extern const tdai_vectorizer_row tdai_row_mp_landscape;
extern const tdai_vectorizer_row tdai_row_mp_image;

TDA_END
#endif
