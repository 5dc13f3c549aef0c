/* SPDX-License-Identifier: GPL-3.0-or-later */
/* signed_barcode.c - Signed barcodes: their canonical form, hooks from rectangles, and what they
 * say of single grades and of pairs.
 *
 * A barcode is one block of memory, which starts at `birth`: births, deaths, weights. */
#include "data/private.h"
#include <math.h>
#include <string.h>

/* Sums of 64-bit weights, exact whatever their order. */
__extension__ typedef __int128 wide;

tda_status tdai_signed_barcode_alloc(tda_ctx *ctx, tda_signed_barcode *b, int params,
                                     tda_index size)
{
    tda_index words = tdai_size_add(size, size, 2 * (tda_index)params);
    double *block = words < 0 ? NULL : tdai_alloc(words, sizeof *block);
    if (!block)
        return tdai_fail(ctx, TDA_ENOMEM, "signed barcode: no memory for %lld bars",
                         (long long)size);
    *b = (tda_signed_barcode){
        .params = params, .size = size, .birth = block, .record = tdai_record(ctx)};
    b->death = block + size * params;
    b->weight = (int64_t *)(b->death + size * params);
    return TDA_OK;
}

void tda_signed_barcode_clear(tda_signed_barcode *b)
{
    tdai_free(b->birth);
    *b = (tda_signed_barcode){0};
}

/* Is the bar empty? A rectangle without inside, a hook that ends where it begins. */
static bool empty(tda_bar_shape shape, const double *a, const double *b, int params)
{
    bool some = false, all = true;
    for (int k = 0; k < params; k++) {
        some = some || a[k] >= b[k];
        all = all && a[k] >= b[k];
    }
    return shape == TDA_BAR_RECTANGLE ? some : all;
}

static tda_status check(tda_ctx *ctx, int params, tda_bar_shape shape, tda_index size,
                        const double *birth, const double *death)
{
    tda_status st = TDA_OK;
    if (params < 1 || size < 0)
        FAIL(TDA_EINVAL, "signed barcode: %lld bars of %d parameters", (long long)size,
             params);
    for (tda_index i = 0; i < size * params; i++) {
        long long bar = (long long)(i / params);
        if (isnan(birth[i]) || isnan(death[i]) || birth[i] == (double)INFINITY)
            FAIL(TDA_EINVAL,
                 "signed barcode: bar %lld goes from %g to %g in parameter %d", bar,
                 birth[i], death[i], (int)(i % params));
        if (shape == TDA_BAR_HOOK && death[i] < birth[i])
            FAIL(TDA_EINVAL,
                 "signed barcode: hook %lld ends at %g before its birth %g in parameter "
                 "%d",
                 bar, death[i], birth[i], (int)(i % params));
    }
done:
    return st;
}

/* order := the bars by (birth, death), empty ones left out; returns how many. */
static tda_status sort(tda_ctx *ctx, tda_index *order, tda_index *count, int params,
                       tda_bar_shape shape, tda_index size, const double *birth,
                       const double *death)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    double *value = ARRAY(&tmp, double, size);
    tda_index *by = ARRAY(&tmp, tda_index, size), *before = ARRAY(&tmp, tda_index, size);
    tda_index n = 0;
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < size; i++)
        if (!empty(shape, birth + i * params, death + i * params, params))
            order[n++] = i;
    for (int k = 2 * params - 1; k >= 0; k--) {
        const double *from = k < params ? birth + k : death + k - params;
        TRY(tdai_poll(ctx, "sorting bars", 2 * params - 1 - k, 2 * params));
        for (tda_index i = 0; i < n; i++) {
            before[i] = order[i];
            value[i] = from[order[i] * params];
        }
        TRY(tdai_argsort(ctx, by, value, n));
        for (tda_index i = 0; i < n; i++)
            order[i] = before[by[i]];
    }
    *count = n;
done:
    tdai_arena_free(&tmp);
    return st;
}

static bool same(const double *p, const double *q, int params)
{
    for (int k = 0; k < params; k++)
        if (p[k] != q[k])
            return false;
    return true;
}

tda_status tda_signed_barcode_new(tda_ctx *ctx, tda_signed_barcode *out, int params,
                                  tda_bar_shape shape, tda_index size,
                                  const double *birth, const double *death,
                                  const int64_t *weight)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_signed_barcode b = {0};
    tda_index n, bars = 0;
    TRY(check(ctx, params, shape, size, birth, death));
    tda_index *order = ARRAY(&tmp, tda_index, size);
    int64_t *sum = ARRAY(&tmp, int64_t, size);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(sort(ctx, order, &n, params, shape, size, birth, death));
    for (tda_index i = 0, j; i < n; i = j) {
        wide total = 0;
        tda_index first = order[i] * params;
        for (j = i; j < n && same(birth + order[j] * params, birth + first, params) &&
                    same(death + order[j] * params, death + first, params);
             j++)
            total += weight[order[j]];
        if (total > INT64_MAX || total < INT64_MIN)
            FAIL(TDA_EINVAL,
                 "signed barcode: the weights of bar %lld and those equal to it "
                 "overflow",
                 (long long)order[i]);
        if (total) {
            sum[bars] = (int64_t)total;
            order[bars++] = order[i];
        }
    }
    TRY(tdai_signed_barcode_alloc(ctx, &b, params, bars));
    b.shape = shape;
    for (tda_index i = 0; i < bars; i++) {
        b.weight[i] = sum[i];
        for (int k = 0; k < params; k++) {
            b.birth[i * params + k] = birth[order[i] * params + k] + 0.0; /* no -0 */
            b.death[i * params + k] = death[order[i] * params + k] + 0.0;
        }
    }
    *out = b;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* A rectangle is the two bars along its sides, which share the birth, less the one to its far
 * corner: z < b in both coordinates, in the first or the second, or not z >= b. */
tda_status tda_signed_barcode_hooks(tda_ctx *ctx, tda_signed_barcode *out,
                                    const tda_signed_barcode *in)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    int params = in->params;
    if (in->shape != TDA_BAR_RECTANGLE || params > 2)
        FAIL(TDA_EINVAL,
             "hooks: made from rectangles of 1 or 2 parameters, not from %s of %d",
             in->shape == TDA_BAR_HOOK ? "hooks" : "rectangles", params);
    double *birth = ARRAY(&tmp, double, 3 * in->size * params),
           *death = ARRAY(&tmp, double, 3 * in->size * params);
    int64_t *weight = ARRAY(&tmp, int64_t, 3 * in->size);
    tda_index n = 0;
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < in->size; i++) {
        const double *a = in->birth + i * params, *b = in->death + i * params;
        bool finite[2] = {b[0]<(double)INFINITY, params> 1 && b[1] < (double)INFINITY};
        bool corner = finite[0] && finite[1], all = !finite[0] && !finite[1];
        for (int k = 0; k < 3; k++) { /* along each side, and to the corner */
            if (k < 2 ? !finite[k] : params == 1 ? !all : !corner && !all)
                continue;
            for (int c = 0; c < params; c++) {
                birth[n * params + c] = a[c];
                death[n * params + c] = k == 2 || c == k ? b[c] : a[c];
            }
            weight[n++] = k == 2 && corner ? -in->weight[i] : in->weight[i];
        }
    }
    TRY(tda_signed_barcode_new(ctx, out, params, TDA_BAR_HOOK, n, birth, death, weight));
    out->degree = in->degree;
    out->record = in->record;
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_signed_barcode_hilbert_measure(tda_ctx *ctx, tda_measure *out,
                                              const tda_signed_barcode *b)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_measure m = {0};
    int params = b->params, corners = 2, bits = b->shape == TDA_BAR_HOOK ? 1 : params;
    if (bits > 16)
        FAIL(TDA_ELIMIT,
             "signed barcode: rectangles of %d parameters have too many corners", params);
    corners = 1 << bits;
    double *at = ARRAY(&tmp, double, b->size *corners *params);
    int64_t *weight = ARRAY(&tmp, int64_t, b->size * corners);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < b->size; i++)
        for (int c = 0; c < corners; c++) {
            tda_index n = i * corners + c;
            for (int k = 0; k < params; k++) {
                bool far = b->shape == TDA_BAR_HOOK ? c == 1 : c >> k & 1;
                at[n * params + k] = (far ? b->death : b->birth)[i * params + k];
            }
            weight[n] =
                __builtin_popcount((unsigned)c) % 2 ? -b->weight[i] : b->weight[i];
        }
    TRY(tda_measure_new(ctx, &m, params, b->size * corners, at, weight, NULL));
    m.degree = b->degree;
    m.record = b->record;
    *out = m;
done:
    tdai_arena_free(&tmp);
    return st;
}

static bool holds(const tda_signed_barcode *b, tda_index i, const double *z)
{
    const double *from = b->birth + i * b->params, *to = b->death + i * b->params;
    bool past = true, inside = true;
    for (int k = 0; k < b->params; k++) {
        if (!(z[k] >= from[k]))
            return false;
        past = past && z[k] >= to[k];
        inside = inside && z[k] < to[k];
    }
    return b->shape == TDA_BAR_HOOK ? !past : inside;
}

int64_t tda_signed_barcode_rank(const tda_signed_barcode *b, const double *s,
                                const double *t)
{
    int64_t sum = 0;
    for (tda_index i = 0; i < b->size; i++)
        sum += holds(b, i, s) && holds(b, i, t) ? b->weight[i] : 0;
    return sum;
}
