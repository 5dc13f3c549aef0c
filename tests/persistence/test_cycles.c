/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_cycles.c - Representatives against the definition, by elimination on bit masks of cells. */
#include "brute.h"
#include "tda_check.h"
#include <tda/persistence.h>

enum { CELLS = BRUTE_SIMPLICES };

/* A complex of at most 64 cells: sets of cells are masks. */
typedef struct small {
    const tda_cells *c;
    uint64_t boundary[CELLS];
} small;

static small small_of(const tda_complex *x)
{
    small s = {.c = tda_complex_cells(x)};
    for (tda_index i = 0; i < s.c->size; i++)
        for (tda_index f = s.c->start[i]; f < s.c->start[i + 1]; f++)
            s.boundary[i] |= (uint64_t)1 << s.c->face[f];
    return s;
}

/* Is z a sum of some of the n masks, which are destroyed? */
static bool in_span(uint64_t *mask, int n, uint64_t z)
{
    for (int bit = 0, done = 0; bit < CELLS; bit++) {
        int pivot = done;
        while (pivot < n && !(mask[pivot] >> bit & 1))
            pivot++;
        if (pivot == n) {
            if (z >> bit & 1)
                return false;
            continue;
        }
        uint64_t p = mask[pivot];
        mask[pivot] = mask[done];
        mask[done++] = p;
        for (int i = done; i < n; i++)
            mask[i] ^= mask[i] >> bit & 1 ? p : 0;
        z ^= z >> bit & 1 ? p : 0;
    }
    return z == 0;
}

/* The cells there at value v. */
static uint64_t present(const small *s, double v)
{
    uint64_t in = 0;
    for (tda_index i = 0; i < s->c->size; i++)
        in |= (uint64_t)(s->c->grade[i] <= v) << i;
    return in;
}

/* Is z a boundary of cells there at v, up to a sum of the cells in `freely`? */
static bool bounds(const small *s, uint64_t z, double v, uint64_t freely)
{
    uint64_t mask[2 * CELLS], in = present(s, v);
    int n = 0;
    for (tda_index i = 0; i < s->c->size; i++) {
        if (in >> i & 1 && s->boundary[i])
            mask[n++] = s->boundary[i];
        if (freely >> i & 1)
            mask[n++] = (uint64_t)1 << i;
    }
    return in_span(mask, n, z);
}

static uint64_t coboundary(const small *s, tda_index i)
{
    uint64_t out = 0;
    for (tda_index j = 0; j < s->c->size; j++)
        out |= (s->boundary[j] >> i & 1) << j;
    return out;
}

static bool before(const tda_cells *c, tda_index a, tda_index b)
{
    return c->grade[a] != c->grade[b] ? c->grade[a] < c->grade[b] : a < b;
}

/* Chain b as a mask, its terms in the order promised; of cells of the degree, none on the wrong
 * side of the birth. */
static uint64_t mask_of(const small *s, const tda_chains *chains, tda_index b, int degree,
                        tda_index birth, bool cocycles)
{
    uint64_t z = 0;
    ck_assert_int_eq(chains->place[b], chains->start[b]);
    for (tda_index t = chains->start[b]; t < chains->start[b + 1]; t++) {
        tda_index id = chains->at[t];
        MUST(chains->coefficient[t] == 1);
        MUST(s->c->dim[id] == degree);
        MUST(id == birth || before(s->c, id, birth) != cocycles);
        MUST(t == chains->start[b] || before(s->c, chains->at[t - 1], id) != cocycles);
        z |= (uint64_t)1 << id;
    }
    MUST(z >> birth & 1);
    return z;
}

static void expect_cycle(const small *s, uint64_t z, double birth, double death)
{
    uint64_t sum = 0, older = 0;
    for (tda_index i = 0; i < s->c->size; i++) {
        sum ^= z >> i & 1 ? s->boundary[i] : 0;
        older |= (uint64_t)(s->c->grade[i] < birth) << i;
    }
    MUST(sum == 0);
    MUST((z & ~present(s, birth)) == 0);
    MUST(!bounds(s, z, birth, older)); /* not homologous to anything older */
    for (tda_index i = 0; i < s->c->size; i++)
        if (s->c->grade[i] < death)
            MUST(!bounds(s, z, s->c->grade[i], 0));
    if (death < INFINITY)
        MUST(bounds(s, z, death, 0));
}

static bool is_cocycle(const small *s, uint64_t z, double v)
{
    uint64_t in = present(s, v);
    for (tda_index i = 0; i < s->c->size; i++)
        if (in >> i & 1 && __builtin_popcountll(s->boundary[i] & z) % 2)
            return false;
    return true;
}

static void expect_cocycle(const small *s, uint64_t z, double birth, double death)
{
    for (tda_index i = 0; i < s->c->size; i++) {
        double v = s->c->grade[i];
        if (v < birth || v >= death || v == INFINITY)
            continue;
        uint64_t mask[CELLS], in = present(s, v);
        for (tda_index j = 0; j < s->c->size; j++)
            mask[j] = in >> j & 1 ? coboundary(s, j) & in : 0;
        MUST(is_cocycle(s, z, v));
        MUST(!in_span(mask, (int)s->c->size, z & in));
    }
    if (death < INFINITY)
        MUST(!is_cocycle(s, z, death));
}

static void representatives_seed(unsigned seed)
{
    tda_complex *x = brute_random(seed, 1, 3, false);
    small s = small_of(x);
    tda_diagram plain = {0};
    OK(tda_complex_diagram(NULL, &plain, NULL, x, 0, NULL));
    for (int cocycles = 0; cocycles < 2; cocycles++) {
        tda_reduction_opts o = TDA_REDUCTION_OPTS_INIT;
        tda_diagram d = {0};
        tda_chains chains = {0};
        o.cocycles = cocycles;
        o.max_degree = seed % 3 ? 1 : INT_MAX;
        OK(tda_complex_diagram(NULL, &d, &chains, x, 0, &o));
        tda_index bars = d.start[d.degrees];
        MUST(bars == plain.start[d.degrees]);
        MUST(chains.size == bars);
        for (int degree = 0; degree < d.degrees; degree++)
            for (tda_index b = d.start[degree]; b < d.start[degree + 1]; b++) {
                MUST(d.birth_cell[b] == plain.birth_cell[b]);
                MUST(d.death_cell[b] == plain.death_cell[b]);
                uint64_t z = mask_of(&s, &chains, b, degree, d.birth_cell[b], cocycles);
                if (cocycles)
                    expect_cocycle(&s, z, d.birth[b], d.death[b]);
                else
                    expect_cycle(&s, z, d.birth[b], d.death[b]);
            }
        tda_diagram_clear(&d);
        tda_chains_clear(&chains);
    }
    tda_diagram_clear(&plain);
    tda_complex_free(x);
}
TEN_SEEDS(representatives)

/* Seven points, eleven edges and two triangles, each at its place in the list. */
START_TEST(points_edges_triangles)
{
    enum { SIZE = 20 };
    static const tda_index face[] = {2, 3,  4,  5, 0, 2, 0, 1, 1, 3, 1,  2,  7, 11, 12,
                                     9, 10, 12, 5, 6, 2, 4, 4, 6, 8, 15, 17, 3, 6};
    static const int sizes[] = {0, 0, 0, 0, 0, 0, 0, 2, 2, 2,
                                2, 2, 2, 3, 3, 2, 2, 2, 3, 2};
    int dim[SIZE];
    tda_index start[SIZE + 1] = {0};
    double grade[SIZE];
    for (int i = 0; i < SIZE; i++) {
        dim[i] = sizes[i] ? sizes[i] - 1 : 0;
        start[i + 1] = start[i] + sizes[i];
        grade[i] = i;
    }
    tda_cells cells = {1, SIZE, dim, start, face, NULL, grade};
    tda_complex *x = NULL;
    tda_diagram d = {0};
    tda_chains chains = {0};
    OK(tda_complex_new(NULL, &x, &cells));
    OK(tda_complex_diagram(NULL, &d, &chains, x, 0, NULL));
    ck_assert_int_eq(d.start[1], 7);
    ck_assert_int_eq(d.start[3], d.start[2]); /* no class of degree 2 */
    ck_assert_int_gt(d.start[2], d.start[1]);
    for (tda_index b = d.start[1]; b < d.start[2]; b++) {
        int times[7] = {0}; /* an edge cycle passes its points once each */
        for (tda_index t = chains.start[b]; t < chains.start[b + 1]; t++)
            for (tda_index f = start[chains.at[t]]; f < start[chains.at[t] + 1]; f++)
                times[face[f]]++;
        for (int v = 0; v < 7; v++)
            ck_assert(times[v] == 0 || times[v] == 2);
    }
    tda_diagram_clear(&d);
    tda_chains_clear(&chains);
    tda_complex_free(x);
}
END_TEST

/* A tetrahedron filled at 2 whose sides are there at 1, and a fifth point. */
START_TEST(tetrahedron)
{
    enum { SIZE = 16 };
    static const tda_index face[] = {0, 1, 0, 2, 0, 3, 1,  2, 1, 3,  2,  3,  5,  6,
                                     8, 5, 7, 9, 6, 7, 10, 8, 9, 10, 11, 12, 13, 14};
    static const int dim[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3};
    tda_index start[SIZE + 1] = {0};
    double grade[SIZE];
    for (int i = 0; i < SIZE; i++) {
        start[i + 1] = start[i] + (dim[i] ? dim[i] + 1 : 0);
        grade[i] = i < 5 ? 0 : i < 15 ? 1 : 2;
    }
    tda_cells cells = {1, SIZE, dim, start, face, NULL, grade};
    tda_complex *x = NULL;
    tda_diagram d = {0};
    tda_chains chains = {0};
    OK(tda_complex_new(NULL, &x, &cells));
    OK(tda_complex_diagram(NULL, &d, &chains, x, 0, NULL));
    ck_assert_int_eq(d.start[3] - d.start[2], 1);
    tda_index b = d.start[2];
    ck_assert(d.birth[b] == 1);
    ck_assert(d.death[b] == 2);
    ck_assert_int_eq(chains.start[b + 1] - chains.start[b], 4);
    for (int t = 0; t < 4; t++)
        ck_assert_int_eq(chains.at[chains.place[b] + t], 11 + t);
    tda_diagram_clear(&d);
    tda_chains_clear(&chains);
    tda_complex_free(x);
}
END_TEST

static void refuse(tda_ctx *ctx, const tda_complex *x, tda_engine engine, bool cocycles,
                   int last, const char *sentence)
{
    tda_diagram d = {0};
    tda_chains chains = {0};
    tda_reduction_opts o = TDA_REDUCTION_OPTS_INIT;
    o.engine = engine;
    o.cocycles = cocycles;
    o.max_degree = last;
    ck_assert_int_eq(tda_complex_diagram(ctx, &d, &chains, x, 0, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    ck_assert(d.start == NULL && chains.start == NULL);
}

START_TEST(refusals)
{
    tda_ctx *ctx;
    tda_diagram d = {0};
    tda_chains chains = {0};
    tda_reduction_opts o = TDA_REDUCTION_OPTS_INIT;
    tda_complex *x = brute_random(3, 1, 3, false);
    OK(tda_ctx_new(&ctx));
    refuse(ctx, x, TDA_ENGINE_PHAT, false, 1,
           "persistence diagram: PHAT gives no representatives, choose another engine");
    refuse(ctx, x, TDA_ENGINE_TWIST, true, 1,
           "persistence diagram: twist gives no cocycles");
    refuse(ctx, x, TDA_ENGINE_COHOMOLOGY, false, 1,
           "persistence diagram: cohomology gives no cycles");
    refuse(ctx, x, TDA_ENGINE_AUTO, false, -1, "persistence diagram: max_degree is -1");
    refuse(ctx, x, (tda_engine)9, false, 1, "persistence diagram: no engine 9");
    for (int k = 0; k < 2; k++) {
        o.cocycles = k;
        EACH_OOM(tda_complex_diagram(ctx, &d, &chains, x, 0, &o),
                 d.start == NULL && chains.start == NULL);
        tda_diagram_clear(&d);
        tda_chains_clear(&chains);
        EACH_CANCEL(tda_complex_diagram(ctx, &d, &chains, x, 0, &o),
                    d.start == NULL && chains.start == NULL);
        tda_diagram_clear(&d);
        tda_chains_clear(&chains);
    }
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("cycles", SEEDS(representatives, 30); TEST(points_edges_triangles);
      TEST(tetrahedron); TEST(refusals))
