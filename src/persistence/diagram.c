/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram.c - Persistence diagrams of one parameter of a complex, with representatives.
 *
 * The least value of the parameter among a cell's grades says when it appears. The pairs of the
 * sweep become bars: a cell that a class is born with gives its value and that of its partner,
 * a cell in no pair a class that never dies, or is cut: where the builder left cells past a
 * threshold of the parameter out, nobody knows whether they would have killed it. Only the class
 * of degree 0 that is born first is sure to live. */
#include "persistence/matrix.h"
#include <math.h>

static const char *const stage = "persistence diagram";

static tda_status check(tda_ctx *ctx, const tda_cells *c, int param,
                        const tda_reduction_opts *o, bool chains)
{
    if (param < 0 || param >= c->params)
        return tdai_fail(ctx, TDA_EINVAL,
                         "persistence diagram: no parameter %d, the complex has %d",
                         param, c->params);
    if (o->max_degree < 0)
        return tdai_fail(ctx, TDA_EINVAL, "persistence diagram: max_degree is %d",
                         o->max_degree);
    if ((unsigned)o->engine > TDA_ENGINE_CHUNK)
        return tdai_fail(ctx, TDA_EINVAL, "persistence diagram: no engine %d",
                         (int)o->engine);
    if (chains && o->engine == TDA_ENGINE_CHUNK)
        return tdai_fail(ctx, TDA_EINVAL,
                         "persistence diagram: chunks give no representatives, choose "
                         "another engine");
    if (chains && o->engine == TDA_ENGINE_PHAT)
        return tdai_fail(ctx, TDA_EINVAL,
                         "persistence diagram: PHAT gives no representatives, choose "
                         "another engine");
    if (chains && o->engine == (o->cocycles ? TDA_ENGINE_TWIST : TDA_ENGINE_COHOMOLOGY))
        return tdai_fail(ctx, TDA_EINVAL,
                         o->cocycles ? "persistence diagram: twist gives no cocycles"
                                     : "persistence diagram: cohomology gives no cycles");
    /* the complex; sorting, roles, levels, and bars */
    tda_index bytes = tdai_size_add(0, c->size, 28 + 48 + 44);
    bytes = tdai_size_add(bytes, c->size ? c->start[c->size] : 0, 8 + sizeof(uint32_t));
    return tdai_budget(ctx, bytes, stage);
}

/* The least value of the parameter among the grades of each cell: *out is the grades themselves
 * where each cell has one of one parameter, else in tmp. */
static tda_status find_values(tda_ctx *ctx, const double **out, tdai_arena *tmp,
                              const tda_cells *c, int param)
{
    tda_status st = TDA_OK;
    *out = c->grade;
    if (c->params == 1 && !c->grade_start)
        return TDA_OK;
    double *value = ARRAY(tmp, double, c->size);
    TRY(tdai_arena_status(ctx, tmp));
    for (tda_index i = 0; i < c->size; i++) {
        TRY(tdai_poll(ctx, stage, i, c->size));
        tda_index g = c->grade_start ? c->grade_start[i] : i;
        tda_index end = c->grade_start ? c->grade_start[i + 1] : i + 1;
        value[i] = INFINITY;
        for (; g < end; g++)
            value[i] = fmin(value[i], c->grade[g * c->params + param]);
    }
    *out = value;
done:
    return st;
}

/* Does a bar of positive length begin with the cell, which is there? */
static bool begins(const tdai_filtration *s, tda_index i)
{
    return s->role[i] == TDAI_OPEN ||
           (s->role[i] == TDAI_BIRTH && s->value[i] < s->value[s->partner[i]]);
}

/* The cell of degree 0 that opens the first class that never dies, or -1. */
static tda_index oldest(const tdai_filtration *s)
{
    for (tda_index r = 0; s->top >= 0 && r < s->first[1]; r++)
        if (s->role[s->cell[r]] == TDAI_OPEN)
            return s->cell[r];
    return -1;
}

static tda_status collect(const tdai_filtration *s, tda_diagram *out, tda_chains *chains,
                          const tdai_trace *trace, int degrees, bool cut)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram diagram = {0};
    const tda_cells *c = s->cells;
    tda_index bars = 0, n = 0, first = oldest(s);
    for (tda_index i = 0; i < c->size; i++)
        bars += c->dim[i] < degrees && s->number[i] != TDAI_NONE && begins(s, i);
    tdai_bar *bar = ARRAY(&tmp, tdai_bar, bars);
    TRY(tdai_arena_status(s->ctx, &tmp));
    for (tda_index i = 0; i < c->size; i++) {
        if (c->dim[i] >= degrees || s->number[i] == TDAI_NONE || !begins(s, i))
            continue;
        bool dies = s->role[i] == TDAI_BIRTH;
        tda_index death = dies ? (tda_index)s->partner[i] : -1;
        bar[n++] = (tdai_bar){.birth = s->value[i],
                              .death = dies ? s->value[death] : INFINITY,
                              .birth_cell = i,
                              .death_cell = death,
                              .degree = c->dim[i],
                              .cut = cut && !dies && i != first,
                              .chain = trace ? trace->chain[i] : 0};
    }
    TRY(tdai_diagram_new(s->ctx, &diagram, degrees, TDA_CELL_ROW, bar, bars));
    if (trace)
        TRY(tdai_chains_of_bars(s->ctx, chains, &trace->chains, bar, bars));
    *out = diagram;
    diagram = (tda_diagram){0};
done:
    tda_diagram_clear(&diagram);
    tdai_arena_free(&tmp);
    return st;
}

tda_status tda_complex_diagram(tda_ctx *ctx, tda_diagram *out, tda_chains *chains,
                               const tda_complex *complex, int param,
                               const tda_reduction_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram diagram = {0};
    tda_reduction_opts o = TDA_REDUCTION_OPTS_INIT;
    tdai_filtration s = {0};
    tdai_trace trace = {0};
    const tda_cells *c = tda_complex_cells(complex);
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, c, param, &o, chains != NULL));
    int dimension = tda_complex_dimension(complex);
    tda_record record = tda_complex_record(complex);
    bool all = o.max_degree >= dimension;
    const double *value;
    trace.chain = ARRAY(&tmp, tda_index, chains ? c->size : 0);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(find_values(ctx, &value, &tmp, c, param));
    TRY(tdai_filtration_new(ctx, &s, c, value, all ? dimension : o.max_degree + 1));
    tdai_plan plan = {o.engine, chains ? &trace : NULL};
    if (chains)
        plan.engine = o.cocycles ? TDA_ENGINE_COHOMOLOGY : TDA_ENGINE_TWIST;
    TRY(tdai_filtration_pairs(&s, &plan));
    TRY(collect(&s, &diagram, chains, plan.trace, all ? dimension + 1 : o.max_degree + 1,
                param == 0 && record.threshold < INFINITY));
    diagram.record = record;
    *out = diagram;
done:
    tdai_chains_free(&trace.chains);
    tdai_filtration_free(&s);
    tdai_arena_free(&tmp);
    return st;
}
