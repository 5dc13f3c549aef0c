/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_star.c - The tables of partners, for every star there can be. */
#include "persistence/cubical_star.h"
#include <pthread.h>

static tdai_star star;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void number_squares(void)
{
    int n = 0;
    for (int a = 0; a < TDAI_DIRECTIONS; a++)
        for (int b = a + 1; b < TDAI_DIRECTIONS; b++) {
            if (a / 2 == b / 2)
                continue;
            int across = 3 - a / 2 - b / 2, octant = a % 2 << a / 2 | b % 2 << b / 2;
            star.square[n][0] = (uint8_t)a;
            star.square[n][1] = (uint8_t)b;
            star.side[n][0] = (uint8_t)octant;
            star.side[n][1] = (uint8_t)(octant | 1 << across);
            star.number[a][b] = star.number[b][a] = (uint8_t)n++;
        }
}

/* The square between octant o and the next along an axis. */
static int square_between(int octant, int axis)
{
    int a = axis == 0 ? 1 : 0, b = axis == 2 ? 1 : 2;
    return star.number[2 * a + (octant >> a & 1)][2 * b + (octant >> b & 1)];
}

/* Octants whose way is known grow from those missing, or from octant 7 where none is. */
static void find_ways(unsigned octants)
{
    unsigned known = ~octants & 255, used = 0, way = 0;
    if (octants == 255) {
        known = 1 << 7;
        way = TDAI_STAYS << 14;
    }
    while (known != 255 && octants) {
        unsigned next = known;
        for (int o = 0; o < 8; o++)
            for (int axis = 0; axis < 3; axis++)
                if (!(next >> o & 1) && known >> (o ^ 1 << axis) & 1) {
                    next |= 1U << o;
                    way |= (unsigned)axis << 2 * o;
                    used |= 1U << square_between(o, axis);
                }
        known = next;
    }
    star.used[octants] = (uint16_t)used;
    star.way[octants] = (uint16_t)way;
}

/* The spanning forest that takes squares as they come; each tree hangs from its least edge. */
static void find_tree(unsigned squares)
{
    int root[TDAI_DIRECTIONS] = {0, 1, 2, 3, 4, 5}, queue[TDAI_DIRECTIONS], n = 0;
    int parent[TDAI_DIRECTIONS];
    tdai_tree t = {0};
    for (int k = 0; k < TDAI_SQUARES; k++) {
        int a = root[star.square[k][0]], b = root[star.square[k][1]];
        if (!(squares >> k & 1) || a == b)
            continue;
        t.squares |= (uint16_t)(1 << k);
        for (int i = 0; i < TDAI_DIRECTIONS; i++)
            if (root[i] == (a > b ? a : b))
                root[i] = a > b ? b : a;
    }
    for (int i = 0; i < TDAI_DIRECTIONS; i++)
        if (root[i] == i) {
            parent[i] = -1;
            queue[n++] = i;
        }
    for (int head = 0; head < n; head++) /* by breadth */
        for (int i = 0; i < TDAI_DIRECTIONS; i++) {
            int a = queue[head];
            if (i / 2 == a / 2 || i == parent[a] || !(t.squares >> star.number[a][i] & 1))
                continue;
            parent[i] = a;
            queue[n++] = i;
        }
    while (n-- > 0) {
        int i = queue[n];
        if (parent[i] < 0)
            continue;
        t.step |= (uint32_t)(i | parent[i] << 3) << 6 * t.steps++;
        t.edges |= (uint8_t)(1 << i);
    }
    star.tree[squares] = t;
}

static void make_tables(void)
{
    number_squares();
    for (unsigned octants = 0; octants < 256; octants++)
        find_ways(octants);
    for (unsigned squares = 0; squares < 1U << TDAI_SQUARES; squares++)
        find_tree(squares);
}

const tdai_star *tdai_star_tables(void)
{
    pthread_once(&once, make_tables);
    return &star;
}
