/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transport.c - The Kantorovich norm of a difference of measures: the least work of moving what is
 * positive in it onto what is negative.
 *
 * Mass that both measures have at a point can stay there, for the ground distance is a metric; so
 * the problem is one of the difference alone. Points with coordinates of -INFINITY are finitely far
 * only from those with the same: each such set of coordinates is a problem of its own, in the
 * coordinates that are left. */
#include "multiparam/transport.h"
#include <string.h>

void tdai_freight_costs(const tdai_freight *f, tda_index i, double *cost)
{
    tda_index n = f->columns;
    memset(cost, 0, (size_t)n * sizeof *cost);
    for (int k = 0; k < f->params; k++) {
        double x = f->x[k * f->rows + i];
        const double *y = f->y + k * n;
        if (f->norm == 1)
            for (tda_index j = 0; j < n; j++)
                cost[j] += fabs(x - y[j]);
        else if (f->norm == 2)
            for (tda_index j = 0; j < n; j++)
                cost[j] += (x - y[j]) * (x - y[j]);
        else
            for (tda_index j = 0; j < n; j++) {
                double d = fabs(x - y[j]);
                cost[j] = d > cost[j] ? d : cost[j];
            }
    }
    if (f->norm == 2)
        for (tda_index j = 0; j < n; j++)
            cost[j] = sqrt(cost[j]);
}

void tdai_shipments_free(tdai_shipments *s)
{
    tdai_free(s->from);
    tdai_free(s->to);
    tdai_free(s->mass);
    tdai_free(s->length);
    *s = (tdai_shipments){0};
}

static bool grow(void **block, tda_index room, size_t size)
{
    void *more = tdai_realloc(*block, room, size);
    if (more)
        *block = more;
    return more != NULL;
}

tda_status tdai_shipments_add(tda_ctx *ctx, tdai_shipments *s, tda_index from,
                              tda_index to, int64_t mass, double length)
{
    if (s->size == s->room) {
        tda_index room = 2 * s->room + 64;
        if (!grow((void **)&s->from, room, sizeof *s->from) ||
            !grow((void **)&s->to, room, sizeof *s->to) ||
            !grow((void **)&s->mass, room, sizeof *s->mass) ||
            !grow((void **)&s->length, room, sizeof *s->length))
            return tdai_fail(ctx, TDA_ENOMEM, "transport: no memory for %lld pairs",
                             (long long)room);
        s->room = room;
    }
    s->from[s->size] = from;
    s->to[s->size] = to;
    s->mass[s->size] = mass;
    s->length[s->size++] = length;
    return TDA_OK;
}

/* The difference, sorted into problems. */
typedef struct problems {
    tda_ctx *ctx;
    const tda_measure *m;
    const tda_transport_opts *o;
    double cost;
    tdai_shipments *plan; /* NULL: not wanted */
} problems;

/* Do two points have -INFINITY in the same places? */
static bool together(const tda_measure *m, tda_index i, tda_index j)
{
    for (int k = 0; k < m->params; k++)
        if (isinf(m->at[i * m->params + k]) != isinf(m->at[j * m->params + k]))
            return false;
    return true;
}

/* Fill one side with the points of id [n]. */
static void side(const tda_measure *m, tda_index n, const tda_index *id, double *x,
                 int64_t *mass, tda_index first)
{
    int used = 0;
    for (int k = 0; k < m->params; k++) {
        if (isinf(m->at[first * m->params + k]))
            continue;
        for (tda_index i = 0; i < n; i++)
            x[used * n + i] = m->at[id[i] * m->params + k];
        used++;
    }
    for (tda_index i = 0; i < n; i++)
        mass[i] = m->weight[id[i]] < 0 ? -m->weight[id[i]] : m->weight[id[i]];
}

/* Solve the points of id, `rows` positive ones and then `columns` negative ones. */
static tda_status solve(problems *p, const tda_index *id, tda_index rows,
                        tda_index columns)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = p->ctx;
    tdai_arena tmp = {0};
    const tda_measure *m = p->m;
    double *x = ARRAY(&tmp, double, (rows + columns) * m->params);
    int64_t *mass = ARRAY(&tmp, int64_t, rows + columns);
    TRY(tdai_arena_status(ctx, &tmp));
    tdai_freight f = {.ctx = ctx, .norm = p->o->norm, .rows = rows, .columns = columns};
    for (int k = 0; k < m->params; k++)
        f.params += !isinf(m->at[id[0] * m->params + k]);
    f.x = x;
    f.y = x + rows * f.params;
    f.supply = mass;
    f.demand = mass + rows;
    f.row_id = id;
    f.column_id = id + rows;
    side(m, rows, id, x, mass, id[0]);
    side(m, columns, id + rows, x + rows * f.params, mass + rows, id[0]);
    TRY(tdai_freight_exact(&f, &p->cost, p->plan));
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status solve_all(problems *p)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = p->ctx;
    tdai_arena tmp = {0};
    const tda_measure *m = p->m;
    tda_index *id = ARRAY(&tmp, tda_index, m->size);
    bool *taken = ZEROS(&tmp, bool, m->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index first = 0; first < m->size; first++) {
        tda_index rows = 0, n = 0;
        double mass = 0;
        if (taken[first])
            continue;
        for (int sign = 0; sign < 2; sign++) {
            for (tda_index i = first; i < m->size; i++)
                if (!taken[i] && (m->weight[i] < 0) == sign && together(m, first, i)) {
                    taken[i] = true;
                    id[n++] = i;
                    mass += (double)m->weight[i];
                }
            rows = sign ? rows : n;
        }
        if (mass != 0) {
            p->cost = INFINITY;
            goto done;
        }
        TRY(solve(p, id, rows, n - rows));
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status check(tda_ctx *ctx, const tda_transport_opts *o, const tda_measure *m)
{
    tda_status st = TDA_OK;
    const int64_t most = (int64_t)1 << 53;
    int64_t sum = 0;
    if (o->norm != 1 && o->norm != 2 && o->norm != (double)INFINITY)
        FAIL(TDA_EINVAL, "transport: ground norm %g; it is 1, 2 or infinity", o->norm);
    for (tda_index i = 0; i < m->size; i++) {
        int64_t w = m->weight[i];
        if (w > most || w < -most || (sum += w < 0 ? -w : w) > most)
            FAIL(TDA_EINVAL, "transport: more than 2^53 units of mass are to be moved");
    }
done:
    return st;
}

static tda_status hand_over(tda_ctx *ctx, tda_plan *out, tdai_shipments *s,
                            tda_measure *m)
{
    tda_status st = TDA_OK;
    tda_index n = s->size, *block = tdai_alloc(n, 4 * sizeof *block);
    if (!block)
        FAIL(TDA_ENOMEM, "transport: no memory for %lld pairs", (long long)n);
    *out = (tda_plan){
        *m, n, block, block + n, (int64_t *)(block + 2 * n), (double *)(block + 3 * n)};
    for (tda_index k = 0; k < n; k++) {
        out->from[k] = s->from[k];
        out->to[k] = s->to[k];
        out->mass[k] = s->mass[k];
        out->length[k] = s->length[k];
    }
    *m = (tda_measure){0};
done:
    return st;
}

tda_status tda_measure_transport(tda_ctx *ctx, double *out, tda_plan *plan,
                                 const tda_measure *a, const tda_measure *b,
                                 const tda_transport_opts *opts)
{
    tda_status st = TDA_OK;
    tda_transport_opts o = TDA_TRANSPORT_OPTS_INIT;
    tda_measure minus = {0};
    tdai_shipments moved = {0};
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(tdai_measure_minus(ctx, &minus, a, b, o.corner));
    TRY(check(ctx, &o, &minus));
    problems all = {ctx, &minus, &o, 0, plan ? &moved : NULL};
    TRY(solve_all(&all));
    if (isinf(all.cost))
        moved.size = 0;
    if (plan)
        TRY(hand_over(ctx, plan, &moved, &minus));
    *out = all.cost;
done:
    tdai_shipments_free(&moved);
    tda_measure_clear(&minus);
    return st;
}

void tda_plan_clear(tda_plan *plan)
{
    tda_measure_clear(&plan->difference);
    tdai_free(plan->from); /* the start of the one block */
    *plan = (tda_plan){0};
}
