/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_chain.h - Representatives of Rips bars: cocycles as they are, cycles by homology.
 *
 * The list of simplices of a reduced column is a cocycle up to its death. A cycle comes from the
 * boundary matrix, of which only the columns of deaths are reduced: cohomology has told which
 * these are, and all others would reduce to zero. Their pairs are known as well, so that every
 * pivot on the way is that of an apparent pair, whose column is a plain boundary, or of a
 * column already reduced. The boundary that a death is reduced to is the cycle that it kills. A
 * class that does not die is the list of simplices whose boundaries sum to zero, found with the
 * columns of the degree below; in degree 1 that is a way through the forest. */

/* The key of the simplex of `count` points, descending. */
static tdai_key pack(const tdai_ranks *r, const uint32_t *v, int count)
{
    uint32_t rank = 0;
    int tail = 0, head = 1;
    for (int i = 0; i < count; i++)
        for (int j = i + 1; j < count; j++) {
            uint32_t here = tdai_rank_between(r, v[i], v[j]);
            if (here > rank) {
                rank = here;
                tail = i;
                head = j;
            }
        }
    tdai_key key = (tdai_key)rank;
    for (int i = 0; i < count; i++)
        if (i != tail && i != head)
            key = append(r, key, v[i]);
    return key;
}

/* Append an entry of dimension dim to the open chain, by the points' numbers in the graph,
 * ascending, which may turn the simplex over. */
static tda_status put_term(tda_ctx *ctx, tdai_chains *chains, const tdai_ranks *r,
                           tdai_key entry, int dim)
{
    uint32_t v[TDAI_RIPS_POINTS];
    tda_index at[TDAI_RIPS_POINTS];
    bool odd = false;
    unpack(r, key_of_entry(r, entry), dim, v);
    for (int i = 0; i <= dim; i++) { /* insert, counting the exchanges */
        tda_index x = r->point[v[i]];
        int k = i;
        for (; k > 0 && at[k - 1] > x; k--) {
            at[k] = at[k - 1];
            odd = !odd;
        }
        at[k] = x;
    }
    uint32_t coefficient = coefficient_of(r, entry);
    return tdai_chains_term(ctx, chains, at, dim + 1, (int)negated(r, coefficient, odd));
}

/* Close a chain of entries, which are sorted here. */
static tda_status put_chain(tda_ctx *ctx, tdai_chains *chains, const tdai_ranks *r,
                            tdai_key *entry, tda_index size, int dim, bool descending,
                            tda_index *number)
{
    tda_status st = TDA_OK;
    keys_sort(entry, size);
    for (tda_index i = 0; i < size; i++)
        TRY(put_term(ctx, chains, r, entry[descending ? size - 1 - i : i], dim));
    TRY(tdai_chains_close(ctx, chains, number));
done:
    return st;
}

/* ---- homology ---- */

/* A column of the boundary matrix: entries in a heap, their keys turned about so that the last
 * comes first; and the simplices whose boundaries sum to it. */
typedef struct boundary {
    tda_ctx *ctx;
    const tdai_ranks *r;
    int dim;    /* of these simplices */
    queue heap; /* only its heap */
    keys sum;
    int64_t additions;
} boundary;

static tdai_key turned(const boundary *b, tdai_key key)
{
    const tdai_ranks *r = b->r;
    return low_bits(~key, 8 * (int)sizeof key - 1 - r->coefficient_bits);
}

static void boundary_push(boundary *b, tdai_key key, uint32_t coefficient)
{
    heap_push(&b->heap, entry_of(b->r, turned(b, key), coefficient));
}

/* Take the last entry, NO_KEY: zero. */
static tdai_key boundary_pop(boundary *b)
{
    const tdai_ranks *r = b->r;
    keys *h = &b->heap.heap;
    while (h->size) {
        tdai_key key = key_of_entry(r, h->at[0]);
        uint32_t sum = 0, p = (uint32_t)r->field;
        do {
            sum += coefficient_of(r, h->at[0]);
            sum -= sum >= p ? p : 0;
            heap_pop(h);
        } while (h->size && key_of_entry(r, h->at[0]) == key);
        if (sum)
            return entry_of(r, turned(b, key), sum);
    }
    return NO_KEY;
}

/* Add factor times the simplex of an entry, and its boundary. */
static bool boundary_add(boundary *b, tdai_key entry, uint32_t factor)
{
    const tdai_ranks *r = b->r;
    uint32_t v[TDAI_RIPS_POINTS], face[TDAI_RIPS_POINTS];
    uint32_t coefficient = times(r, factor, coefficient_of(r, entry));
    tdai_key key = key_of_entry(r, entry);
    b->additions++;
    unpack(r, key, b->dim, v);
    for (int i = 0; i <= b->dim; i++) {
        for (int j = 0, k = 0; j <= b->dim; j++)
            if (j != i)
                face[k++] = v[j];
        boundary_push(b, pack(r, face, b->dim), negated(r, coefficient, i & 1));
    }
    return !b->heap.failed && keys_add(&b->sum, entry_of(r, key, coefficient));
}

/* The cofacet that makes an apparent pair with a simplex of dimension dim: its first, of the same
 * rank and with a new least point; NO_KEY: none. */
static tdai_key apparent_cofacet(const tdai_ranks *r, tdai_key key, int dim, bool *minus)
{
    uint32_t v[TDAI_RIPS_POINTS], rank = unpack(r, key, dim, v);
    tda_index end = dim > 1 ? (tda_index)other(r, key, 0) : r->graph->size;
    tda_index u = tdai_ranks_first(r, v, dim + 1, end, rank);
    if (u < 0)
        return NO_KEY;
    *minus = odd_before(v, dim + 1, (uint32_t)u);
    return append(r, key, u);
}

/* Reduce the column that begins with a simplex; known: the columns of its dimension reduced
 * before, by their last facets. *low := the entry of the last facet, NO_KEY: it is a cycle. */
static tda_status boundary_reduce(boundary *b, const store *known, tdai_key simplex,
                                  tdai_key *low)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = b->ctx;
    const tdai_ranks *r = b->r;
    b->sum.size = b->heap.heap.size = 0;
    bool minus, ok = boundary_add(b, entry_of(r, simplex, 1), 1);
    for (tda_index turn = 1; ok; turn++) {
        if (turn % PATIENCE == 0)
            TRY(tdai_poll(ctx, "cycles", rank_of(r, simplex, b->dim), r->graph->edges));
        *low = boundary_pop(b);
        if (*low == NO_KEY)
            break;
        tdai_key key = key_of_entry(r, *low);
        uint32_t factor = negated(r, coefficient_of(r, *low), true);
        tdai_key cofacet = apparent_cofacet(r, key, b->dim - 1, &minus);
        const reduced *x = cofacet == NO_KEY ? store_get(known, key) : NULL;
        if (cofacet == NO_KEY && !x)
            break;
        boundary_push(b, key,
                      coefficient_of(r, *low)); /* to be cancelled with the rest */
        if (cofacet != NO_KEY) {
            ok = boundary_add(b, entry_of(r, cofacet, negated(r, 1, minus)), factor);
            continue;
        }
        for (tda_index i = 0; ok && i < x->size; i++)
            ok = boundary_add(b, x->at[i], factor);
    }
    if (!ok || b->heap.failed)
        FAIL(TDA_ENOMEM, "Rips persistence: memory ran out in a cycle of %lld terms",
             (long long)b->heap.heap.size);
    b->sum.size = keys_cancel(r, b->sum.at, b->sum.size);
done:
    return st;
}

static void boundary_clear(boundary *b)
{
    queue_clear(&b->heap);
    tdai_free(b->sum.at);
}

/* b->sum := the entries left, and `low`. */
static bool boundary_drain(boundary *b, tdai_key low)
{
    b->sum.size = 0;
    for (; low != NO_KEY; low = boundary_pop(b))
        if (!keys_add(&b->sum, low))
            return false;
    return true;
}

/* The way from one end of a positive edge to the other by negative edges before it, and the edge,
 * as entries in b->sum. */
static bool forest_cycle(boundary *b, uint32_t rank)
{
    const tdai_ranks *r = b->r;
    tda_index n = r->graph->size, put = 1;
    uint32_t *from = tdai_alloc(n, sizeof *from),
             *reached = tdai_alloc(n, sizeof *reached);
    bool ok = from && reached;
    uint32_t start = r->head[rank - 1], end = r->tail[rank - 1];
    for (tda_index v = 0; ok && v < n; v++)
        from[v] = UINT32_MAX;
    b->sum.size = 0;
    if (ok) {
        from[start] = start;
        reached[0] = start;
    }
    for (tda_index i = 0; ok && i < put; i++) {
        uint32_t v = reached[i], w = 0, here;
        tda_index at = r->rank ? 0 : r->lists.start[v];
        tda_index stop = r->rank ? n : r->lists.start[v + 1];
        for (; at < stop; at++) {
            w = r->rank ? (uint32_t)at : r->lists.near[at].point;
            here =
                r->rank ? r->rank[(tda_index)v * r->stride + at] : r->lists.near[at].rank;
            if (here < rank && from[w] == UINT32_MAX &&
                r->negative[(here - 1) >> 6] >> ((here - 1) & 63) & 1) {
                from[w] = v;
                reached[put++] = w;
            }
        }
    }
    /* Edges point from their larger end: the way leads back from `end` = tail to start = head,
     * against the edge itself, whose coefficient is 1. */
    ok = ok && keys_add(&b->sum, entry_of(r, rank, 1));
    for (uint32_t v = end; ok && v != start; v = from[v]) {
        uint32_t here = tdai_rank_between(r, v, from[v]);
        ok = keys_add(&b->sum, entry_of(r, here, negated(r, 1, v > from[v])));
    }
    tdai_free(from);
    tdai_free(reached);
    return ok;
}
