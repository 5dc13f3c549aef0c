/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line_image.c - Multiparameter persistence images: a Gaussian of the distance from each pixel to
 * the nearest bar of each summand, along diagonal lines through the box. */
#include "vectorize/represent.h"
#include <math.h>
#include <string.h>

enum { SITES = 16 };

/* A bar along y = x + offset, from x = from to x = to. */
typedef struct bar {
    double offset, from, to;
} bar;

typedef struct job {
    const tda_grid *grid;
    const double *weight;   /* [size] */
    const tda_index *start; /* [size + 1] bars of each summand */
    const bar *bars;
    tda_index size;
    double unit; /* 1 / bandwidth */
    double *out;
} job;

static bool bar_of(bar *out, const tdai_summand *s, double offset, const double *box)
{
    double from = INFINITY, to = -(double)INFINITY;
    for (tda_index b = 0; b < s->births; b++)
        from = fmin(from, fmax(s->birth[2 * b], s->birth[2 * b + 1] - offset));
    for (tda_index d = 0; d < s->deaths; d++)
        to = fmax(to, fmin(s->death[2 * d], s->death[2 * d + 1] - offset));
    from = fmax(from, fmax(box[0], box[1] - offset));
    to = fmin(to, fmin(box[2], box[3] - offset));
    *out = (bar){offset, from, to};
    return from < to;
}

static tda_status fill(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    const tda_grid *g = j->grid;
    tda_index n = g->start[2] - g->start[1];
    for (tda_index i = begin; i < end; i++) {
        double x = g->value[g->start[0] + i / n], y = g->value[g->start[1] + i % n],
               sum = 0;
        for (tda_index s = 0; s < j->size; s++) {
            double least = INFINITY;
            for (tda_index b = j->start[s]; b < j->start[s + 1]; b++) {
                const bar *l = &j->bars[b];
                double t = (x + (y - l->offset)) / 2;
                t = tdai_lesser(tdai_greater(t, l->from), l->to);
                double dx = (x - t) * j->unit, dy = (y - l->offset - t) * j->unit;
                least = tdai_lesser(least, dx * dx + dy * dy);
            }
            if (least < (double)INFINITY)
                sum += j->weight[s] * exp(-0.5 * least);
        }
        j->out[i] = sum;
    }
    return TDA_OK;
}

static tda_status check(tda_ctx *ctx, const tda_module *m, const tda_grid *grid,
                        const tda_line_image_opts *o)
{
    tda_status st = TDA_OK;
    if (m->params != 2)
        FAIL(TDA_EINVAL, "image: a module of %d parameters; two are needed", m->params);
    if (!(o->bandwidth > 0 && isfinite(o->bandwidth) && isfinite(1 / o->bandwidth)))
        FAIL(TDA_EINVAL, "image: bandwidth %g; give one that is positive", o->bandwidth);
    if (o->lines < 1)
        FAIL(TDA_EINVAL, "image: %lld lines; at least one is needed",
             (long long)o->lines);
    if (!(o->power >= 0 && o->power < (double)INFINITY))
        FAIL(TDA_EINVAL, "image: power %g; give one that is 0 or more and finite",
             o->power);
    for (int k = 0; k < 4 && o->box; k++)
        if (!isfinite(o->box[k]) || o->box[k % 2] > o->box[2 + k % 2])
            FAIL(TDA_EINVAL,
                 "image: the box goes from %g to %g in parameter %d; give one that is "
                 "finite and goes up",
                 o->box[k % 2], o->box[2 + k % 2], k % 2);
    TRY(tdai_grid_check(ctx, grid, 2));
done:
    return st;
}

tda_status tda_module_line_image(tda_ctx *ctx, double *out, const tda_module *m,
                                 const tda_grid *grid, const tda_line_image_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_line_image_opts o = TDA_LINE_IMAGE_OPTS_INIT;
    tda_representation_opts weights = TDA_REPRESENTATION_OPTS_INIT;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, m, grid, &o));
    tda_index nodes = tdai_grid_nodes(grid), most = tdai_size_add(0, m->size, o.lines),
              n = 0;
    const double *box = o.box ? o.box : m->box;
    TRY(tdai_budget(
        ctx, tdai_size_add(tdai_size_add(0, most, sizeof(bar)), nodes, sizeof(double)),
        "image"));
    bar *bars = ARRAY(&tmp, bar, most);
    tda_index *start = ARRAY(&tmp, tda_index, m->size + 1);
    double *weight = ARRAY(&tmp, double, m->size), *value = ARRAY(&tmp, double, nodes);
    TRY(tdai_arena_status(ctx, &tmp));
    weights.weight = TDA_WEIGHT_VOLUME;
    weights.power = o.power;
    weights.box = o.box;
    TRY(tdai_weights(ctx, weight, m, &weights));
    start[0] = 0;
    for (tda_index i = 0; i < m->size; i++) {
        tdai_summand s = tdai_summand_of(m, i);
        double low = box[1] - box[2], step = (box[3] - box[0] - low) / (double)o.lines;
        TRY(tdai_poll(ctx, "image", i, m->size));
        for (tda_index l = 0; l < o.lines; l++)
            n += bar_of(&bars[n], &s, low + step * ((double)l + 0.5), box);
        start[i + 1] = n;
    }
    job j = {grid, weight, start, bars, m->size, 1 / o.bandwidth, value};
    TRY(tdai_parallel(ctx, "image", nodes, SITES, fill, &j));
    if (nodes)
        memcpy(out, value, (size_t)nodes * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}
