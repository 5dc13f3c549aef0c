/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_queue.h - The entries of a column not yet looked at: a bucket for each rank.
 *
 * Pushing is putting a key into the bucket of its rank. The next bucket that is not empty is
 * found in a bitmap of three levels; when it is opened its keys are sorted and cancelled at
 * once, and what is pushed to it from then on goes into a heap. Running out of memory is
 * remembered, to be asked for now and then. */

enum { NODE_KEYS = (64 - 8) / sizeof(tdai_key), HEAP_WAYS = 4 };

typedef struct node {
    tdai_key key[NODE_KEYS];
    uint32_t next, count;
} node;

typedef struct queue {
    const tdai_ranks *r;
    int shift;           /* from an entry to its rank */
    uint32_t open;       /* the rank of the open bucket */
    keys heap;           /* of its keys */
    uint32_t *first;     /* [edges + 2] the first node of each bucket, 0: empty */
    uint64_t *level[3];  /* bits of buckets, of words of them, of words of those */
    tda_index top_words; /* of the third level */
    node *pool;
    uint32_t nodes, capacity; /* node 0 is not used */
    bool failed;
} queue;

static void queue_clear(queue *q)
{
    tdai_free(q->first);
    for (int l = 0; l < 3; l++)
        tdai_free(q->level[l]);
    tdai_free(q->pool);
    tdai_free(q->heap.at);
    *q = (queue){0};
}

static bool queue_init(queue *q, const tdai_ranks *r)
{
    tda_index n = r->graph->edges + 2;
    q->r = r;
    q->first = tdai_calloc(n, sizeof *q->first);
    bool ok = q->first;
    for (int l = 0; l < 3; l++) {
        n = n / 64 + 1;
        q->level[l] = tdai_calloc(n, sizeof **q->level);
        ok = ok && q->level[l];
    }
    q->top_words = n;
    q->capacity = 1024;
    q->pool = tdai_alloc(q->capacity, sizeof *q->pool);
    q->nodes = 1;
    return ok && q->pool;
}

static void heap_push(queue *q, tdai_key key)
{
    keys *h = &q->heap;
    if (h->size == h->capacity && !keys_reserve(h, h->size + 1)) {
        q->failed = true;
        return;
    }
    tda_index i = h->size++;
    while (i > 0 && h->at[(i - 1) / HEAP_WAYS] > key) {
        h->at[i] = h->at[(i - 1) / HEAP_WAYS];
        i = (i - 1) / HEAP_WAYS;
    }
    h->at[i] = key;
}

/* Drop the least. */
static void heap_pop(keys *h)
{
    tdai_key last = h->at[--h->size];
    for (tda_index i = 0;;) {
        tda_index child = HEAP_WAYS * i + 1, end = child + HEAP_WAYS, least = child;
        end = end < h->size ? end : h->size;
        if (child >= end) {
            h->at[i] = last;
            return;
        }
        for (tda_index c = child + 1; c < end; c++)
            least = h->at[c] < h->at[least] ? c : least;
        if (h->at[least] >= last) {
            h->at[i] = last;
            return;
        }
        h->at[i] = h->at[least];
        i = least;
    }
}

static uint32_t queue_node(queue *q)
{
    if (q->nodes == q->capacity) {
        node *more = q->capacity < UINT32_MAX / 2
                         ? tdai_realloc(q->pool, 2 * (tda_index)q->capacity, sizeof *more)
                         : NULL;
        if (!more) {
            q->failed = true;
            return 0;
        }
        q->pool = more;
        q->capacity *= 2;
    }
    return q->nodes++;
}

static inline void queue_push(queue *q, tdai_key entry)
{
    uint32_t rank = (uint32_t)(entry >> q->shift);
    if (rank == q->open) {
        heap_push(q, entry);
        return;
    }
    uint32_t first = q->first[rank];
    if (first && q->pool[first].count < NODE_KEYS) {
        node *n = &q->pool[first];
        n->key[n->count++] = entry;
        return;
    }
    uint32_t fresh = queue_node(q);
    if (!fresh)
        return;
    node *n = &q->pool[fresh];
    n->key[0] = entry;
    n->count = 1;
    n->next = first;
    q->first[rank] = fresh;
    if (!first) {
        q->level[0][rank >> 6] |= (uint64_t)1 << (rank & 63);
        q->level[1][rank >> 12] |= (uint64_t)1 << (rank >> 6 & 63);
        q->level[2][rank >> 18] |= (uint64_t)1 << (rank >> 12 & 63);
    }
}

/* The least rank with a bucket that is not empty, 0: none. */
static uint32_t queue_next(const queue *q)
{
    tda_index i = q->open >> 18;
    while (i < q->top_words && !q->level[2][i])
        i++;
    if (i == q->top_words)
        return 0;
    i = 64 * i + __builtin_ctzll(q->level[2][i]);
    i = 64 * i + __builtin_ctzll(q->level[1][i]);
    i = 64 * i + __builtin_ctzll(q->level[0][i]);
    return (uint32_t)i;
}

static void queue_empty(queue *q, uint32_t rank)
{
    q->first[rank] = 0;
    if (!(q->level[0][rank >> 6] &= ~((uint64_t)1 << (rank & 63))) &&
        !(q->level[1][rank >> 12] &= ~((uint64_t)1 << (rank >> 6 & 63))))
        q->level[2][rank >> 18] &= ~((uint64_t)1 << (rank >> 12 & 63));
}

/* Forget all entries and begin at a rank. */
static void queue_reset(queue *q, uint32_t rank)
{
    q->open = 0;
    for (uint32_t r = queue_next(q); r; r = queue_next(q))
        queue_empty(q, r);
    q->heap.size = 0;
    q->nodes = 1;
    q->open = rank;
}

/* Open the next bucket; false: there is none. */
static bool queue_open(queue *q)
{
    uint32_t rank = queue_next(q);
    keys *h = &q->heap;
    if (!rank)
        return false;
    q->open = rank;
    for (uint32_t i = q->first[rank]; i; i = q->pool[i].next) {
        const node *n = &q->pool[i];
        if (!keys_reserve(h, h->size + NODE_KEYS)) {
            q->failed = true;
            break;
        }
        for (uint32_t k = 0; k < n->count; k++)
            h->at[h->size++] = n->key[k];
    }
    queue_empty(q, rank);
    h->size = keys_cancel(q->r, h->at, h->size); /* sorted, it is a heap */
    return true;
}

/* Take the least entry whose coefficients do not add up to zero, NO_KEY: all are taken. */
static tdai_key queue_pop(queue *q)
{
    const tdai_ranks *r = q->r;
    keys *h = &q->heap;
    do {
        while (h->size) {
            tdai_key key = key_of_entry(r, h->at[0]);
            uint32_t sum = 0, p = (uint32_t)r->field;
            do {
                sum += coefficient_of(r, h->at[0]);
                sum -= sum >= p ? p : 0;
                heap_pop(h);
            } while (h->size && key_of_entry(r, h->at[0]) == key);
            if (sum)
                return entry_of(r, key, sum);
        }
    } while (queue_open(q));
    return NO_KEY;
}
