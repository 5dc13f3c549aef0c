/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rips_engines.c - Rips persistence on lists against the same on a matrix, to the last bit,
 * and against explicit complexes; relabelled, with threads, and under small changes. */
#include "brute.h"
#include "persistence/rips.h"
#include "tda_check.h"
#include <stdlib.h>
#include <string.h>
#include <tda.h>

enum { MOST = 60 };

typedef struct input {
    int n, degree, field;
    double threshold;
    bool born;
    double births[MOST], lower[MOST * (MOST - 1) / 2];
} input;

/* Points of a grid or of the plane, duplicates among them, in several clumps so far apart that the
 * graph falls into pieces; or any distances, many of them missing. */
static void random_input(input *in, unsigned seed, int most)
{
    brute_rng rng = brute_seed(seed + 4000);
    double at[MOST][3];
    in->n = seed % 23 == 0 ? (int)(seed / 23 % 4) : 4 + brute_below(&rng, most - 3);
    in->degree = 1 + (int)(seed % 3);
    in->field = seed % 4 == 1 ? 3 : seed % 11 == 2 ? 32749 : 2;
    in->born = seed % 5 == 3;
    int clumps = 1 + brute_below(&rng, 3), grid = seed % 2 ? 4 : 1000;
    for (int i = 0; i < in->n; i++) {
        for (int k = 0; k < 3; k++)
            at[i][k] = brute_below(&rng, grid) * (4.0 / grid);
        at[i][0] += 100 * brute_below(&rng, clumps);
        in->births[i] = brute_below(&rng, 6) * 0.5 - 1;
    }
    for (int i = 0; i < in->n; i++)
        for (int j = 0; j < i; j++)
            in->lower[i * (i - 1) / 2 + j] =
                seed % 7 == 6
                    ? (brute_below(&rng, 3) ? (double)INFINITY : brute_below(&rng, 9))
                    : fmax(fabs(at[i][0] - at[j][0]),
                           hypot(at[i][1] - at[j][1], at[i][2] - at[j][2]));
    in->threshold = seed % 13 == 5  ? 0
                    : seed % 4 == 0 ? (double)INFINITY
                                    : 1 + seed % 5 * 0.5;
}

static tdai_rips_graph graph_of(const input *in)
{
    tdai_rips_graph g = {0};
    tda_distances d = {.size = in->n, .lower = in->lower};
    tdai_lengths l = {.d = &d, .size = in->n, .threshold = in->threshold};
    OK(tdai_rips_graph_new(NULL, &g, &l, in->born ? in->births : NULL));
    return g;
}

typedef enum wanted { BARS, CYCLES, COCYCLES } wanted;

typedef struct found {
    tdai_bars bars;
    tda_chains chains; /* of the bars, in their order */
    int64_t columns;
} found;

static found find(tdai_rips_engine *engine, const tdai_rips_graph *g, const input *in,
                  wanted w, int threads)
{
    found f = {.bars = {.field = in->field, .cocycles = w == COCYCLES}};
    int degree = in->degree < in->n ? in->degree : in->n > 0 ? in->n - 1 : 0;
    tdai_rips_job job = {g, degree, in->field};
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_threads(ctx, threads);
    tdai_chains chains = {0};
    f.bars.chains = w == BARS ? NULL : &chains;
    OK(engine(ctx, &f.bars, &job));
    f.columns = tda_ctx_work(ctx, TDA_WORK_COLUMNS);
    if (w != BARS)
        OK(tdai_chains_of_bars(ctx, &f.chains, &chains, f.bars.at, f.bars.size));
    tdai_chains_free(&chains);
    f.bars.chains = NULL;
    tda_ctx_free(ctx);
    return f;
}

static void forget(found *f)
{
    tdai_bars_clear(&f->bars);
    tda_chains_clear(&f->chains);
}

/* Equal in every respect, the order in which bars were found among them; alone: the work too, which
 * depends on who came first where there were several threads. */
static void same(const found *a, const found *b, bool alone)
{
    const tda_chains *x = &a->chains, *y = &b->chains;
    ck_assert_int_eq(a->bars.size, b->bars.size);
    MUST(!alone || a->columns == b->columns);
    for (tda_index i = 0; i < a->bars.size; i++) {
        const tdai_bar *p = &a->bars.at[i], *q = &b->bars.at[i];
        MUST(p->birth == q->birth && p->death == q->death && p->degree == q->degree);
        MUST(p->birth_cell == q->birth_cell && p->death_cell == q->death_cell);
        MUST(p->cut == q->cut && p->chain == q->chain);
    }
    ck_assert_int_eq(x->size, y->size);
    for (tda_index i = 0; x->size && i <= x->size; i++)
        MUST(x->start[i] == y->start[i] && x->place[i] == y->place[i]);
    if (x->size == 0)
        return;
    MUST(memcmp(x->at, y->at, (size_t)x->place[x->size] * sizeof *x->at) == 0);
    MUST(memcmp(x->coefficient, y->coefficient,
                (size_t)x->start[x->size] * sizeof *x->coefficient) == 0);
}

static void lists_find_what_a_matrix_does_seed(unsigned seed)
{
    static input in;
    random_input(&in, seed, seed % 3 == 0 ? MOST : 30);
    if (in.degree == 3 && in.n > 24)
        in.degree = 2;
    tdai_rips_graph g = graph_of(&in);
    for (wanted w = BARS; w <= COCYCLES; w++) {
        found a = find(tdai_rips_dense, &g, &in, w, 1);
        for (int threads = 1; threads < 4; threads++) {
            found b = find(tdai_rips_sparse, &g, &in, w, threads);
            same(&a, &b, threads == 1);
            forget(&b);
        }
        forget(&a);
    }
    tdai_rips_graph_clear(&g);
}
TEN_SEEDS(lists_find_what_a_matrix_does)

/* ---- explicit complexes, other labels ---- */

static tda_diagram diagram_of(const input *in)
{
    tdai_rips_graph g = graph_of(in);
    tda_diagram out = {0};
    found f = find(tdai_rips_sparse, &g, in, BARS, 1);
    OK(tdai_diagram_new(NULL, &out, in->degree + 1, TDA_CELL_PAIR, f.bars.at,
                        f.bars.size));
    forget(&f);
    tdai_rips_graph_clear(&g);
    return out;
}

static void same_values(const tda_diagram *a, const tda_diagram *b, int degrees)
{
    for (int k = 0; k < degrees; k++) {
        tda_index n = a->start[k + 1] - a->start[k];
        ck_assert_int_eq(n, k < b->degrees ? b->start[k + 1] - b->start[k] : 0);
        for (tda_index i = 0; i < n; i++) {
            MUST(a->birth[a->start[k] + i] == b->birth[b->start[k] + i]);
            MUST(a->death[a->start[k] + i] == b->death[b->start[k] + i]);
        }
    }
}

static void lists_find_what_a_complex_does_seed(unsigned seed)
{
    static input in, moved;
    int order[MOST];
    random_input(&in, seed, 16);
    brute_rng rng = brute_seed(seed);
    in.field = 2;
    in.born = false;
    tda_distances d = {.size = in.n, .lower = in.lower};
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    tda_complex *k = NULL;
    tda_diagram whole = {0}, mine = diagram_of(&in);
    points.max_dimension = in.degree + 1;
    points.threshold = in.threshold;
    OK(tda_distances_function_rips(NULL, &k, &d, NULL, &points));
    OK(tda_complex_diagram(NULL, &whole, NULL, k, 0, NULL));
    same_values(&mine, &whole, in.degree + 1);
    moved = in;
    for (int i = 0; i < in.n; i++) {
        int j = brute_below(&rng, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (int i = 0; i < in.n; i++)
        for (int j = 0; j < i; j++) {
            int a = order[i] > order[j] ? order[i] : order[j],
                b = order[i] + order[j] - a;
            moved.lower[a * (a - 1) / 2 + b] = in.lower[i * (i - 1) / 2 + j];
        }
    tda_diagram other = diagram_of(&moved);
    same_values(&mine, &other, in.degree + 1);
    tda_diagram_clear(&whole);
    tda_diagram_clear(&mine);
    tda_diagram_clear(&other);
    tda_complex_free(k);
}
TEN_SEEDS(lists_find_what_a_complex_does)

/* ---- stability ---- */

/* Move each distance by at most a sixteenth: no bar moves farther. */
static void diagrams_are_stable_seed(unsigned seed)
{
    static input in;
    random_input(&in, seed, 26);
    in.threshold = INFINITY;
    in.field = 2;
    in.degree = 2;
    brute_rng rng = brute_seed(seed + 9);
    tda_diagram a = diagram_of(&in), b = {0};
    double most = 0, distance = -1;
    for (int i = 0; i < in.n * (in.n - 1) / 2; i++) {
        double before = in.lower[i];
        in.lower[i] = fmax(0, before + (brute_below(&rng, 9) - 4) / 64.0);
        if (!isinf(before))
            most = fmax(most, fabs(in.lower[i] - before));
    }
    for (int i = 0; i < in.n; i++) {
        double before = in.births[i];
        in.births[i] += (brute_below(&rng, 9) - 4) / 64.0;
        most = in.born ? fmax(most, fabs(in.births[i] - before)) : most;
    }
    b = diagram_of(&in);
    OK(tda_diagram_bottleneck(NULL, &distance, NULL, &a, &b, NULL));
    MUST(distance >= 0 && distance <= most * (1 + 1e-12));
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
}
TEN_SEEDS(diagrams_are_stable)

/* ---- failures, bytes, and the choice ---- */

START_TEST(fails_cleanly)
{
    static input in;
    unsigned seed = 12;
    do
        random_input(&in, seed++, 30);
    while (in.n < 20 || in.born);
    in.degree = 2;
    in.field = _i == 1 ? 3 : 2;
    in.threshold = 2.5;
    tdai_rips_graph g = graph_of(&in);
    tdai_rips_job job = {&g, 2, in.field};
    tdai_bars bars = {0};
    tdai_chains chains = {0};
#define ASK                                                                              \
    (tdai_bars_clear(&bars), tdai_chains_free(&chains), chains = (tdai_chains){0},       \
     bars.field = in.field, bars.chains = _i == 2 ? &chains : NULL,                      \
     tdai_rips_sparse(NULL, &bars, &job))
    EACH_OOM(ASK, true);
    tda_index size = bars.size;
    EACH_CANCEL(ASK, true);
    ck_assert_int_eq(bars.size, size);
    ck_assert_int_gt(size, in.n);
    tdai_bars_clear(&bars);
    tdai_chains_free(&chains);
    tdai_rips_graph_clear(&g);
}
END_TEST

/* A matrix for n points takes 4 n^2 bytes: a chain of points needs lists. */
START_TEST(long_chains_fit)
{
    enum { POINTS = 20000 };
    tda_ctx *ctx = NULL;
    tda_diagram out = {0};
    double *at = malloc(POINTS * sizeof *at);
    for (int i = 0; i < POINTS; i++)
        at[i] = i;
    tda_cloud cloud = {POINTS, 1, at, NULL};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_max_bytes(ctx, 20 << 20);
    o.threshold = 2.5;
    o.max_degree = 2;
    OK(tda_cloud_rips_diagram(ctx, &out, NULL, &cloud, &o));
    ck_assert_int_eq(out.start[1], POINTS);
    ck_assert_int_eq(out.start[3], POINTS);
    tda_diagram_clear(&out);
    o.collapse = TDA_CHOICE_NO;
    OK(tda_cloud_rips_diagram(ctx, &out, NULL, &cloud, &o));
    ck_assert_int_eq(out.start[3], POINTS);
    tda_diagram_clear(&out);
    tda_ctx_set_max_bytes(ctx, 1 << 20);
    ck_assert_int_eq(tda_cloud_rips_diagram(ctx, &out, NULL, &cloud, &o), TDA_ELIMIT);
    ck_assert_ptr_null(out.start);
    tda_ctx_free(ctx);
    free(at);
}
END_TEST

SUITE("rips_engines", SEEDS(lists_find_what_a_matrix_does, 36),
      SEEDS(lists_find_what_a_complex_does, 36), SEEDS(diagrams_are_stable, 30),
      SEEDS(fails_cleanly, 3), TEST(long_chains_fit))
