/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_column.h - The reduction of one column of the coboundary matrix, made as it is needed.
 *
 * A column is the sum of the coboundaries of a list of simplices. Its entries are made window by
 * window of ranks, the window's width following how many entries it held, so that those past the
 * pivot are mostly never made. A pivot that is in an apparent pair is cancelled by its facet,
 * which need not be stored; any other by the column that was reduced to it, if that began
 * earlier: where threads work at once, a pivot that a later column has is as good as free. */

enum { WINDOW_ENTRIES = 16384, FIRST_WINDOWS = 256, PATIENCE = 64, EFFORT_ADDITION = 16 };

typedef struct column {
    tda_ctx *ctx;
    const tdai_ranks *r;
    const store *store;
    int dim;          /* of the simplices whose coboundaries are added */
    tdai_key simplex; /* that it began with */
    keys sum;         /* these simplices, with coefficients */
    queue queue;
    uint32_t *to_rank, *to_point, *to_side; /* [stride] */
    int64_t additions, entries;             /* work done since it was set to 0 */
} column;

static void column_clear(column *c)
{
    queue_clear(&c->queue);
    tdai_free(c->sum.at);
    tdai_free(c->to_rank);
    tdai_free(c->to_point);
    tdai_free(c->to_side);
    *c = (column){0};
}

static bool column_init(column *c, tda_ctx *ctx, const tdai_ranks *r)
{
    c->ctx = ctx;
    c->r = r;
    c->to_rank = tdai_alloc(r->stride, sizeof *c->to_rank);
    c->to_point = tdai_alloc(r->stride, sizeof *c->to_point);
    c->to_side = tdai_alloc(r->stride, sizeof *c->to_side);
    return queue_init(&c->queue, r) && c->to_rank && c->to_point && c->to_side;
}

/* Fill to_rank and to_point with the points that make a cofacet with those of a simplex, of a rank
 * in low .. high - 1; of lists also to_side. Returns how many. */
static int cofacet_points(column *c, const uint32_t *v, uint32_t rank, uint32_t low,
                          uint32_t high)
{
    const tdai_ranks *r = c->r;
    const uint32_t *row[TDAI_RIPS_POINTS];
    int count = c->dim + 1;
    if (!r->rank)
        return tdai_lists_window(&r->lists, v, count, rank, low, high, c->to_rank,
                                 c->to_point, c->to_side);
    for (int i = 0; i < count; i++)
        row[i] = r->rank + (tda_index)v[i] * r->stride;
    return r->rows->window(c->to_rank, c->to_point, row, count, r->stride, rank, low,
                           high);
}

/* The point of a simplex whose edge to cofacet point t has the cofacet's rank. */
static inline int last_side(const column *c, const uint32_t *v, int t)
{
    const tdai_ranks *r = c->r;
    int i = 0;
    if (!r->rank)
        return (int)c->to_side[t];
    while (r->rank[(tda_index)v[i] * r->stride + c->to_point[t]] != c->to_rank[t])
        i++;
    return i;
}

/* Push the cofacets past `after` of an entry's simplex with ranks low .. high - 1. */
static void spread(column *c, tdai_key entry, uint32_t low, uint32_t high, tdai_key after)
{
    const tdai_ranks *r = c->r;
    int dim = c->dim, bits = r->point_bits;
    tdai_key simplex = key_of_entry(r, entry), others[TDAI_RIPS_POINTS];
    uint32_t coefficient = coefficient_of(r, entry), v[TDAI_RIPS_POINTS];
    uint32_t rank = unpack(r, simplex, dim, v);
    int found = cofacet_points(c, v, rank, low, high);
    if (!found)
        return;
    for (int i = 0; i <= dim; i++) {
        others[i] = 0;
        for (int j = 0; j <= dim; j++)
            others[i] = j == i ? others[i] : others[i] << bits | v[j];
    }
    tdai_key own = low_bits(simplex, bits * (dim - 1));
    for (int t = 0; t < found; t++) {
        uint32_t m = c->to_rank[t], w = c->to_point[t];
        tdai_key rest =
            m == rank ? insert(r, own, dim - 1, w) : others[last_side(c, v, t)];
        tdai_key cofacet = (tdai_key)m << bits * dim | rest;
        if (cofacet <= after)
            continue;
        bool minus = r->coefficient_bits && odd_before(v, dim + 1, w);
        queue_push(&c->queue, entry_of(r, cofacet, negated(r, coefficient, minus)));
        c->entries++;
    }
}

/* The facet that makes an apparent pair with a simplex of dimension dim + 1, which is the one
 * without the least of its other points, unless another cofacet comes before; NO_KEY: none. */
static tdai_key apparent_facet(const tdai_ranks *r, tdai_key key, int dim)
{
    uint32_t rank = rank_of(r, key, dim + 1), least = other(r, key, 0);
    uint32_t v[TDAI_RIPS_POINTS];
    v[0] = r->tail[rank - 1];
    v[1] = r->head[rank - 1];
    for (int i = 1; i < dim; i++)
        v[i + 1] = other(r, key, i);
    if (tdai_ranks_meet(r, v, dim + 1, least, rank))
        return NO_KEY;
    tdai_key others = low_bits(key, r->point_bits * dim) >> r->point_bits;
    return (tdai_key)rank << r->point_bits * (dim - 1) | others;
}

/* Is the coefficient of a simplex of dimension dim + 1 in the coboundary of its facet without
 * the least other point -1? */
static bool facet_sign(const tdai_ranks *r, tdai_key key, tdai_key facet, int dim)
{
    uint32_t v[TDAI_RIPS_POINTS];
    unpack(r, facet, dim, v);
    return odd_before(v, dim + 1, other(r, key, 0));
}

static inline bool add(column *c, tdai_key entry, uint32_t factor, uint32_t low,
                       uint32_t high, tdai_key after)
{
    const tdai_ranks *r = c->r;
    entry =
        entry_of(r, key_of_entry(r, entry), times(r, factor, coefficient_of(r, entry)));
    spread(c, entry, low, high, after);
    return keys_add(&c->sum, entry);
}

/* The column that was reduced to a pivot and began before this one, or NULL. */
static inline const reduced *earlier(const column *c, tdai_key pivot)
{
    const reduced *x = store_get(c->store, pivot);
    return x && x->simplex > c->simplex ? x : NULL;
}

/* Cancel a pivot; *free_pivot: there is nothing to cancel it with. Entries are made below
 * rank `high`. */
static bool cancel(column *c, tdai_key pivot, uint32_t high, bool *free_pivot)
{
    const tdai_ranks *r = c->r;
    int dim = c->dim;
    tdai_key key = key_of_entry(r, pivot), facet = apparent_facet(r, key, dim);
    uint32_t rank = rank_of(r, key, dim + 1);
    uint32_t factor = negated(r, coefficient_of(r, pivot), true);
    *free_pivot = false;
    if (facet != NO_KEY) {
        bool minus = r->coefficient_bits && facet_sign(r, key, facet, dim);
        c->additions++;
        return add(c, entry_of(r, facet, negated(r, 1, minus)), factor, rank, high, key);
    }
    const reduced *x = earlier(c, key);
    *free_pivot = !x;
    if (x)
        c->additions++;
    bool ok = true;
    for (tda_index i = 0; x && ok && i < x->size; i++)
        ok = add(c, x->at[i], factor, rank, high, key);
    return ok;
}

/* Make the entries of the next window; *span: how many ranks it takes in, adapted. */
static void widen(column *c, uint32_t *upto, uint32_t *span)
{
    uint32_t end = (uint32_t)c->r->graph->edges + 1;
    uint32_t high = end - *upto > *span ? *upto + *span : end;
    int64_t before = c->entries;
    c->sum.size = keys_cancel(c->r, c->sum.at, c->sum.size);
    c->queue.nodes = 1; /* all buckets are empty */
    for (tda_index i = 0; i < c->sum.size; i++)
        spread(c, c->sum.at[i], *upto, high, 0);
    *upto = high;
    int64_t made = c->entries - before, wanted = 8 * c->sum.size;
    wanted = wanted > WINDOW_ENTRIES ? wanted : WINDOW_ENTRIES;
    uint32_t factor = made < wanted / 4 ? 4 : made < wanted / 2 ? 2 : 1;
    if (made > 2 * wanted && *span > 16)
        *span /= 2;
    else
        *span = *span > end / factor ? end : *span * factor;
}

/* *pivot := the entry that the column c is reduced to, NO_KEY for a cocycle; c->sum, before
 * and after: the simplices whose coboundaries sum to it, with coefficients; its entries of ranks
 * below `rank` are zero. When its effort passes `most` it stops: *left := the rank up to which
 * the column is reduced, or 0. */
static tda_status reduce(column *c, uint32_t rank, int64_t most, tdai_key *pivot,
                         uint32_t *left)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = c->ctx;
    const tdai_ranks *r = c->r;
    uint32_t edges = (uint32_t)r->graph->edges;
    uint32_t upto = rank + 1, span = edges / FIRST_WINDOWS + 16;
    bool ok = true, found = false;
    *left = 0;
    queue_reset(&c->queue, rank);
    for (tda_index i = 0; i < c->sum.size; i++)
        spread(c, c->sum.at[i], rank, upto, 0);
    for (tda_index turn = 1; ok && !found && !*left; turn++) {
        if (turn % PATIENCE == 0)
            TRY(tdai_poll_inside(ctx, "Rips persistence", rank, edges));
        *pivot = queue_pop(&c->queue);
        if (*pivot != NO_KEY)
            ok = cancel(c, *pivot, upto, &found);
        else if (upto > edges)
            found = true;
        else
            widen(c, &upto, &span);
        if (!found && *pivot != NO_KEY &&
            EFFORT_ADDITION * c->additions + c->entries >= most)
            *left = rank_of(r, key_of_entry(r, *pivot), c->dim + 1);
        ok = ok && !c->queue.failed;
    }
    if (!ok)
        FAIL(TDA_ENOMEM, "Rips persistence: memory ran out in a column of %lld simplices",
             (long long)c->sum.size);
    c->sum.size = keys_cancel(r, c->sum.at, c->sum.size);
done:
    return st;
}
