/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_table.h - A hash table from pivots to columns, open addresses, half full at most. */

typedef struct table {
    tdai_key *key;
    tda_index *column;
    tda_index slots, used; /* slots: a power of two */
} table;

static void table_clear(table *t)
{
    tdai_free(t->key);
    tdai_free(t->column);
    *t = (table){0};
}

static inline tda_index slot_of(const table *t, tdai_key key)
{
    uint64_t x = (uint64_t)key;
    if (sizeof key > 8)
        x ^= (uint64_t)(key >> 4 * sizeof key) * 0xBF58476D1CE4E5B9u;
    x *= 0x9E3779B97F4A7C15u;
    tda_index mask = t->slots - 1, i = (tda_index)(x ^ x >> 32) & mask;
    while (t->key[i] != NO_KEY && t->key[i] != key)
        i = (i + 1) & mask;
    return i;
}

/* The column whose pivot is `key`, or -1. */
static inline tda_index table_get(const table *t, tdai_key key)
{
    if (!t->used)
        return -1;
    tda_index i = slot_of(t, key);
    return t->key[i] == NO_KEY ? -1 : t->column[i];
}

static bool table_grow(table *t)
{
    table more = {.slots = t->slots ? 2 * t->slots : 256, .used = t->used};
    more.key = tdai_alloc(more.slots, sizeof *more.key);
    more.column = tdai_alloc(more.slots, sizeof *more.column);
    if (!more.key || !more.column) {
        table_clear(&more);
        return false;
    }
    for (tda_index i = 0; i < more.slots; i++)
        more.key[i] = NO_KEY;
    for (tda_index i = 0; i < t->slots; i++)
        if (t->key[i] != NO_KEY) {
            tda_index to = slot_of(&more, t->key[i]);
            more.key[to] = t->key[i];
            more.column[to] = t->column[i];
        }
    table_clear(t);
    *t = more;
    return true;
}

static bool table_put(table *t, tdai_key key, tda_index column)
{
    if (2 * t->used >= t->slots && !table_grow(t))
        return false;
    tda_index i = slot_of(t, key);
    t->key[i] = key;
    t->column[i] = column;
    t->used++;
    return true;
}
