/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clouds.h - Small point clouds of every kind that troubles a triangulation, and spheres through
 * their points by plain elimination. Shares no code with the library. */
#ifndef TDA_CLOUDS_H
#define TDA_CLOUDS_H
#include "brute.h"

enum { CLOUD_POINTS = 10, CLOUD_DIMENSION = 5 };

typedef enum cloud_kind {
    CLOUD_GRID, /* small integers: repeated points, many on one sphere */
    CLOUD_FLAT, /* integers, the last coordinates sums of the first: in a line or plane */
    CLOUD_GENERAL, /* general position */
    CLOUD_FAR,     /* general position about a point far from 0, and small */
    CLOUD_KINDS
} cloud_kind;

typedef struct cloud_points {
    int n, d;
    cloud_kind kind;
    double at[CLOUD_POINTS * CLOUD_DIMENSION];
} cloud_points;

/* 0 .. n points in R^d by the seed. */
static inline cloud_points cloud_random(unsigned seed, int n, int d)
{
    brute_rng rng = brute_seed(seed + 1000);
    cloud_points c = {.d = d, .kind = (cloud_kind)(seed % CLOUD_KINDS)};
    c.n = seed % 41 == 40 ? 0 : 1 + brute_below(&rng, n);
    int span = 1 + brute_below(&rng, 4), rank = 1 + brute_below(&rng, d);
    for (int i = 0; i < c.n; i++)
        for (int k = 0; k < d; k++) {
            double *x = c.at + i * d + k;
            if (c.kind == CLOUD_GRID || (c.kind == CLOUD_FLAT && k < rank))
                *x = brute_below(&rng, span + 1);
            else if (c.kind == CLOUD_FLAT)
                *x = 3 - x[-1] - x[-rank];
            else
                *x = brute_below(&rng, 1 << 20) * 0x1p-19 - 1;
            if (c.kind == CLOUD_FAR)
                *x = (1 << 10) + *x * 0x1p-7;
        }
    return c;
}

/* The squared radius of the smallest sphere through `count` points, and its centre; -1 where
 * they are not affinely independent. */
static inline double cloud_sphere(const cloud_points *c, const int *point, int count,
                                  double *centre)
{
    int d = c->d, k = count - 1;
    double a[CLOUD_DIMENSION + 1][CLOUD_DIMENSION],
        m[CLOUD_DIMENSION + 1][CLOUD_DIMENSION + 2];
    double unit = 0, squared = 0;
    const double *origin = c->at + point[0] * d;
    if (k > d)
        return -1;
    for (int i = 0; i < k; i++)
        for (int x = 0; x < d; x++)
            a[i][x] = c->at[point[i + 1] * d + x] - origin[x];
    for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
            m[i][j] = 0;
            for (int x = 0; x < d; x++)
                m[i][j] += a[i][x] * a[j][x];
            unit = fmax(unit, m[i][j]);
        }
        m[i][k] = m[i][i] / 2;
    }
    for (int p = 0; p < k; p++) { /* Gauss and Jordan, positive definite */
        int best = p;
        for (int i = p + 1; i < k; i++)
            best = fabs(m[i][p]) > fabs(m[best][p]) ? i : best;
        if (!(fabs(m[best][p]) > 1e-9 * unit))
            return -1;
        for (int j = 0; j <= k; j++) {
            double swap = m[p][j];
            m[p][j] = m[best][j];
            m[best][j] = swap;
        }
        for (int i = 0; i < k; i++) {
            double factor = i == p ? 0 : m[i][p] / m[p][p];
            for (int j = p; j <= k; j++)
                m[i][j] -= factor * m[p][j];
        }
    }
    for (int x = 0; x < d; x++) {
        double from_origin = 0;
        for (int i = 0; i < k; i++)
            from_origin += m[i][k] / m[i][i] * a[i][x];
        centre[x] = origin[x] + from_origin;
        squared += from_origin * from_origin;
    }
    return squared;
}

static inline double cloud_distance(const cloud_points *c, int point, const double *to)
{
    double sum = 0;
    for (int x = 0; x < c->d; x++)
        sum += (c->at[point * c->d + x] - to[x]) * (c->at[point * c->d + x] - to[x]);
    return sum;
}

/* The points of a bit mask, ascending; how many. */
static inline int cloud_members(int mask, int *point)
{
    int n = 0;
    for (int v = 0; mask >> v; v++)
        if (mask >> v & 1)
            point[n++] = v;
    return n;
}

enum { CLOUD_MASKS = 1 << CLOUD_POINTS };

/* value[mask] := the least squared radius of a sphere through the points of the mask with no
 * point inside, INFINITY where there is none: the least one is the smallest sphere of some set
 * that contains them. */
static inline void cloud_alpha(const cloud_points *c, double *value)
{
    for (int mask = 1; mask < 1 << c->n; mask++)
        value[mask] = INFINITY;
    for (int mask = 1; mask < 1 << c->n; mask++) {
        int point[CLOUD_POINTS], count = cloud_members(mask, point);
        double centre[CLOUD_DIMENSION], r = cloud_sphere(c, point, count, centre);
        bool empty = r >= 0;
        for (int v = 0; empty && v < c->n; v++)
            empty = cloud_distance(c, v, centre) >= r * (1 - 1e-9);
        for (int face = mask; empty && face; face = (face - 1) & mask)
            value[face] = fmin(value[face], r);
    }
}

/* The squared radius of the smallest ball about the points of the mask: of the smallest spheres
 * of its subsets that hold all of them the least. */
static inline double cloud_ball(const cloud_points *c, int mask)
{
    double least = INFINITY;
    for (int sub = mask; sub; sub = (sub - 1) & mask) {
        int point[CLOUD_POINTS], count = cloud_members(sub, point);
        double centre[CLOUD_DIMENSION], r = cloud_sphere(c, point, count, centre);
        bool holds = r >= 0;
        for (int v = 0; holds && v < c->n; v++)
            holds = !(mask >> v & 1) ||
                    cloud_distance(c, v, centre) <= r + 1e-9 * fmax(r, 1e-9);
        if (holds)
            least = fmin(least, r);
    }
    return least;
}

#endif
