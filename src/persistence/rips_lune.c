/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_lune.c - Opening the lune of an edge, and the rows of its points. */
#include "persistence/rips_lune.h"
#include "data/private.h"
#include <string.h>

bool tdai_rips_lune_init(tdai_rips_lune *l, const tdai_rips_lists *lists, tda_index extra)
{
    *l = (tdai_rips_lune){.lists = lists, .extra = extra};
    l->point = tdai_alloc(lists->longest, sizeof *l->point);
    l->place = tdai_calloc(lists->size, sizeof *l->place);
    return l->point && l->place;
}

void tdai_rips_lune_free(tdai_rips_lune *l)
{
    tdai_free(l->point);
    tdai_free(l->place);
    tdai_free(l->made);
    *l = (tdai_rips_lune){0};
}

static tda_index words_for(tda_index points, tda_index extra)
{
    return (2 + points + extra) * (points / 64 + 1);
}

bool tdai_rips_lune_open(tdai_rips_lune *l, uint32_t a, uint32_t b, uint32_t rank)
{
    for (tda_index i = 0; i < l->size; i++)
        l->place[l->point[i]] = 0;
    l->rank = rank;
    tda_index n = l->size = tdai_lists_lune(l->lists, a, b, rank, l->point);
    tda_index w = l->words = n / 64 + 1, need = words_for(n, l->extra);
    for (tda_index i = 0; i < n; i++)
        l->place[l->point[i]] = (uint32_t)i + 1;
    if (need > l->room) {
        tda_index room = 2 * need;
        tdai_free(l->made);
        l->made = tdai_alloc(room, sizeof *l->made);
        l->room = l->made ? room : 0;
        if (!l->made)
            return false;
    }
    l->all = l->made + w;
    l->row = l->all + w;
    l->spare = l->row + n * w;
    memset(l->made, 0, (size_t)w * sizeof *l->made);
    for (tda_index i = 0; i < w; i++)
        l->all[i] = i < n / 64 ? ~(uint64_t)0 : ((uint64_t)1 << n % 64) - 1;
    return true;
}

void tdai_rips_lune_make_row(tdai_rips_lune *l, tda_index x)
{
    const tdai_rips_lists *lists = l->lists;
    uint64_t *row = l->row + x * l->words;
    uint32_t v = l->point[x];
    memset(row, 0, (size_t)l->words * sizeof *row);
    for (tda_index i = lists->start[v]; i < lists->start[v + 1]; i++) {
        tdai_near w = lists->near[i];
        tda_index place = l->place[w.point];
        if (place && w.rank < l->rank)
            row[(place - 1) >> 6] |= (uint64_t)1 << ((place - 1) & 63);
    }
    l->made[x >> 6] |= (uint64_t)1 << (x & 63);
}

tda_index tdai_rips_lune_first(tdai_rips_lune *l, const uint32_t *v, int count)
{
    for (tda_index i = 0; i < l->words; i++) {
        uint64_t in = l->all[i];
        for (int k = 0; k < count && in; k++)
            in &= tdai_rips_lune_row(l, (tda_index)l->place[v[k]] - 1)[i];
        if (in)
            return l->point[64 * i + __builtin_ctzll(in)];
    }
    return -1;
}

tda_index tdai_rips_lune_bytes(const tdai_rips_lists *lists, const uint32_t *tail,
                               const uint32_t *head, tda_index edges, tda_index extra)
{
    tda_index most = 0;
    for (tda_index e = 0; e < edges; e++) {
        tda_index x = lists->start[tail[e] + 1] - lists->start[tail[e]];
        tda_index y = lists->start[head[e] + 1] - lists->start[head[e]];
        x = y < x ? y : x; /* no lune has more points */
        most = x > most ? x : most;
    }
    return tdai_size_add(4 * lists->longest + 4 * lists->size, words_for(most, extra),
                         16);
}
