/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_set.h - A set of keys, open addresses, half full at most. For files that have a tdai_key. */

typedef struct set {
    tdai_key *key;
    tda_index slots, used; /* slots: a power of two */
} set;

static void set_clear(set *t)
{
    tdai_free(t->key);
    *t = (set){0};
}

static inline uint64_t hash_of(tdai_key key)
{
    uint64_t x = (uint64_t)key;
    if (sizeof key > 8)
        x ^= (uint64_t)(key >> 4 * sizeof key) * 0xBF58476D1CE4E5B9u;
    x *= 0x9E3779B97F4A7C15u;
    return x ^ x >> 32;
}

static inline tda_index set_slot(const set *t, tdai_key key)
{
    tda_index mask = t->slots - 1, i = (tda_index)hash_of(key) & mask;
    while (t->key[i] != NO_KEY && t->key[i] != key)
        i = (i + 1) & mask;
    return i;
}

static inline bool set_has(const set *t, tdai_key key)
{
    return t->used && t->key[set_slot(t, key)] == key;
}

/* Make a set for so many keys; that which was there is let go. */
static bool set_open(set *t, tda_index most)
{
    set_clear(t);
    t->slots = 16;
    while (t->slots < 2 * most)
        t->slots *= 2;
    t->key = tdai_alloc(t->slots, sizeof *t->key);
    for (tda_index i = 0; t->key && i < t->slots; i++)
        t->key[i] = NO_KEY;
    return t->key;
}

static void set_put(set *t, tdai_key key)
{
    t->key[set_slot(t, key)] = key;
    t->used++;
}
