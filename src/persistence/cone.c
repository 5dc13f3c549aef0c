/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cone.c - The algebraic mapping cone of a complex over itself.
 *
 * Beside each cell s stands s', one dimension up, whose boundary is s plus the primes of the
 * boundary of s: the cone over s, less its apex. First all cells are added in the order in which they
 * come, then all cones, last to go first. What the cones do up to some point is the homology
 * relative to the cells coned off. */
#include "persistence/cone.h"

static tda_status fill(tda_ctx *ctx, tda_cells *out, double *value, const tdai_cone *k,
                       tdai_arena *memory)
{
    tda_status st = TDA_OK;
    tda_index n = k->size, faces = n ? k->start[n] : 0, f = 0;
    int *dim = ARRAY(memory, int, 2 * n);
    tda_index *start = ARRAY(memory, tda_index, 2 * n + 1);
    tda_index *face = ARRAY(memory, tda_index, 2 * faces + n);
    TRY(tdai_arena_status(ctx, memory));
    for (tda_index i = 0; i < 2 * n; i++) {
        tda_index base = i % n, shift = i < n ? 0 : n;
        dim[i] = k->dim[base] + (i >= n);
        start[i] = f;
        if (i >= n)
            face[f++] = base;
        for (tda_index g = k->start[base]; g < k->start[base + 1]; g++)
            face[f++] = k->face[g] + shift;
    }
    start[2 * n] = f;
    for (tda_index r = 0; r < n; r++) {
        value[k->up[r]] = (double)r;
        value[n + k->down[r]] = (double)(n + r);
    }
    *out =
        (tda_cells){.params = 1, .size = 2 * n, .dim = dim, .start = start, .face = face};
done:
    return st;
}

tda_status tdai_cone_pairs(tda_ctx *ctx, tdai_cone_pair *out, const tdai_cone *cone)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_filtration s = {0};
    tda_cells cells;
    tda_index n = cone->size, pairs = 0, bytes = tdai_size_add(0, n, 2 * 64);
    int top = -1;
    bytes = tdai_size_add(bytes, n ? cone->start[n] : 0, 3 * sizeof(tda_index));
    TRY(tdai_budget(ctx, bytes, "cones over the cells"));
    double *value = ARRAY(&tmp, double, 2 * n);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(fill(ctx, &cells, value, cone, &tmp));
    for (tda_index i = 0; i < 2 * n; i++)
        top = cells.dim[i] > top ? cells.dim[i] : top;
    TRY(tdai_filtration_new(ctx, &s, &cells, value, top));
    /* Of cones few columns of cofaces, but many of faces, grow long. */
    tdai_plan plan = {.engine = TDA_ENGINE_COHOMOLOGY};
    TRY(tdai_filtration_pairs(&s, &plan));
    for (tda_index i = 0; i < 2 * n; i++)
        if (s.role[i] == TDAI_BIRTH)
            out[pairs++] = (tdai_cone_pair){i, s.partner[i]};
done:
    tdai_filtration_free(&s);
    tdai_arena_free(&tmp);
    return st;
}
