/* SPDX-License-Identifier: GPL-3.0-or-later */
/* module.c - Direct sums of intervals: their normal form.
 *
 * A module is one block of memory, which starts at `birth`: births, deaths, the box, cells and
 * offsets. */
#include "data/private.h"
#include <math.h>
#include <string.h>

static tda_status allocate(tda_ctx *ctx, tda_module *m, int params, tda_index size,
                           tda_index births, tda_index deaths)
{
    tda_index words =
        tdai_size_add(2 * (tda_index)params + 2, births, 2 * (tda_index)params);
    words = tdai_size_add(tdai_size_add(words, deaths, 2 * (tda_index)params), size, 2);
    double *block = words < 0 ? NULL : tdai_alloc(words, sizeof *block);
    if (!block)
        return tdai_fail(ctx, TDA_ENOMEM, "module: no memory for %lld corners",
                         (long long)(births + deaths));
    *m = (tda_module){
        .params = params, .size = size, .birth = block, .record = tdai_record(ctx)};
    m->death = m->birth + births * params;
    m->box = m->death + deaths * params;
    m->birth_cell = (tda_index *)(m->box + 2 * params);
    m->death_cell = m->birth_cell + births * params;
    m->birth_start = m->death_cell + deaths * params;
    m->death_start = m->birth_start + size + 1;
    m->birth_start[0] = m->death_start[0] = 0;
    return TDA_OK;
}

void tda_module_clear(tda_module *m)
{
    tdai_free(m->birth);
    *m = (tda_module){0};
}

static tda_status check_offsets(tda_ctx *ctx, const tda_index *start, tda_index size,
                                const char *what)
{
    tda_status st = TDA_OK;
    if (start[0] != 0)
        FAIL(TDA_EINVAL, "module: the %ss of summand 0 start at %lld, not 0", what,
             (long long)start[0]);
    for (tda_index i = 0; i < size; i++)
        if (start[i + 1] < start[i])
            FAIL(TDA_EINVAL,
                 "module: the %ss of summand %lld start at %lld and end at %lld", what,
                 (long long)i, (long long)start[i], (long long)start[i + 1]);
done:
    return st;
}

static tda_status check(tda_ctx *ctx, const tda_module *m)
{
    tda_status st = TDA_OK;
    if (m->params < 1 || m->size < 0)
        FAIL(TDA_EINVAL, "module: %lld summands of %d parameters", (long long)m->size,
             m->params);
    if (m->degree < 0)
        FAIL(TDA_EINVAL, "module: there is no degree %d", m->degree);
    if (m->size == 0)
        goto done;
    TRY(check_offsets(ctx, m->birth_start, m->size, "birth"));
    TRY(check_offsets(ctx, m->death_start, m->size, "death"));
    for (tda_index i = 0; i < m->birth_start[m->size] * m->params; i++)
        if (isnan(m->birth[i]) || m->birth[i] == (double)INFINITY)
            FAIL(TDA_EINVAL, "module: birth %lld is %g in parameter %d",
                 (long long)(i / m->params), m->birth[i], (int)(i % m->params));
    for (tda_index i = 0; i < m->death_start[m->size] * m->params; i++)
        if (isnan(m->death[i]) || m->death[i] == -(double)INFINITY)
            FAIL(TDA_EINVAL, "module: death %lld is %g in parameter %d",
                 (long long)(i / m->params), m->death[i], (int)(i % m->params));
done:
    return st;
}

static int compare(const double *a, const double *b, int params)
{
    for (int k = 0; k < params; k++)
        if (a[k] != b[k])
            return a[k] < b[k] ? -1 : 1;
    return 0;
}

/* Corners of one summand, or whole summands, by number. */
typedef struct sorter {
    const double *at;
    int params;
    const tda_module *module; /* NULL: corners */
} sorter;

static int compare_lists(const double *a, tda_index m, const double *b, tda_index n,
                         int params)
{
    for (tda_index i = 0; i < m && i < n; i++) {
        int c = compare(a + i * params, b + i * params, params);
        if (c)
            return c;
    }
    return m < n ? -1 : m > n;
}

static int order_of(const sorter *s, tda_index a, tda_index b)
{
    const tda_module *m = s->module;
    if (!m)
        return compare(s->at + a * s->params, s->at + b * s->params, s->params);
    const tda_index *p = m->birth_start, *q = m->death_start;
    int c = compare_lists(m->birth + p[a] * m->params, p[a + 1] - p[a],
                          m->birth + p[b] * m->params, p[b + 1] - p[b], m->params);
    return c ? c
             : compare_lists(m->death + q[a] * m->params, q[a + 1] - q[a],
                             m->death + q[b] * m->params, q[b + 1] - q[b], m->params);
}

/* Stable merge sort of n numbers; spare [n]. */
static void merge_sort(const sorter *s, tda_index *at, tda_index n, tda_index *spare)
{
    for (tda_index width = 1; width < n; width *= 2) {
        for (tda_index low = 0; low < n; low += 2 * width) {
            tda_index middle = low + width < n ? low + width : n;
            tda_index high = low + 2 * width < n ? low + 2 * width : n;
            tda_index i = low, j = middle, k = low;
            while (i < middle && j < high)
                spare[k++] = order_of(s, at[i], at[j]) <= 0 ? at[i++] : at[j++];
            while (i < middle)
                spare[k++] = at[i++];
            while (j < high)
                spare[k++] = at[j++];
        }
        memcpy(at, spare, (size_t)n * sizeof *at);
    }
}

static bool all_below(const double *a, const double *b, int params, bool strictly)
{
    for (int k = 0; k < params; k++)
        if (strictly ? a[k] >= b[k] : a[k] > b[k])
            return false;
    return true;
}

/* Of n corners in lexicographic order keep the minimal, or the maximal, ones; returns how many. */
static tda_index extremes(tda_index *at, tda_index n, const double *corner, int params,
                          bool maximal)
{
    tda_index kept = 0;
    if (maximal) /* from the last on, then turned round */
        for (tda_index i = 0; i < n / 2; i++) {
            tda_index t = at[i];
            at[i] = at[n - 1 - i];
            at[n - 1 - i] = t;
        }
    for (tda_index i = 0; i < n; i++) {
        const double *p = corner + at[i] * params;
        bool out =
            false; /* those before it decide; in the plane, the last of them does */
        for (tda_index j = params <= 2 && kept ? kept - 1 : 0; j < kept && !out; j++) {
            const double *q = corner + at[j] * params;
            out =
                maximal ? all_below(p, q, params, false) : all_below(q, p, params, false);
        }
        if (!out)
            at[kept++] = at[i];
    }
    for (tda_index i = 0; maximal && i < kept / 2; i++) {
        tda_index t = at[i];
        at[i] = at[kept - 1 - i];
        at[kept - 1 - i] = t;
    }
    return kept;
}

/* In the plane, in lexicographic order of antichains: does a death lie past the birth? Deaths with
 * a greater x are a tail of the list, and the first of them has the greatest y. */
static bool meets(const double *p, const double *other, const tda_index *at, tda_index n,
                  int params, bool birth)
{
    if (params <= 2) {
        tda_index low = 0,
                  high = n; /* the first death past p, the first birth not before it */
        while (low < high) {
            tda_index middle = low + (high - low) / 2;
            double x = other[at[middle] * params];
            if (birth ? x > p[0] : x >= p[0])
                high = middle;
            else
                low = middle + 1;
        }
        if (birth)
            return low < n && all_below(p, other + at[low] * params, params, true);
        return low > 0 && all_below(other + at[low - 1] * params, p, params, true);
    }
    for (tda_index i = 0; i < n; i++) {
        const double *q = other + at[i] * params;
        if (birth ? all_below(p, q, params, true) : all_below(q, p, params, true))
            return true;
    }
    return false;
}

/* The normal form of one summand: births and deaths that count, by number. */
static void reduce(const tda_module *m, tda_index i, tda_index *births, tda_index *b,
                   tda_index *deaths, tda_index *d, tda_index *spare)
{
    sorter by_birth = {m->birth, m->params, NULL}, by_death = {m->death, m->params, NULL};
    tda_index n[2] = {m->birth_start[i + 1] - m->birth_start[i],
                      m->death_start[i + 1] - m->death_start[i]},
              kept[2] = {0};
    for (tda_index k = 0; k < n[0]; k++)
        births[k] = m->birth_start[i] + k;
    for (tda_index k = 0; k < n[1]; k++)
        deaths[k] = m->death_start[i] + k;
    merge_sort(&by_birth, births, n[0], spare);
    merge_sort(&by_death, deaths, n[1], spare);
    n[0] = extremes(births, n[0], m->birth, m->params, false);
    n[1] = extremes(deaths, n[1], m->death, m->params, true);
    memcpy(spare, births, (size_t)n[0] * sizeof *spare);
    for (tda_index k = 0; k < n[0]; k++)
        if (meets(m->birth + births[k] * m->params, m->death, deaths, n[1], m->params,
                  true))
            births[kept[0]++] = births[k];
    for (tda_index k = 0; k < n[1]; k++) /* a birth that went lies below no death */
        if (meets(m->death + deaths[k] * m->params, m->birth, spare, n[0], m->params,
                  false))
            deaths[kept[1]++] = deaths[k];
    *b = kept[0];
    *d = kept[1];
}

static void copy_corner(double *to, tda_index *to_cell, const double *at,
                        const tda_index *cell, tda_index from, int params)
{
    for (int k = 0; k < params; k++) {
        to[k] = at[from * params + k] + 0.0; /* no -0 */
        to_cell[k] = cell ? cell[from * params + k] : -1;
    }
}

/* The box of all finite coordinates; 0 where there is none. */
static void bound(tda_module *m)
{
    for (int k = 0; k < m->params; k++) {
        double low = INFINITY, high = -INFINITY;
        for (int end = 0; end < 2; end++) {
            const double *at = end ? m->death : m->birth;
            tda_index n = (end ? m->death_start : m->birth_start)[m->size];
            for (tda_index i = 0; i < n; i++) {
                double x = at[i * m->params + k];
                if (isfinite(x)) {
                    low = x < low ? x : low;
                    high = x > high ? x : high;
                }
            }
        }
        m->box[k] = low <= high ? low : 0;
        m->box[m->params + k] = low <= high ? high : 0;
    }
}

/* *out := the summands of m in the order given. */
static tda_status permute(tda_ctx *ctx, tda_module *out, const tda_module *m,
                          const tda_index *order)
{
    tda_status st = TDA_OK;
    tda_module sorted = {0};
    int params = m->params;
    TRY(allocate(ctx, &sorted, params, m->size, m->birth_start[m->size],
                 m->death_start[m->size]));
    for (tda_index i = 0; i < m->size; i++) {
        tda_index b = sorted.birth_start[i], d = sorted.death_start[i], from = order[i];
        for (tda_index k = m->birth_start[from]; k < m->birth_start[from + 1]; k++, b++)
            copy_corner(sorted.birth + b * params, sorted.birth_cell + b * params,
                        m->birth, m->birth_cell, k, params);
        for (tda_index k = m->death_start[from]; k < m->death_start[from + 1]; k++, d++)
            copy_corner(sorted.death + d * params, sorted.death_cell + d * params,
                        m->death, m->death_cell, k, params);
        sorted.birth_start[i + 1] = b;
        sorted.death_start[i + 1] = d;
    }
    *out = sorted;
done:
    return st;
}

tda_status tda_module_new(tda_ctx *ctx, tda_module *out, const tda_module *in)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_module m = {0};
    TRY(check(ctx, in));
    tda_index births = in->size ? in->birth_start[in->size] : 0,
              deaths = in->size ? in->death_start[in->size] : 0, size = 0,
              most = in->size;
    int params = in->params;
    for (tda_index i = 0; i < in->size; i++) {
        tda_index b = in->birth_start[i + 1] - in->birth_start[i],
                  d = in->death_start[i + 1] - in->death_start[i];
        most = b > most ? b : most;
        most = d > most ? d : most;
    }
    tda_index *some = ARRAY(&tmp, tda_index, most),
              *others = ARRAY(&tmp, tda_index, most),
              *spare = ARRAY(&tmp, tda_index, most);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(allocate(ctx, &m, params, in->size, births, deaths));
    for (tda_index i = 0; i < in->size; i++) {
        tda_index b, d, b0 = m.birth_start[size], d0 = m.death_start[size];
        TRY(tdai_poll(ctx, "normal form of a module", i, in->size));
        reduce(in, i, some, &b, others, &d, spare);
        if (b == 0)
            continue;
        for (tda_index k = 0; k < b; k++)
            copy_corner(m.birth + (b0 + k) * params, m.birth_cell + (b0 + k) * params,
                        in->birth, in->birth_cell, some[k], params);
        for (tda_index k = 0; k < d; k++)
            copy_corner(m.death + (d0 + k) * params, m.death_cell + (d0 + k) * params,
                        in->death, in->death_cell, others[k], params);
        size++;
        m.birth_start[size] = b0 + b;
        m.death_start[size] = d0 + d;
    }
    m.size = size;
    for (tda_index i = 0; i < size; i++)
        some[i] = i;
    sorter whole = {.module = &m};
    merge_sort(&whole, some, size, spare);
    tda_module sorted;
    TRY(permute(ctx, &sorted, &m, some));
    sorted.degree = in->degree;
    sorted.cells = in->cells;
    bound(&sorted);
    *out = sorted;
done:
    tda_module_clear(&m);
    tdai_arena_free(&tmp);
    return st;
}
