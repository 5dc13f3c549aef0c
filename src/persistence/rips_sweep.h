/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_sweep.h - The reduction of a column of degree 1 or 2 over Z/2, edge by edge, on rows of bits.
 *
 * A column is a cochain f on edges (triangles), made a cocycle up to as late as can be. For each
 * point (edge) a row of bits says which other points make a simplex with it where f is 1. Go
 * through the edges e in order. The cofacets whose longest edge is e are the points (edges) of
 * its lune, and the coboundary of f on them all is an exclusive or of few rows, so most edges
 * pass by a handful of instructions. Where it is not zero, the first cofacet is the pivot: if
 * it is in an apparent pair, f changes on its facet; if a column was reduced to it, that is
 * added; otherwise the column is reduced. The pivots are met in the same order as by a queue of
 * entries, and the answer is the same, but no entry is ever made. Entering the edges costs time where few
 * cofacets are met, so that a column begins with a queue. */

enum {
    SWEEP_DIM = 2,        /* degrees up to here, .. */
    SWEEP_EFFORT = 200,   /* .. after so much effort */
    SWEEP_EDGES = 1 << 16 /* between polls */
};

/* How the coboundary of f fares on the edges: in rips_rows.c. */
typedef struct sweep {
    tdai_rips_front front;
    uint32_t *owner; /* [room] the slot of each row */
    int64_t flips;   /* how often f changed on a simplex */
    uint32_t rows;   /* of the pool in use, the first being zeros */
    uint32_t room;   /* of the pool */
    bool ready;
} sweep;

static void sweep_clear(sweep *s)
{
    tdai_free(s->front.slot);
    tdai_free(s->front.pool);
    tdai_free(s->front.touched);
    tdai_free(s->front.lune);
    tdai_free(s->owner);
    *s = (sweep){0};
}

/* Memory for a degree; that of another degree is let go. */
static bool sweep_init(sweep *s, const tdai_ranks *r, uint64_t *bits, int dim)
{
    const tdai_rips_graph *g = r->graph;
    sweep_clear(s);
    tda_index places = dim == 1 ? g->size : g->edges + 1;
    s->room = 64;
    s->rows = 1;
    s->front =
        (tdai_rips_front){.dim = dim,
                          .words = r->words,
                          .stride = r->stride,
                          .edges = g->edges,
                          .tail = r->tail,
                          .head = r->head,
                          .rank = r->rank,
                          .bits = bits,
                          .slot = tdai_calloc(places, sizeof *s->front.slot),
                          .pool = tdai_calloc(s->room * r->words, 8),
                          .touched = tdai_calloc(dim == 1 ? 1 : g->size * r->words, 8),
                          .lune = tdai_alloc(r->words, 8)};
    s->owner = tdai_alloc(s->room, sizeof *s->owner);
    s->ready =
        s->owner && s->front.slot && s->front.pool && s->front.touched && s->front.lune;
    return s->ready;
}

/* The row of a slot, made if it is not there. */
static uint64_t *sweep_row(sweep *s, tda_index slot)
{
    tdai_rips_front *f = &s->front;
    if (!f->slot[slot]) {
        if (s->rows == s->room) {
            tda_index room = 2 * (tda_index)s->room;
            if (room > UINT32_MAX)
                return NULL;
            uint32_t *owner = tdai_realloc(s->owner, room, sizeof *owner);
            if (!owner)
                return NULL;
            s->owner = owner;
            uint64_t *more = tdai_realloc(f->pool, room, (size_t)f->words * 8);
            if (!more)
                return NULL;
            memset(more + s->room * f->words, 0, (size_t)(s->room * f->words) * 8);
            f->pool = more;
            s->room *= 2;
        }
        s->owner[s->rows] = (uint32_t)slot;
        f->slot[slot] = s->rows++;
    }
    return f->pool + f->slot[slot] * f->words;
}

static inline void flip_bit(uint64_t *bits, tda_index i)
{
    bits[i >> 6] ^= (uint64_t)1 << (i & 63);
}

static inline void put_bit(uint64_t *bits, tda_index i)
{
    bits[i >> 6] |= (uint64_t)1 << (i & 63);
}

/* The edge of points v and w, which then has a row; x: the third point. */
static bool flip_side(sweep *s, uint32_t v, uint32_t w, tda_index slot, uint32_t x)
{
    tdai_rips_front *f = &s->front;
    bool fresh = !f->slot[slot];
    uint64_t *row = sweep_row(s, slot);
    if (!row)
        return false;
    flip_bit(row, x);
    if (fresh && f->dim == 2) {
        put_bit(f->touched + v * f->words, w);
        put_bit(f->touched + w * f->words, v);
    }
    return true;
}

/* f changes on a simplex. */
static bool flip(sweep *s, const tdai_ranks *r, tdai_key simplex)
{
    tdai_rips_front *f = &s->front;
    uint32_t rank = rank_of(r, simplex, f->dim);
    uint32_t a = f->tail[rank - 1], b = f->head[rank - 1];
    s->flips++;
    if (f->dim == 1)
        return flip_side(s, a, a, a, b) && flip_side(s, b, b, b, a);
    uint32_t u = other(r, simplex, 0);
    return flip_side(s, a, b, rank, u) &&
           flip_side(s, a, u, f->rank[a * f->stride + u], b) &&
           flip_side(s, b, u, f->rank[b * f->stride + u], a);
}

/* Append the simplices where f is 1 whose longest edge has the row: each is found once. */
static bool row_simplices(const sweep *s, const tdai_ranks *r, tda_index slot,
                          const uint64_t *row, keys *sum)
{
    const tdai_rips_front *f = &s->front;
    bool ok = true;
    const uint32_t *near, *far;
    if (f->dim == 1)
        near = far = f->rank + slot * f->stride;
    else {
        near = f->rank + f->tail[slot - 1] * f->stride;
        far = f->rank + f->head[slot - 1] * f->stride;
    }
    for (tda_index i = 0; i < f->words; i++)
        for (uint64_t left = row[i]; left; left &= left - 1) {
            tda_index x = 64 * i + __builtin_ctzll(left);
            if (f->dim == 1 && x < slot)
                ok = ok && keys_add(sum, (tdai_key)near[x]);
            if (f->dim == 2 && near[x] < slot && far[x] < slot)
                ok = ok && keys_add(sum, append(r, (tdai_key)slot, x));
        }
    return ok;
}

/* Move the simplices where f is 1 to `sum`, if given, and make f zero. */
static bool sweep_take(sweep *s, const tdai_ranks *r, keys *sum)
{
    tdai_rips_front *f = &s->front;
    bool ok = true;
    for (uint32_t i = 1; i < s->rows; i++) {
        tda_index slot = s->owner[i];
        uint64_t *row = f->pool + i * f->words;
        ok = ok && (!sum || row_simplices(s, r, slot, row, sum));
        memset(row, 0, (size_t)f->words * sizeof *row);
        f->slot[slot] = 0;
        if (f->dim == 2) {
            uint32_t a = f->tail[slot - 1], b = f->head[slot - 1];
            drop(f->touched + a * f->words, b);
            drop(f->touched + b * f->words, a);
        }
    }
    s->rows = 1;
    return ok;
}

/* The first cofacet of the edge of a rank, past point u, where the coboundary is not zero;
 * *apparent: it is in an apparent pair. */
static tdai_key first_clash(const sweep *s, const tdai_ranks *r, uint32_t rank,
                            uint32_t u, bool *apparent)
{
    const tdai_rips_front *f = &s->front;
    uint32_t a = f->tail[rank - 1], b = f->head[rank - 1];
    const uint64_t *one = f->bits + a * f->words, *two = f->bits + b * f->words;
    const uint64_t *three = one, *row[3];
    bool on;
    if (f->dim == 1) {
        row[0] = f->pool + f->slot[a] * f->words;
        row[1] = f->pool + f->slot[b] * f->words;
        row[2] = f->pool;
        on = has(row[0], b);
    } else {
        three = f->bits + u * f->words;
        row[0] = f->pool + f->slot[rank] * f->words;
        row[1] = f->pool + f->slot[f->rank[a * f->stride + u]] * f->words;
        row[2] = f->pool + f->slot[f->rank[b * f->stride + u]] * f->words;
        on = has(row[0], u);
    }
    *apparent = true;
    for (tda_index i = 0; i < f->words; i++) {
        uint64_t in = one[i] & two[i] & three[i];
        if (f->dim == 2 && i >= u >> 6)
            in &= i == u >> 6 ? ((uint64_t)1 << (u & 63)) - 1 : 0;
        uint64_t odd = in & (row[0][i] ^ row[1][i] ^ row[2][i] ^ (on ? ~(uint64_t)0 : 0));
        if (odd) {
            tda_index w = 64 * i + __builtin_ctzll(odd);
            *apparent = *apparent && !(in & (((uint64_t)1 << (w & 63)) - 1));
            tdai_key key = (tdai_key)rank;
            if (f->dim == 2)
                key = append(r, key, u);
            return append(r, key, w);
        }
        *apparent = *apparent && !in;
    }
    return NO_KEY;
}

/* Enter the edges of ranks from .. end - 1 in the bits, .. */
static void enter_edges(const tdai_ranks *r, uint64_t *bits, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end; i++) {
        put_bit(bits + r->tail[i - 1] * r->words, r->head[i - 1]);
        put_bit(bits + r->head[i - 1] * r->words, r->tail[i - 1]);
    }
}

/* .. or take them out. */
static void leave_edges(const tdai_ranks *r, uint64_t *bits, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end; i++) {
        drop(bits + r->tail[i - 1] * r->words, r->head[i - 1]);
        drop(bits + r->head[i - 1] * r->words, r->tail[i - 1]);
    }
}

/* Go on with the column c->sum, which is reduced up to cofacets of a rank, to the end: as
 * reduce(), of rips_column.h. bits: the edges of ranks before `from`; left as they were. */
static tda_status sweep_reduce(sweep *s, column *c, uint32_t rank, uint64_t *bits,
                               uint32_t from, tdai_key *pivot)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = c->ctx;
    const tdai_ranks *r = c->r;
    tdai_rips_front *f = &s->front;
    uint32_t u = 0;
    bool apparent, ok = (f->dim == c->dim && s->ready) || sweep_init(s, r, bits, c->dim);
    *pivot = NO_KEY;
    s->flips = 0;
    for (tda_index i = 0; ok && i < c->sum.size; i++)
        ok = flip(s, r, c->sum.at[i]);
    c->sum.size = 0;
    enter_edges(r, bits, from, rank);
    while (ok) {
        uint32_t last =
            f->edges - rank > SWEEP_EDGES ? rank + SWEEP_EDGES : (uint32_t)f->edges;
        TRY(tdai_poll_inside(ctx, "Rips persistence", rank, f->edges));
        rank =
            (c->dim == 1 ? r->rows->scan_points : r->rows->scan_edges)(f, rank, &u, last);
        if (rank > f->edges)
            break;
        if (rank > last)
            continue;
        tdai_key clash = first_clash(s, r, rank, u, &apparent);
        if (apparent) {
            c->additions++;
            ok = flip(s, r, clash >> r->point_bits);
            continue;
        }
        const reduced *x = earlier(c, clash);
        if (!x) {
            *pivot = clash;
            break;
        }
        c->additions++;
        for (tda_index i = 0; ok && i < x->size; i++)
            ok = flip(s, r, x->at[i]);
    }
    c->entries += s->flips;
    ok = ok && sweep_take(s, r, &c->sum);
    if (!ok)
        FAIL(TDA_ENOMEM, "Rips persistence: memory ran out in a column of %lld simplices",
             (long long)s->flips);
done:
    if (s->ready)
        sweep_take(s, r, NULL);
    leave_edges(r, bits, from, rank);
    return st;
}
