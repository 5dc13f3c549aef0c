/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vectors.c - Numbers and short vectors of diagrams as vectorizers; they learn nothing. */
#include "features/diagrams.h"
#include <stdio.h>

#define LENGTH_KEY(TEXT)                                                                 \
    {                                                                                    \
        .name = "length", .most = 1, .least = 1, .greatest = 1e6, .whole = true,         \
        .value = 10, .help = TEXT                                                        \
    }

static tda_diagram_vector_opts opts_of(const tda_vectorizer *v)
{
    tda_diagram_vector_opts o = TDA_DIAGRAM_VECTOR_OPTS_INIT;
    o.length = (tda_index)tdai_number_of(v, "length", 10);
    o.polynomial = (tda_polynomial)(int)tdai_number_of(v, "polynomial", 0);
    o.slope = tdai_number_of(v, "slope", 1);
    o.endless = tdai_endless_of(v);
    o.low = tdai_clamp_of(v, "low");
    o.high = tdai_clamp_of(v, "high");
    o.convention = tdai_convention_of(v);
    return o;
}

/* "NAME[i]", from 1 on */
static void numbered(const tda_vectorizer *v, tda_index i, char text[TDA_COLUMN_CHARS])
{
    tdai_column_at(text, v->row->name, i + 1, NULL, 0);
}

/* ---- entropy ---- */

static const tdai_key entropy_keys[] = {
    TDAI_ENDLESS_KEY(tdai_endless_words),
    TDAI_CLAMP_KEYS,
    TDAI_CONVENTION_KEY(tdai_conventions4),
    {.name = NULL},
};

static tda_index one(const tda_vectorizer *v)
{
    (void)v;
    return 1;
}

static void entropy_column(const tda_vectorizer *v, tda_index i,
                           char text[TDA_COLUMN_CHARS])
{
    (void)v;
    (void)i;
    snprintf(text, TDA_COLUMN_CHARS, "entropy");
}

static tda_status entropy(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                          const tda_descriptor *d)
{
    tda_diagram_vector_opts o = opts_of(v);
    return tda_diagram_entropy(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_entropy = {
    .name = "entropy",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = entropy_keys,
    .help = "The entropy of the lengths.",
    .columns = one,
    .column = entropy_column,
    .apply = entropy,
};

/* ---- statistics ---- */

static const tdai_key statistics_keys[] = {
    TDAI_ENDLESS_KEY(tdai_endless_words),
    TDAI_CLAMP_KEYS,
    {.name = NULL},
};

static tda_index statistics_columns(const tda_vectorizer *v)
{
    (void)v;
    return TDA_DIAGRAM_STATISTICS;
}

static void statistics_column(const tda_vectorizer *v, tda_index i,
                              char text[TDA_COLUMN_CHARS])
{
    static const char *const of[] = {"birth", "death", "midpoint", "length"};
    static const char *const which[] = {"mean", "deviation", "median", "iqr", "range",
                                        "10%",  "25%",       "75%",    "90%"};
    (void)v;
    if (i < 36)
        snprintf(text, TDA_COLUMN_CHARS, "statistics.%s.%s", of[i / 9], which[i % 9]);
    else
        snprintf(text, TDA_COLUMN_CHARS, "statistics.%s", i == 36 ? "bars" : "entropy");
}

static tda_status statistics(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                             const tda_descriptor *d)
{
    tda_diagram_vector_opts o = opts_of(v);
    return tda_diagram_statistics(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_statistics = {
    .name = "statistics",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = statistics_keys,
    .help = "Mean, standard deviation, median, interquartile range, range and four "
            "percentiles of births, deaths, midpoints and lengths; how many bars; "
            "entropy.",
    .columns = statistics_columns,
    .column = statistics_column,
    .apply = statistics,
};

/* ---- topological vectors ---- */

static const tdai_key topological_keys[] = {
    LENGTH_KEY("How many numbers."),
    TDAI_ENDLESS_KEY(tdai_endless_words),
    TDAI_CLAMP_KEYS,
    TDAI_CONVENTION_KEY(tdai_conventions2),
    {.name = NULL},
};

static tda_index length(const tda_vectorizer *v)
{
    return tdai_set_index(v, "length");
}

static tda_status topological(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                              const tda_descriptor *d)
{
    tda_diagram_vector_opts o = opts_of(v);
    return tda_diagram_topological_vector(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_topological_vector = {
    .name = "topological-vector",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = topological_keys,
    .help = "For each pair of bars the least of their distance and of half the length of "
            "either, greatest first.",
    .columns = length,
    .column = numbered,
    .apply = topological,
};

/* ---- complex polynomials ---- */

static const char *const polynomials[] = {"r", "s", "t", NULL};

static const tdai_key polynomial_keys[] = {
    LENGTH_KEY("How many coefficients."),
    {.name = "polynomial",
     .choice = polynomials,
     .help = "What bars are roots of: r, birth + i death; s, that scaled by length; t, "
             "that wound about the diagonal."},
    TDAI_ENDLESS_KEY(tdai_endless_words),
    TDAI_CLAMP_KEYS,
    TDAI_CONVENTION_KEY(tdai_conventions3),
    {.name = NULL},
};

static tda_index twice_length(const tda_vectorizer *v)
{
    return 2 * length(v);
}

static void polynomial_column(const tda_vectorizer *v, tda_index i,
                              char text[TDA_COLUMN_CHARS])
{
    snprintf(text, TDA_COLUMN_CHARS, "%s[%lld].%s", v->row->name, (long long)(i / 2 + 1),
             i % 2 ? "im" : "re");
}

static tda_status polynomial(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                             const tda_descriptor *d)
{
    tda_diagram_vector_opts o = opts_of(v);
    return tda_diagram_complex_polynomial(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_complex_polynomial = {
    .name = "complex-polynomial",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = polynomial_keys,
    .help = "The first coefficients, real and imaginary parts, of the polynomial whose "
            "roots the bars are.",
    .columns = twice_length,
    .column = polynomial_column,
    .apply = polynomial,
};

/* ---- tropical coordinates ---- */

static const tdai_key tropical_keys[] = {
    {.name = "slope",
     .most = 1,
     .open = true,
     .value = 1,
     .help = "Births count up to this many lengths."},
    TDAI_ENDLESS_KEY(tdai_endless_words),
    TDAI_CLAMP_KEYS,
    {.name = NULL},
};

static tda_index seven(const tda_vectorizer *v)
{
    (void)v;
    return TDA_DIAGRAM_TROPICAL;
}

static tda_status tropical(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                           const tda_descriptor *d)
{
    tda_diagram_vector_opts o = opts_of(v);
    return tda_diagram_tropical(ctx, out, d->diagram, d->degree, &o);
}

const tdai_vectorizer_row tdai_row_tropical = {
    .name = "tropical",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = tropical_keys,
    .help =
        "Seven tropical coordinates: sums of the longest one to four lengths, of all, "
        "and two with births.",
    .columns = seven,
    .column = numbered,
    .apply = tropical,
};
