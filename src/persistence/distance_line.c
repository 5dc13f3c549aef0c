/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance_line.c - The least matching of bars that are all born together, or all die together.
 *
 * Degree 0 of most filtrations is like that: only the other end counts. On a line a convex cost
 * is never raised by uncrossing two pairs, so some least matching keeps the order, and the bars
 * can be gone through from the shortest on: the next of a or the next of b goes to the diagonal,
 * or the two are matched. The decisions are kept in two bits each, to be read backwards. */
#include "persistence/distance.h"

enum { TO_B = 0, A_OUT = 1, B_OUT = 2 };

static bool constant(const double *a, tda_index n, const double *b, tda_index m)
{
    for (tda_index i = 0; i < n; i++)
        if (a[i] != a[0])
            return false;
    for (tda_index j = 0; j < m; j++)
        if (b[j] != a[0])
            return false;
    return true;
}

bool tdai_on_a_line(const tdai_pair_of_dots *z)
{
    const tdai_dots *a = &z->a, *b = &z->b;
    return a->size > 0 && b->size > 0 &&
           (constant(a->birth, a->size, b->birth, b->size) ||
            constant(a->death, a->size, b->death, b->size));
}

/* order := dots from the lowest to the highest; cost[k] := to the diagonal, of order[k]. */
static tda_status climb(const tdai_pair_of_dots *z, const tdai_dots *dots,
                        tda_index *order, double *cost, double top)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < dots->size; i++)
        cost[i] = dots->death[i] - dots->birth[i];
    TRY(tdai_argsort(z->ctx, order, cost, dots->size));
    for (tda_index k = 0; k < dots->size; k++)
        cost[k] = tdai_power(tdai_dot_height(dots, order[k], z->norm) / top, z->order);
done:
    return st;
}

static double highest(const tdai_pair_of_dots *z)
{
    double top = 0;
    for (tda_index i = 0; i < z->a.size; i++)
        top = fmax(top, tdai_dot_height(&z->a, i, z->norm));
    for (tda_index j = 0; j < z->b.size; j++)
        top = fmax(top, tdai_dot_height(&z->b, j, z->norm));
    return top > 0 ? top : 1;
}

tda_status tdai_match_line(const tdai_pair_of_dots *z, tda_index *mate)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = z->ctx;
    tdai_arena tmp = {0};
    tda_index n = z->a.size, m = z->b.size, row = m / 4 + 1, cells;
    if (__builtin_mul_overflow(n + 1, row, &cells))
        cells = -1;
    TRY(tdai_budget(ctx, cells, "matching of bars that are born together"));
    uint8_t *choice = ARRAY(&tmp, uint8_t, cells);
    tda_index *oa = ARRAY(&tmp, tda_index, n), *ob = ARRAY(&tmp, tda_index, m);
    double *ca = ARRAY(&tmp, double, n), *cb = ARRAY(&tmp, double, m);
    double *least = ARRAY(&tmp, double, m + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    double top = highest(z);
    TRY(climb(z, &z->a, oa, ca, top));
    TRY(climb(z, &z->b, ob, cb, top));

    least[0] = 0;
    for (tda_index j = 0; j < m; j++)
        least[j + 1] = least[j] + cb[j];
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "matching", i, n));
        uint8_t *c = choice + i * row, four = 0;
        double corner = least[0], birth = z->a.birth[oa[i]], death = z->a.death[oa[i]];
        least[0] += ca[i];
        for (tda_index j = 0; j < m; j++) {
            double gap =
                fabs(birth - z->b.birth[ob[j]]) + fabs(death - z->b.death[ob[j]]);
            double both = corner + tdai_power(gap / top, z->order);
            double a_out = least[j + 1] + ca[i], b_out = least[j] + cb[j];
            corner = least[j + 1];
            int how = both <= a_out && both <= b_out ? TO_B
                      : a_out <= b_out               ? A_OUT
                                                     : B_OUT;
            least[j + 1] = how == TO_B ? both : how == A_OUT ? a_out : b_out;
            four = (uint8_t)(four | how << 2 * (j % 4));
            if (j % 4 == 3 || j + 1 == m) {
                c[j / 4] = four;
                four = 0;
            }
        }
    }
    for (tda_index i = 0; i < n; i++)
        mate[i] = -1;
    for (tda_index i = n, j = m; i > 0 && j > 0;) {
        int how = choice[(i - 1) * row + (j - 1) / 4] >> 2 * ((j - 1) % 4) & 3;
        if (how == TO_B)
            mate[oa[i - 1]] = ob[j - 1];
        i -= how != B_OUT;
        j -= how != A_OUT;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}
