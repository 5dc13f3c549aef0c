/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse_plain.c - Edge collapse with lanes in plain C. */
#include "persistence/collapse_dense.h"

#define CODE
#define COLLAPSE tdai_collapse_plain

typedef struct lanes {
    uint32_t at[TDAI_BLOCK];
} lanes;

#define EACH_LANE for (int l = 0; l < TDAI_BLOCK; l++)

static inline lanes lanes_load(const uint32_t *at)
{
    lanes x;
    EACH_LANE x.at[l] = at[l];
    return x;
}

static inline void lanes_store(uint32_t *at, lanes x)
{
    EACH_LANE at[l] = x.at[l];
}

static inline lanes lanes_all(uint32_t value)
{
    lanes x;
    EACH_LANE x.at[l] = value;
    return x;
}

static inline lanes lanes_max(lanes x, lanes y)
{
    EACH_LANE x.at[l] = x.at[l] > y.at[l] ? x.at[l] : y.at[l];
    return x;
}

static inline lanes lanes_min(lanes x, lanes y)
{
    EACH_LANE x.at[l] = x.at[l] < y.at[l] ? x.at[l] : y.at[l];
    return x;
}

/* Bits of the lanes where x > y. */
static inline unsigned lanes_over(lanes x, lanes y)
{
    unsigned bits = 0;
    EACH_LANE bits |= (unsigned)(x.at[l] > y.at[l]) << l;
    return bits;
}

/* a where x > y, else b */
static inline lanes lanes_where_over(lanes x, lanes y, lanes a, lanes b)
{
    EACH_LANE a.at[l] = x.at[l] > y.at[l] ? a.at[l] : b.at[l];
    return a;
}

static inline uint32_t lanes_least(lanes x)
{
    uint32_t least = x.at[0];
    EACH_LANE least = x.at[l] < least ? x.at[l] : least;
    return least;
}

#include "persistence/collapse_edges.h"
