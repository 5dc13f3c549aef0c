/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance_near.c - Dots near a place, some of them taken out: a k-d tree with counts.
 *
 * The tree is built once, by halving at the median of the longer side. Taking a dot out lowers
 * the counts on the way to the root, and searches pass by what is empty. */
#include "persistence/distance.h"

enum { LEAF = 6, DEPTH = 128 };

/* Pruning must not lose a dot to the rounding of a norm that is not monotone. */
static const double SLACK = 1 + 1e-9;

static double coordinate(const tdai_dots *dots, tda_index i, int axis)
{
    return axis ? dots->death[i] : dots->birth[i];
}

static void bound(tdai_near *near, tdai_near_node *n)
{
    for (int axis = 0; axis < 2; axis++) {
        n->lo[axis] = INFINITY;
        n->hi[axis] = -INFINITY;
        for (tda_index k = n->begin; k < n->end; k++) {
            double x = coordinate(near->dots, near->order[k], axis);
            n->lo[axis] = fmin(n->lo[axis], x);
            n->hi[axis] = fmax(n->hi[axis], x);
        }
    }
}

/* order [begin, end) with the median in the middle, smaller ones before it: by quickselect. */
static void halve(tdai_near *near, tda_index begin, tda_index end, int axis)
{
    const tdai_dots *dots = near->dots;
    tda_index middle = begin + (end - begin) / 2, *order = near->order;
    end--;
    while (begin < end) {
        double pivot = coordinate(dots, order[begin + (end - begin) / 2], axis);
        tda_index i = begin, j = end;
        while (i <= j) {
            while (coordinate(dots, order[i], axis) < pivot)
                i++;
            while (coordinate(dots, order[j], axis) > pivot)
                j--;
            if (i <= j) {
                tda_index swap = order[i];
                order[i++] = order[j];
                order[j--] = swap;
            }
        }
        if (middle <= j)
            end = j;
        else if (middle >= i)
            begin = i;
        else
            break;
    }
}

static void split(tdai_near *near)
{
    for (tda_index v = 0; v < near->nodes; v++) {
        tdai_near_node *n = &near->node[v];
        bound(near, n);
        n->left = -1;
        if (n->end - n->begin <= LEAF) {
            for (tda_index k = n->begin; k < n->end; k++)
                near->leaf[near->order[k]] = v;
            continue;
        }
        tda_index middle = n->begin + (n->end - n->begin) / 2;
        halve(near, n->begin, n->end, n->hi[1] - n->lo[1] > n->hi[0] - n->lo[0]);
        n->left = near->nodes;
        near->node[near->nodes++] =
            (tdai_near_node){.begin = n->begin, .end = middle, .parent = v};
        near->node[near->nodes++] =
            (tdai_near_node){.begin = middle, .end = n->end, .parent = v};
    }
}

tda_status tdai_near_new(tda_ctx *ctx, tdai_near *near, const tdai_dots *dots,
                         double norm, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tda_index n = dots->size;
    tdai_near made = {.dots = dots, .norm = norm};
    made.node = ARRAY(arena, tdai_near_node, n + 1); /* leaves hold three or more */
    made.order = ARRAY(arena, tda_index, n);
    made.leaf = ARRAY(arena, tda_index, n);
    made.out = ARRAY(arena, bool, n);
    TRY(tdai_arena_status(ctx, arena));
    for (tda_index i = 0; i < n; i++)
        made.order[i] = i;
    made.node[made.nodes++] = (tdai_near_node){.end = n, .parent = -1};
    split(&made);
    *near = made;
    tdai_near_fill(near);
done:
    return st;
}

void tdai_near_fill(tdai_near *near)
{
    for (tda_index v = 0; v < near->nodes; v++)
        near->node[v].present = near->node[v].end - near->node[v].begin;
    for (tda_index i = 0; i < near->dots->size; i++)
        near->out[i] = false;
}

void tdai_near_take(tdai_near *near, tda_index dot)
{
    if (near->out[dot])
        return;
    near->out[dot] = true;
    for (tda_index v = near->leaf[dot]; v >= 0; v = near->node[v].parent)
        near->node[v].present--;
}

static double outside(double x, double lo, double hi)
{
    return x < lo ? lo - x : x > hi ? x - hi : 0;
}

tda_index tdai_near_find(const tdai_near *near, double birth, double death, double t)
{
    tda_index stack[DEPTH];
    int height = 0;
    stack[height++] = 0;
    while (height > 0) {
        const tdai_near_node *n = &near->node[stack[--height]];
        if (n->present == 0 ||
            tdai_ground(outside(birth, n->lo[0], n->hi[0]),
                        outside(death, n->lo[1], n->hi[1]), near->norm) > t * SLACK)
            continue;
        if (n->left >= 0) {
            stack[height++] = n->left + 1;
            stack[height++] = n->left;
            continue;
        }
        for (tda_index k = n->begin; k < n->end; k++) {
            tda_index i = near->order[k];
            if (!near->out[i] &&
                tdai_ground(fabs(birth - near->dots->birth[i]),
                            fabs(death - near->dots->death[i]), near->norm) <= t)
                return i;
        }
    }
    return -1;
}
