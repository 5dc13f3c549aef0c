/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance_bottleneck.c - Matchings whose longest edge is as short as possible.
 *
 * Is there a matching with edges of at most t? Dots within t of the diagonal can go there, so
 * only the others, the high ones, must find a partner. By Mendelsohn and Dulmage's theorem the
 * two sides can be asked apart: if the high dots of a can be matched into b, and those of b into
 * a, then one matching covers both. Long bars are few, and so each question is cheap; partners
 * are found in a k-d tree from which dots vanish as a search visits them.
 *
 * The answer is one of the distances as they are computed, so halving the range of doubles, as
 * integers, finds it exactly; every matching found lowers the upper end to its longest edge. */
#include "persistence/distance.h"
#include <string.h>

/* One side's question: match the high dots of `from` into `into`. */
typedef struct side {
    const tdai_dots *from, *into;
    tdai_near near;      /* of into */
    double *height;      /* [from] */
    tda_index *to;       /* [from] partner now, -1: none */
    tda_index *back;     /* [into] */
    tda_index *best;     /* [from] of the last matching that covered all */
    tda_index *path;     /* [from] the dots of from on the way of a search */
    tda_index *path_hit; /* [from] and what each of them came upon */
} side;

typedef struct search {
    tda_ctx *ctx;
    double norm;
    side side[2]; /* of a into b, of b into a */
} search;

static double length(const search *s, const side *x, tda_index i, tda_index j)
{
    return tdai_ground(fabs(x->from->birth[i] - x->into->birth[j]),
                       fabs(x->from->death[i] - x->into->death[j]), s->norm);
}

/* Find a partner for i, others making room: depth first. */
static bool augment(side *x, tda_index start, double t)
{
    tda_index depth = 0;
    x->path[0] = start;
    while (depth >= 0) {
        tda_index i = x->path[depth];
        tda_index j = tdai_near_find(&x->near, x->from->birth[i], x->from->death[i], t);
        if (j < 0) {
            depth--;
            continue;
        }
        tdai_near_take(&x->near, j);
        x->path_hit[depth] = j;
        if (x->back[j] >= 0) {
            x->path[++depth] = x->back[j];
            continue;
        }
        for (; depth >= 0; depth--) {
            x->to[x->path[depth]] = x->path_hit[depth];
            x->back[x->path_hit[depth]] = x->path[depth];
        }
        return true;
    }
    return false;
}

/* Start from what is left of the best matching so far, then search in passes: within one, a dot
 * that led nowhere is not visited again. *covered := are all high dots matched? */
static tda_status cover(search *s, side *x, double t, bool *covered)
{
    tda_status st = TDA_OK;
    tda_index left = 0;
    memset(x->back, -1, (size_t)x->into->size * sizeof *x->back);
    for (tda_index i = 0; i < x->from->size; i++) {
        tda_index j = x->best[i];
        bool keep = j >= 0 && x->height[i] > t && length(s, x, i, j) <= t;
        x->to[i] = keep ? j : -1;
        if (keep)
            x->back[j] = i;
        left += x->height[i] > t && !keep;
    }
    for (bool more = true; left > 0 && more;) {
        bool fresh = true;
        more = false;
        tdai_near_fill(&x->near);
        for (tda_index i = 0; i < x->from->size; i++) {
            if (x->height[i] <= t || x->to[i] >= 0)
                continue;
            TRY(tdai_poll(s->ctx, "bottleneck", i, x->from->size));
            bool found = augment(x, i, t);
            if (!found && fresh)
                goto done; /* all were there to be tried */
            fresh = false;
            more |= found;
            left -= found;
        }
    }
done:
    *covered = left == 0;
    return st;
}

/* The longest edge of the matchings that were found at t; dots of height t and less go to the
 * diagonal unless they are somebody's partner. */
static double longest(const search *s, double t)
{
    double most = 0;
    for (int k = 0; k < 2; k++) {
        const side *x = &s->side[k];
        for (tda_index i = 0; i < x->from->size; i++)
            if (x->height[i] <= t)
                most = fmax(most, x->height[i]);
            else
                most = fmax(most, length(s, x, i, x->to[i]));
    }
    return most;
}

static tda_status possible(search *s, double t, bool *answer)
{
    tda_status st = TDA_OK;
    *answer = true;
    for (int k = 0; k < 2 && *answer; k++)
        TRY(cover(s, &s->side[k], t, answer));
    for (int k = 0; k < 2 && *answer; k++)
        memcpy(s->side[k].best, s->side[k].to,
               (size_t)s->side[k].from->size * sizeof(tda_index));
done:
    return st;
}

/* Doubles from 0 on have the order of their bits. */
static uint64_t bits(double x)
{
    uint64_t b;
    memcpy(&b, &x, sizeof b);
    return b;
}

static double of_bits(uint64_t b)
{
    double x;
    memcpy(&x, &b, sizeof x);
    return x;
}

static tda_status new_side(search *s, side *x, const tdai_dots *from,
                           const tdai_dots *into, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    *x = (side){.from = from, .into = into};
    TRY(tdai_near_new(s->ctx, &x->near, into, s->norm, tmp));
    x->height = ARRAY(tmp, double, from->size);
    x->to = ARRAY(tmp, tda_index, from->size);
    x->best = ARRAY(tmp, tda_index, from->size);
    x->path = ARRAY(tmp, tda_index, from->size + 1);
    x->path_hit = ARRAY(tmp, tda_index, from->size + 1);
    x->back = ARRAY(tmp, tda_index, into->size);
    TRY(tdai_arena_status(s->ctx, tmp));
    for (tda_index i = 0; i < from->size; i++) {
        x->height[i] = tdai_dot_height(from, i, s->norm);
        x->best[i] = -1;
    }
done:
    return st;
}

/* One matching of the two: give each high dot of b that has none its partner on b's side, whose
 * partner until then looks for another in the same way if it is high. */
static void merge(search *s, double t, tda_index *mate)
{
    side *a = &s->side[0], *b = &s->side[1];
    memset(a->back, -1, (size_t)b->from->size * sizeof *a->back);
    for (tda_index i = 0; i < a->from->size; i++) {
        mate[i] = a->best[i];
        if (mate[i] >= 0)
            a->back[mate[i]] = i;
    }
    for (tda_index j = 0; j < b->from->size; j++) {
        tda_index k = j;
        while (k >= 0 && b->height[k] > t && a->back[k] < 0) {
            tda_index i = b->best[k], loser = mate[i];
            mate[i] = k;
            a->back[k] = i;
            if (loser >= 0)
                a->back[loser] = -1;
            k = loser;
        }
    }
}

tda_status tdai_match_bottleneck(const tdai_pair_of_dots *z, tda_index *mate)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    search s = {.ctx = z->ctx, .norm = z->norm};
    double hi = 0, lo = 0;
    bool answer;
    TRY(new_side(&s, &s.side[0], &z->a, &z->b, &tmp));
    TRY(new_side(&s, &s.side[1], &z->b, &z->a, &tmp));
    for (int k = 0; k < 2; k++)
        for (tda_index i = 0; i < s.side[k].from->size; i++)
            hi = fmax(hi, s.side[k].height[i]); /* all to the diagonal */
    if (hi > 0) {
        TRY(possible(&s, 0, &answer));
        hi = answer ? 0 : hi;
    }
    while (bits(hi) > bits(lo) + 1 && hi > lo * (1 + z->gap)) {
        double t = of_bits(bits(lo) + (bits(hi) - bits(lo)) / 2);
        TRY(possible(&s, t, &answer));
        if (answer)
            hi = longest(&s, t);
        else
            lo = t;
    }
    merge(&s, hi, mate);
done:
    tdai_arena_free(&tmp);
    return st;
}
