/* SPDX-License-Identifier: GPL-3.0-or-later */
/* module_values.c - What a direct sum of intervals says: ranks, barcodes on lines, the Hilbert
 * measure and landscapes.
 *
 * An interval is what lies above one of its births and not past its deaths, so that the two sides
 * are asked apart: the first time at which a line reaches a birth, the last before it has passed
 * every death. */
#include "data/private.h"
#include <math.h>
#include <string.h>

static bool holds(const tda_module *m, tda_index i, const double *z)
{
    int params = m->params;
    bool born = false, gone = true;
    for (tda_index b = m->birth_start[i]; b < m->birth_start[i + 1] && !born; b++) {
        born = true;
        for (int k = 0; k < params; k++)
            born = born && z[k] >= m->birth[b * params + k];
    }
    for (tda_index d = m->death_start[i]; born && d < m->death_start[i + 1] && gone;
         d++) {
        gone = false;
        for (int k = 0; k < params; k++)
            gone = gone || z[k] >= m->death[d * params + k];
    }
    return born && !gone;
}

tda_index tda_module_rank(const tda_module *m, const double *s, const double *t)
{
    tda_index rank = 0;
    for (tda_index i = 0; i < m->size; i++)
        rank += holds(m, i, s) &&
                (memcmp(s, t, (size_t)m->params * sizeof *s) == 0 || holds(m, i, t));
    return rank;
}

/* When the line leaves everything below a death: at the first of its coordinates. */
static double line_leave(int *param, int params, const double *death, const double *base,
                         const double *direction)
{
    double first = INFINITY;
    *param = 0;
    for (int k = 0; k < params; k++) {
        double at = direction[k] > 0      ? (death[k] - base[k]) / direction[k]
                    : death[k] <= base[k] ? -(double)INFINITY
                                          : (double)INFINITY;
        if (at < first) {
            first = at;
            *param = k;
        }
    }
    return first + 0.0; /* no -0 */
}

static tdai_bar bar_of(const tda_module *m, tda_index i, const double *base,
                       const double *direction)
{
    tdai_bar bar = {INFINITY, -(double)INFINITY, -1, -1, m->degree, false, 0};
    int params = m->params, param;
    for (tda_index b = m->birth_start[i]; b < m->birth_start[i + 1]; b++) {
        double at =
            tdai_line_reach(&param, params, m->birth + b * params, base, direction);
        if (at < bar.birth) {
            bar.birth = at;
            bar.birth_cell = m->birth_cell[b * params + param];
        }
    }
    for (tda_index d = m->death_start[i]; d < m->death_start[i + 1]; d++) {
        double at = line_leave(&param, params, m->death + d * params, base, direction);
        if (at > bar.death) {
            bar.death = at;
            bar.death_cell =
                at < (double)INFINITY ? m->death_cell[d * params + param] : -1;
        }
    }
    return bar;
}

tda_status tda_module_slice(tda_ctx *ctx, tda_diagram *out, const tda_module *m,
                            const double *base, const double *direction)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram d = {0};
    tdai_bar *bar = ARRAY(&tmp, tdai_bar, m->size);
    tda_index bars = 0;
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_line_check(ctx, m->params, base, direction));
    for (tda_index i = 0; i < m->size; i++) {
        TRY(tdai_poll(ctx, "slices", i, m->size));
        bar[bars] = bar_of(m, i, base, direction);
        bars += bar[bars].birth < bar[bars].death;
    }
    TRY(tdai_diagram_new(ctx, &d, m->degree + 1, m->cells, bar, bars));
    d.record = m->record;
    *out = d;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- the Hilbert measure ---- */

/* Point masses of a signed measure in the plane while they are found. */
typedef struct masses {
    double *at;
    int64_t *weight;
    tda_index size;
} masses;

static void mass(masses *s, double x, double y, int64_t weight)
{
    s->at[2 * s->size] = x;
    s->at[2 * s->size + 1] = y;
    s->weight[s->size++] = weight;
}

/* The next corner (x, y) of what is past every death, from the left: where it goes down. */
static bool past_corner(const double *death, tda_index n, tda_index j, double *x,
                        double *y)
{
    if (j > n)
        return false;
    *x = j ? death[2 * (j - 1)] : -(double)INFINITY;
    *y = j < n ? death[2 * j + 1] : -(double)INFINITY;
    return true;
}

/* What is above a birth, less what is both above a birth and past every death: two regions that are
 * closed upwards, each + at its corners and - between neighbours. Going to the right, the second
 * begins at the greater of the heights of the two staircases. */
static void interval_masses(masses *s, const double *birth, tda_index births,
                            const double *death, tda_index deaths)
{
    double height[2] = {INFINITY, INFINITY}, before = INFINITY;
    for (tda_index i = 0; i < births; i++) {
        mass(s, birth[2 * i], birth[2 * i + 1], 1);
        if (i)
            mass(s, birth[2 * i], birth[2 * i - 1], -1);
    }
    for (tda_index i = 0, j = 0; i < births || j <= deaths;) {
        double x = INFINITY, y = INFINITY, at = i < births ? birth[2 * i] : INFINITY;
        if (past_corner(death, deaths, j, &x, &y) && x < at)
            at = x;
        if (at == (double)INFINITY)
            break;
        if (i < births && birth[2 * i] == at)
            height[0] = birth[2 * i++ + 1];
        if (j <= deaths && x == at) {
            height[1] = y;
            j++;
        }
        double now = height[0] > height[1] ? height[0] : height[1];
        if (now >= before)
            continue;
        mass(s, at, now, -1);
        if (before < (double)INFINITY)
            mass(s, at, before, 1);
        before = now;
    }
}

tda_status tda_module_hilbert_measure(tda_ctx *ctx, tda_measure *out, const tda_module *m)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_measure mu = {0};
    if (m->params > 2)
        FAIL(TDA_EINVAL,
             "Hilbert measure: the module has %d parameters; it is made from 1 or 2",
             m->params);
    tda_index births = m->size ? m->birth_start[m->size] : 0,
              deaths = m->size ? m->death_start[m->size] : 0;
    tda_index most = 4 * births + 2 * deaths + 2 * m->size;
    masses s = {ARRAY(&tmp, double, 2 * most), ARRAY(&tmp, int64_t, most), 0};
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < m->size; i++) {
        tda_index b = m->birth_start[i], d = m->death_start[i];
        TRY(tdai_poll(ctx, "Hilbert measure", i, m->size));
        if (m->params == 2) {
            interval_masses(&s, m->birth + 2 * b, m->birth_start[i + 1] - b,
                            m->death + 2 * d, m->death_start[i + 1] - d);
            continue;
        }
        s.at[s.size] = m->birth[b];
        s.weight[s.size++] = 1;
        s.at[s.size] = m->death[d];
        s.weight[s.size++] = -1;
    }
    TRY(tda_measure_new(ctx, &mu, m->params, s.size, s.at, s.weight, NULL));
    mu.degree = m->degree;
    mu.record = m->record;
    *out = mu;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- landscapes ---- */

/* The largest e with x - e and x + e in the closure of the summand; 0 where x is not inside. */
static double depth(const tda_module *m, tda_index i, const double *x)
{
    int params = m->params;
    double born = -(double)INFINITY, left = -(double)INFINITY;
    for (tda_index b = m->birth_start[i]; b < m->birth_start[i + 1]; b++) {
        double least = INFINITY;
        for (int k = 0; k < params; k++)
            least = fmin(least, x[k] - m->birth[b * params + k]);
        born = fmax(born, least);
    }
    for (tda_index d = m->death_start[i]; d < m->death_start[i + 1]; d++) {
        double least = INFINITY;
        for (int k = 0; k < params; k++)
            least = fmin(least, m->death[d * params + k] - x[k]);
        left = fmax(left, least);
    }
    return fmax(0, fmin(born, left));
}

tda_status tda_module_landscapes(tda_ctx *ctx, double *out, const tda_module *m,
                                 tda_index count, tda_index points, const double *point)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    if (count < 0 || points < 0)
        FAIL(TDA_EINVAL, "landscapes: %lld functions at %lld points", (long long)count,
             (long long)points);
    for (tda_index i = 0; i < points * m->params; i++)
        if (!isfinite(point[i]))
            FAIL(TDA_EINVAL, "landscapes: point %lld is %g in parameter %d",
                 (long long)(i / m->params), point[i], (int)(i % m->params));
    double *value = ZEROS(&tmp, double, points *count);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index p = 0; p < points; p++) {
        double *best = value + p * count; /* the largest so far, going down */
        TRY(tdai_poll(ctx, "landscapes", p, points));
        for (tda_index i = 0; count && i < m->size; i++) {
            double e = depth(m, i, point + p * m->params);
            if (e <= best[count - 1])
                continue;
            tda_index k = count - 1;
            for (; k > 0 && best[k - 1] < e; k--)
                best[k] = best[k - 1];
            best[k] = e;
        }
    }
    if (points > 0 && count > 0)
        memcpy(out, value, (size_t)(points * count) * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}
