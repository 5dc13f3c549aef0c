/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance.h - Distances between diagrams: the pieces of one degree.
 *
 * A bar is a point of the plane. Bars of finite length may be matched with each other or with
 * the diagonal; of those with an infinite end only the other end counts. Every method for finite
 * bars fills mate[i], the bar of b that bar i of a is matched with, or -1 for the diagonal; what
 * the matching costs is then added up in one place. */
#ifndef TDA_PERSISTENCE_DISTANCE_H
#define TDA_PERSISTENCE_DISTANCE_H
#include "data/private.h"
#include <math.h>
#include <tda/persistence.h>

TDA_BEGIN

/* Bars as points. Ends at infinity are there as such, where all of them have them. */
typedef struct tdai_dots {
    tda_index size;
    double *birth, *death; /* [size] */
    tda_index *id;         /* [size] of the bar in its diagram */
} tdai_dots;

/* Two sets of bars of finite length, and how they are measured. */
typedef struct tdai_pair_of_dots {
    tda_ctx *ctx;
    tdai_dots a, b;
    double norm;  /* p of the ground norm, 1 .. INFINITY */
    double order; /* q */
    double gap;   /* the result may exceed the least cost by this factor less one */
} tdai_pair_of_dots;

/* The norm of (x, y) >= 0. Monotone in x and y for the usual norms 1, 2 and INFINITY. */
static inline double tdai_ground(double x, double y, double norm)
{
    double most = x > y ? x : y, least = x > y ? y : x;
    if (isinf(norm) || least == 0)
        return most;
    if (norm == 1)
        return x + y;
    if (norm == 2)
        return most * sqrt(1 + least / most * (least / most));
    return most * pow(1 + pow(least / most, norm), 1 / norm);
}

static inline double tdai_dot_distance(const tdai_pair_of_dots *z, tda_index i,
                                       tda_index j)
{
    return tdai_ground(fabs(z->a.birth[i] - z->b.birth[j]),
                       fabs(z->a.death[i] - z->b.death[j]), z->norm);
}

/* The distance from the diagonal. */
static inline double tdai_dot_height(const tdai_dots *dots, tda_index i, double norm)
{
    double half = (dots->death[i] - dots->birth[i]) / 2;
    return tdai_ground(half, half, norm);
}

/* x^q for x >= 0. */
static inline double tdai_power(double x, double q)
{
    return q == 1 ? x : q == 2 ? x * x : pow(x, q);
}

/* ---- nearness (distance_near.c): a k-d tree of dots that can be taken out ---- */

typedef struct tdai_near_node {
    double lo[2], hi[2];  /* the box of the dots below, also of those taken out */
    tda_index begin, end; /* in `order` */
    tda_index left,
        parent; /* nodes left and left + 1 are the halves; -1: a leaf, the root */
    tda_index present;
} tdai_near_node;

typedef struct tdai_near {
    const tdai_dots *dots;
    double norm;
    tdai_near_node *node;
    tda_index nodes;
    tda_index *order; /* [size] dots by leaf */
    tda_index *leaf;  /* [size] of each dot */
    bool *out;        /* [size] has it been taken out? */
} tdai_near;

/* Everything in the arena. */
tda_status tdai_near_new(tda_ctx *ctx, tdai_near *near, const tdai_dots *dots,
                         double norm, tdai_arena *arena);
/* Put all dots in. */
void tdai_near_fill(tdai_near *near);
void tdai_near_take(tdai_near *near, tda_index dot);
/* A dot that is in and at most at distance t from (birth, death); -1: none. */
tda_index tdai_near_find(const tdai_near *near, double birth, double death, double t);

/* ---- methods: mate [a.size] ---- */

/* A matching whose longest edge is as short as possible. (distance_bottleneck.c) */
tda_status tdai_match_bottleneck(const tdai_pair_of_dots *z, tda_index *mate);
/* One with the least sum of q-th powers. (distance_assign.c) */
tda_status tdai_match_least(const tdai_pair_of_dots *z, tda_index *mate);
/* The same where all births are equal, or all deaths are. (distance_line.c) */
bool tdai_on_a_line(const tdai_pair_of_dots *z);
tda_status tdai_match_line(const tdai_pair_of_dots *z, tda_index *mate);

/* ---- bars of a diagram by degree and by the ends they have (distance.c) ---- */

/* Refuse bad options and bars. *scale := a power of two that keeps differences from overflowing. */
tda_status tdai_distance_check(tda_ctx *ctx, const tda_diagram *a, const tda_diagram *b,
                               const tda_distance_opts *o, double *scale);

enum { TDAI_ENDS = 4 };
/* Bars of finite length; without death; without birth; without either. */
typedef struct tdai_by_ends {
    tdai_dots dots[TDAI_ENDS];
} tdai_by_ends;

tda_status tdai_dots_of(tda_ctx *ctx, tdai_by_ends *out, const tda_diagram *d, int degree,
                        double scale, tdai_arena *arena);
/* Do a and b have as many bars of each kind of infinite ends? */
bool tdai_ends_agree(const tdai_by_ends *a, const tdai_by_ends *b);

TDA_END
#endif
