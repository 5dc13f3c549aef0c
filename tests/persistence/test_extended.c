/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_extended.c - Extended persistence against ranks of homology maps, and by hand. */
#include "brute.h"
#include "tda_check.h"
#include <tda/persistence.h>

enum { CELLS = BRUTE_SIMPLICES };

typedef struct sample {
    tda_complex *x;
    const tda_cells *c;
    double function[CELLS];         /* by point */
    double high[CELLS], low[CELLS]; /* by cell */
} sample;

static sample sample_of(unsigned seed)
{
    sample s = {.x = brute_random(seed, 1, 3, false)};
    brute_rng rng = brute_seed(seed + 77);
    int points = 0, spread = 1 + brute_below(&rng, 6);
    s.c = tda_complex_cells(s.x);
    for (tda_index i = 0; i < s.c->size; i++)
        if (s.c->dim[i] == 0) {
            s.function[points] = brute_below(&rng, spread);
            s.high[i] = s.low[i] = s.function[points++];
        }
    for (int k = 1; k <= 3; k++)
        for (tda_index i = 0; i < s.c->size; i++)
            if (s.c->dim[i] == k) {
                s.high[i] = -1;
                s.low[i] = 100;
                for (tda_index f = s.c->start[i]; f < s.c->start[i + 1]; f++) {
                    s.high[i] = fmax(s.high[i], s.high[s.c->face[f]]);
                    s.low[i] = fmin(s.low[i], s.low[s.c->face[f]]);
                }
            }
    return s;
}

/* Position t of the sequence: X below t, then X relative to the part at or above. Cells in
 * `in` but not in `out` span the chains. */
typedef struct space {
    uint64_t in, out;
} space;

static space space_at(const sample *s, int t, int most)
{
    space p = {0, 0};
    for (tda_index i = 0; i < s->c->size; i++) {
        p.in |= (uint64_t)(t > most || s->high[i] <= t) << i;
        p.out |= (uint64_t)(t > most && s->low[i] >= 2 * most + 1 - t) << i;
    }
    return p;
}

static uint64_t boundary_of(const sample *s, tda_index i)
{
    uint64_t z = 0;
    for (tda_index f = s->c->start[i]; f < s->c->start[i + 1]; f++)
        z |= (uint64_t)1 << s->c->face[f];
    return z;
}

/* basis [n] := cycles of degree k in p; n. By elimination on (boundary, chain). */
static int cycles(const sample *s, space p, int k, uint64_t *basis)
{
    uint64_t image[CELLS], chain[CELLS];
    int n = 0, found = 0;
    for (tda_index i = 0; i < s->c->size; i++)
        if (s->c->dim[i] == k && p.in >> i & 1 && !(p.out >> i & 1)) {
            uint64_t b = boundary_of(s, i) & ~p.out, z = (uint64_t)1 << i;
            for (int j = 0; j < n; j++)
                if (b & image[j] & -image[j]) {
                    b ^= image[j];
                    z ^= chain[j];
                }
            if (b == 0) {
                basis[found++] = z;
                continue;
            }
            image[n] = b;
            chain[n++] = z;
        }
    return found;
}

/* The rank of H_k(p) -> H_k(q): the cycles of p modulo the boundaries in q. */
static int rank_of(const sample *s, space p, space q, int k)
{
    uint64_t rows[3 * CELLS], z[CELLS];
    tda_index n = 0, bounding;
    for (tda_index i = 0; i < s->c->size; i++)
        if (s->c->dim[i] == k + 1 && q.in >> i & 1 && !(q.out >> i & 1))
            rows[n++] = boundary_of(s, i) & ~q.out;
    uint64_t copy[3 * CELLS];
    memcpy(copy, rows, (size_t)n * sizeof *rows);
    bounding = brute_rank(copy, n, 1);
    int cycle = cycles(s, p, k, z);
    for (int j = 0; j < cycle; j++)
        rows[n++] = z[j] & ~q.out;
    return (int)(brute_rank(rows, n, 1) - bounding);
}

static int place(double v, bool up, int most)
{
    return up ? (int)v : 2 * most + 1 - (int)v;
}

/* The bars of degree k that live from position a to position b at least. */
static int alive(const tda_diagram *d, int k, int a, int b, int most)
{
    int n = 0;
    for (int kind = 0; kind < TDA_EXTENSIONS; kind++)
        for (tda_index i = d[kind].start[k]; i < d[kind].start[k + 1]; i++)
            n += place(d[kind].birth[i], kind != TDA_RELATIVE, most) <= a &&
                 b < place(d[kind].death[i], kind == TDA_ORDINARY, most);
    return n;
}

static void ranks_seed(unsigned seed)
{
    sample s = sample_of(seed);
    tda_diagram d[TDA_EXTENSIONS] = {{0}};
    int most = 0;
    OK(tda_complex_extended_diagram(NULL, d, s.x, s.function));
    for (tda_index i = 0; i < s.c->size; i++)
        most = s.high[i] > most ? (int)s.high[i] : most;
    for (int k = 0; k < d[0].degrees; k++) {
        uint64_t all = s.c->size ? UINT64_MAX >> (64 - s.c->size) : 0, z[CELLS];
        for (int a = 0; a <= 2 * most + 1; a++)
            for (int b = a; b <= 2 * most + 1; b++)
                MUST(alive(d, k, a, b, most) ==
                     rank_of(&s, space_at(&s, a, most), space_at(&s, b, most), k));
        space whole = {all, 0};
        tda_index classes =
            d[TDA_EXTENDED_UP].start[k + 1] - d[TDA_EXTENDED_UP].start[k] +
            d[TDA_EXTENDED_DOWN].start[k + 1] - d[TDA_EXTENDED_DOWN].start[k];
        MUST(classes == rank_of(&s, whole, whole, k));
        MUST(cycles(&s, whole, k, z) >= classes);
    }
    for (int kind = 0; kind < TDA_EXTENSIONS; kind++) {
        MUST(d[kind].degrees == tda_complex_dimension(s.x) + 1);
        for (tda_index i = 0; i < d[kind].start[d[kind].degrees]; i++) {
            tda_index b = d[kind].birth_cell[i], e = d[kind].death_cell[i];
            MUST(s.c->dim[b] == 0 && s.high[b] == d[kind].birth[i]);
            MUST(s.c->dim[e] == 0 && s.high[e] == d[kind].death[i]);
            MUST(kind == TDA_ORDINARY      ? d[kind].birth[i] < d[kind].death[i]
                 : kind == TDA_RELATIVE    ? d[kind].birth[i] > d[kind].death[i]
                 : kind == TDA_EXTENDED_UP ? d[kind].birth[i] <= d[kind].death[i]
                                           : d[kind].birth[i] > d[kind].death[i]);
        }
        tda_diagram_clear(&d[kind]);
    }
    tda_complex_free(s.x);
}
TEN_SEEDS(ranks)

/* A circle of four points at heights 0, 1, 3, 2 around, with a whisker from 1 up to 5, and a
 * point apart. */
static tda_complex *circle(void)
{
    static const int dim[] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    static const tda_index start[] = {0, 0, 0, 0, 0, 0, 0, 2, 4, 6, 8, 10};
    static const tda_index face[] = {0, 1, 1, 2, 2, 3, 0, 3, 1, 4};
    static const double grade[11] = {0};
    tda_cells cells = {1, 11, dim, start, face, NULL, grade};
    tda_complex *x = NULL;
    OK(tda_complex_new(NULL, &x, &cells));
    return x;
}

static void expect(const tda_diagram *d, int k, double birth, double death)
{
    for (tda_index i = d->start[k]; i < d->start[k + 1]; i++)
        if (d->birth[i] == birth && d->death[i] == death)
            return;
    ck_abort_msg("no bar %g %g of degree %d", birth, death, k);
}

START_TEST(by_hand)
{
    static const double function[] = {0, 1, 3, 2, 5, 4};
    tda_complex *x = circle();
    tda_diagram d[TDA_EXTENSIONS] = {{0}};
    OK(tda_complex_extended_diagram(NULL, d, x, function));
    ck_assert_int_eq(d[TDA_ORDINARY].start[2], 0);
    ck_assert_int_eq(d[TDA_RELATIVE].start[2], 1);
    expect(&d[TDA_RELATIVE], 1, 3, 1); /* the top of the circle beside the whisker */
    ck_assert_int_eq(d[TDA_EXTENDED_UP].start[1], 2);
    ck_assert_int_eq(d[TDA_EXTENDED_UP].start[2], 2);
    expect(&d[TDA_EXTENDED_UP], 0, 0, 5);
    expect(&d[TDA_EXTENDED_UP], 0, 4, 4);
    ck_assert_int_eq(d[TDA_EXTENDED_DOWN].start[2], 1);
    expect(&d[TDA_EXTENDED_DOWN], 1, 3, 0);
    for (int kind = 0; kind < TDA_EXTENSIONS; kind++)
        tda_diagram_clear(&d[kind]);
    tda_complex_free(x);
}
END_TEST

START_TEST(refusals)
{
    static const double function[] = {0, 1, 3, NAN, 5, 4};
    static const double fine[] = {0, 1, 3, 2, 5, 4};
    static const int dim[] = {1};
    static const tda_index start[] = {0, 0};
    tda_cells lone = {1, 1, dim, start, NULL, NULL, fine};
    tda_ctx *ctx;
    tda_complex *x = circle(), *y = NULL;
    tda_diagram d[TDA_EXTENSIONS] = {{0}};
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_new(NULL, &y, &lone));
    ck_assert_int_eq(tda_complex_extended_diagram(ctx, d, x, function), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "extended persistence: the function is nan at point 3");
    ck_assert_int_eq(tda_complex_extended_diagram(ctx, d, y, fine), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "extended persistence: cell 0 of dimension 1 has "
                     "no faces and so no value");
    tda_ctx_set_max_bytes(ctx, 100);
    ck_assert_int_eq(tda_complex_extended_diagram(ctx, d, x, fine), TDA_ELIMIT);
    tda_ctx_set_max_bytes(ctx, 0);
    EACH_OOM(tda_complex_extended_diagram(ctx, d, x, fine),
             d[0].start == NULL && d[3].start == NULL);
    for (int kind = 0; kind < TDA_EXTENSIONS; kind++)
        tda_diagram_clear(&d[kind]);
    EACH_CANCEL(tda_complex_extended_diagram(ctx, d, x, fine),
                d[0].start == NULL && d[3].start == NULL);
    for (int kind = 0; kind < TDA_EXTENSIONS; kind++)
        tda_diagram_clear(&d[kind]);
    tda_complex_free(x);
    tda_complex_free(y);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("extended", SEEDS(ranks, 30); TEST(by_hand); TEST(refusals))
