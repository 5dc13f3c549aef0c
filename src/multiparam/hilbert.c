/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hilbert.c - The exact Hilbert signed measure from kernels alone.
 *
 * For every grade z, dim H_k(K_z) = dim Z_k(z) - (number of (k+1)-cells at z - dim Z_{k+1}(z)),
 * and Z_k, Z_{k+1} and C_{k+1} are free modules. So the measure of degree k is the sum of a
 * point mass for each generator of ker d_k and of ker d_{k+1}, less one for each (k+1)-cell: no
 * presentation, no grid, one kernel for each boundary matrix, shared by its two degrees. */
#include "multiparam/slices.h"
#include <string.h>

/* A point mass in grade indices, with the cells behind its coordinates. */
typedef struct atom {
    uint32_t x, y, cell_x, cell_y;
    int64_t weight;
} atom;

typedef struct atoms {
    atom *at;
    tda_index size;
} atoms;

/* The kernels of all matrices, each a task of its own. */
typedef struct kernels {
    tda_ctx *ctx;
    const tdai_graded *g;
    int first, last; /* dimensions whose kernels are asked for */
    bool shortcut;
    tdai_kernel *kernel; /* [last - first + 1] */
} kernels;

/* Choose the cheapest way that is exact for this matrix. */
static tda_status one_kernel(const kernels *k, int dim, tdai_kernel *out)
{
    static const char *const names[] = {"kernel of degree 0", "kernel of degree 1",
                                        "kernel of degree 2", "kernel of degree 3",
                                        "kernel of higher degree"};
    const char *stage = names[dim < 4 ? dim : 4];
    tda_ctx *ctx = k->ctx;
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_graded *g = k->g;
    const tdai_level *d = tdai_graded_level(g, dim);
    tda_index rows = dim > g->first ? tdai_graded_level(g, dim - 1)->size : 0;
    bool exact = false;
    if (k->shortcut && tdai_columns_are_edges(d)) {
        TRY(tdai_kernel_forest(ctx, out, d, rows, g->ys, stage));
        goto done;
    }
    if (k->shortcut) {
        const tdai_level *up =
            dim - g->first + 1 < g->levels ? tdai_graded_level(g, dim + 1) : NULL;
        uint32_t *end = ARRAY(&tmp, uint32_t, 2 * (rows > d->size ? rows : d->size));
        TRY(tdai_arena_status(ctx, &tmp));
        if (tdai_rows_are_edges(d, rows, end)) {
            TRY(tdai_kernel_components(ctx, out, d, rows, end));
            goto done;
        }
        if (up && up->size > 0 && tdai_rows_are_edges(up, d->size, end))
            TRY(tdai_exact_by_collapses(ctx, &exact, d, up, rows, end));
        if (exact) {
            TRY(tdai_kernel_cuts(ctx, out, d, up, end, g->ys, stage));
            goto done;
        }
    }
    TRY(tdai_kernel_reduce(ctx, out, d, rows, g->ys, stage));
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status some_kernels(void *arg, tda_index begin, tda_index end)
{
    const kernels *k = arg;
    tda_status st = TDA_OK;
    for (tda_index i = begin; st == TDA_OK && i < end; i++)
        st = one_kernel(k, k->last - (int)i, &k->kernel[k->last - k->first - i]);
    return st;
}

/* Point masses of the generators of ker d_dim; those at their column's own grade only if asked. */
static void add_kernel(atoms *a, const tdai_kernel *k, const tdai_level *d, bool own)
{
    for (tda_index i = 0; i < k->size; i++) {
        const tdai_generator *e = &k->at[i];
        if (own || e->by_x != e->by_y)
            a->at[a->size++] = (atom){e->x, e->y, d->cell[e->by_x], d->cell[e->by_y], 1};
    }
}

/* Minus the cells of d, leaving out those that cancel against a generator at their own grade. */
static tda_status subtract_cells(tda_ctx *ctx, atoms *a, const tdai_kernel *k,
                                 const tdai_level *d)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    bool *cancelled = ZEROS(&tmp, bool, d->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < k->size; i++)
        if (k->at[i].by_x == k->at[i].by_y)
            cancelled[k->at[i].by_x] = true;
    for (tda_index j = 0; j < d->size; j++)
        if (!cancelled[j])
            a->at[a->size++] = (atom){d->x[j], d->y[j], d->cell[j], d->cell[j], -1};
done:
    tdai_arena_free(&tmp);
    return st;
}

/* Sort the atoms by point and, within a point, by cells; add up what is equal: in the point, or in
 * the point and the cells where `apart`. Of a sum the first cells with its sign are kept. */
static tda_status add_up(tda_ctx *ctx, atoms *a, bool apart)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_index n = a->size, kept = 0;
    uint64_t *key = ARRAY(&tmp, uint64_t, n);
    tda_index *order = ARRAY(&tmp, tda_index, n);
    atom *sorted = ARRAY(&tmp, atom, n);
    TRY(tdai_arena_status(ctx, &tmp));
    for (int pass = 0; pass < 2; pass++) {
        for (tda_index i = 0; i < n; i++) {
            const atom *e = &a->at[i];
            key[i] = pass ? (uint64_t)e->x << 32 | e->y
                          : (uint64_t)e->cell_x << 32 | e->cell_y;
        }
        TRY(tdai_argsort_u64(ctx, order, key, n));
        for (tda_index i = 0; i < n; i++)
            sorted[i] = a->at[order[i]];
        memcpy(a->at, sorted, (size_t)n * sizeof *sorted);
    }
    for (tda_index i = 0, j; i < n; i = j) {
        int64_t sum = 0;
        for (j = i; j < n && sorted[j].x == sorted[i].x && sorted[j].y == sorted[i].y &&
                    (!apart || (sorted[j].cell_x == sorted[i].cell_x &&
                                sorted[j].cell_y == sorted[i].cell_y));
             j++)
            sum += sorted[j].weight;
        tda_index k = i;
        while (k < j && sum && (sorted[k].weight > 0) != (sum > 0))
            k++;
        if (sum) {
            a->at[kept] = sorted[k];
            a->at[kept++].weight = sum;
        }
    }
    a->size = kept;
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status to_measure(tda_ctx *ctx, tda_measure *out, const atoms *a,
                             const tdai_graded *g, int params, const tda_index *origin)
{
    tda_status st = tdai_measure_alloc(ctx, out, params, a->size);
    for (tda_index i = 0; st == TDA_OK && i < a->size; i++) {
        const atom *e = &a->at[i];
        tda_index cell[2] = {e->cell_x, e->cell_y};
        double at[2] = {g->x[e->x], g->y[e->y]};
        for (int p = 0; p < params; p++) {
            out->at[i * params + p] = at[p];
            out->cell[i * params + p] = origin ? origin[cell[p]] : cell[p];
        }
        out->weight[i] = e->weight;
    }
    return st;
}

/* The measure of one degree from the kernels on both sides of it. */
static tda_status one_degree(tda_ctx *ctx, tda_measure *out, const kernels *k, int degree,
                             int params, const tda_index *origin, bool uncancelled)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tdai_kernel *here = &k->kernel[degree - k->first], *above = here + 1;
    const tdai_level *d = tdai_graded_level(k->g, degree);
    const tdai_level *up = tdai_graded_level(k->g, degree + 1);
    atoms a = {.at = ARRAY(&tmp, atom, here->size + above->size + up->size)};
    TRY(tdai_arena_status(ctx, &tmp));
    add_kernel(&a, here, d, true);
    add_kernel(&a, above, up, false);
    TRY(subtract_cells(ctx, &a, above, up));
    TRY(add_up(ctx, &a, uncancelled));
    TRY(to_measure(ctx, out, &a, k->g, params, origin));
    out->degree = degree;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* Does a level above the asked ones make a shortcut possible? Only where the cells of dimension
 * dim have at most two cofaces each. */
static tda_status at_most_two_cofaces(tda_ctx *ctx, bool *out, const tda_cells *c,
                                      int dim)
{
    unsigned char *count = tdai_calloc(c->size, 1);
    if (!count)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory to count cofaces");
    *out = true;
    for (tda_index i = 0; *out && i < c->size; i++)
        for (tda_index f = c->start[i]; c->dim[i] == dim + 1 && f < c->start[i + 1]; f++)
            if (++count[c->face[f]] > 2)
                *out = false;
    tdai_free(count);
    return TDA_OK;
}

tda_status tda_complex_hilbert_measure(tda_ctx *ctx, tda_measure *out,
                                       const tda_complex *complex, int first, int last,
                                       const tda_hilbert_opts *theirs)
{
    tda_status st = TDA_OK;
    tda_hilbert_opts opts = TDA_HILBERT_OPTS_INIT;
    tdai_arena tmp = {0};
    tdai_graded g = {0};
    tda_complex *resolved = NULL;
    tda_index *origin = NULL;
    tda_measure *mu = NULL;
    kernels k = {0};
    int params = tda_complex_cells(complex)->params, count = 0, dim;
    TRY(tdai_opts(ctx, &opts, sizeof opts, theirs));
    if (first < 0 || last < first || last > INT32_MAX - 8)
        FAIL(TDA_EINVAL, "Hilbert measure: no degrees %d to %d", first, last);
    if (params > 2) {
        TRY(tdai_hilbert_slices(ctx, out, complex, first, last, &opts));
        goto done;
    }
    if (tda_complex_cells(complex)->grade_start)
        TRY(tda_complex_resolve(ctx, &resolved, &origin, complex));
    const tda_complex *source = resolved ? resolved : complex;
    const tda_cells *cells = tda_complex_cells(source);
    dim = tda_complex_dimension(source);

    /* Degrees above the complex are zero; the levels stop one above the last that is not. */
    int top = last < dim ? last : dim, begin = first < top ? first : top;
    begin = begin < 0 ? 0 : begin;
    top = top < begin ? begin : top;
    int from = begin > 0 ? begin - 1 : 0, to = top + 1;
    bool two = false;
    if (opts.shortcut && to > 1 && to < dim)
        TRY(at_most_two_cofaces(ctx, &two, cells, to));
    TRY(tdai_graded_new(ctx, &g, cells, from, two ? to + 1 : to));
    for (int l = 0; l < g.levels; l++)
        tdai_work(ctx, TDA_WORK_CELLS, g.level[l].size);
    if (opts.chunk)
        TRY(tdai_graded_chunk(ctx, &g));
    k = (kernels){
        .ctx = ctx, .g = &g, .first = begin, .last = top + 1, .shortcut = opts.shortcut};
    count = k.last - k.first + 1;
    k.kernel = ZEROS(&tmp, tdai_kernel, count);
    mu = ZEROS(&tmp, tda_measure, last - first + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(tdai_parallel(ctx, "kernels", count, 1, some_kernels, &k));
    for (int i = 0; i < count; i++) {
        tdai_work(ctx, TDA_WORK_COLUMNS, k.kernel[i].effort.columns);
        tdai_work(ctx, TDA_WORK_ENTRIES, k.kernel[i].effort.entries);
        tdai_work(ctx, TDA_WORK_LINKS, k.kernel[i].effort.links);
    }
    for (int degree = first; degree <= last; degree++) {
        tda_measure *m = &mu[degree - first];
        if (degree >= begin && degree <= top && degree <= dim)
            TRY(one_degree(ctx, m, &k, degree, params, origin, opts.uncancelled));
        else
            TRY(tdai_measure_alloc(ctx, m, params, 0));
        m->degree = degree;
        m->record = tda_complex_record(complex);
    }
    memcpy(out, mu, (size_t)(last - first + 1) * sizeof *mu);
    mu = NULL;
done:
    for (int i = 0; mu && i <= last - first; i++)
        tda_measure_clear(&mu[i]);
    for (int i = 0; k.kernel && i < count; i++)
        tdai_kernel_clear(&k.kernel[i]);
    tdai_arena_free(&tmp);
    tdai_graded_free(&g);
    tda_index_free(origin);
    tda_complex_free(resolved);
    return st;
}
