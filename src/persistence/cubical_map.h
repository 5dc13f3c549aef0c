/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_map.h - A table from the key of a cube, which is not 0, to a number. */
#ifndef TDA_PERSISTENCE_CUBICAL_MAP_H
#define TDA_PERSISTENCE_CUBICAL_MAP_H
#include "persistence/cubical.h"

TDA_BEGIN

/* Open addressing, at most half full; starts as {0}. */
typedef struct tdai_map {
    uint64_t *key; /* [room] 0: free */
    uint32_t *number;
    tda_index room, size; /* room is a power of two, or 0 */
} tdai_map;

/* Enter a key that is not there yet. */
tda_status tdai_map_put(tda_ctx *ctx, tdai_map *m, uint64_t key, uint32_t number);
void tdai_map_clear(tdai_map *m);

static inline tda_index tdai_map_slot(const tdai_map *m, uint64_t key)
{
    uint64_t mask = (uint64_t)m->room - 1, mixed = key * 0x9E3779B97F4A7C15U;
    uint64_t i = (mixed ^ mixed >> 32) & mask;
    while (m->key[i] && m->key[i] != key)
        i = (i + 1) & mask;
    return (tda_index)i;
}

static inline bool tdai_map_get(const tdai_map *m, uint64_t key, uint32_t *number)
{
    if (!m->room)
        return false;
    tda_index i = tdai_map_slot(m, key);
    *number = m->number[i];
    return m->key[i] != 0;
}

TDA_END
#endif
