/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zigzag.c - Zigzag persistence of cells that are inserted and removed.
 *
 * Each insertion makes a new copy of its cell, so that all insertions can be moved before all
 * removals: what moves past what are steps that do not depend on each other, and the bars keep
 * their ends, with one exception. The copies then come once and go once, which is a filtration
 * of their cones. A class that comes with an insertion and ends with a removal, where the removal
 * stands first in the zigzag, is one of one degree less between the two. (Dey and Hou 2022.) */
#include "persistence/cone.h"
#include <math.h>

static const char *const stage = "zigzag persistence";

/* The copies, by number, and the steps at which each comes and goes. */
typedef struct copies {
    tda_index size;
    int *dim;
    tda_index *start, *face;
    tda_index *cell, *came, *went; /* went: past the last step where it stays */
} copies;

static tda_status check_step(tda_ctx *ctx, const tda_cells *c, tda_index t, tda_index i,
                             bool removal, const tda_index *copy,
                             const tda_index *cofaces)
{
    if (i < 0 || i >= c->size)
        return tdai_fail(ctx, TDA_EINVAL, "zigzag: step %lld names cell %lld of %lld",
                         (long long)t, (long long)i, (long long)c->size);
    if (!removal && copy[i] >= 0)
        return tdai_fail(ctx, TDA_EINVAL,
                         "zigzag: step %lld inserts cell %lld, which is there",
                         (long long)t, (long long)i);
    if (removal && copy[i] < 0)
        return tdai_fail(ctx, TDA_EINVAL,
                         "zigzag: step %lld removes cell %lld, which is not there",
                         (long long)t, (long long)i);
    if (removal && cofaces[i] > 0)
        return tdai_fail(ctx, TDA_EINVAL,
                         "zigzag: step %lld removes cell %lld before its cofaces",
                         (long long)t, (long long)i);
    for (tda_index f = c->start[i]; !removal && f < c->start[i + 1]; f++)
        if (copy[c->face[f]] < 0)
            return tdai_fail(ctx, TDA_EINVAL,
                             "zigzag: step %lld inserts cell %lld before its face %lld",
                             (long long)t, (long long)i, (long long)c->face[f]);
    return TDA_OK;
}

/* Room for the copies of as many insertions as there are. */
static tda_status allocate(tda_ctx *ctx, copies *k, const tda_cells *c, tda_index steps,
                           const tda_index *cell, const bool *removal, tdai_arena *memory)
{
    tda_index n = 0, faces = 0;
    for (tda_index t = 0; t < steps; t++)
        if (!removal[t] && cell[t] >= 0 && cell[t] < c->size) {
            n++;
            faces += c->start[cell[t] + 1] - c->start[cell[t]];
        }
    k->dim = ARRAY(memory, int, n);
    k->start = ARRAY(memory, tda_index, n + 1);
    k->face = ARRAY(memory, tda_index, faces);
    k->cell = ARRAY(memory, tda_index, n);
    k->came = ARRAY(memory, tda_index, n);
    k->went = ARRAY(memory, tda_index, n);
    return tdai_arena_status(ctx, memory);
}

/* Follow the steps, numbered from 1. */
static tda_status follow(tda_ctx *ctx, copies *k, const tda_cells *c, tda_index steps,
                         const tda_index *cell, const bool *removal, tdai_arena *memory)
{
    tda_status st = TDA_OK;
    tda_index *copy = ARRAY(memory, tda_index, c->size);    /* that is there; -1: none */
    tda_index *cofaces = ZEROS(memory, tda_index, c->size); /* that are there */
    TRY(allocate(ctx, k, c, steps, cell, removal, memory));
    for (tda_index i = 0; i < c->size; i++)
        copy[i] = -1;
    k->start[0] = 0;
    for (tda_index t = 0; t < steps; t++) {
        tda_index i = cell[t], at = k->size;
        TRY(tdai_poll(ctx, stage, t, steps));
        TRY(check_step(ctx, c, t + 1, i, removal[t], copy, cofaces));
        tda_index end = removal[t] ? 0 : k->start[at];
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++) {
            cofaces[c->face[f]] += removal[t] ? -1 : 1;
            if (!removal[t])
                k->face[end++] = copy[c->face[f]];
        }
        if (removal[t]) {
            k->went[copy[i]] = t + 1;
            copy[i] = -1;
            continue;
        }
        copy[i] = at;
        k->dim[at] = c->dim[i];
        k->cell[at] = i;
        k->came[at] = t + 1;
        k->went[at] = steps + 1;
        k->start[at + 1] = end;
        k->size++;
    }
done:
    return st;
}

/* Up as they came; down: the last to go first. Of those that stay, the first that came. */
static void order(const copies *k, tda_index steps, tda_index *up, tda_index *down,
                  tda_index *gone /* [steps + 2] */)
{
    tda_index n = 0;
    for (tda_index t = 0; t <= steps; t++)
        gone[t] = -1;
    for (tda_index i = 0; i < k->size; i++) {
        up[i] = i;
        if (k->went[i] > steps)
            down[n++] = i;
        else
            gone[k->went[i]] = i;
    }
    for (tda_index t = steps; t > 0; t--)
        if (gone[t] >= 0)
            down[n++] = gone[t];
}

/* The bar of a pair; false where it lies past the last step. */
static bool bar_of(const copies *k, tda_index steps, const tdai_cone_pair *p,
                   tdai_bar *bar)
{
    tda_index n = k->size, from = p->from % n, to = p->to % n;
    tda_index birth = k->came[from], death = k->came[to];
    int degree = k->dim[from];
    if (p->from >= n) { /* both go: the one paired with goes first */
        birth = k->went[to];
        death = k->went[from];
    } else if (p->to >= n) {
        death = k->went[to];
    }
    if (p->from >= n) {
        tda_index swap = from;
        from = to;
        to = swap;
    } else if (birth > death) {
        tda_index swap = birth, other = from;
        birth = death;
        death = swap;
        from = to;
        to = other;
        degree--;
    }
    *bar = (tdai_bar){.birth = (double)birth,
                      .death = death > steps ? INFINITY : (double)death,
                      .birth_cell = k->cell[from],
                      .death_cell = death > steps ? -1 : k->cell[to],
                      .degree = degree};
    return birth <= steps;
}

tda_status tda_complex_zigzag_diagram(tda_ctx *ctx, tda_diagram *out,
                                      const tda_complex *complex, tda_index steps,
                                      const tda_index *cell, const bool *removal)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_diagram diagram = {0};
    copies k = {0};
    const tda_cells *c = tda_complex_cells(complex);
    tda_index bars = 0;
    if (steps < 0)
        FAIL(TDA_EINVAL, "zigzag: %lld steps", (long long)steps);
    TRY(follow(ctx, &k, c, steps, cell, removal, &tmp));
    tda_index *up = ARRAY(&tmp, tda_index, k.size),
              *down = ARRAY(&tmp, tda_index, k.size);
    tda_index *gone = ARRAY(&tmp, tda_index, steps + 1);
    tdai_cone_pair *pair = ARRAY(&tmp, tdai_cone_pair, k.size);
    tdai_bar *bar = ARRAY(&tmp, tdai_bar, k.size + 1);
    TRY(tdai_arena_status(ctx, &tmp));
    order(&k, steps, up, down, gone);
    tdai_cone cone = {k.size, k.dim, k.start, k.face, up, down};
    TRY(tdai_cone_pairs(ctx, pair, &cone));
    for (tda_index i = 0; i < k.size; i++)
        bars += bar_of(&k, steps, &pair[i], &bar[bars]);
    TRY(tdai_diagram_new(ctx, &diagram, tda_complex_dimension(complex) + 1, TDA_CELL_ROW,
                         bar, bars));
    diagram.record = tda_complex_record(complex);
    *out = diagram;
done:
    tdai_arena_free(&tmp);
    return st;
}
