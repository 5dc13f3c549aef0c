/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_bars.c - The bars of one degree as features see them.
 *
 * Each is checked; infinite ends are kept, clamped, left out or refused, as the options say; what
 * has no length is left out. What remains is sorted by birth and death. Diagrams are sorted so
 * already, unless a caller filled one by hand. */
#include "vectorize/diagram.h"

enum { STRIDE = 4096 };

tda_status tdai_bar_check(tda_ctx *ctx, const tda_diagram *d, int degree, tda_index i,
                          const char *what, const char *where)
{
    double b = d->birth[i], e = d->death[i];
    if (b <= e && b != (double)INFINITY && e != -(double)INFINITY)
        return TDA_OK;
    return tdai_fail(ctx, TDA_EINVAL,
                     "%s: bar %lld of degree %d%s goes from %g to %g; a bar has a birth "
                     "that is not after its death",
                     what, (long long)(i - d->start[degree]), degree, where, b, e);
}

tda_status tdai_ends_check(tda_ctx *ctx, const tdai_ends *ends, bool may_keep)
{
    tda_status st = TDA_OK;
    if (ends->endless < TDA_ENDLESS_AUTO || ends->endless > TDA_ENDLESS_REFUSE)
        FAIL(TDA_EINVAL, "%s: there is no way %d to treat bars without end", ends->what,
             (int)ends->endless);
    if (ends->endless == TDA_ENDLESS_KEEP && !may_keep)
        FAIL(TDA_EINVAL,
             "%s: bars without end cannot be kept here; drop them, or clamp them",
             ends->what);
    if (isinf(ends->low) || isinf(ends->high))
        FAIL(TDA_EINVAL, "%s: ends are clamped to %g and %g, which must be finite",
             ends->what, ends->low, ends->high);
done:
    return st;
}

tda_status tdai_convention_check(tda_ctx *ctx, tda_convention convention, unsigned known,
                                 const char *what)
{
    static const char *const names[] = {"libtda", "GUDHI", "giotto-tda", "persim"};
    if (convention < TDA_CONVENTION_TDA || convention > TDA_CONVENTION_PERSIM)
        return tdai_fail(ctx, TDA_EINVAL, "%s: there is no convention %d", what,
                         (int)convention);
    if (!(known >> convention & 1))
        return tdai_fail(ctx, TDA_EINVAL, "%s: %s has none; choose another convention",
                         what, names[convention]);
    return TDA_OK;
}

/* One bar; *keep: it has a length. */
static tda_status take(tda_ctx *ctx, double *birth, double *death, bool *keep,
                       const tda_diagram *d, int degree, tda_index i,
                       const tdai_ends *ends)
{
    tda_status st = TDA_OK;
    TRY(tdai_bar_check(ctx, d, degree, i, ends->what, ""));
    double b = d->birth[i] + 0.0, e = d->death[i] + 0.0; /* 0 for -0 */
    bool endless = isinf(b) || isinf(e);
    long long number = (long long)(i - d->start[degree]);
    if (endless && ends->endless == TDA_ENDLESS_REFUSE)
        FAIL(TDA_EINVAL,
             "%s: bar %lld of degree %d goes from %g to %g; drop bars without end, or "
             "clamp them",
             ends->what, number, degree, b, e);
    *keep = b < e;
    if (endless && ends->endless == TDA_ENDLESS_CLAMP) {
        if ((isinf(b) && isnan(ends->low)) || (isinf(e) && isnan(ends->high)))
            FAIL(TDA_EINVAL,
                 "%s: bar %lld of degree %d goes from %g to %g; to clamp it, say to "
                 "what value",
                 ends->what, number, degree, b, e);
        bool unborn = isinf(b);
        b = unborn ? ends->low : b;
        if (isinf(e))
            e = ends->high > b ? ends->high : b;
        else if (unborn)
            b = b < e ? b : e;
        *keep = b < e;
    } else if (endless && ends->endless != TDA_ENDLESS_KEEP) {
        *keep = false;
    } else if (!endless && isinf(e - b)) {
        FAIL(TDA_EINVAL,
             "%s: bar %lld of degree %d goes from %g to %g, and its length overflows; "
             "scale the values down",
             ends->what, number, degree, b, e);
    }
    *birth = b;
    *death = e;
done:
    return st;
}

static bool in_order(const tdai_bars *x)
{
    for (tda_index i = 1; i < x->size; i++)
        if (x->birth[i] < x->birth[i - 1] ||
            (x->birth[i] == x->birth[i - 1] && x->death[i] < x->death[i - 1]))
            return false;
    return true;
}

/* x := x in the order that sorts key, stably */
static tda_status sort_by(tda_ctx *ctx, tdai_bars *x, const double *key, tda_index *order,
                          double *aside)
{
    tda_status st = TDA_OK;
    TRY(tdai_argsort(ctx, order, key, x->size));
    for (tda_index i = 0; i < x->size; i++)
        aside[i] = x->birth[order[i]];
    for (tda_index i = 0; i < x->size; i++)
        x->birth[i] = aside[i];
    for (tda_index i = 0; i < x->size; i++)
        aside[i] = x->death[order[i]];
    for (tda_index i = 0; i < x->size; i++)
        x->death[i] = aside[i];
done:
    return st;
}

tda_status tdai_bars_of(tda_ctx *ctx, tdai_bars *out, const tda_diagram *d, int degree,
                        const tdai_ends *ends, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    if (degree < 0)
        FAIL(TDA_EINVAL, "%s: degree %d; a homology degree is 0 or more", ends->what,
             degree);
    tda_index begin = degree < d->degrees ? d->start[degree] : 0;
    tda_index end = degree < d->degrees ? d->start[degree + 1] : 0, n = end - begin;
    tdai_bars x = {0, ARRAY(arena, double, n), ARRAY(arena, double, n)};
    TRY(tdai_arena_status(ctx, arena));
    for (tda_index i = begin; i < end; i++) {
        bool keep = false;
        if ((i - begin) % STRIDE == 0)
            TRY(tdai_poll(ctx, ends->what, i - begin, n));
        TRY(take(ctx, &x.birth[x.size], &x.death[x.size], &keep, d, degree, i, ends));
        x.size += keep;
    }
    if (!in_order(&x)) {
        tda_index *order = ARRAY(&tmp, tda_index, x.size);
        double *aside = ARRAY(&tmp, double, x.size);
        TRY(tdai_arena_status(ctx, &tmp));
        TRY(sort_by(ctx, &x, x.death, order, aside));
        TRY(sort_by(ctx, &x, x.birth, order, aside));
    }
    *out = x;
done:
    tdai_arena_free(&tmp);
    return st;
}
