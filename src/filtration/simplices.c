/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simplices.c - From lists of simplices with squared radii to a complex.
 *
 * Values change to the unit asked for, those past the threshold are left out (which leaves a
 * complex, as values grow from face to coface), each repeated point is joined to the copy that
 * stands for it, and each cell takes the largest value of each function over its facets, and so
 * over its points. The lists are given up one dimension after the other. */
#include "filtration/simplices.h"
#include <stdio.h>

typedef struct builder {
    tda_ctx *ctx;
    const char *stage;
    const tdai_simplices *s;
    const tda_cloud *function; /* or NULL */
    tdai_delaunay *d;
    double threshold;
    tda_index kept[16]; /* simplices of each dimension within the threshold */
    tda_index copies;   /* repeated points: one more edge each */
    tdai_columns c;
    tda_index cells, faces; /* written so far */
} builder;

static double scaled(const builder *b, double squared)
{
    return tdai_radius(squared, b->s->opts.scale, b->s->exponent);
}

/* Bring the values to the scale and count what stays. */
static tda_status scale_values(builder *b, tda_index n)
{
    tda_status st = TDA_OK;
    for (int k = 1; k <= b->d->dimension; k++)
        for (tda_index s = 0; s < b->d->count[k]; s++) {
            double *value = &b->d->value[k][s];
            *value = scaled(b, *value);
            b->kept[k] += *value <= b->threshold;
            if (s % 4096 == 0)
                TRY(tdai_poll(b->ctx, b->stage, s, b->d->count[k]));
        }
    for (tda_index i = 0; i < n && !b->d->value[0]; i++)
        b->copies += b->d->same_as[i] != i;
done:
    return st;
}

static tda_status allocate(builder *b, tda_index n)
{
    int params = 1 + (b->function ? (int)b->function->dimension : 0);
    tda_index cells = n + b->copies, faces = 2 * b->copies;
    for (int k = 1; k <= b->d->dimension; k++) {
        cells += b->kept[k];
        faces += (k + 1) * b->kept[k];
    }
    return tdai_columns_alloc(b->ctx, &b->c, params, cells, faces, cells, false);
}

/* Finish the next cell, whose faces have been written; returns its id. */
static tda_index add_cell(builder *b, int dim, double value)
{
    const tda_index params = b->c.params, *face = b->c.face;
    double *grade = b->c.grade + b->cells * params;
    b->c.dim[b->cells] = dim;
    grade[0] = value;
    for (tda_index j = 1; j < params; j++) {
        grade[j] = -INFINITY;
        for (tda_index f = b->c.start[b->cells]; f < b->faces; f++)
            grade[j] = fmax(grade[j], b->c.grade[face[f] * params + j]);
    }
    b->c.start[b->cells + 1] = b->faces;
    return b->cells++;
}

static void add_points(builder *b, tda_index n)
{
    for (tda_index i = 0; i < n; i++) {
        double *grade = b->c.grade + i * b->c.params;
        add_cell(b, 0, 0);
        for (int j = 1; j < b->c.params; j++)
            grade[j] = b->function->at[i * (b->c.params - 1) + j - 1];
    }
    if (!b->d->value[0])
        return;
    for (tda_index i = 0; i < n; i++)
        b->c.grade[i] = INFINITY;
    for (tda_index v = 0; v < b->d->count[0]; v++) {
        double value = b->d->value[0][v];
        if (value < INFINITY && scaled(b, value) <= b->threshold)
            b->c.grade[b->d->point[v]] = scaled(b, value);
    }
}

static void add_edge(builder *b, tda_index p, tda_index q, double value)
{
    b->c.face[b->faces++] = p < q ? p : q;
    b->c.face[b->faces++] = p < q ? q : p;
    add_cell(b, 1, value);
}

/* place: where the edges are put. */
static tda_status add_edges(builder *b, tda_index n, uint32_t *place)
{
    tda_status st = TDA_OK;
    tda_index count = b->d->dimension >= 1 ? b->d->count[1] : 0;
    for (tda_index s = 0; s < count; s++) {
        const uint32_t *v = b->d->face[1] + 2 * s;
        TRY(tdai_poll(b->ctx, b->stage, b->cells, b->c.size));
        place[s] = (uint32_t)b->cells;
        if (b->d->value[1][s] <= b->threshold)
            add_edge(b, b->d->point[v[0]], b->d->point[v[1]], b->d->value[1][s]);
    }
    for (tda_index i = 0; i < n && b->copies; i++)
        if (b->d->same_as[i] != i)
            add_edge(b, i, b->d->same_as[i], 0);
done:
    return st;
}

/* place: where the cells of dimension k are put; below: where their facets are, all of which
 * stay if the cell does. */
static tda_status add_simplices(builder *b, int k, uint32_t *place, const uint32_t *below)
{
    tda_status st = TDA_OK;
    for (tda_index s = 0; s < b->d->count[k]; s++) {
        TRY(tdai_poll(b->ctx, b->stage, b->cells, b->c.size));
        const uint32_t *face = b->d->face[k] + s * (k + 1);
        place[s] = (uint32_t)b->cells;
        if (b->d->value[k][s] > b->threshold)
            continue;
        for (int i = k; i >= 0; i--) /* facets ascend as the vertex left out descends */
            b->c.face[b->faces++] = below[face[i]];
        add_cell(b, k, b->d->value[k][s]);
    }
done:
    return st;
}

static void release(uint32_t **face, double **value)
{
    tdai_free(*face);
    tdai_free(*value);
    *face = NULL;
    *value = NULL;
}

/* Write all cells, giving up the simplices on the way. */
static tda_status build(builder *b, tda_index n)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    uint32_t *below = NULL, *place = NULL;
    TRY(scale_values(b, n));
    TRY(allocate(b, n));
    if (b->c.size > UINT32_MAX)
        FAIL(TDA_ELIMIT, "%s: %lld cells, at most 4294967295 are possible", b->stage,
             (long long)b->c.size);
    add_points(b, n);
    for (int k = 1; k <= b->d->dimension || k == 1; k++) {
        place = tdai_alloc(b->d->count[k], sizeof *place);
        if (!place)
            FAIL(TDA_ENOMEM, "%s: no memory for the places of %lld cells", b->stage,
                 (long long)b->d->count[k]);
        TRY(k == 1 ? add_edges(b, n, place) : add_simplices(b, k, place, below));
        release(&b->d->face[k], &b->d->value[k]);
        tdai_free(below);
        below = place;
        place = NULL;
    }
done:
    tdai_free(place);
    tdai_free(below);
    return st;
}

void tdai_simplices_describe(tda_complex *x, const char *filtration,
                             const tda_points_opts *opts)
{
    static const char *const name[] = {"diameter", "radius", "squared radius"};
    static const char *const unit[] = {"units of the input", "units of the input",
                                       "squared units of the input"};
    int params = tda_complex_cells(x)->params;
    tda_record *record = tdai_complex_record(x);
    record->scale = opts->scale;
    record->threshold = opts->threshold;
    snprintf(record->filtration, sizeof record->filtration, "%s", filtration);
    tda_complex_set_axis(x, 0, name[opts->scale], unit[opts->scale]);
    for (int k = 1; k < params; k++) {
        char axis[32];
        snprintf(axis, sizeof axis, "function %d", k);
        tda_complex_set_axis(x, k, axis, "");
    }
}

tda_status tdai_simplices_complex(tda_ctx *ctx, tda_complex **out, tdai_simplices *s,
                                  tda_index n, const char *what)
{
    tda_status st = TDA_OK;
    tda_complex *x = NULL;
    builder b = {.ctx = ctx,
                 .stage = what,
                 .s = s,
                 .function = s->function,
                 .d = &s->d,
                 .threshold = s->opts.threshold};
    TRY(build(&b, n));
    TRY(tdai_complex_adopt_valid(ctx, &x, &b.c));
    tdai_simplices_describe(x, s->filtration, &s->opts);
    if (s->axis)
        tda_complex_set_axis(x, 0, s->axis, tda_complex_axis_unit(x, 0));
    *out = x;
done:
    tdai_columns_clear(&b.c);
    return st;
}
