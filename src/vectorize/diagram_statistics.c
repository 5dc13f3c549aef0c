/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_statistics.c - Entropy and statistics of diagrams. */
#include "vectorize/diagram.h"

tda_status tdai_vector_of(tda_ctx *ctx, tda_diagram_vector_opts *o, tdai_bars *bars,
                          const tda_diagram *d, int degree,
                          const tda_diagram_vector_opts *opts, const char *what,
                          unsigned conventions, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    *o = (tda_diagram_vector_opts)TDA_DIAGRAM_VECTOR_OPTS_INIT;
    TRY(tdai_opts(ctx, o, sizeof *o, opts));
    if (o->length < 1 || o->length > INT32_MAX)
        FAIL(TDA_EINVAL, "%s: length %lld; it is 1 to %d", what, (long long)o->length,
             INT32_MAX);
    if (o->polynomial < TDA_POLYNOMIAL_R || o->polynomial > TDA_POLYNOMIAL_T)
        FAIL(TDA_EINVAL, "%s: there is no polynomial %d", what, (int)o->polynomial);
    if (!(o->slope > 0) || isinf(o->slope))
        FAIL(TDA_EINVAL, "%s: slope %g; it is a positive number", what, o->slope);
    TRY(tdai_convention_check(ctx, o->convention, conventions, what));
    tdai_ends ends = {what, o->endless, o->low, o->high};
    TRY(tdai_ends_check(ctx, &ends, false));
    TRY(tdai_bars_of(ctx, bars, d, degree, &ends, arena));
done:
    return st;
}

double tdai_entropy(double *part, const tdai_bars *bars)
{
    double longest = 0, total = 0, sum = 0;
    for (tda_index i = 0; i < bars->size; i++)
        longest = fmax(longest, bars->death[i] - bars->birth[i]);
    for (tda_index i = 0; i < bars->size; i++)
        total += (bars->death[i] - bars->birth[i]) / longest;
    for (tda_index i = 0; i < bars->size; i++) {
        double p = (bars->death[i] - bars->birth[i]) / longest / total;
        double x = p > 0 && p < 1 ? -p * log(p) : 0;
        sum += x;
        if (part)
            part[i] = x;
    }
    return sum;
}

tda_status tda_diagram_entropy(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                               int degree, const tda_diagram_vector_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram_vector_opts o;
    tdai_bars x;
    TRY(tdai_vector_of(ctx, &o, &x, diagram, degree, opts, "entropy", 0xf, &tmp));
    bool giotto = o.convention == TDA_CONVENTION_GIOTTO;
    double sum = tdai_entropy(NULL, &x);
    *out = giotto ? (x.size ? sum / M_LN2 : -1) : sum;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* at[n], ascending, n >= 1: the value at share q, between neighbours on a line */
static double quantile(const double *at, tda_index n, double q)
{
    double place = q * (double)(n - 1), below = floor(place);
    tda_index k = (tda_index)below, next = k + 1 < n ? k + 1 : k;
    return at[k] + (at[next] - at[k]) * (place - below);
}

/* nine statistics of value[n], n >= 1 */
static tda_status describe(tda_ctx *ctx, double out[9], const double *value, tda_index n,
                           double *sorted, tda_index *order)
{
    tda_status st = TDA_OK;
    double sum = 0, squares = 0;
    TRY(tdai_argsort(ctx, order, value, n));
    for (tda_index i = 0; i < n; i++)
        sorted[i] = value[order[i]];
    double least = sorted[0];
    for (tda_index i = 0; i < n; i++)
        sum += (sorted[i] - least) / (double)n;
    for (tda_index i = 0; i < n; i++) {
        double x = sorted[i] - least - sum;
        squares += x * x / (double)n;
    }
    double low = quantile(sorted, n, 0.25), high = quantile(sorted, n, 0.75);
    double all[9] = {least + sum,
                     sqrt(squares),
                     quantile(sorted, n, 0.5),
                     high - low,
                     sorted[n - 1] - least,
                     quantile(sorted, n, 0.1),
                     low,
                     high,
                     quantile(sorted, n, 0.9)};
    for (int k = 0; k < 9; k++)
        out[k] = all[k];
done:
    return st;
}

tda_status tda_diagram_statistics(tda_ctx *ctx, double *out, const tda_diagram *diagram,
                                  int degree, const tda_diagram_vector_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram_vector_opts o;
    tdai_bars x;
    double all[TDA_DIAGRAM_STATISTICS] = {0};
    TRY(tdai_vector_of(ctx, &o, &x, diagram, degree, opts, "statistics", 0x1, &tmp));
    tda_index n = x.size, *order = ARRAY(&tmp, tda_index, n);
    double *value = ARRAY(&tmp, double, n), *sorted = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    if (n > 0) {
        TRY(describe(ctx, all, x.birth, n, sorted, order));
        TRY(describe(ctx, all + 9, x.death, n, sorted, order));
        for (tda_index i = 0; i < n; i++)
            value[i] = x.birth[i] / 2 + x.death[i] / 2;
        TRY(describe(ctx, all + 18, value, n, sorted, order));
        for (tda_index i = 0; i < n; i++)
            value[i] = x.death[i] - x.birth[i];
        TRY(describe(ctx, all + 27, value, n, sorted, order));
        all[36] = (double)n;
        all[37] = tdai_entropy(NULL, &x);
    }
    for (int k = 0; k < TDA_DIAGRAM_STATISTICS; k++)
        out[k] = all[k];
done:
    tdai_arena_free(&tmp);
    return st;
}
