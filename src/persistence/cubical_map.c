/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cubical_map.c - Growing the table from cubes to numbers. */
#include "persistence/cubical_map.h"

enum { FIRST_ROOM = 256 };

tda_status tdai_map_put(tda_ctx *ctx, tdai_map *m, uint64_t key, uint32_t number)
{
    if (2 * (m->size + 1) > m->room) {
        tdai_map grown = {.room = m->room ? 2 * m->room : FIRST_ROOM, .size = m->size};
        grown.key = tdai_calloc(grown.room, sizeof *grown.key);
        grown.number = tdai_calloc(grown.room, sizeof *grown.number);
        if (!grown.key || !grown.number) {
            tdai_map_clear(&grown);
            return tdai_fail(ctx, TDA_ENOMEM, "image diagram: no memory for %lld pairs",
                             (long long)m->size + 1);
        }
        for (tda_index i = 0; i < m->room; i++)
            if (m->key[i]) {
                tda_index to = tdai_map_slot(&grown, m->key[i]);
                grown.key[to] = m->key[i];
                grown.number[to] = m->number[i];
            }
        tdai_map_clear(m);
        *m = grown;
    }
    tda_index i = tdai_map_slot(m, key);
    m->key[i] = key;
    m->number[i] = number;
    m->size++;
    return TDA_OK;
}

void tdai_map_clear(tdai_map *m)
{
    tdai_free(m->key);
    tdai_free(m->number);
    *m = (tdai_map){0};
}
