/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decompose_algebra.c - Primitive idempotents of an algebra of small matrices over Z/2.
 *
 * A summand of the space on which the algebra acts splits where some element is neither
 * nilpotent nor invertible: by Fitting's lemma into the kernel and the image of a high power. Such
 * elements are looked for among polynomials in the basis and in random elements. That none is
 * left is proved: modulo the ideal J of the commutators and of all a^(2^D) - a of the basis the
 * algebra is a product of fields, as many as there are independent x = x^2; so where J is
 * nilpotent and there is but one, the algebra is local. */
#include "multiparam/decompose.h"
#include <string.h>

/* A summand: columns of `at`, and the algebra as matrices in their coordinates. */
typedef struct part {
    int d;
    uint64_t at[TDAI_BATCH];
    tdai_square *basis;
    tda_index n;
} part;

static tdai_square multiply(const tdai_square *a, const tdai_square *b, int d)
{
    tdai_square c = {{0}};
    for (int j = 0; j < d; j++)
        for (uint64_t bits = b->column[j]; bits; bits &= bits - 1)
            c.column[j] ^= a->column[__builtin_ctzll(bits)];
    return c;
}

static void add(tdai_square *a, const tdai_square *b, int d)
{
    for (int j = 0; j < d; j++)
        a->column[j] ^= b->column[j];
}

static tdai_square one(int d)
{
    tdai_square c = {{0}};
    for (int j = 0; j < d; j++)
        c.column[j] = (uint64_t)1 << j;
    return c;
}

static bool is_zero(const tdai_square *a, int d)
{
    uint64_t bits = 0;
    for (int j = 0; j < d; j++)
        bits |= a->column[j];
    return bits == 0;
}

static bool equal(const tdai_square *a, const tdai_square *b, int d)
{
    return memcmp(a->column, b->column, (size_t)d * sizeof *a->column) == 0;
}

/* A power 2^s >= d of a: where a is nilpotent zero, and the kernel and the image are disjoint. */
static tdai_square high_power(tdai_square a, int d)
{
    for (int e = 1; e < d; e *= 2)
        a = multiply(&a, &a, d);
    return a;
}

/* Bases of the kernel and the image of a; the dimension of the kernel. Kernel first. */
static int kernel_image(uint64_t *basis, const tdai_square *a, int d)
{
    uint64_t value[TDAI_BATCH], from[TDAI_BATCH];
    int kernel = 0, image = 0;
    for (int j = 0; j < d; j++) {
        uint64_t v = a->column[j], f = (uint64_t)1 << j;
        for (int i = 0; i < image; i++)
            if (v & (value[i] & (~value[i] + 1))) {
                v ^= value[i];
                f ^= from[i];
            }
        if (v) {
            for (int i = 0; i < image; i++)
                if (value[i] & (v & (~v + 1))) {
                    value[i] ^= v;
                    from[i] ^= f;
                }
            value[image] = v;
            from[image++] = f;
        } else {
            basis[kernel++] = f;
        }
    }
    for (int i = 0; i < image; i++)
        basis[kernel + i] = value[i];
    return kernel;
}

static tdai_square inverse(const uint64_t *columns, int d)
{
    tdai_square a = {{0}}, b = one(d);
    memcpy(a.column, columns, (size_t)d * sizeof *columns);
    for (int i = 0; i < d; i++) { /* column operations on both, until a is the identity */
        int p = i;
        while (!(a.column[p] >> i & 1))
            p++;
        uint64_t swap = a.column[i];
        a.column[i] = a.column[p];
        a.column[p] = swap;
        swap = b.column[i];
        b.column[i] = b.column[p];
        b.column[p] = swap;
        for (int j = 0; j < d; j++)
            if (j != i && a.column[j] >> i & 1) {
                a.column[j] ^= a.column[i];
                b.column[j] ^= b.column[i];
            }
    }
    return b;
}

/* ---- spans of matrices ---- */

typedef struct span {
    tdai_square *at; /* [most] each with a first bit that no later one has */
    tda_index n;
    int d;
} span;

static bool first_bit(const tdai_square *a, int d, int *column, uint64_t *bit)
{
    for (*column = 0; *column < d; ++*column)
        if (a->column[*column]) {
            *bit = a->column[*column] & (~a->column[*column] + 1);
            return true;
        }
    return false;
}

/* a modulo the span. */
static void reduce(const span *s, tdai_square *a)
{
    for (tda_index i = 0; i < s->n; i++) {
        int column = 0;
        uint64_t bit = 0;
        first_bit(&s->at[i], s->d, &column, &bit);
        if (a->column[column] & bit)
            add(a, &s->at[i], s->d);
    }
}

/* Was a outside? It then is added. The span has room for d^2. */
static bool extend(span *s, tdai_square a)
{
    reduce(s, &a);
    if (is_zero(&a, s->d))
        return false;
    s->at[s->n++] = a;
    return true;
}

static tda_status span_new(tda_ctx *ctx, span *s, tdai_arena *memory, tda_index n, int d)
{
    *s = (span){ARRAY(memory, tdai_square, n), 0, d};
    return tdai_arena_status(ctx, memory);
}

/* ---- is it local? ---- */

/* The least j with a^(2^j) = a for the semisimple part of a; 0 where none is <= d. */
static int frobenius_degree(const tdai_square *a, int d)
{
    tdai_square s = high_power(*a, d), t = s;
    for (int j = 1; j <= d; j++) {
        t = multiply(&t, &t, d);
        if (equal(&s, &t, d))
            return j;
    }
    return 0;
}

/* The degree over Z/2 of a field that holds the residues of all elements; 0: there is none. */
static int residue_degree(const part *p)
{
    int all = 1;
    for (tda_index i = 0; i < p->n; i++) {
        int j = frobenius_degree(&p->basis[i], p->d), a = all, b = j;
        if (j == 0)
            return 0;
        while (b) {
            int rest = a % b;
            a = b;
            b = rest;
        }
        all = all / a * j;
        if (all > p->d)
            return 0;
    }
    return all;
}

/* J: what has to vanish in a product of fields. */
static tda_status commutators(tda_ctx *ctx, span *ideal, const part *p, int degree)
{
    tda_status st = TDA_OK;
    int d = p->d;
    for (tda_index i = 0; i < p->n; i++) {
        TRY(tdai_poll(ctx, "idempotents", i, p->n));
        tdai_square a = p->basis[i];
        for (int j = 0; j < degree; j++)
            a = multiply(&a, &a, d);
        add(&a, &p->basis[i], d);
        extend(ideal, a);
        for (tda_index k = 0; k < i; k++) {
            tdai_square ab = multiply(&p->basis[i], &p->basis[k], d),
                        ba = multiply(&p->basis[k], &p->basis[i], d);
            add(&ab, &ba, d);
            extend(ideal, ab);
        }
    }
    for (tda_index i = 0; i < ideal->n; i++) {
        TRY(tdai_poll(ctx, "idempotents", i, ideal->n));
        for (tda_index k = 0; k < p->n; k++) {
            extend(ideal, multiply(&ideal->at[i], &p->basis[k], d));
            extend(ideal, multiply(&p->basis[k], &ideal->at[i], d));
        }
    }
done:
    return st;
}

/* Does the ideal bring the space down to zero in the end? */
static bool nilpotent(const span *ideal)
{
    uint64_t space[TDAI_BATCH];
    int n = ideal->d;
    for (int j = 0; j < n; j++)
        space[j] = (uint64_t)1 << j;
    while (n > 0) {
        uint64_t next[TDAI_BATCH];
        int m = 0;
        for (tda_index i = 0; i < ideal->n; i++)
            for (int j = 0; j < n; j++) {
                uint64_t v = 0;
                for (uint64_t bits = space[j]; bits; bits &= bits - 1)
                    v ^= ideal->at[i].column[__builtin_ctzll(bits)];
                for (int k = 0; k < m; k++)
                    if (v & (next[k] & (~next[k] + 1)))
                        v ^= next[k];
                if (v)
                    next[m++] = v;
            }
        if (m == n)
            return false;
        n = m;
        memcpy(space, next, (size_t)m * sizeof *space);
    }
    return true;
}

static tda_status is_local(tda_ctx *ctx, bool *local, const part *p)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    span ideal, all, moved;
    *local = false;
    int degree = residue_degree(p);
    if (degree == 0)
        goto done;
    TRY(span_new(ctx, &ideal, &tmp, p->n, p->d));
    TRY(commutators(ctx, &ideal, p, degree));
    if (!nilpotent(&ideal))
        goto done;
    /* x -> x^2 - x is linear modulo J; what it kills are the sums of the units of the fields. */
    tda_index fields = p->n - ideal.n;
    TRY(span_new(ctx, &all, &tmp, p->n, p->d));
    TRY(span_new(ctx, &moved, &tmp, p->n, p->d));
    memcpy(all.at, ideal.at, (size_t)ideal.n * sizeof *all.at);
    memcpy(moved.at, ideal.at, (size_t)ideal.n * sizeof *moved.at);
    all.n = moved.n = ideal.n;
    for (tda_index i = 0; i < p->n; i++) {
        tdai_square square = multiply(&p->basis[i], &p->basis[i], p->d);
        if (!extend(&all, p->basis[i]))
            continue;
        add(&square, &p->basis[i], p->d);
        fields -= extend(&moved, square);
    }
    *local = fields == 1;
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- splitting ---- */

/* Is a polynomial in a neither nilpotent nor invertible? Then *power is a high power of it. */
static bool splits(tdai_square *power, const tdai_square *a, int d)
{
    tdai_square trace = {{0}}, conjugate = *a, unit = one(d);
    for (int j = 1; j <= d; j++) {
        add(&trace, &conjugate, d); /* a + a^2 + ... + a^(2^(j-1)) */
        conjugate = multiply(&conjugate, &conjugate, d);
        tdai_square b = trace;
        for (int shift = 0; shift < 2; shift++) {
            uint64_t basis[TDAI_BATCH];
            *power = high_power(b, d);
            int kernel = kernel_image(basis, power, d);
            if (kernel > 0 && kernel < d)
                return true;
            add(&b, &unit, d);
        }
    }
    return false;
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* The algebra on the summand of p that inner [d] spans, `left` being the coordinates along it. */
static tda_status restrict_to(tda_ctx *ctx, part *out, tdai_arena *memory, const part *p,
                              const uint64_t *inner, int d, const tdai_square *inverted,
                              int offset)
{
    tda_status st = TDA_OK;
    span s;
    tda_index most = p->n < (tda_index)d * d ? p->n : (tda_index)d * d;
    TRY(span_new(ctx, &s, memory, most, d));
    for (tda_index i = 0; i < p->n; i++) {
        tdai_square a = {{0}};
        for (int j = 0; j < d; j++) {
            uint64_t v = 0, w = 0;
            for (uint64_t bits = inner[j]; bits; bits &= bits - 1)
                v ^= p->basis[i].column[__builtin_ctzll(bits)];
            for (uint64_t bits = v; bits; bits &= bits - 1)
                w ^= inverted->column[__builtin_ctzll(bits)];
            a.column[j] = w >> offset & (d < 64 ? ((uint64_t)1 << d) - 1 : ~(uint64_t)0);
        }
        extend(&s, a);
    }
    *out = (part){d, {0}, s.at, s.n};
    for (int j = 0; j < d; j++)
        for (uint64_t bits = inner[j]; bits; bits &= bits - 1)
            out->at[j] ^= p->at[__builtin_ctzll(bits)];
done:
    return st;
}

/* Find a power that splits p, or that there is none. */
static tda_status search(tda_ctx *ctx, bool *found, tdai_square *power, const part *p)
{
    enum { TRIES = 16 };
    tda_status st = TDA_OK;
    uint64_t state = 1;
    *found = false;
    if (p->d == 1 || p->n == 1)
        return TDA_OK;
    for (tda_index i = 0; i < p->n; i++)
        if ((*found = splits(power, &p->basis[i], p->d)))
            return TDA_OK;
    for (tda_index i = 0;; i++) {
        TRY(tdai_poll(ctx, "idempotents", 0, 1));
        if (i == TRIES) {
            bool local;
            TRY(is_local(ctx, &local, p));
            if (local)
                return TDA_OK;
        }
        tdai_square a = {{0}};
        for (tda_index j = 0; j < p->n; j++)
            if (next_random(&state) & 1)
                add(&a, &p->basis[j], p->d);
        if ((*found = splits(power, &a, p->d)))
            return TDA_OK;
    }
done:
    return st;
}

tda_status tdai_algebra_split(tda_ctx *ctx, tdai_square *out, int *group, int *groups,
                              const tdai_square *basis, tda_index n, int k)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    part *todo = ARRAY(&tmp, part, k); /* parts of the space, last first */
    int parts = 1, columns = 0;
    span whole;
    *groups = 0;
    TRY(span_new(ctx, &whole, &tmp, n, k));
    for (tda_index i = 0; i < n; i++)
        extend(&whole, basis[i]);
    todo[0] = (part){k, {0}, whole.at, whole.n};
    for (int j = 0; j < k; j++)
        todo[0].at[j] = (uint64_t)1 << j;
    while (parts > 0) {
        part p = todo[--parts];
        bool found;
        tdai_square power;
        TRY(search(ctx, &found, &power, &p));
        if (!found) {
            for (int j = 0; j < p.d; j++) {
                group[columns] = *groups;
                out->column[columns++] = p.at[j];
            }
            ++*groups;
            continue;
        }
        uint64_t inner[TDAI_BATCH];
        int kernel = kernel_image(inner, &power, p.d);
        tdai_square inverted = inverse(inner, p.d);
        TRY(restrict_to(ctx, &todo[parts], &tmp, &p, inner + kernel, p.d - kernel,
                        &inverted, kernel));
        TRY(restrict_to(ctx, &todo[parts + 1], &tmp, &p, inner, kernel, &inverted, 0));
        parts += 2;
    }
done:
    tdai_arena_free(&tmp);
    return st;
}
