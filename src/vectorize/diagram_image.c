/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_image.c - Persistence images: integrals of Gaussians over pixels.
 *
 * A Gaussian is a product of one along births and one along lengths, so a bar gives a vector of
 * integrals for each axis, by differences of the error function, and adds their outer product.
 * Eight bars are added in one pass over the image. The bars are cut into a few runs whose images
 * are summed in order at the end, so that threads change nothing.
 *
 * GUDHI's and persim's images differ in what the vectors are; giotto's is made differently, in
 * diagram_giotto.c. */
#include "vectorize/diagram_image.h"
#include "core/wide.h"
#include <string.h>

enum { AT_ONCE = 8, RUN = 1024, RUNS = 32 };

typedef struct job {
    tda_ctx *ctx;
    const tda_diagram_image_opts *o;
    const tdai_bars *bars;
    const tdai_erf *erf;
    double *image; /* [runs x rows x columns] */
    tda_index run; /* bars */
} job;

/* ---- the vector of one axis ---- */

/* at[n] := the integral of the Gaussian about x over each of n equal parts of start .. stop */
static void integrals(double *at, tda_index n, double start, double stop, double x,
                      double deviation, const tdai_erf *table)
{
    double scale = M_SQRT1_2 / deviation, step = (stop - start) / (double)n;
    double before = tdai_erf_at(table, (start - x) * scale);
    for (tda_index k = 0; k < n; k++) {
        double edge = k == n - 1 ? stop : start + (double)(k + 1) * step;
        double here = tdai_erf_at(table, (edge - x) * scale);
        at[k] = (here - before) / 2;
        before = here;
    }
}

/* at[n] := the Gaussian about x at n places from start to stop */
static void densities(double *at, tda_index n, double start, double stop, double x,
                      double deviation)
{
    double step = n > 1 ? (stop - start) / (double)(n - 1) : 0;
    for (tda_index k = 0; k < n; k++) {
        double place = n > 1 && k == n - 1 ? stop : (double)k * step + start;
        double z = (place - x) / deviation;
        at[k] = exp(-z * z / 2) / (deviation * sqrt(2 * M_PI));
    }
}

static void vectors(const job *j, double *u, double *v, tda_index bar)
{
    const tda_diagram_image_opts *o = j->o;
    double b = j->bars->birth[bar], l = j->bars->death[bar] - b;
    double deviation = o->bandwidth, weight = o->power == 1 ? l : pow(l, o->power);
    if (o->convention == TDA_CONVENTION_GUDHI) {
        densities(u, o->columns, o->birth_start, o->birth_stop, b, deviation);
        densities(v, o->rows, o->length_start, o->length_stop, l, deviation);
    } else {
        if (o->convention == TDA_CONVENTION_PERSIM)
            deviation = sqrt(o->bandwidth);
        integrals(u, o->columns, o->birth_start, o->birth_stop, b, deviation, j->erf);
        integrals(v, o->rows, o->length_start, o->length_stop, l, deviation, j->erf);
    }
    for (tda_index r = 0; r < o->rows; r++)
        v[r] *= weight;
}

/* ---- the image ---- */

/* image [rows x columns] += the outer products of v [AT_ONCE x rows] and u [AT_ONCE x columns] */
WIDE static void add_products(double *restrict image, const double *restrict u,
                              const double *restrict v, tda_index columns, tda_index rows)
{
    const double *u0 = u, *u1 = u + columns, *u2 = u1 + columns, *u3 = u2 + columns;
    const double *u4 = u3 + columns, *u5 = u4 + columns, *u6 = u5 + columns;
    const double *u7 = u6 + columns;
    for (tda_index r = 0; r < rows; r++) {
        double *restrict at = image + r * columns;
        double v0 = v[r], v1 = v[rows + r], v2 = v[2 * rows + r], v3 = v[3 * rows + r];
        double v4 = v[4 * rows + r], v5 = v[5 * rows + r], v6 = v[6 * rows + r];
        double v7 = v[7 * rows + r];
        if (v0 == 0 && v1 == 0 && v2 == 0 && v3 == 0 && v4 == 0 && v5 == 0 && v6 == 0 &&
            v7 == 0)
            continue;
        for (tda_index c = 0; c < columns; c++)
            at[c] += ((v0 * u0[c] + v1 * u1[c]) + (v2 * u2[c] + v3 * u3[c])) +
                     ((v4 * u4[c] + v5 * u5[c]) + (v6 * u6[c] + v7 * u7[c]));
    }
}

static tda_status one_run(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index columns = j->o->columns, rows = j->o->rows;
    double *u = ARRAY(&tmp, double, AT_ONCE *columns);
    double *v = ARRAY(&tmp, double, AT_ONCE *rows);
    double *image = j->image + begin / j->run * rows * columns;
    TRY(tdai_arena_status(j->ctx, &tmp));
    for (tda_index i = begin; i < end; i += AT_ONCE) {
        memset(v, 0, (size_t)(AT_ONCE * rows) * sizeof *v);
        memset(u, 0, (size_t)(AT_ONCE * columns) * sizeof *u);
        for (tda_index k = 0; k < AT_ONCE && i + k < end; k++)
            vectors(j, u + k * columns, v + k * rows, i + k);
        add_products(image, u, v, columns, rows);
        if (tdai_cancelled(j->ctx)) {
            st = TDA_ECANCEL;
            break;
        }
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status draw(tda_ctx *ctx, double *out, const tdai_bars *bars,
                       const tda_diagram_image_opts *o)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index pixels = o->columns * o->rows; /* both at most INT32_MAX */
    tda_index run = bars->size / RUNS > RUN ? bars->size / RUNS : RUN;
    run = (run + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
    tda_index runs = bars->size > 0 ? (bars->size - 1) / run + 1 : 1;
    TRY(tdai_budget(ctx, tdai_size_add(0, pixels, 8 * runs), "persistence image"));
    tdai_erf *table = ARRAY(&tmp, tdai_erf, 1);
    job j = {ctx, o, bars, table, NULL, run};
    j.image = pixels > INT64_MAX / runs ? NULL : ZEROS(&tmp, double, runs *pixels);
    TRY(tdai_arena_status(ctx, &tmp));
    tdai_erf_new(table);
    TRY(tdai_parallel(ctx, "persistence image", bars->size, run, one_run, &j));
    for (tda_index p = 0; p < pixels; p++) {
        double sum = j.image[p];
        for (tda_index r = 1; r < runs; r++)
            sum += j.image[r * pixels + p];
        out[p] = sum;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_diagram_image(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                             int degree, const tda_diagram_image_opts *opts)
{
    tda_status st = TDA_OK;
    tda_diagram_image_opts o = TDA_DIAGRAM_IMAGE_OPTS_INIT;
    tdai_arena tmp = {0};
    tdai_bars bars;
    tdai_ends ends;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(tdai_image_check(ctx, &o));
    ends = (tdai_ends){"persistence image", o.endless, o.low, o.high};
    TRY(tdai_bars_of(ctx, &bars, diagram, degree, &ends, &tmp));
    tdai_image_fit(&o, &bars, 1);
    TRY(tdai_image_check(ctx, &o));
    TRY((o.convention == TDA_CONVENTION_GIOTTO ? tdai_image_giotto : draw)(ctx, out,
                                                                           &bars, &o));
done:
    tdai_arena_free(&tmp);
    return st;
}
