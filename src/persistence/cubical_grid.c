/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_grid.c - The padded grid of an image.
 *
 * The engines look at the neighbours of a pixel without asking where the image ends. The grid is
 * filled row by row through the strides of the view; turning the image round is a change of sign
 * of these. An axis of one pixel bends nothing and is left out, unless it is periodic: then it is
 * a circle, the same as one of two equal pixels, which the view shows by a stride of zero. */
#include "persistence/cubical.h"
#include <math.h>
#include <string.h>

enum { GRAIN = 64 };

static tda_status measure(tda_ctx *ctx, tdai_cubes *c, const tda_image *image,
                          const tda_image_diagram_opts *opts)
{
    tda_status st = TDA_OK;
    tda_index weight = 1, weights[TDA_IMAGE_AXES];
    for (int a = image->axes - 1; a >= 0; a--) {
        weights[a] = weight;
        weight *= image->shape[a];
    }
    for (int a = 0; a < image->axes; a++) {
        tda_index n = image->shape[a];
        bool circle = n == 1 && opts->periodic[a];
        if (n == 1 && !circle)
            continue;
        c->shape[c->axes] = circle ? 2 : n;
        c->periodic[c->axes] = opts->periodic[a];
        c->stride[c->axes] = circle ? 0 : image->stride[a];
        c->weight[c->axes++] = circle ? 0 : weights[a];
    }
    for (; c->axes < 2; c->axes++) {
        c->shape[c->axes] = 1;
        c->periodic[c->axes] = false;
        c->stride[c->axes] = c->weight[c->axes] = 0;
    }
    c->size = 1;
    for (int a = c->axes - 1; a >= 0; a--) {
        c->step[a] = c->size;
        if (__builtin_mul_overflow(c->size, c->shape[a] + 2, &c->size) ||
            c->size >= UINT32_MAX - 1)
            FAIL(TDA_ELIMIT,
                 "image diagram: more than 2^32 pixels with a margin of one about them; "
                 "take a part of the image, or every other pixel");
    }
done:
    return st;
}

tda_index tdai_cubes_rows(const tdai_cubes *c)
{
    tda_index rows = 1;
    for (int a = 0; a < c->axes - 1; a++)
        rows *= c->shape[a];
    return rows;
}

tda_index tdai_cubes_row(const tdai_cubes *c, tda_index row)
{
    tda_index p = 1;
    for (int a = c->axes - 2; a >= 0; a--) {
        p += (row % c->shape[a] + 1) * c->step[a];
        row /= c->shape[a];
    }
    return p;
}

tda_index tdai_cubes_pixel(const tdai_cubes *c, tda_index p)
{
    tda_index q = p;
    for (int a = 0; a < c->axes; a++) {
        tda_index x = p / c->step[a], n = c->shape[a];
        p %= c->step[a];
        if (c->periodic[a])
            q += x == 0 ? n * c->step[a] : x == n + 1 ? -n * c->step[a] : 0;
    }
    return q;
}

void tdai_cubes_wrap(const tdai_cubes *c, void *array, size_t width)
{
    for (int a = 0; a < c->axes; a++) {
        tda_index n = c->shape[a], slab = (n + 2) * c->step[a];
        size_t bytes = (size_t)c->step[a] * width;
        for (tda_index begin = 0; c->periodic[a] && begin < c->size; begin += slab) {
            char *at = (char *)array + (size_t)begin * width;
            memcpy(at, at + (size_t)n * bytes, bytes);
            memcpy(at + (size_t)(n + 1) * bytes, at + bytes, bytes);
        }
    }
}

void tdai_cubes_plant(const tdai_cubes *c, uint32_t *pixel, uint32_t *cube)
{
    uint32_t outside = (uint32_t)c->size;
    bool wraps = false;
    for (int a = 0; a < c->axes; a++)
        wraps = wraps || c->periodic[a];
    for (tda_index p = 0; p <= c->size; p++)
        pixel[p] = cube[p] = outside;
    if (!wraps)
        return;
    for (tda_index p = 0; p < c->size; p++)
        cube[p] = (uint32_t)p;
    tdai_cubes_wrap(c, cube, sizeof *cube);
    for (tda_index p = 0; p < c->size; p++) {
        if (cube[p] == p)
            cube[p] = outside;
        pixel[p] = cube[p];
    }
}

typedef struct filling {
    const tdai_cubes *c;
    const double *from; /* the first pixel */
    tda_index stride[TDA_IMAGE_AXES];
} filling;

static tda_status fill_rows(void *arg, tda_index begin, tda_index end)
{
    const filling *f = arg;
    const tdai_cubes *c = f->c;
    int last = c->axes - 1;
    tda_index n = c->shape[last], stride = f->stride[last];
    for (tda_index row = begin; row < end; row++) {
        double *to = c->value + tdai_cubes_row(c, row);
        const double *from = f->from;
        tda_index rest = row;
        for (int a = last - 1; a >= 0; a--) {
            from += rest % c->shape[a] * f->stride[a];
            rest /= c->shape[a];
        }
        if (c->top)
            for (tda_index i = 0; i < n; i++)
                to[i] = -from[i * stride];
        else if (stride == 1)
            memcpy(to, from, (size_t)n * sizeof *to);
        else
            for (tda_index i = 0; i < n; i++)
                to[i] = from[i * stride];
    }
    return TDA_OK;
}

tda_status tdai_cubes_new(tda_ctx *ctx, tdai_cubes *out, const tda_image *image,
                          const tda_image_diagram_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_cubes c = {.top = opts->construction == TDA_CONSTRUCTION_T,
                    .last_degree = opts->max_degree};
    TRY(measure(ctx, &c, image, opts));
    /* the image, the values; the forests of two dimensions, or the ranks and all that goes with
     * them */
    TRY(tdai_budget(ctx,
                    tdai_size_add(0, c.size,
                                  c.axes == 2   ? 25
                                  : c.axes == 3 ? 76
                                                : 100),
                    TDAI_IMAGE_STAGE));
    c.outside = c.top ? -INFINITY : INFINITY;
    c.value = tdai_alloc(c.size + 1, sizeof *c.value);
    if (!c.value)
        FAIL(TDA_ENOMEM, "image diagram: no memory for %lld pixels", (long long)c.size);
    for (tda_index p = 0; p <= c.size; p++)
        c.value[p] = c.outside;
    filling f = {.c = &c,
                 .from = image->at + (tda_index)opts->channel * image->channel_stride};
    for (int a = 0; a < c.axes; a++) {
        f.stride[a] = c.top ? -c.stride[a] : c.stride[a];
        f.from += c.top ? (c.shape[a] - 1) * c.stride[a] : 0;
        c.first += c.top ? (c.shape[a] - 1) * c.weight[a] : 0;
        c.weight[a] = c.top ? -c.weight[a] : c.weight[a];
    }
    TRY(tdai_parallel(ctx, TDAI_IMAGE_STAGE, tdai_cubes_rows(&c), GRAIN, fill_rows, &f));
    tdai_cubes_wrap(&c, c.value, sizeof *c.value);
    *out = c;
    c.value = NULL;
done:
    tdai_free(c.value);
    return st;
}

void tdai_cubes_clear(tdai_cubes *c)
{
    tdai_free(c->value);
    tdai_free(c->pair);
    *c = (tdai_cubes){0};
}

static tda_index id_of(const tdai_cubes *c, tda_index p)
{
    tda_index id = c->first;
    uint32_t rest = (uint32_t)p; /* whose division takes half the time */
    for (int a = 0; a < c->axes; a++) {
        uint32_t step = (uint32_t)c->step[a], x = rest / step;
        id += ((tda_index)x - 1) * c->weight[a];
        rest -= x * step;
    }
    return id;
}

/* The degree of the bar of a pair whose first cube is of dimension k. */
static int degree_of(const tdai_cubes *c, int k, bool never)
{
    return c->top ? c->axes - (never ? 0 : 1) - k : k;
}

tda_status tdai_cubes_bar(tda_ctx *ctx, tdai_cubes *c, int k, tda_index a, tda_index b)
{
    bool never = b == TDAI_NOWHERE;
    if (degree_of(c, k, never) > c->last_degree || (!never && c->value[a] == c->value[b]))
        return TDA_OK;
    if (c->pairs == c->room) {
        tda_index room = c->room + c->room / 2 + 64;
        tdai_cube_pair *pair = tdai_realloc(c->pair, room, sizeof *pair);
        if (!pair)
            return tdai_fail(ctx, TDA_ENOMEM, "image diagram: no memory for %lld bars",
                             (long long)room);
        c->pair = pair;
        c->room = room;
    }
    c->pair[c->pairs++] =
        (tdai_cube_pair){(uint32_t)a, never ? UINT32_MAX : (uint32_t)b, k};
    return TDA_OK;
}

void tdai_cubes_bars(const tdai_cubes *c, tdai_bar *bar)
{
    double sign = c->top ? -1 : 1;
    for (tda_index i = 0; i < c->pairs; i++) {
        const tdai_cube_pair *p = &c->pair[i];
        bool never = p->to == UINT32_MAX;
        tda_index from = c->top && !never ? p->to : p->from,
                  to = c->top ? p->from : p->to;
        bar[i] = (tdai_bar){
            .birth = sign * c->value[from],
            .death = never ? INFINITY : sign * c->value[to],
            .birth_cell = id_of(c, from),
            .death_cell = never ? -1 : id_of(c, to),
            .degree = degree_of(c, p->k, never),
        };
    }
}

tda_status tdai_cubes_sort(tda_ctx *ctx, const tdai_cubes *c, uint32_t **at,
                           tda_index *pixels)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index rows = tdai_cubes_rows(c), width = c->shape[c->axes - 1], n = 0;
    bool wraps = false;
    uint32_t *sorted = NULL;
    tda_index *order = ARRAY(&tmp, tda_index, c->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int a = 0; a < c->axes; a++)
        wraps = wraps || c->periodic[a];
    TRY(tdai_poll(ctx, TDAI_IMAGE_STAGE, 0, 1));
    TRY(tdai_argsort(ctx, order, c->value, c->size));
    sorted = tdai_alloc(rows * width, sizeof *sorted);
    if (!sorted)
        FAIL(TDA_ENOMEM, "image diagram: no memory for %lld pixels", (long long)c->size);
    for (tda_index i = 0; i < c->size; i++) {
        tda_index p = order[i];
        if (c->value[p] != c->outside && (!wraps || tdai_cubes_pixel(c, p) == p))
            sorted[n++] = (uint32_t)p;
    }
    *at = sorted;
    *pixels = n;
done:
    tdai_arena_free(&tmp);
    return st;
}
