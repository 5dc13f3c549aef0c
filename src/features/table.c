/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table.c - The vectorizers there are, by name; one line each. */
#include "features/rows.h"

const tdai_vectorizer_row *const tdai_vectorizers[] = {
    &tdai_row_counts,
    &tdai_row_mass,
    &tdai_row_summands,
    &tdai_row_landscape,
    &tdai_row_silhouette,
    &tdai_row_betti_curve,
    &tdai_row_lifespan_curve,
    &tdai_row_entropy_curve,
    &tdai_row_image,
    &tdai_row_entropy,
    &tdai_row_statistics,
    &tdai_row_topological_vector,
    &tdai_row_complex_polynomial,
    &tdai_row_tropical,
    &tdai_row_scale_space,
    &tdai_row_atol,
    &tdai_row_hilbert,
    &tdai_row_convolution,
    &tdai_row_sliced,
    &tdai_row_measure_atol,
    &tdai_row_cdr,
    &tdai_row_mp_landscape,
    &tdai_row_mp_image,
    NULL,
};
