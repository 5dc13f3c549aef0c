/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_engines.c - Every engine, with and without representatives, gives the bars that PHAT
 * gives, on boxes of some hundred cells. */
#include "multiparam/boxes.h"
#include "tda_check.h"
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

static void engines_seed(unsigned seed)
{
    int flat = seed % 3 == 0;
    tda_complex *x =
        box_random(seed, flat ? 7 : 3, flat ? 8 : 3, flat ? 0 : 4, 1 << seed % 8,
                   seed % 2 ? BOX_PIXELS : BOX_VERTICES, seed % 5 == 0);
    for (int last = 0; last < 3; last++) {
        tda_reduction_opts o = TDA_REDUCTION_OPTS_INIT;
        tda_diagram want = {0};
        o.max_degree = last < 2 ? last : INT_MAX;
        o.engine = TDA_ENGINE_PHAT;
        OK(tda_complex_diagram(NULL, &want, NULL, x, 0, &o));
        for (int way = 0; way < 5; way++) {
            tda_diagram d = {0};
            tda_chains chains = {0};
            o.engine = way < 3 ? (tda_engine)way : TDA_ENGINE_AUTO;
            o.cocycles = way == 4;
            OK(tda_complex_diagram(NULL, &d, way < 3 ? NULL : &chains, x, 0, &o));
            expect_equal(&d, &want);
            if (way == 3)
                expect_cycles(x, &d, &chains);
            tda_diagram_clear(&d);
            tda_chains_clear(&chains);
        }
        tda_diagram_clear(&want);
    }
    tda_complex_free(x);
}
TEN_SEEDS(engines)

SUITE("engines", SEEDS(engines, 30))
