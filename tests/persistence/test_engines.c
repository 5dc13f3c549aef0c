/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_engines.c - Every engine, with and without representatives, on one thread and several, gives the
 * bars that PHAT gives, on boxes and on cliques of some hundred cells. */
#include "multiparam/boxes.h"
#include "tda_check.h"
#include <tda/filtration.h>
#include <tda/persistence.h>

static void expect_equal(const tda_diagram *a, const tda_diagram *b)
{
    MUST(a->degrees == b->degrees);
    size_t bars = (size_t)a->start[a->degrees];
    MUST(memcmp(a->start, b->start, (size_t)(a->degrees + 1) * sizeof *a->start) == 0);
    MUST(bars == 0 || memcmp(a->birth, b->birth, bars * sizeof *a->birth) == 0);
    MUST(bars == 0 || memcmp(a->death, b->death, bars * sizeof *a->death) == 0);
    MUST(bars == 0 ||
         memcmp(a->birth_cell, b->birth_cell, bars * sizeof *a->birth_cell) == 0);
    MUST(bars == 0 ||
         memcmp(a->death_cell, b->death_cell, bars * sizeof *a->death_cell) == 0);
}

/* The boundary of each cycle is zero; its last cell is the birth cell. */
static void expect_cycles(const tda_complex *x, const tda_diagram *d,
                          const tda_chains *chains)
{
    const tda_cells *c = tda_complex_cells(x);
    bool *odd = calloc((size_t)c->size + 1, sizeof *odd);
    ck_assert_ptr_nonnull(odd);
    for (tda_index b = 0; b < chains->size; b++) {
        MUST(chains->at[chains->start[b + 1] - 1] == d->birth_cell[b]);
        for (tda_index t = chains->start[b]; t < chains->start[b + 1]; t++)
            for (tda_index f = c->start[chains->at[t]]; f < c->start[chains->at[t] + 1];
                 f++)
                odd[c->face[f]] = !odd[c->face[f]];
        for (tda_index t = chains->start[b]; t < chains->start[b + 1]; t++)
            for (tda_index f = c->start[chains->at[t]]; f < c->start[chains->at[t] + 1];
                 f++)
                MUST(!odd[c->face[f]]);
    }
    free(odd);
}

/* At every value of a cell the alternating sums of cells and of bars agree. */
static void expect_euler(const tda_complex *x, const tda_diagram *d)
{
    const tda_cells *c = tda_complex_cells(x);
    for (tda_index at = 0; at < c->size; at += 7) {
        double v = c->grade[c->params * at];
        tda_index cells = 0, bars = 0;
        for (tda_index i = 0; i < c->size; i++)
            if (c->grade[c->params * i] <= v)
                cells += c->dim[i] % 2 ? -1 : 1;
        for (int k = 0; k < d->degrees; k++)
            for (tda_index b = d->start[k]; b < d->start[k + 1]; b++)
                if (d->birth[b] <= v && v < d->death[b])
                    bars += k % 2 ? -1 : 1;
        MUST(cells == bars || v == (double)INFINITY);
    }
}

/* The complex with its cells in another order. */
static tda_complex *relabelled(unsigned seed, const tda_complex *x)
{
    const tda_cells *c = tda_complex_cells(x);
    brute_rng rng = brute_seed(seed);
    size_t n = (size_t)c->size + 1;
    tda_index *old = malloc(n * sizeof *old), *now = malloc(n * sizeof *now);
    tda_index *start = malloc(n * sizeof *start);
    tda_index *face = malloc(((size_t)c->start[c->size] + 1) * sizeof *face);
    int *dim = malloc(n * sizeof *dim);
    double *grade = malloc(n * (size_t)c->params * sizeof *grade);
    MUST(old && now && start && face && dim && grade && !c->grade_start);
    for (tda_index i = 0; i < c->size; i++) {
        tda_index j = brute_below(&rng, (int)i + 1);
        old[i] = old[j];
        old[j] = i;
    }
    start[0] = 0;
    for (tda_index i = 0; i < c->size; i++)
        now[old[i]] = i;
    for (tda_index i = 0; i < c->size; i++) {
        start[i + 1] = start[i];
        for (tda_index f = c->start[old[i]]; f < c->start[old[i] + 1]; f++)
            face[start[i + 1]++] = now[c->face[f]];
        dim[i] = c->dim[old[i]];
        memcpy(grade + c->params * i, c->grade + c->params * old[i],
               (size_t)c->params * sizeof *grade);
    }
    tda_cells cells = {c->params, c->size, dim, start, face, NULL, grade};
    tda_complex *out = NULL;
    OK(tda_complex_new(NULL, &out, &cells));
    free(old), free(now), free(start), free(face), free(dim), free(grade);
    return out;
}

/* Every engine, with one thread and three, on a complex and on a relabelled one. */
static void expect_engines(unsigned seed, const tda_complex *x, int last)
{
    static const tda_engine engine[] = {TDA_ENGINE_AUTO, TDA_ENGINE_TWIST,
                                        TDA_ENGINE_COHOMOLOGY, TDA_ENGINE_CHUNK};
    tda_reduction_opts o = TDA_REDUCTION_OPTS_INIT;
    tda_complex *other = relabelled(seed, x);
    tda_diagram want = {0}, d = {0};
    tda_chains chains = {0};
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    o.max_degree = last < 2 ? last : INT_MAX;
    o.engine = TDA_ENGINE_PHAT;
    OK(tda_complex_diagram(NULL, &want, NULL, x, 0, &o));
    if (last == 2)
        expect_euler(x, &want);
    for (int way = 0; way < 8; way++) {
        o.engine = engine[way / 2];
        tda_ctx_set_threads(ctx, way % 2 ? 3 : 1);
        OK(tda_complex_diagram(ctx, &d, NULL, x, 0, &o));
        expect_equal(&d, &want);
        tda_diagram_clear(&d);
        OK(tda_complex_diagram(ctx, &d, NULL, other, 0, &o));
        MUST(memcmp(d.start, want.start, (size_t)(want.degrees + 1) * sizeof *d.start) ==
             0);
        for (tda_index b = 0; b < d.start[d.degrees]; b++)
            MUST(d.birth[b] == want.birth[b] && d.death[b] == want.death[b]);
        tda_diagram_clear(&d);
    }
    o.engine = TDA_ENGINE_AUTO;
    for (int way = 0; way < 2; way++) {
        o.cocycles = way == 1;
        OK(tda_complex_diagram(ctx, &d, &chains, x, 0, &o));
        expect_equal(&d, &want);
        if (way == 0)
            expect_cycles(x, &d, &chains);
        tda_diagram_clear(&d);
        tda_chains_clear(&chains);
    }
    tda_diagram_clear(&want);
    tda_complex_free(other);
    tda_ctx_free(ctx);
}

static void boxes_seed(unsigned seed)
{
    int flat = seed % 3 == 0;
    tda_complex *x =
        box_random(seed, flat ? 7 : 3, flat ? 8 : 3, flat ? 0 : 4, 1 << seed % 8,
                   seed % 2 ? BOX_PIXELS : BOX_VERTICES, seed % 5 == 0);
    for (int last = 0; last < 3; last++)
        expect_engines(seed, x, last);
    tda_complex_free(x);
}
TEN_SEEDS(boxes)

/* All simplices on points of a small grid, up to dimension 3: many cofaces and many ties. */
static void cliques_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    double at[36];
    for (int i = 0; i < 36; i++)
        at[i] = brute_below(&rng, 2 + (int)seed % 9);
    const tda_cloud cloud = {4 + (int)seed % 8, 3, at, NULL};
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_complex *x = NULL;
    o.max_dimension = 3;
    o.threshold = seed % 4 ? INFINITY : 3;
    OK(tda_cloud_function_rips(NULL, &x, &cloud, NULL, &o));
    expect_engines(seed, x, (int)seed % 3);
    tda_complex_free(x);
}
TEN_SEEDS(cliques)

START_TEST(failures)
{
    tda_reduction_opts o = TDA_REDUCTION_OPTS_INIT;
    tda_complex *x = box_random(7, 3, 3, 3, 50, BOX_VERTICES, false);
    tda_diagram d = {0};
    tda_chains chains = {0};
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    for (int engine = TDA_ENGINE_TWIST; engine <= TDA_ENGINE_CHUNK; engine++) {
        o.engine = (tda_engine)engine;
        EACH_OOM(tda_complex_diagram(ctx, &d, NULL, x, 0, &o), d.start == NULL);
        tda_diagram_clear(&d);
        EACH_CANCEL(tda_complex_diagram(ctx, &d, NULL, x, 0, &o), d.start == NULL);
        tda_diagram_clear(&d);
    }
    o.engine = TDA_ENGINE_CHUNK;
    ck_assert_int_eq(tda_complex_diagram(ctx, &d, &chains, x, 0, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "persistence diagram: chunks give no representatives, choose "
                     "another engine");
    o.engine = (tda_engine)(TDA_ENGINE_CHUNK + 1);
    ck_assert_int_eq(tda_complex_diagram(ctx, &d, NULL, x, 0, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "persistence diagram: no engine 5");
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("engines", SEEDS(boxes, 30); SEEDS(cliques, 30); TEST(failures))
