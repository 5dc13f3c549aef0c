/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_zigzag.c - Zigzag persistence against the ranks of zigzag modules. */
#include "brute.h"
#include "tda_check.h"
#include <tda/persistence.h>

enum { STEPS = 18, CELLS = BRUTE_SIMPLICES };

typedef struct walk {
    tda_complex *x;
    const tda_cells *c;
    int steps;
    tda_index cell[STEPS];
    bool removal[STEPS];
    uint64_t in[STEPS + 1]; /* the cells of each complex */
} walk;

static uint64_t boundary_of(const tda_cells *c, tda_index i)
{
    uint64_t z = 0;
    for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
        z |= (uint64_t)1 << c->face[f];
    return z;
}

static bool may(const walk *w, uint64_t in, tda_index i)
{
    if (!(in >> i & 1))
        return (boundary_of(w->c, i) & ~in) == 0;
    for (tda_index j = 0; j < w->c->size; j++)
        if (in >> j & 1 && boundary_of(w->c, j) >> i & 1)
            return false;
    return true;
}

/* Steps at random, of the cells of which some are tried first, more insertions than removals. */
static walk walk_of(unsigned seed)
{
    walk w = {.x = brute_random(seed, 1, 2, false)};
    brute_rng rng = brute_seed(seed + 5);
    w.c = tda_complex_cells(w.x);
    int lean = 2 + brute_below(&rng, 6);
    for (int tries = 0; w.steps < STEPS && tries < 2000 && w.c->size; tries++) {
        tda_index i = brute_below(&rng, (int)w.c->size);
        uint64_t in = w.in[w.steps];
        bool there = in >> i & 1;
        if (!may(&w, in, i) || (there && brute_below(&rng, lean)) ||
            (w.c->dim[i] == 0 && !there && brute_below(&rng, 2)))
            continue;
        w.cell[w.steps] = i;
        w.removal[w.steps] = there;
        w.in[++w.steps] = in ^ (uint64_t)1 << i;
    }
    return w;
}

/* A basis of H_k of one complex: cycles, and with them the boundaries, reduced so that any cycle
 * has coordinates. */
typedef struct homology {
    int size, bounds;
    uint64_t bound[CELLS];
    uint64_t cycle[CELLS];
} homology;

/* z modulo the masks, each with a lowest bit of its own. */
static uint64_t modulo(uint64_t z, const uint64_t *mask, int n)
{
    for (int j = 0; j < n; j++)
        if (z & mask[j] & -mask[j])
            z ^= mask[j];
    return z;
}

static homology homology_of(const tda_cells *c, uint64_t in, int k)
{
    homology h = {0};
    uint64_t image[CELLS], chain[CELLS];
    int n = 0;
    for (tda_index i = 0; i < c->size; i++)
        if (in >> i & 1 && c->dim[i] == k + 1) {
            uint64_t b = modulo(boundary_of(c, i), h.bound, h.bounds);
            if (b)
                h.bound[h.bounds++] = b;
        }
    for (tda_index i = 0; i < c->size; i++)
        if (in >> i & 1 && c->dim[i] == k) {
            uint64_t b = boundary_of(c, i), z = (uint64_t)1 << i;
            for (int j = 0; j < n; j++)
                if (b & image[j] & -image[j]) {
                    b ^= image[j];
                    z ^= chain[j];
                }
            if (b) {
                image[n] = b;
                chain[n++] = z;
                continue;
            }
            z = modulo(z, h.bound, h.bounds);
            z = modulo(z, h.cycle, h.size);
            if (z)
                h.cycle[h.size++] = z;
        }
    return h;
}

/* The coordinates of a cycle. */
static uint64_t coordinates(const homology *h, uint64_t z)
{
    uint64_t out = 0;
    z = modulo(z, h->bound, h->bounds);
    for (int j = 0; j < h->size; j++)
        if (z & h->cycle[j] & -h->cycle[j]) {
            z ^= h->cycle[j];
            out |= (uint64_t)1 << j;
        }
    MUST(z == 0);
    return out;
}

/* A linear relation between the classes of two complexes: the span of pairs (x, y). */
enum { PAIRS = 8 * CELLS };
typedef struct relation {
    int size;
    uint64_t x[PAIRS], y[PAIRS];
} relation;

/* Add (x, y) under a key: what cancels to the key 0 goes to `out`. */
static void eliminate(relation *out, relation *kept, uint64_t *key, uint64_t k,
                      uint64_t x, uint64_t y)
{
    for (int j = 0; j < kept->size; j++)
        if (k & key[j] & -key[j]) {
            k ^= key[j];
            x ^= kept->x[j];
            y ^= kept->y[j];
        }
    relation *to = k ? kept : out;
    MUST(to->size < PAIRS);
    if (k)
        key[kept->size] = k;
    if (k || x || y) {
        to->x[to->size] = x;
        to->y[to->size++] = y;
    }
}

/* r := r followed by the step from one complex to the next. */
static void follow(relation *r, const homology *from, const homology *to, bool removal)
{
    relation out = {0}, kept = {0};
    uint64_t key[PAIRS];
    if (!removal) {
        for (int i = 0; i < r->size; i++) {
            uint64_t y = 0;
            for (int j = 0; j < from->size; j++)
                y ^= r->y[i] >> j & 1 ? coordinates(to, from->cycle[j]) : 0;
            r->y[i] = y;
        }
        return;
    }
    for (int i = 0; i < r->size; i++)
        eliminate(&out, &kept, key, r->y[i], r->x[i], 0);
    for (int j = 0; j < to->size; j++)
        eliminate(&out, &kept, key, coordinates(from, to->cycle[j]), 0, (uint64_t)1 << j);
    *r = out;
}

/* The bars that the relation crosses: its domain modulo what it takes to 0. */
static tda_index rank_of(const relation *r)
{
    relation zero = {0}, kept = {0};
    uint64_t key[PAIRS], x[PAIRS];
    memcpy(x, r->x, sizeof x);
    tda_index domain = brute_rank(x, r->size, 1);
    for (int i = 0; i < r->size; i++)
        eliminate(&zero, &kept, key, r->y[i], r->x[i], 0);
    return domain - brute_rank(zero.x, zero.size, 1);
}

static void check_ends(const walk *w, const tda_diagram *d)
{
    for (tda_index i = 0; i < d->start[d->degrees]; i++) {
        MUST(w->cell[(int)d->birth[i] - 1] == d->birth_cell[i]);
        if (d->death[i] < INFINITY)
            MUST(w->cell[(int)d->death[i] - 1] == d->death_cell[i]);
        else
            MUST(d->death_cell[i] == -1);
    }
}

static void ranks_seed(unsigned seed)
{
    walk w = walk_of(seed);
    tda_diagram d = {0};
    OK(tda_complex_zigzag_diagram(NULL, &d, w.x, w.steps, w.cell, w.removal));
    check_ends(&w, &d);
    MUST(d.degrees == tda_complex_dimension(w.x) + 1);
    for (int k = 0; k < d.degrees; k++) {
        homology h[STEPS + 1];
        for (int t = 0; t <= w.steps; t++)
            h[t] = homology_of(w.c, w.in[t], k);
        for (int a = 0; a <= w.steps; a++) {
            relation r = {.size = h[a].size};
            for (int j = 0; j < r.size; j++)
                r.x[j] = r.y[j] = (uint64_t)1 << j;
            for (int b = a; b <= w.steps; b++) {
                tda_index alive = 0;
                if (b > a)
                    follow(&r, &h[b - 1], &h[b], w.removal[b - 1]);
                for (tda_index i = d.start[k]; i < d.start[k + 1]; i++)
                    alive += d.birth[i] <= a && b < d.death[i];
                MUST(alive == rank_of(&r));
            }
        }
    }
    tda_diagram_clear(&d);
    tda_complex_free(w.x);
}
TEN_SEEDS(ranks)

/* Two points and two edges between them. */
static tda_complex *two_edges(void)
{
    static const int dim[] = {0, 0, 1, 1};
    static const tda_index start[] = {0, 0, 0, 2, 4}, face[] = {0, 1, 0, 1};
    static const double grade[4] = {0};
    tda_cells cells = {1, 4, dim, start, face, NULL, grade};
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &cells));
    return x;
}

/* An edge goes and comes back; then a circle comes and goes. */
START_TEST(by_hand)
{
    static const tda_index cell[] = {0, 1, 2, 2, 2, 3, 2};
    static const bool removal[] = {false, false, false, true, false, false, true};
    static const double birth[] = {1, 2, 4, 6}, death[] = {INFINITY, 3, 5, 7};
    tda_complex *x = two_edges();
    tda_diagram d = {0};
    OK(tda_complex_zigzag_diagram(NULL, &d, x, 7, cell, removal));
    ck_assert_int_eq(d.start[1], 3);
    ck_assert_int_eq(d.start[2], 4);
    for (int i = 0; i < 4; i++)
        ck_assert(d.birth[i] == birth[i] && d.death[i] == death[i]);
    tda_diagram_clear(&d);
    OK(tda_complex_zigzag_diagram(NULL, &d, x, 0, NULL, NULL));
    ck_assert_int_eq(d.start[2], 0);
    tda_diagram_clear(&d);
    tda_complex_free(x);
}
END_TEST

static void refuse(tda_ctx *ctx, const tda_complex *x, tda_index steps,
                   const tda_index *cell, const bool *removal, const char *sentence)
{
    tda_diagram d = {0};
    ck_assert_int_eq(tda_complex_zigzag_diagram(ctx, &d, x, steps, cell, removal),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    ck_assert_ptr_null(d.start);
}

START_TEST(refusals)
{
    static const tda_index cell[] = {0, 1, 2, 0, 9, 3};
    static const bool keep[] = {false, false, false, false, false, false};
    static const bool early[] = {false, false, false, true}, gone[] = {true};
    tda_ctx *ctx;
    tda_complex *x = two_edges();
    tda_diagram d = {0};
    OK(tda_ctx_new(&ctx));
    refuse(ctx, x, 4, cell, keep, "zigzag: step 4 inserts cell 0, which is there");
    refuse(ctx, x, 4, cell, early, "zigzag: step 4 removes cell 0 before its cofaces");
    refuse(ctx, x, 1, cell, gone, "zigzag: step 1 removes cell 0, which is not there");
    refuse(ctx, x, 1, cell + 4, keep, "zigzag: step 1 names cell 9 of 4");
    refuse(ctx, x, 2, cell + 1, keep, "zigzag: step 2 inserts cell 2 before its face 0");
    refuse(ctx, x, -1, cell, keep, "zigzag: -1 steps");
    tda_ctx_set_max_bytes(ctx, 100);
    ck_assert_int_eq(tda_complex_zigzag_diagram(ctx, &d, x, 3, cell, keep), TDA_ELIMIT);
    tda_ctx_set_max_bytes(ctx, 0);
    EACH_OOM(tda_complex_zigzag_diagram(ctx, &d, x, 3, cell, keep), d.start == NULL);
    tda_diagram_clear(&d);
    EACH_CANCEL(tda_complex_zigzag_diagram(ctx, &d, x, 3, cell, keep), d.start == NULL);
    tda_diagram_clear(&d);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("zigzag", SEEDS(ranks, 30); TEST(by_hand); TEST(refusals))
