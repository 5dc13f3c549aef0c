/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance_auction.c - A matching whose cost is proved to be near the least, by an auction.
 *
 * Every bar has a twin on the diagonal. Bidders are the bars of a and the twins of those of b; what
 * they bid for are the bars of b and the twins of those of a. A bar of a takes a bar of b or its
 * own twin; a twin of b takes its own bar, or any twin of a, which costs nothing. A bidder takes
 * what is cheapest for it at the prices of the moment and raises its price by what makes it
 * indifferent to the second choice, and by epsilon more; whoever had it before bids again. When all
 * are settled each pays at most epsilon more than it could. Then epsilon is divided and all bid
 * again at the prices there are, so that few of the bids are small steps.
 *
 * What is relied on is not epsilon but the prices: no matching costs less than the sum of what
 * each bidder pays at least, less all prices, whatever they are (the dual of the linear program).
 * This is added up from the graph and the prices alone, less what rounding may have done to the sum,
 * and compared with what the matching costs. Where that would take longer than it is worth, the
 * exact method is left to do it. */
#include "persistence/distance_graph.h"
#include <float.h>
#include <string.h>

/* How often epsilon is divided at most and by how much; how often an edge may be looked at on
 * average, in all. */
enum { ROUNDS = 24, DIVISOR = 5, TURNS = 400 };

typedef struct auction {
    const tdai_match_graph *g;
    tda_index n, m,
        all;           /* bars of a, of b, and of both: bidders, and what they bid for */
    double *price;     /* [all] of the bars of b, then of the twins of a */
    double *level;     /* [m] what a bar of b costs as far as its price and twin go */
    int32_t *has;      /* [all] what the bars of a, then the twins of b, have */
    int32_t *owner;    /* [all] who has it, -1: nobody */
    int32_t *waiting;  /* [all] bidders to come, a stack */
    int32_t *cheapest; /* [2 leaves] a tree of twins of a by price; n: none */
    tda_index leaves;
    double most_cost;
    tda_index steps, most;
} auction;

typedef struct choice {
    double best, second;
    tda_index to;
} choice;

static void offer(choice *c, double pay, tda_index to)
{
    if (pay < c->best) {
        c->second = c->best;
        c->best = pay;
        c->to = to;
    } else if (pay < c->second) {
        c->second = pay;
    }
}

static double twin_price(const auction *x, tda_index i)
{
    return i < x->n ? x->price[x->m + i] : (double)INFINITY;
}

static int32_t cheaper(const auction *x, int32_t i, int32_t k)
{
    double p = twin_price(x, i), q = twin_price(x, k);
    return p < q || (p == q && i < k) ? i : k;
}

/* Twin i of a has a new price. */
static void climb(auction *x, tda_index i)
{
    for (tda_index v = (x->leaves + i) / 2; v > 0; v /= 2)
        x->cheapest[v] = cheaper(x, x->cheapest[2 * v], x->cheapest[2 * v + 1]);
}

static void plant(auction *x)
{
    for (tda_index k = 0; k < x->leaves; k++)
        x->cheapest[x->leaves + k] = (int32_t)(k < x->n ? k : x->n);
    for (tda_index v = x->leaves - 1; v > 0; v--)
        x->cheapest[v] = cheaper(x, x->cheapest[2 * v], x->cheapest[2 * v + 1]);
}

/* What bidder k can choose from: the two cheapest. */
static choice choose(const auction *x, tda_index k)
{
    const tdai_match_graph *g = x->g;
    choice c = {INFINITY, INFINITY, -1};
    if (k < x->n) {
        offer(&c, g->da[k] + x->price[x->m + k], x->m + k);
        for (tda_index e = g->start[k]; e < g->start[k + 1]; e++)
            offer(&c, g->weight[e] + x->level[g->to[e]], g->to[e]);
        return c;
    }
    tda_index j = k - x->n;
    offer(&c, x->level[j], j);
    int32_t first = x->cheapest[1], next = (int32_t)x->n;
    if (first == x->n)
        return c;
    offer(&c, twin_price(x, first), x->m + first);
    for (tda_index v = x->leaves + first; v > 1; v /= 2)
        next = cheaper(x, next, x->cheapest[v ^ 1]);
    if (next < x->n)
        offer(&c, twin_price(x, next), x->m + next);
    return c;
}

/* Bidder k takes its choice; gives who is pushed out, or -1. */
static tda_index bid(auction *x, tda_index k, double epsilon)
{
    choice c = choose(x, k);
    tda_index before = x->owner[c.to];
    double rise = isinf(c.second) ? x->most_cost : c.second - c.best;
    x->price[c.to] += rise + epsilon;
    if (c.to < x->m)
        x->level[c.to] = x->g->db[c.to] + x->price[c.to];
    else
        climb(x, c.to - x->m);
    x->owner[c.to] = (int32_t)k;
    x->has[k] = (int32_t)c.to;
    x->steps += k < x->n ? x->g->start[k + 1] - x->g->start[k] + 1 : 16;
    return before;
}

/* All bid anew at the prices there are. *settled: has everyone got something? */
static tda_status hold(auction *x, double epsilon, bool *settled)
{
    tda_status st = TDA_OK;
    tda_index waiting = x->all, bids = 0;
    memset(x->owner, -1, (size_t)x->all * sizeof *x->owner);
    for (tda_index k = 0; k < x->all; k++)
        x->waiting[k] = (int32_t)(x->all - 1 - k);
    while (waiting > 0 && x->steps < x->most) {
        if (bids++ % 64 == 0)
            TRY(tdai_poll(x->g->z->ctx, "matching", x->all - waiting, x->all));
        tda_index out = bid(x, x->waiting[--waiting], epsilon);
        if (out >= 0)
            x->waiting[waiting++] = (int32_t)out;
    }
    *settled = waiting == 0;
done:
    return st;
}

/* What the bars pay that have been matched, prices aside. */
static double cost_of(const auction *x)
{
    const tdai_match_graph *g = x->g;
    double cost = 0;
    for (tda_index i = 0; i < x->n; i++)
        if (x->has[i] >= x->m)
            cost += g->da[i];
        else
            for (tda_index e = g->start[i]; e < g->start[i + 1]; e++)
                if (g->to[e] == x->has[i])
                    cost += g->weight[e] + g->db[g->to[e]];
    for (tda_index j = 0; j < x->m; j++)
        cost += x->has[x->n + j] < x->m ? g->db[j] : 0;
    return cost;
}

/* What no matching can go below, by the prices. */
static double bound_of(const auction *x)
{
    double sum = 0, size = 0;
    for (tda_index k = 0; k < x->all; k++) {
        double least = choose(x, k).best;
        sum += least - x->price[k];
        size += fabs(least) + x->price[k];
    }
    return sum - 4 * DBL_EPSILON * (double)(x->all + 1) * size;
}

static tda_status allocate(auction *x, tdai_arena *tmp)
{
    for (x->leaves = 2; x->leaves < x->n;)
        x->leaves *= 2;
    x->price = ZEROS(tmp, double, x->all);
    x->level = ARRAY(tmp, double, x->m);
    x->has = ARRAY(tmp, int32_t, x->all);
    x->owner = ARRAY(tmp, int32_t, x->all);
    x->waiting = ARRAY(tmp, int32_t, x->all);
    x->cheapest = ARRAY(tmp, int32_t, 2 * x->leaves);
    return tdai_arena_status(x->g->z->ctx, tmp);
}

tda_status tdai_match_auction(const tdai_match_graph *g, tda_index *mate, bool *proved,
                              tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    const tdai_pair_of_dots *z = g->z;
    auction x = {.g = g, .n = z->a.size, .m = z->b.size, .all = z->a.size + z->b.size};
    double factor = tdai_power(1 + z->gap, z->order) * (1 - 1e-12);
    bool settled = true;
    *proved = false;
    for (tda_index i = 0; i < x.n; i++)
        x.most_cost = fmax(x.most_cost, g->da[i]);
    for (tda_index j = 0; j < x.m; j++)
        x.most_cost = fmax(x.most_cost, g->db[j]);
    if (!(factor > 1) || x.most_cost == 0 || x.all > INT32_MAX)
        goto done;
    TRY(allocate(&x, tmp));
    plant(&x);
    memcpy(x.level, g->db, (size_t)x.m * sizeof *x.level);
    x.most = TURNS * (g->start[x.n] + x.all);
    double epsilon = x.most_cost / 4;
    for (int k = 0; k < ROUNDS && settled && !*proved; k++, epsilon /= DIVISOR) {
        TRY(hold(&x, epsilon, &settled));
        *proved = settled && cost_of(&x) <= factor * bound_of(&x);
    }
    for (tda_index i = 0; i < x.n && *proved; i++)
        mate[i] = x.has[i] < x.m ? x.has[i] : -1;
    tdai_work(z->ctx, TDA_WORK_LINKS, x.steps);
done:
    return st;
}
