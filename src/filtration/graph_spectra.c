/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph_spectra.c - Functions on the vertices of a graph from its Laplacian: heat-kernel signature,
 * Fiedler vector, resistance.
 *
 * By GSL's dense routine, whose loops are the same on every machine, one component at a time: a
 * Laplacian is the direct sum of those of the components. */
#include "filtration/adjacency.h"
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

/* Vertices by component: members [n] in the order of their components, which stand by their
 * smallest vertex. */
typedef struct components {
    tda_index count;
    tda_index *start;   /* [count+1] */
    tda_index *members; /* [n] each component ascending */
    tda_index *place;   /* [n] of a vertex in its component */
} components;

static tda_status find_components(tda_ctx *ctx, components *c, tdai_arena *arena,
                                  const tdai_adjacency *g)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = g->size, size = 0;
    *c = (components){0, ARRAY(arena, tda_index, n + 1), ARRAY(arena, tda_index, n),
                      ARRAY(arena, tda_index, n)};
    tda_index *name = ARRAY(&tmp, tda_index, n), *queue = ARRAY(&tmp, tda_index, n);
    TRY(tdai_arena_status(ctx, arena));
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index v = 0; v < n; v++)
        name[v] = -1;
    for (tda_index v = 0; v < n; v++) {
        if (name[v] >= 0)
            continue;
        tda_index read = 0, end = 1;
        queue[0] = v;
        name[v] = c->count;
        while (read < end) {
            tda_index a = queue[read++];
            for (tda_index k = g->start[a]; k < g->start[a + 1]; k++)
                if (name[g->at[k]] < 0) {
                    name[g->at[k]] = c->count;
                    queue[end++] = g->at[k];
                }
        }
        c->start[c->count++] = size;
        size += end;
    }
    c->start[c->count] = n;
    for (tda_index k = 0; k < c->count; k++)
        queue[k] = c->start[k];
    for (tda_index v = 0; v < n; v++) {
        c->place[v] = queue[name[v]] - c->start[name[v]];
        c->members[queue[name[v]]++] = v;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* A Laplacian of m vertices and its eigenvectors, which stand in order of their values. */
typedef struct spectrum {
    tda_index size;
    double *value;  /* [m] ascending */
    double *vector; /* [m x m] by column */
} spectrum;

/* What is asked of a component: out [m] is to be filled. */
typedef tda_status answer(tda_ctx *ctx, double *out, const spectrum *s, double number);

typedef struct question {
    const char *what;
    answer *solve;
    double number;
    bool normalised;  /* D^-1/2 (D - A) D^-1/2 in place of D - A */
    bool conductance; /* A has 1 / length in place of 1 */
    bool connected;   /* asked of connected graphs alone */
} question;

static tda_status laplacian(tda_ctx *ctx, double *at, const question *q,
                            const tdai_adjacency *g, const components *c, tda_index k)
{
    tda_status st = TDA_OK;
    tda_index m = c->start[k + 1] - c->start[k];
    memset(at, 0, (size_t)(m * m) * sizeof *at);
    for (tda_index i = 0; i < m; i++) {
        tda_index a = c->members[c->start[k] + i];
        double degree = (double)tdai_degree(g, a);
        for (tda_index e = g->start[a]; e < g->start[a + 1]; e++) {
            tda_index b = g->at[e];
            double weight = q->conductance ? 1 / g->length[e] : 1;
            if (!isfinite(weight))
                FAIL(TDA_EINVAL,
                     "%s: the edge of %lld and %lld has length 0 or nearly so; join its "
                     "ends",
                     q->what, (long long)(a < b ? a : b), (long long)(a < b ? b : a));
            if (q->normalised)
                weight = 1 / sqrt(degree * (double)tdai_degree(g, b));
            at[i * m + c->place[b]] = -weight;
            at[i * m + i] += q->normalised ? 0 : weight;
        }
        if (q->normalised)
            at[i * m + i] = degree > 0;
    }
done:
    return st;
}

/* The spectrum of component k, in the arena. */
static tda_status solve(tda_ctx *ctx, spectrum *s, tdai_arena *arena, const question *q,
                        const tdai_adjacency *g, const components *c, tda_index k)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index m = c->start[k + 1] - c->start[k], entries = tdai_size_add(0, m, m);
    TRY(tdai_budget(ctx, tdai_size_add(0, entries, 2 * sizeof(double)), q->what));
    *s = (spectrum){m, ARRAY(arena, double, m), ARRAY(arena, double, entries)};
    double *L = ARRAY(&tmp, double, entries);
    double *d = ARRAY(&tmp, double, m), *sd = ARRAY(&tmp, double, m);
    double *gc = ARRAY(&tmp, double, m), *gs = ARRAY(&tmp, double, m);
    TRY(tdai_arena_status(ctx, arena));
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(laplacian(ctx, L, q, g, c, k));
    TRY(tdai_poll(ctx, q->what, c->start[k], g->size));
    size_t size = (size_t)m;
    gsl_matrix_view matrix = gsl_matrix_view_array(L, size, size);
    gsl_matrix_view vectors = gsl_matrix_view_array(s->vector, size, size);
    gsl_vector_view values = gsl_vector_view_array(s->value, size);
    gsl_eigen_symmv_workspace w = {size, d, sd, gc, gs}; /* memory of ours */
    if (gsl_eigen_symmv(&matrix.matrix, &values.vector, &vectors.matrix, &w) ||
        gsl_eigen_symmv_sort(&values.vector, &vectors.matrix, GSL_EIGEN_SORT_VAL_ASC))
        FAIL(TDA_EBACKEND, "%s: GSL found no eigenvalues", q->what);
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status ask(tda_ctx *ctx, double *out, const tda_distances *d,
                      const question *q)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0}, one = {0};
    tdai_adjacency g;
    components c;
    TRY(tdai_adjacency_new(ctx, &g, &tmp, d, q->what));
    TRY(find_components(ctx, &c, &tmp, &g));
    double *value = ARRAY(&tmp, double, g.size), *part = ARRAY(&tmp, double, g.size);
    TRY(tdai_arena_status(ctx, &tmp));
    if (q->connected && c.count > 1)
        FAIL(TDA_EINVAL,
             "%s: the graph has %lld components, and vertex %lld is not in "
             "that of vertex 0; take one component",
             q->what, (long long)c.count, (long long)c.members[c.start[1]]);
    for (tda_index k = 0; k < c.count; k++) {
        spectrum s;
        TRY(solve(ctx, &s, &one, q, &g, &c, k));
        TRY(q->solve(ctx, part, &s, q->number));
        for (tda_index i = 0; i < s.size; i++)
            value[c.members[c.start[k] + i]] = part[i];
        tdai_arena_free(&one);
    }
    if (g.size)
        memcpy(out, value, (size_t)g.size * sizeof *out);
done:
    tdai_arena_free(&one);
    tdai_arena_free(&tmp);
    return st;
}

static tda_status heat_of(tda_ctx *ctx, double *out, const spectrum *s, double time)
{
    (void)ctx;
    for (tda_index i = 0; i < s->size; i++) {
        out[i] = 0;
        for (tda_index k = s->size - 1; k >= 0; k--) { /* small terms first */
            double x = s->vector[i * s->size + k];
            out[i] += exp(-time * (k ? s->value[k] : 0)) * x * x;
        }
    }
    return TDA_OK;
}

tda_status tda_distances_heat_kernel(tda_ctx *ctx, double *out, const tda_distances *d,
                                     double time)
{
    question q = {.what = "heat-kernel signature",
                  .solve = heat_of,
                  .number = time,
                  .normalised = true};
    if (!(time > 0 && time < INFINITY))
        return tdai_fail(ctx, TDA_EINVAL,
                         "heat-kernel signature: time %g; give a positive number", time);
    return ask(ctx, out, d, &q);
}

/* The sign is that of the first entry of at least half the greatest size. */
static tda_status fiedler_of(tda_ctx *ctx, double *out, const spectrum *s, double unused)
{
    double most = 0, sign = 0;
    (void)ctx;
    (void)unused;
    for (tda_index i = 0; i < s->size; i++) {
        out[i] = s->size > 1 ? s->vector[i * s->size + 1] : 0;
        most = fmax(most, fabs(out[i]));
    }
    for (tda_index i = 0; i < s->size && sign == 0; i++)
        sign = fabs(out[i]) >= most / 2 ? copysign(1, out[i]) : 0;
    for (tda_index i = 0; i < s->size; i++)
        out[i] *= sign;
    return TDA_OK;
}

tda_status tda_distances_fiedler(tda_ctx *ctx, double *out, const tda_distances *d)
{
    question q = {.what = "Fiedler vector", .solve = fiedler_of, .connected = true};
    return ask(ctx, out, d, &q);
}

/* The resistances between i and all others sum to m P_ii + trace P, for P the pseudoinverse of the
 * Laplacian. */
static tda_status resistance_of(tda_ctx *ctx, double *out, const spectrum *s,
                                double unused)
{
    double trace = 0;
    tda_index m = s->size;
    (void)unused;
    for (tda_index i = 0; i < m; i++) {
        out[i] = 0;
        for (tda_index k = m - 1; k > 0; k--) {
            double x = s->vector[i * m + k];
            out[i] += x * x / s->value[k];
        }
        trace += out[i];
    }
    for (tda_index i = 0; i < m; i++) {
        out[i] = m > 1 ? ((double)m * out[i] + trace) / (double)(m - 1) : 0;
        if (!isfinite(out[i]) || (m > 1 && !(s->value[1] > 0)))
            return tdai_fail(ctx, TDA_ENUMERIC,
                             "resistance: the lengths of edges differ too widely; leave "
                             "out the shortest or the longest");
    }
    return TDA_OK;
}

tda_status tda_distances_resistance(tda_ctx *ctx, double *out, const tda_distances *d)
{
    question q = {.what = "resistance", .solve = resistance_of, .conductance = true};
    return ask(ctx, out, d, &q);
}
