/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matching_bound.c - What the distance on one line says about those near it.
 *
 * On the way from the central line to another of the cell bars are vines: the birth of each moves
 * with the place of one generator after the other, changing over only where two are at one place, and
 * its death with relations. No place moves by more than the cell's reach r, so only those within 2 r
 * of a bar's end can ever carry it. If those of two partners all move as -m, their distance does not
 * change; if all as l times a coordinate, it changes by no more than those coordinates differ. With
 * that added to the length of each pair, a matching that is short enough on the central line is so on
 * all lines. Partners are looked for only where a bar cannot go to the diagonal, which the few long
 * ones cannot; sides are asked apart, by the theorem of Mendelsohn and Dulmage. */
#include "multiparam/matching.h"

/* The first k in [lo, hi) with sorted[k] >= value. */
static tda_index first_from(const double *sorted, tda_index lo, tda_index hi,
                            double value)
{
    while (lo < hi) {
        tda_index mid = lo + (hi - lo) / 2;
        if (sorted[mid] < value)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* What may carry an end that is now at `at`, among the generators or the relations. */
static tdai_drift drift_at(const tdai_strand *f, bool relations, double at)
{
    const tdai_cell *c = f->cell;
    tda_index begin = relations ? f->rows : 0, end = relations ? f->size : f->rows;
    double low = c->l - c->dl, high = c->l + c->dl;
    tdai_drift d = {INFINITY, -INFINITY, false, false, true};
    double slack = 1e-9 * (fabs(at) + f->reach);
    for (tda_index k = first_from(f->sorted, begin, end, at - 2 * f->reach - slack);
         k < end && f->sorted[k] <= at + 2 * f->reach + slack; k++) {
        double x = f->x[f->order[k]], y = f->y[f->order[k]];
        if (!isinf(x) && high * x >= y - (c->m + c->dm)) {
            d.one = true;
            d.lo = x < d.lo ? x : d.lo;
            d.hi = x > d.hi ? x : d.hi;
        }
        d.two |= isinf(x) || low * x <= y - (c->m - c->dm);
    }
    return d;
}

/* How much the difference of two such ends may change. */
static double change(const tdai_cell *c, const tdai_drift *p, const tdai_drift *q)
{
    double most = 0;
    if (p->one && q->one)
        most = c->dl * fmax(p->hi - q->lo, q->hi - p->lo);
    if (p->one && q->two)
        most = fmax(most, c->dl * p->hi + c->dm);
    if (p->two && q->one)
        most = fmax(most, c->dl * q->hi + c->dm);
    return most;
}

static const tdai_drift *begin_of(tdai_strand *f, tda_index i)
{
    if (!f->begin[i].known)
        f->begin[i] = drift_at(f, false, f->birth[i]);
    return &f->begin[i];
}

static const tdai_drift *end_of(tdai_strand *f, tda_index i)
{
    if (!f->end[i].known)
        f->end[i] = drift_at(f, true, f->death[i]);
    return &f->end[i];
}

/* Can bar i stay within t of the diagonal? */
static bool low(tdai_strand *f, tda_index i, double t, bool still)
{
    double length = f->death[i] - f->birth[i];
    if (length > 2 * t)
        return false;
    if (still || length + 2 * f->reach <= 2 * t)
        return true;
    return length + change(f->cell, begin_of(f, i), end_of(f, i)) <= 2 * t;
}

/* Can bar i of a stay within t of bar j of b? */
static bool near(tdai_strand *a, tda_index i, tdai_strand *b, tda_index j, double t,
                 bool still)
{
    double birth = fabs(a->birth[i] - b->birth[j]),
           death = fabs(a->death[i] - b->death[j]);
    if (birth > t || death > t)
        return false;
    double most = a->reach + b->reach;
    if (still || (birth + most <= t && death + most <= t))
        return true;
    return birth + change(a->cell, begin_of(a, i), begin_of(b, j)) <= t &&
           death + change(a->cell, end_of(a, i), end_of(b, j)) <= t;
}

/* Match each bar of a that is not low with one of b, breadth first. */
static tda_status cover(tda_ctx *ctx, bool *out, tdai_strand *a, tdai_strand *b, double t,
                        bool still)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index *owner = ARRAY(&tmp, tda_index, b->bars),
              *seen = ARRAY(&tmp, tda_index, b->bars),
              *from = ARRAY(&tmp, tda_index, b->bars),
              *mate = ARRAY(&tmp, tda_index, a->bars),
              *queue = ARRAY(&tmp, tda_index, a->bars + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index j = 0; j < b->bars; j++)
        owner[j] = seen[j] = -1;
    for (tda_index i = 0; i < a->bars; i++)
        mate[i] = -1;
    *out = false;
    for (tda_index i = 0; i < a->bars; i++) {
        if (low(a, i, t, still))
            continue;
        tda_index head = 0, tail = 0, free_one = -1;
        for (queue[tail++] = i; head < tail && free_one < 0; head++) {
            tda_index p = queue[head];
            tda_index j = first_from(b->birth, 0, b->bars, a->birth[p] - t);
            for (; j < b->bars && b->birth[j] <= a->birth[p] + t && free_one < 0; j++) {
                if (seen[j] == i || !near(a, p, b, j, t, still))
                    continue;
                seen[j] = i;
                from[j] = p;
                if (owner[j] < 0)
                    free_one = j;
                else
                    queue[tail++] = owner[j];
            }
        }
        if (free_one < 0)
            goto done;
        for (tda_index j = free_one; j >= 0;) {
            tda_index p = from[j], before = mate[p];
            owner[j] = p;
            mate[p] = j;
            j = p == i ? -1 : before;
        }
    }
    *out = true;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* The bars with one end: in order, those of finite_end at the central line. */
static bool ends_within(const tdai_strand *a, const tdai_strand *b, const double *p,
                        const double *q, tda_index n, bool relations, double t,
                        bool still)
{
    for (tda_index k = 0; k < n; k++) {
        double far = fabs(p[k] - q[k]);
        if (far > t)
            return false;
        if (still || far + a->reach + b->reach <= t)
            continue;
        tdai_drift d = drift_at(a, relations, p[k]), e = drift_at(b, relations, q[k]);
        if (far + change(a->cell, &d, &e) > t)
            return false;
    }
    return true;
}

tda_status tdai_strands_within(tda_ctx *ctx, bool *out, tdai_strand *a, tdai_strand *b,
                               double t, bool still)
{
    tda_status st = TDA_OK;
    /* Bars that are born off the central line, out of pairs of length 0. */
    *out = still || fmax(a->reach, b->reach) <= t;
    *out = *out &&
           ends_within(a, b, a->endless_at, b->endless_at, a->endless, false, t, still);
    *out = *out &&
           ends_within(a, b, a->ancient_at, b->ancient_at, a->ancient, true, t, still);
    if (*out)
        TRY(cover(ctx, out, a, b, t, still));
    if (*out)
        TRY(cover(ctx, out, b, a, t, still));
done:
    return st;
}
