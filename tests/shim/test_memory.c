/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_memory.c - Memory that runs out inside CGAL and PHAT: this program puts its own malloc in
 * front of the C library's and lets the n-th call fail, for every n.
 *
 * C++ may get by without the block (std::get_temporary_buffer), so a run may succeed, but then
 * with the usual answer. In R^4 and above two things are left out: ties, as exact predicates use
 * GMP there, which aborts when memory runs out, and whose allocator belongs to the whole process;
 * and the first calls, as CGAL frees memory twice when its constructor runs out of it. */
#include "clouds.h"
#include "shim/shim.h"
#include "tda_check.h"
#include <errno.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)
#define OWN_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OWN_MALLOC 0
#endif
#endif
#ifndef OWN_MALLOC
#define OWN_MALLOC 1
#endif

static long until_failure = -1, calls; /* negative: no failure */

#if OWN_MALLOC
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);

static bool fails(void)
{
    calls++;
    if (until_failure < 0 || until_failure-- > 0)
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    return fails() ? NULL : __libc_realloc(p, size);
}
#endif

/* Fail every call of a run that makes n, or a sample of them: each one at first and then
 * further and further apart. */
static long next(long n)
{
    return n + 1 + n / 200;
}

static bool same(const tdai_delaunay *a, const tdai_delaunay *b)
{
    if (a->dimension != b->dimension)
        return false;
    for (int k = 0; k <= a->dimension; k++)
        if (a->count[k] != b->count[k] ||
            (k > 0 &&
             (memcmp(a->value[k], b->value[k], sizeof(double) * (size_t)a->count[k]) ||
              memcmp(a->face[k], b->face[k],
                     sizeof(uint32_t) * (size_t)(a->count[k] * (k + 1))))))
            return false;
    return memcmp(a->point, b->point, sizeof(uint32_t) * (size_t)a->count[0]) == 0;
}

typedef enum kind { ALPHA, BALLS, WEIGHTED } kind;

static tda_status build(kind how, tdai_delaunay *t, tda_index n, int d, const double *at)
{
    return how == ALPHA   ? tdai_alpha(NULL, t, n, d, at, 0, NULL)
           : how == BALLS ? tdai_delaunay_cech(NULL, t, n, d, at)
                          : tdai_weighted_alpha(NULL, t, n, d, at, at);
}

static void each_failure_of(kind how, tda_index n, int d, const double *at)
{
    tdai_delaunay usual = {0}, t = {0};
    long before = calls, total, refused = 0;
    OK(build(how, &usual, n, d, at));
    total = calls - before;
    for (long i = d > 3 ? 60 : 0; i < total; i = next(i)) {
        until_failure = i;
        tda_status st = build(how, &t, n, d, at);
        until_failure = -1;
        if (st == TDA_OK) {
            ck_assert_msg(same(&usual, &t), "call %ld", i);
            tdai_delaunay_clear(&t);
        } else {
            ck_assert_msg(st == TDA_ENOMEM, "R^%d, call %ld: status %d", d, i, (int)st);
            ck_assert_ptr_null(t.same_as);
            refused++;
        }
    }
    ck_assert_int_gt(refused, OWN_MALLOC ? 10 : -1);
    tdai_delaunay_clear(&usual);
}

static void each_failure(tda_index n, int d, const double *at)
{
    each_failure_of(ALPHA, n, d, at);
    each_failure_of(BALLS, n, d, at);
    if (d <= 3)
        each_failure_of(WEIGHTED, n, d, at);
}

START_TEST(general)
{
    static double at[120];
    brute_rng rng = brute_seed(7);
    for (int i = 0; i < 120; i++)
        at[i] = brute_below(&rng, 1 << 20) * 0x1p-20;
    for (int d = 1; d <= 5; d++)
        each_failure(d < 4 ? 120 / d : 12, d, at);
}
END_TEST

/* Ties everywhere: every predicate becomes exact. */
START_TEST(grids)
{
    double at[81];
    for (int i = 0; i < 27; i++)
        for (int k = 0; k < 3; k++)
            at[3 * i + k] = (k == 0 ? i : k == 1 ? i / 3 : i / 9) % 3 / 3.;
    for (int d = 1; d <= 3; d++)
        each_failure(81 / d, d, at);
}
END_TEST

/* Flat triangles and tetrahedra, whose radii need exact numbers. */
START_TEST(flat)
{
    double at[30];
    for (int i = 0; i < 10; i++) {
        at[3 * i] = i;
        at[3 * i + 1] = i * i * 0x1p-40;
        at[3 * i + 2] = i * i * i * 0x1p-50;
    }
    each_failure(10, 3, at);
    each_failure(10, 2, at);
}
END_TEST

/* A path of 40 edges, then a cone over it: columns are added up. */
START_TEST(reduction)
{
    enum { N = 40, CELLS = N + 1 + N + 2 * (N - 1) };
    static int dim[CELLS];
    static tda_index col[CELLS + 1], row[3 * CELLS], usual[CELLS], partner[CELLS];
    tda_index j = 0, n = 0;
    for (int i = 0; i <= N; i++) /* the points, the tip last */
        dim[j] = 0, col[++j] = n;
    for (int i = 0; i < N; i++) /* edges to the tip */
        dim[j] = 1, row[n++] = i, row[n++] = N, col[++j] = n;
    for (int i = 0; i < N - 1; i++) /* edges of the path */
        dim[j] = 1, row[n++] = i, row[n++] = i + 1, col[++j] = n;
    for (int i = 0; i < N - 1; i++) { /* triangles */
        dim[j] = 2, row[n++] = N + 1 + i, row[n++] = N + 2 + i, row[n++] = 2 * N + 1 + i;
        col[++j] = n;
    }
    long before = calls, total, refused = 0;
    OK(tdai_phat_pairs(NULL, usual, j, dim, col, row));
    total = calls - before;
    for (long i = 0; i < total; i = next(i)) {
        until_failure = i;
        tda_status st = tdai_phat_pairs(NULL, partner, j, dim, col, row);
        until_failure = -1;
        if (st == TDA_OK)
            ck_assert_mem_eq(partner, usual, sizeof usual);
        else
            ck_assert_int_eq(st, TDA_ENOMEM);
        refused += st != TDA_OK;
    }
    ck_assert_int_gt(refused, OWN_MALLOC ? 10 : -1);
}
END_TEST

SUITE("memory", TEST(general); TEST(grids); TEST(flat); TEST(reduction))
