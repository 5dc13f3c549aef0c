/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vectorizer.c - What all vectorizers have in common: settings, learning, and being applied.
 *
 * While it learns, a vectorizer keeps the least and the greatest finite value of each coordinate,
 * which do not depend on the order of what is seen. Quantisers keep more, by themselves. */
#include "features/private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void tda_vectorizer_free(tda_vectorizer *v)
{
    if (!v)
        return;
    for (int k = 0; k < TDAI_KEYS; k++)
        tdai_free(v->set[k].at);
    tdai_free(v->points.at);
    tdai_free(v);
}

tda_descriptor_kind tda_vectorizer_kind(const tda_vectorizer *v)
{
    return v->row->kind;
}

bool tda_vectorizer_settled(const tda_vectorizer *v)
{
    return v->settled;
}

int tdai_key_place(const tda_vectorizer *v, const char *key)
{
    int k = 0;
    while (strcmp(v->row->key[k].name, key) != 0)
        k++;
    return k;
}

double tdai_set_nth(const tda_vectorizer *v, const char *key, tda_index i)
{
    const tdai_setting *s = &v->set[tdai_key_place(v, key)];
    return s->at[i < s->size ? i : s->size - 1];
}

double tdai_set_real(const tda_vectorizer *v, const char *key)
{
    return tdai_set_nth(v, key, 0);
}

tda_index tdai_set_index(const tda_vectorizer *v, const char *key)
{
    return (tda_index)tdai_set_nth(v, key, 0);
}

bool tdai_is_set(const tda_vectorizer *v, const char *key)
{
    return v->set[tdai_key_place(v, key)].size > 0;
}

tda_status tdai_set(tda_ctx *ctx, tda_vectorizer *v, int key, const double *at,
                    tda_index size)
{
    double *own = tdai_alloc(size, sizeof *own);
    if (!own)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld numbers of a vectorizer",
                         (long long)size);
    memcpy(own, at, (size_t)size * sizeof *own);
    tdai_free(v->set[key].at);
    v->set[key] = (tdai_setting){size, own};
    return TDA_OK;
}

tda_status tdai_set_one(tda_ctx *ctx, tda_vectorizer *v, const char *key, double value)
{
    return tdai_set(ctx, v, tdai_key_place(v, key), &value, 1);
}

tda_status tdai_vectorizer_alloc(tda_ctx *ctx, tda_vectorizer **out,
                                 const tdai_vectorizer_row *row)
{
    tda_vectorizer *v = tdai_calloc(1, sizeof *v);
    if (!v)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for a vectorizer");
    v->row = row;
    for (int i = 0; i < TDAI_RANGES; i++) {
        v->low[i] = INFINITY;
        v->high[i] = -INFINITY;
    }
    *out = v;
    return TDA_OK;
}

/* Is nothing open? */
static bool complete(const tda_vectorizer *v)
{
    for (int k = 0; v->row->key[k].name; k++)
        if (v->set[k].size == 0)
            return false;
    return true;
}

tda_status tdai_vectorizer_defaults(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    for (int k = 0; v->row->key[k].name; k++) {
        const tdai_key *key = &v->row->key[k];
        if (v->set[k].size == 0 && !key->learnt)
            TRY(tdai_set(ctx, v, k, &key->value, 1));
    }
    v->settled = complete(v);
done:
    return st;
}

void tdai_descriptor_bars(const tda_descriptor *d, tda_index *first, tda_index *last)
{
    const tda_diagram *g = d->diagram;
    bool there = d->degree >= 0 && d->degree < g->degrees;
    *first = there ? g->start[d->degree] : 0;
    *last = there ? g->start[d->degree + 1] : 0;
}

static void widen(tda_vectorizer *v, int i, double x)
{
    if (!isfinite(x))
        return;
    v->low[i] = x < v->low[i] ? x : v->low[i];
    v->high[i] = x > v->high[i] ? x : v->high[i];
}

static int params_of(const tda_descriptor *d)
{
    switch (d->kind) {
    case TDA_DESCRIPTOR_MEASURE: return d->measure->params;
    case TDA_DESCRIPTOR_MODULE: return d->module->params;
    default: return 1;
    }
}

static tda_status fits(tda_ctx *ctx, const tda_vectorizer *v, const tda_descriptor *d)
{
    static const char *const kinds[] = {"a diagram", "a signed measure", "a module"};
    if (d->kind != v->row->kind)
        return tdai_fail(
            ctx, TDA_EINVAL, "%s reads %s, not %s", v->row->name, kinds[v->row->kind],
            (unsigned)d->kind < TDA_DESCRIPTOR_KINDS ? kinds[d->kind] : "this");
    if (params_of(d) > TDAI_RANGES)
        return tdai_fail(ctx, TDA_EINVAL, "%s takes at most %d parameters, not %d",
                         v->row->name, TDAI_RANGES, params_of(d));
    if (v->params && params_of(d) != v->params)
        return tdai_fail(ctx, TDA_EINVAL,
                         "%s has seen descriptors of %d parameters, and this has %d",
                         v->row->name, v->params, params_of(d));
    return TDA_OK;
}

static void see_ranges(tda_vectorizer *v, const tda_descriptor *d)
{
    tda_index first, last;
    v->ranges = d->kind == TDA_DESCRIPTOR_DIAGRAM ? TDAI_DIAGRAM_RANGES : v->params;
    if (d->kind == TDA_DESCRIPTOR_DIAGRAM) {
        tdai_descriptor_bars(d, &first, &last);
        for (tda_index i = first; i < last; i++) {
            widen(v, TDAI_BIRTHS, d->diagram->birth[i]);
            widen(v, TDAI_DEATHS, d->diagram->death[i]);
            widen(v, TDAI_LENGTHS, d->diagram->death[i] - d->diagram->birth[i]);
        }
    } else if (d->kind == TDA_DESCRIPTOR_MEASURE) {
        for (tda_index i = 0; i < d->measure->size * v->params; i++)
            widen(v, (int)(i % v->params), d->measure->at[i]);
    } else {
        const tda_module *m = d->module;
        for (tda_index i = 0; i < m->birth_start[m->size] * v->params; i++)
            widen(v, (int)(i % v->params), m->birth[i]);
        for (tda_index i = 0; i < m->death_start[m->size] * v->params; i++)
            widen(v, (int)(i % v->params), m->death[i]);
    }
}

tda_status tda_vectorizer_see(tda_ctx *ctx, tda_vectorizer *v, const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    TRY(fits(ctx, v, d));
    TRY(tdai_poll(ctx, "learning", 0, 0));
    if (v->row->see)
        TRY(v->row->see(ctx, v, d));
    v->params = params_of(d);
    see_ranges(v, d);
done:
    return st;
}

static tda_status settle_range(tda_ctx *ctx, tda_vectorizer *v, const char *key,
                               int first, int count, bool high)
{
    double at[TDAI_RANGES];
    for (int i = 0; i < count; i++) {
        bool any = v->low[first + i] <= v->high[first + i];
        at[i] = !any ? high : high ? v->high[first + i] : v->low[first + i];
    }
    return tdai_is_set(v, key) ? TDA_OK
                               : tdai_set(ctx, v, tdai_key_place(v, key), at, count);
}

tda_status tdai_settle_low(tda_ctx *ctx, tda_vectorizer *v, const char *key, int first,
                           int count)
{
    return settle_range(ctx, v, key, first, count, false);
}

tda_status tdai_settle_high(tda_ctx *ctx, tda_vectorizer *v, const char *key, int first,
                            int count)
{
    return settle_range(ctx, v, key, first, count, true);
}

tda_status tda_vectorizer_settle(tda_ctx *ctx, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    if (v->settled)
        return TDA_OK;
    TRY(v->row->settle(ctx, v));
    if (!complete(v))
        FAIL(TDA_EINVAL, "%s: nothing to learn its settings from", v->row->name);
    v->settled = true;
done:
    return st;
}

tda_index tda_vectorizer_columns(const tda_vectorizer *v)
{
    return v->settled ? v->row->columns(v) : 0;
}

void tda_vectorizer_column(const tda_vectorizer *v, tda_index i,
                           char text[TDA_COLUMN_CHARS])
{
    text[0] = '\0';
    if (i >= 0 && i < tda_vectorizer_columns(v))
        v->row->column(v, i, text);
}

tda_status tda_vectorizer_apply(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                                const tda_descriptor *d)
{
    tda_status st = TDA_OK;
    double *row = NULL;
    tda_index columns = tda_vectorizer_columns(v);
    if (!v->settled)
        FAIL(TDA_EINVAL, "%s is not settled: it has to see descriptors first",
             v->row->name);
    TRY(fits(ctx, v, d));
    TRY(tdai_poll(ctx, v->row->name, 0, 0));
    row = tdai_alloc(columns, sizeof *row); /* aside: a failure leaves out as it was */
    if (!row)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld numbers", v->row->name,
             (long long)columns);
    TRY(v->row->apply(ctx, row, v, d));
    memcpy(out, row, (size_t)columns * sizeof *row);
done:
    tdai_free(row);
    return st;
}

void tdai_column_at(char text[TDA_COLUMN_CHARS], const char *name, tda_index layer,
                    const tda_index *at, int axes)
{
    int n = snprintf(text, TDA_COLUMN_CHARS, layer >= 0 ? "%.24s[%lld]" : "%.24s", name,
                     (long long)layer);
    for (int i = 0; i < axes && n < TDA_COLUMN_CHARS - 24; i++)
        n += snprintf(text + n, (size_t)(TDA_COLUMN_CHARS - n), i ? " %lld" : "(%lld",
                      (long long)at[i]);
    if (axes)
        snprintf(text + n, (size_t)(TDA_COLUMN_CHARS - n), ")");
}
