/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transport_exact.c - The cheapest way to move mass, by shortest augmenting paths.
 *
 * Jonker and Volgenant's assignment with masses: columns begin with the price at which their nearest
 * row would serve them; then each row sends what it has along shortest paths, over rows that find
 * another column for what they had sent, and prices are kept so that all that is moved stays the
 * cheapest. Costs are computed as they are needed, a row at a time, so memory is linear. */
#include "multiparam/transport.h"
#include <string.h>

/* What row `row` sends to a column: lists by column. */
typedef struct flow {
    int32_t row, next; /* -1: the last */
    int64_t mass;
} flow;

typedef struct solver {
    const tdai_freight *f;
    double *v;      /* [columns] prices */
    double *open;   /* [columns] the price, or -INFINITY once its distance is settled */
    double *far;    /* [columns] shortest distance so far; settled ones +INFINITY */
    double *settle; /* [columns] distances of settled ones */
    double *cost;   /* [columns] of the row at hand */
    int32_t *from;  /* [columns] the row on the way to it */
    int32_t *via; /* [rows] the column through which a row was reached; -1: not reached */
    int32_t *done, *reached;
    tda_index dones, reacheds;
    int64_t *supply, *demand; /* what is left */
    int32_t *head;            /* [columns] */
    flow *flow;
    tda_index flows, room;
    int32_t spare; /* flows given back */
} solver;

static tda_status flow_add(solver *s, tda_index row, tda_index column, int64_t mass)
{
    for (int32_t k = s->head[column]; k >= 0; k = s->flow[k].next)
        if (s->flow[k].row == row) {
            s->flow[k].mass += mass;
            return TDA_OK;
        }
    int32_t k = s->spare;
    if (k >= 0) {
        s->spare = s->flow[k].next;
    } else {
        if (s->flows == s->room) {
            flow *more = s->room < INT32_MAX / 2
                             ? tdai_realloc(s->flow, 2 * s->room, sizeof *more)
                             : NULL;
            if (!more)
                return tdai_fail(s->f->ctx, TDA_ENOMEM,
                                 "transport: no memory for %lld "
                                 "pairs",
                                 2 * (long long)s->room);
            s->flow = more;
            s->room *= 2;
        }
        k = (int32_t)s->flows++;
    }
    s->flow[k] = (flow){(int32_t)row, s->head[column], mass};
    s->head[column] = k;
    return TDA_OK;
}

static int64_t *flow_of(const solver *s, tda_index row, tda_index column)
{
    int32_t k = s->head[column];
    while (s->flow[k].row != row)
        k = s->flow[k].next;
    return &s->flow[k].mass;
}

/* Give back the flows of a column that came to nothing. */
static void flow_sweep(solver *s, tda_index column)
{
    int32_t *at = &s->head[column];
    while (*at >= 0) {
        int32_t k = *at;
        if (s->flow[k].mass > 0) {
            at = &s->flow[k].next;
            continue;
        }
        *at = s->flow[k].next;
        s->flow[k].next = s->spare;
        s->spare = k;
    }
}

/* Rows and columns as long as each column's nearest row has something left. */
static tda_status begin(solver *s)
{
    tda_status st = TDA_OK;
    const tdai_freight *f = s->f;
    for (tda_index j = 0; j < f->columns; j++)
        s->v[j] = INFINITY;
    for (tda_index i = 0; i < f->rows; i++) {
        TRY(tdai_poll(f->ctx, "transport", i, 2 * f->rows));
        tdai_freight_costs(f, i, s->cost);
        for (tda_index j = 0; j < f->columns; j++)
            if (s->cost[j] < s->v[j]) {
                s->v[j] = s->cost[j];
                s->from[j] = (int32_t)i;
            }
    }
    for (tda_index j = 0; j < f->columns; j++) {
        tda_index i = s->from[j];
        int64_t mass = s->supply[i] < s->demand[j] ? s->supply[i] : s->demand[j];
        if (mass == 0)
            continue;
        TRY(flow_add(s, i, j, mass));
        s->supply[i] -= mass;
        s->demand[j] -= mass;
    }
done:
    return st;
}

/* Go on from row i, itself at distance h less its price. */
static void reach(solver *s, tda_index i, double base)
{
    tda_index n = s->f->columns;
    const double *cost = s->cost, *open = s->open;
    double *far = s->far;
    tdai_freight_costs(s->f, i, s->cost);
    for (tda_index j = 0; j < n; j++) {
        double d = base + (cost[j] - open[j]); /* of settled ones infinite */
        if (d < far[j]) {
            far[j] = d;
            s->from[j] = (int32_t)i;
        }
    }
}

static tda_index nearest(const solver *s)
{
    tda_index best = 0;
    double least = s->far[0];
    for (tda_index j = 1; j < s->f->columns; j++)
        if (s->far[j] < least) {
            least = s->far[j];
            best = j;
        }
    return best;
}

/* Send what goes along the path that ends at column j. */
static tda_status augment(solver *s, tda_index source, tda_index end)
{
    tda_status st = TDA_OK;
    int64_t mass =
        s->demand[end] < s->supply[source] ? s->demand[end] : s->supply[source];
    for (tda_index j = end; s->from[j] != source;) {
        tda_index i = s->from[j];
        j = s->via[i];
        int64_t here = *flow_of(s, i, j);
        mass = here < mass ? here : mass;
    }
    for (tda_index j = end;;) {
        tda_index i = s->from[j];
        TRY(flow_add(s, i, j, mass));
        if (i == source)
            break;
        j = s->via[i];
        *flow_of(s, i, j) -= mass;
        flow_sweep(s, j);
    }
    s->demand[end] -= mass;
    s->supply[source] -= mass;
done:
    return st;
}

static tda_status search(solver *s, tda_index source)
{
    const tdai_freight *f = s->f;
    tda_index end;
    double h;
    s->dones = s->reacheds = 0;
    for (tda_index j = 0; j < f->columns; j++) {
        s->far[j] = INFINITY;
        s->open[j] = s->v[j];
    }
    s->via[source] = INT32_MAX; /* reached, through no column */
    s->reached[s->reacheds++] = (int32_t)source;
    reach(s, source, 0);
    for (;;) {
        end = nearest(s);
        h = s->far[end];
        if (s->demand[end] > 0)
            break;
        s->settle[end] = h;
        s->done[s->dones++] = (int32_t)end;
        s->far[end] = INFINITY;
        s->open[end] = -INFINITY;
        for (int32_t k = s->head[end]; k >= 0; k = s->flow[k].next) {
            int32_t i = s->flow[k].row;
            if (s->via[i] >= 0)
                continue;
            s->via[i] = (int32_t)end;
            s->reached[s->reacheds++] = i;
            reach(s, i, h - (tdai_freight_cost(f, i, end) - s->v[end]));
        }
    }
    for (tda_index k = 0; k < s->dones; k++)
        s->v[s->done[k]] += s->settle[s->done[k]] - h;
    tda_status st = augment(s, source, end);
    for (tda_index k = 0; k < s->reacheds; k++)
        s->via[s->reached[k]] = -1;
    return st;
}

/* Add up, and list, what is moved. */
static tda_status collect(const solver *s, double *cost, tdai_shipments *plan)
{
    tda_status st = TDA_OK;
    const tdai_freight *f = s->f;
    for (tda_index j = 0; j < f->columns; j++)
        for (int32_t k = s->head[j]; k >= 0; k = s->flow[k].next) {
            tda_index i = s->flow[k].row;
            double length = tdai_freight_cost(f, i, j);
            *cost += (double)s->flow[k].mass * length;
            if (plan)
                TRY(tdai_shipments_add(f->ctx, plan, f->row_id[i], f->column_id[j],
                                       s->flow[k].mass, length));
        }
done:
    return st;
}

tda_status tdai_freight_exact(const tdai_freight *f, double *cost, tdai_shipments *plan)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = f->ctx;
    tdai_arena tmp = {0};
    double sum = 0;
    tda_index n = f->columns;
    solver s = {.f = f, .spare = -1, .room = f->rows + n + 8};
    if (f->rows >= INT32_MAX / 4 || n >= INT32_MAX / 4)
        FAIL(TDA_ELIMIT, "transport: %lld atoms are too many", (long long)f->rows + n);
    s.v = ARRAY(&tmp, double, n);
    s.open = ARRAY(&tmp, double, n);
    s.far = ARRAY(&tmp, double, n);
    s.settle = ARRAY(&tmp, double, n);
    s.cost = ARRAY(&tmp, double, n);
    s.from = ARRAY(&tmp, int32_t, n);
    s.done = ARRAY(&tmp, int32_t, n);
    s.head = ARRAY(&tmp, int32_t, n);
    s.demand = ARRAY(&tmp, int64_t, n);
    s.supply = ARRAY(&tmp, int64_t, f->rows);
    s.via = ARRAY(&tmp, int32_t, f->rows);
    s.reached = ARRAY(&tmp, int32_t, f->rows);
    TRY(tdai_arena_status(ctx, &tmp));
    s.flow = tdai_alloc(s.room, sizeof *s.flow);
    if (!s.flow)
        FAIL(TDA_ENOMEM, "transport: no memory for %lld pairs", (long long)s.room);
    memcpy(s.supply, f->supply, (size_t)f->rows * sizeof *s.supply);
    memcpy(s.demand, f->demand, (size_t)n * sizeof *s.demand);
    memset(s.head, -1, (size_t)n * sizeof *s.head);
    memset(s.via, -1, (size_t)f->rows * sizeof *s.via);
    TRY(begin(&s));
    for (tda_index i = 0; i < f->rows; i++)
        while (s.supply[i] > 0) {
            TRY(tdai_poll(ctx, "transport", f->rows + i, 2 * f->rows));
            TRY(search(&s, i));
        }
    TRY(collect(&s, &sum, plan));
    *cost += sum;
done:
    tdai_free(s.flow);
    tdai_arena_free(&tmp);
    return st;
}
