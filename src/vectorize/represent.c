/* SPDX-License-Identifier: GPL-3.0-or-later */
/* represent.c - Representations of modules: an operator over weighted functions of the summands.
 *
 * On a grid of two parameters each summand goes over the rows of pixels that it reaches. Threads
 * share rows, so that every pixel takes in the summands in their order. All else, callbacks too,
 * asks every summand at every site. */
#include "vectorize/represent.h"
#include <math.h>
#include <string.h>

enum { MOST_PARAMS = 64, ROWS = 4, SITES = 64 };

typedef struct job {
    const tda_module *m;
    const tda_representation_opts *o;
    const tdai_sites *sites;
    const double *weight;
    double total;
    const double *low, *high; /* pixels of the second axis less pad, plus pad */
    double *slot;             /* [sites x slots] */
    bool pieces;              /* keep the values themselves: slot [sites x summands] */
} job;

void tdai_site(const tdai_sites *sites, int params, tda_index i, double *z)
{
    const tda_grid *g = sites->grid;
    if (!g) {
        memcpy(z, sites->point + i * params, (size_t)params * sizeof *z);
        return;
    }
    for (int k = params - 1; k >= 0; k--) {
        tda_index n = g->start[k + 1] - g->start[k];
        z[k] = g->value[g->start[k] + i % n];
        i /= n;
    }
}

tda_status tdai_sites_check(tda_ctx *ctx, const tdai_sites *sites, int params,
                            const char *what)
{
    tda_status st = TDA_OK;
    if (sites->grid) {
        TRY(tdai_grid_check(ctx, sites->grid, params));
        goto done;
    }
    if (sites->size < 0)
        FAIL(TDA_EINVAL, "%s: %lld points", what, (long long)sites->size);
    for (tda_index i = 0; i < sites->size * params; i++)
        if (!isfinite(sites->point[i]))
            FAIL(TDA_EINVAL, "%s: point %lld is %g in parameter %d", what,
                 (long long)(i / params), sites->point[i], (int)(i % params));
done:
    return st;
}

static tda_status check(tda_ctx *ctx, const tda_module *m,
                        const tda_representation_opts *o)
{
    tda_status st = TDA_OK;
    if (m->params > MOST_PARAMS)
        FAIL(TDA_EINVAL, "representation: a module of %d parameters; %d are the most",
             m->params, MOST_PARAMS);
    if ((unsigned)o->function > TDA_SUMMAND_CALLBACK ||
        (unsigned)o->weight > TDA_WEIGHT_CALLBACK ||
        (unsigned)o->op > TDA_OPERATOR_CALLBACK)
        FAIL(TDA_EINVAL, "representation: there is no such function, weight or operator");
    if ((o->function == TDA_SUMMAND_CALLBACK && !o->function_fn) ||
        (o->weight == TDA_WEIGHT_CALLBACK && !o->weight_fn) ||
        (o->op == TDA_OPERATOR_CALLBACK && !o->op_fn))
        FAIL(TDA_EINVAL, "representation: a callback is asked for and NULL");
    if (o->function != TDA_SUMMAND_LANDSCAPE && o->function != TDA_SUMMAND_CALLBACK &&
        !(o->bandwidth > 0 && isfinite(1 / o->bandwidth) && isfinite(o->bandwidth)))
        FAIL(TDA_EINVAL, "representation: bandwidth %g; give one that is positive",
             o->bandwidth);
    if (!(o->power >= 0))
        FAIL(TDA_EINVAL, "representation: power %g; 0 or more is needed", o->power);
    if (o->op == TDA_OPERATOR_LAYER && o->layer < 1)
        FAIL(TDA_EINVAL, "representation: layer %lld; the first is 1",
             (long long)o->layer);
    if (o->op == TDA_OPERATOR_NORM && !(o->norm > 0 && o->norm < (double)INFINITY))
        FAIL(TDA_EINVAL, "representation: norm %g; give one that is positive and finite",
             o->norm);
done:
    return st;
}

/* ---- all summands at all sites ---- */

static tda_status ask_site(const job *j, tda_index site, double *z, double *value,
                           tda_index slots)
{
    const tda_module *m = j->m;
    tda_ctx *ctx = NULL;
    tda_status st = TDA_OK;
    tdai_site(j->sites, m->params, site, z);
    for (tda_index i = 0; i < m->size; i++) {
        value[i] = tdai_function_at(m, i, z, j->o);
        if (isnan(value[i]))
            FAIL(TDA_EINVAL,
                 "representation: the function of summand %lld is NaN at site "
                 "%lld",
                 (long long)i, (long long)site);
    }
    if (j->pieces)
        goto done;
    double *slot = j->slot + site * slots;
    if (j->o->op == TDA_OPERATOR_CALLBACK) {
        slot[0] = j->o->op_fn(value, j->weight, m->size, j->o->user);
        goto done;
    }
    if (m->size == 0)
        goto done;
    bool largest = j->o->op == TDA_OPERATOR_MAX || j->o->op == TDA_OPERATOR_LAYER;
    for (tda_index k = 0; largest && k < slots; k++)
        slot[k] = -(double)INFINITY;
    for (tda_index i = 0; i < m->size; i++)
        tdai_operator_add(slot, value + i, 1, j->weight[i], j->o);
    for (tda_index k = m->size; largest && k < slots; k++)
        slot[k] = 0;
done:
    return st;
}

static tda_status ask_sites(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    tda_ctx *ctx = NULL;
    tda_status st = TDA_OK;
    double z[MOST_PARAMS];
    tda_index slots = tdai_operator_slots(j->o), size = j->m->size;
    double *own = j->pieces ? NULL : tdai_alloc(size, sizeof *own);
    if (!j->pieces && size && !own)
        FAIL(TDA_ENOMEM, "representation: no memory for %lld summands", (long long)size);
    for (tda_index i = begin; i < end; i++)
        TRY(ask_site(j, i, z, own ? own : j->slot + i * size, slots));
done:
    tdai_free(own);
    return st;
}

/* ---- two parameters: row by row ---- */

static tda_status fill_rows(void *arg, tda_index begin, tda_index end)
{
    const job *j = arg;
    tda_ctx *ctx = NULL;
    tda_status st = TDA_OK;
    const tda_module *m = j->m;
    const tda_grid *g = j->sites->grid;
    const double *x = g->value + g->start[0], *y = g->value + g->start[1];
    tda_index n = g->start[2] - g->start[1], slots = tdai_operator_slots(j->o);
    double pad = tdai_function_pad(j->o), *value = tdai_alloc(n, sizeof *value);
    if (n && !value)
        FAIL(TDA_ENOMEM, "representation: no memory for %lld pixels", (long long)n);
    for (tda_index i = 0; i < m->size; i++) {
        tdai_summand s = tdai_summand_of(m, i);
        if (!(x[end - 1] + pad > s.birth[0]) ||
            !(x[begin] - pad < s.death[2 * s.deaths - 2]))
            continue;
        for (tda_index r = begin; r < end; r++) {
            tdai_row row = {x[r], pad, n, y, j->low, j->high};
            tda_index from = 0, to = n;
            if (pad < (double)INFINITY)
                tdai_row_reach(&from, &to, &s, &row);
            if (from >= to)
                continue;
            row.n = to - from;
            row.y += from;
            row.low += from;
            row.high += from;
            tdai_function_row(value, &s, &row, j->o);
            tdai_operator_add(j->slot + (r * n + from) * slots, value, to - from,
                              j->weight[i], j->o);
        }
    }
done:
    tdai_free(value);
    return st;
}

static tda_status run_rows(tda_ctx *ctx, job *j, tdai_arena *tmp)
{
    tda_status st = TDA_OK;
    const tda_grid *g = j->sites->grid;
    tda_index n = g->start[2] - g->start[1];
    double pad = tdai_function_pad(j->o);
    double *low = ARRAY(tmp, double, n), *high = ARRAY(tmp, double, n);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index i = 0; i < n; i++) {
        low[i] = g->value[g->start[1] + i] - pad;
        high[i] = g->value[g->start[1] + i] + pad;
    }
    j->low = low;
    j->high = high;
    TRY(tdai_parallel(ctx, "representation", n ? g->start[1] - g->start[0] : 0, ROWS,
                      fill_rows, j));
done:
    return st;
}

/* out [layers x sites] := slot [sites x layers] */
static void turn(double *out, const double *slot, tda_index sites, tda_index layers,
                 tda_index first)
{
    for (tda_index k = first; k < layers; k++)
        for (tda_index i = 0; i < sites; i++)
            out[(k - first) * sites + i] = slot[i * layers + k];
}

tda_status tdai_represent(tda_ctx *ctx, double *out, const tda_module *m,
                          const tdai_sites *sites, const tda_representation_opts *opts,
                          bool all)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, m, &o));
    TRY(tdai_sites_check(ctx, sites, m->params, "representation"));
    if (o.power == (double)INFINITY &&
        (o.op == TDA_OPERATOR_MEAN || o.op == TDA_OPERATOR_SUM)) {
        o.op = TDA_OPERATOR_MAX;
        o.weight = TDA_WEIGHT_ONE;
    }
    tda_index n = sites->grid ? tdai_grid_nodes(sites->grid) : sites->size,
              slots = tdai_operator_slots(&o);
    TRY(tdai_budget(ctx, tdai_size_add(0, tdai_size_add(0, n, slots), sizeof(double)),
                    "representation"));
    double *weight = ARRAY(&tmp, double, m->size), *slot = ZEROS(&tmp, double, n *slots);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_weights(ctx, weight, m, &o));
    job j = {.m = m, .o = &o, .sites = sites, .weight = weight, .slot = slot};
    for (tda_index i = 0; i < m->size; i++)
        j.total += weight[i];
    if (sites->grid && m->params == 2 && o.function != TDA_SUMMAND_CALLBACK &&
        o.op != TDA_OPERATOR_CALLBACK)
        TRY(run_rows(ctx, &j, &tmp));
    else
        TRY(tdai_parallel(ctx, "representation", n, SITES, ask_sites, &j));
    tdai_operator_close(slot, n, j.total, &o);
    turn(out, slot, n, slots, all ? 0 : slots - 1);
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_module_representation(tda_ctx *ctx, double *out, const tda_module *m,
                                     const tda_grid *grid,
                                     const tda_representation_opts *opts)
{
    return tdai_represent(ctx, out, m, &(tdai_sites){.grid = grid}, opts, false);
}

tda_status tda_module_representation_at(tda_ctx *ctx, double *out, const tda_module *m,
                                        tda_index points, const double *point,
                                        const tda_representation_opts *opts)
{
    return tdai_represent(ctx, out, m, &(tdai_sites){.size = points, .point = point},
                          opts, false);
}

tda_status tda_module_weights(tda_ctx *ctx, double *out, const tda_module *m,
                              const tda_representation_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    if (o.bandwidth == 0)
        o.bandwidth = 1; /* weights need none */
    TRY(check(ctx, m, &o));
    double *weight = ARRAY(&tmp, double, m->size);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_weights(ctx, weight, m, &o));
    if (m->size)
        memcpy(out, weight, (size_t)m->size * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_module_functions(tda_ctx *ctx, double *out, const tda_module *m,
                                tda_index points, const double *point,
                                const tda_representation_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_sites sites = {.size = points, .point = point};
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, m, &o));
    TRY(tdai_sites_check(ctx, &sites, m->params, "representation"));
    tda_index size = tdai_size_add(0, points, m->size);
    TRY(tdai_budget(ctx, tdai_size_add(0, size, sizeof(double)), "representation"));
    double *value = ARRAY(&tmp, double, size);
    TRY(tdai_arena_status(ctx, &tmp));
    job j = {.m = m, .o = &o, .sites = &sites, .slot = value, .pieces = true};
    TRY(tdai_parallel(ctx, "representation", points, SITES, ask_sites, &j));
    if (size)
        memcpy(out, value, (size_t)size * sizeof *out);
done:
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_module_landscape(tda_ctx *ctx, double *out, const tda_module *m,
                                tda_index count, const tda_grid *grid)
{
    tda_representation_opts o = TDA_REPRESENTATION_OPTS_INIT;
    o.function = TDA_SUMMAND_LANDSCAPE;
    o.weight = TDA_WEIGHT_ONE;
    o.op = TDA_OPERATOR_LAYER;
    o.layer = count ? count : 1;
    if (count < 0)
        return tdai_fail(ctx, TDA_EINVAL, "landscapes: %lld functions", (long long)count);
    if (count == 0)
        return TDA_OK;
    return tdai_represent(ctx, out, m, &(tdai_sites){.grid = grid}, &o, true);
}
