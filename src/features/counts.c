/* SPDX-License-Identifier: GPL-3.0-or-later */
/* counts.c - The simplest features: how much there is of a descriptor.
 *
 * They need no range and no bandwidth, and tell at a glance whether inputs differ at all. */
#include "features/rows.h"
#include <math.h>
#include <stdio.h>

static const tdai_key counts_keys[] = {
    {.name = "above", .most = 1, .value = 0, .help = "Only bars longer than this."},
    {.name = NULL},
};

static tda_index four(const tda_vectorizer *v)
{
    (void)v;
    return 4;
}

static tda_index three(const tda_vectorizer *v)
{
    (void)v;
    return 3;
}

static void counts_column(const tda_vectorizer *v, tda_index i,
                          char text[TDA_COLUMN_CHARS])
{
    static const char *const name[] = {"bars", "infinite", "total", "longest"};
    (void)v;
    snprintf(text, TDA_COLUMN_CHARS, "counts.%s", name[i]);
}

/* Lengths are those of finite bars. */
static tda_status counts(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                         const tda_descriptor *d)
{
    double above = tdai_set_real(v, "above");
    tda_index first, last;
    (void)ctx;
    tdai_descriptor_bars(d, &first, &last);
    out[0] = out[1] = out[2] = out[3] = 0;
    for (tda_index i = first; i < last; i++) {
        double length = d->diagram->death[i] - d->diagram->birth[i];
        if (!(length > above))
            continue;
        out[0]++;
        out[1] += isinf(length);
        out[2] += isinf(length) ? 0 : length;
        out[3] = isinf(length) || length < out[3] ? out[3] : length;
    }
    return TDA_OK;
}

const tdai_vectorizer_row tdai_row_counts = {
    .name = "counts",
    .kind = TDA_DESCRIPTOR_DIAGRAM,
    .key = counts_keys,
    .help =
        "How many bars, how many of them infinite, and the sum and the greatest of the "
        "finite lengths.",
    .columns = four,
    .column = counts_column,
    .apply = counts,
};

static const tdai_key none[] = {{.name = NULL}};

static void mass_column(const tda_vectorizer *v, tda_index i, char text[TDA_COLUMN_CHARS])
{
    static const char *const name[] = {"points", "positive", "negative"};
    (void)v;
    snprintf(text, TDA_COLUMN_CHARS, "mass.%s", name[i]);
}

static tda_status mass(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                       const tda_descriptor *d)
{
    const tda_measure *m = d->measure;
    (void)ctx;
    (void)v;
    out[0] = (double)m->size;
    out[1] = out[2] = 0;
    for (tda_index i = 0; i < m->size; i++)
        out[m->weight[i] > 0 ? 1 : 2] += fabs((double)m->weight[i]);
    return TDA_OK;
}

const tdai_vectorizer_row tdai_row_mass = {
    .name = "mass",
    .kind = TDA_DESCRIPTOR_MEASURE,
    .key = none,
    .help = "How many points, and the sums of the positive and of the negative weights.",
    .columns = three,
    .column = mass_column,
    .apply = mass,
};

static void summands_column(const tda_vectorizer *v, tda_index i,
                            char text[TDA_COLUMN_CHARS])
{
    static const char *const name[] = {"summands", "births", "deaths"};
    (void)v;
    snprintf(text, TDA_COLUMN_CHARS, "summands.%s", name[i]);
}

static tda_status summands(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                           const tda_descriptor *d)
{
    const tda_module *m = d->module;
    (void)ctx;
    (void)v;
    out[0] = (double)m->size;
    out[1] = (double)m->birth_start[m->size];
    out[2] = (double)m->death_start[m->size];
    return TDA_OK;
}

const tdai_vectorizer_row tdai_row_summands = {
    .name = "summands",
    .kind = TDA_DESCRIPTOR_MODULE,
    .key = none,
    .help = "How many summands, and how many corners of birth and of death they have.",
    .columns = three,
    .column = summands_column,
    .apply = summands,
};
