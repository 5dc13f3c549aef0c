/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dense.c - Matrices of distances from binary files, checked entry by entry.
 *
 * A matrix that is not symmetric, or a point at a distance from itself, is refused rather than
 * half read: which half was meant is not ours to say. */
#include "io/private.h"
#include <math.h>

tda_index tdai_triangle_side(tda_index m)
{
    if (m < 0 || m > INT64_MAX / 16)
        return -1;
    tda_index n = (tda_index)((1 + sqrt(1 + 8 * (double)m)) / 2);
    while (n * (n - 1) / 2 > m)
        n--;
    while ((n + 1) * n / 2 <= m)
        n++;
    return n * (n - 1) / 2 == m ? n : -1;
}

tda_status tdai_dense_alloc(tda_ctx *ctx, double **lower, tda_index n, const char *name)
{
    tda_status st = TDA_OK;
    tda_index pairs = n > 1 ? n * (n - 1) / 2 : 1;
    TRY(tdai_budget(ctx, pairs > INT64_MAX / 8 ? -1 : 8 * pairs, name));
    *lower = tdai_alloc(pairs, sizeof **lower);
    if (!*lower)
        FAIL(TDA_ENOMEM, "%s: no memory for the distances of %lld points", name,
             (long long)n);
done:
    return st;
}

void tdai_input_dense(tda_input *in, double **lower, tda_index n)
{
    in->distances = (tda_distances){.size = n, .lower = *lower, .own = *lower};
    in->kind = TDA_KIND_DISTANCES;
    *lower = NULL;
}

static tda_status check(tda_ctx *ctx, const char *name, double value, tda_index i,
                        tda_index j)
{
    if (value >= 0)
        return TDA_OK;
    return tdai_fail(ctx, TDA_EFORMAT,
                     "%s: the distance of points %lld and %lld is %s; %s", name,
                     (long long)i, (long long)j, tdai_digits_of(value).text,
                     isnan(value) ? "write inf for points that are never joined"
                                  : "distances start at 0");
}

tda_status tdai_births_alloc(tda_ctx *ctx, tda_input *in, double **at, tda_index n,
                             const char *name)
{
    tda_status st = TDA_OK;
    double *birth = tdai_alloc(n, sizeof *birth);
    if (!birth)
        FAIL(TDA_ENOMEM, "%s: no memory for the births of %lld points", name,
             (long long)n);
    in->function = (tda_cloud){n, 1, birth, birth};
    *at = birth;
done:
    return st;
}

tda_status tdai_dense_square(tda_ctx *ctx, tda_input *in, const char *name,
                             const tdai_column *c, tda_index n, bool diagonal)
{
    tda_status st = TDA_OK;
    double *lower = NULL, *birth = NULL;
    TRY(tdai_dense_alloc(ctx, &lower, n, name));
    if (diagonal)
        TRY(tdai_births_alloc(ctx, in, &birth, n, name));
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "reading", i, n));
        double self = tdai_column_get(c, i * n + i);
        if (diagonal && !isfinite(self))
            FAIL(TDA_EFORMAT, "%s: the birth of point %lld is %s, not finite", name,
                 (long long)i, tdai_digits_of(self).text);
        if (diagonal)
            birth[i] = self;
        if (!diagonal && self != 0)
            FAIL(TDA_EFORMAT,
                 "%s: the distance of point %lld from itself is %s, not 0; clear the "
                 "diagonal",
                 name, (long long)i, tdai_digits_of(self).text);
        for (tda_index j = 0; j < i; j++) {
            double d = tdai_column_get(c, i * n + j), e = tdai_column_get(c, j * n + i);
            TRY(check(ctx, name, d, i, j));
            TRY(check(ctx, name, e, j, i));
            if (d != e)
                FAIL(TDA_EFORMAT,
                     "%s: the distance of points %lld and %lld is %s, and back it is %s; "
                     "make "
                     "the matrix symmetric",
                     name, (long long)i, (long long)j, tdai_digits_of(d).text,
                     tdai_digits_of(e).text);
            lower[i * (i - 1) / 2 + j] = d + 0.0;
        }
    }
    tdai_input_dense(in, &lower, n);
done:
    tdai_free(lower);
    return st;
}

tda_status tdai_dense_triangle(tda_ctx *ctx, tda_input *in, const char *name,
                               const tdai_column *c, bool upper)
{
    tda_status st = TDA_OK;
    double *lower = NULL;
    tda_index n = c->size ? tdai_triangle_side(c->size) : -1;
    if (n < 0)
        FAIL(TDA_EFORMAT,
             "%s: %lld numbers are not the pairs of any number of points: n points have "
             "n (n - 1) "
             "/ 2",
             name, (long long)c->size);
    TRY(tdai_dense_alloc(ctx, &lower, n, name));
    tda_index k = 0;
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "reading", k, c->size));
        for (tda_index j = upper ? i + 1 : 0; j < (upper ? n : i); j++, k++) {
            double d = tdai_column_get(c, k);
            TRY(check(ctx, name, d, i, j));
            lower[upper ? j * (j - 1) / 2 + i : k] = d + 0.0;
        }
    }
    tdai_input_dense(in, &lower, n);
done:
    tdai_free(lower);
    return st;
}
