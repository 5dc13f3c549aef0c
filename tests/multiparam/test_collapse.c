/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_collapse.c - Edges that leave a filtered graph before it is expanded: homology of its flag
 * complex stays what it was, in any number of parameters. */
#include "brute.h"
#include "filtration/points.h"
#include <tda.h>

enum { MOST = 60 };

typedef struct input {
    points p;
    double f[2 * MOST];
    tda_cloud function;
    tda_distances d;
    tda_points_opts opts;
} input;

/* Small integers, in no metric: many ties, and every filtered graph of these vertices. */
static void open_input(input *in, unsigned seed, tda_index n, int functions)
{
    *in = (input){0};
    points_open(&in->p, (int)seed, n, 2);
    tdai_rng *rng = in->p.rng;
    int spread = 1 + (int)(seed % 6), values = 1 + (int)(seed / 2 % 5);
    for (tda_index e = 0; e < n * (n - 1) / 2; e++) {
        tda_index i = in->p.tail[e], j = in->p.head[e];
        in->p.value[e] = in->p.lower[i * (i - 1) / 2 + j] =
            1 + (double)tdai_rng_below(rng, spread);
    }
    for (tda_index i = 0; i < n * functions; i++)
        in->f[i] = (double)tdai_rng_below(rng, values);
    in->function = (tda_cloud){n, functions, in->f, NULL};
    in->d = seed % 4 == 3 ? in->p.sparse : in->p.dense;
    in->d.pairs =
        seed % 8 == 7 ? n * (n - 1) / 3 : in->d.pairs; /* some pairs are missing */
    in->opts = (tda_points_opts)TDA_POINTS_OPTS_INIT;
    in->opts.max_dimension = 3;
    if (seed % 5 == 1)
        in->opts.threshold = spread - 1;
}

static tda_index build(const input *in, tda_complex **out, bool collapse)
{
    tda_points_opts o = in->opts;
    tda_index edges = 0;
    o.collapse = collapse;
    OK(tda_distances_function_rips(in->p.ctx, out, &in->d, &in->function, &o));
    const tda_cells *c = tda_complex_cells(*out);
    for (tda_index i = 0; i < c->size; i++)
        edges += c->dim[i] == 1;
    return edges;
}

static void must_equal(const tda_measure *a, const tda_measure *b)
{
    size_t n = (size_t)a->size;
    MUST(a->size == b->size && a->degree == b->degree);
    MUST(n == 0 || (!memcmp(a->at, b->at, n * (size_t)a->params * sizeof *a->at) &&
                    !memcmp(a->weight, b->weight, n * sizeof *a->weight)));
}

static void check(unsigned seed, tda_index n, int functions)
{
    input in;
    tda_complex *all = NULL, *few = NULL;
    tda_measure a[3] = {{0}}, b[3] = {{0}};
    open_input(&in, seed, n, functions);
    tda_index before = build(&in, &all, false), after = build(&in, &few, true);
    MUST(after <= before);
    OK(tda_complex_hilbert_measure(NULL, a, all, 0, 2, NULL));
    OK(tda_complex_hilbert_measure(NULL, b, few, 0, 2, NULL));
    for (int k = 0; k < 3; k++) {
        must_equal(&a[k], &b[k]);
        tda_measure_clear(&a[k]);
        tda_measure_clear(&b[k]);
    }
    for (int degree = 0; functions < 2 && degree < 3; degree++) {
        tda_presentation *p = NULL, *q = NULL;
        tda_signed_barcode r = {0}, s = {0};
        OK(tda_complex_presentation(NULL, &p, all, degree, NULL));
        OK(tda_complex_presentation(NULL, &q, few, degree, NULL));
        OK(tda_presentation_betti(NULL, a, p));
        OK(tda_presentation_betti(NULL, b, q));
        for (int k = 0; k < 3; k++) {
            must_equal(&a[k], &b[k]);
            tda_measure_clear(&a[k]);
            tda_measure_clear(&b[k]);
        }
        OK(tda_presentation_rank_barcode(NULL, &r, p, NULL));
        OK(tda_presentation_rank_barcode(NULL, &s, q, NULL));
        MUST(r.size == s.size);
        for (tda_index i = 0; i < r.size; i++)
            MUST(r.weight[i] == s.weight[i]);
        for (tda_index i = 0; i < r.size * r.params; i++)
            MUST(r.birth[i] == s.birth[i] && r.death[i] == s.death[i]);
        tda_signed_barcode_clear(&r);
        tda_signed_barcode_clear(&s);
        tda_presentation_free(p);
        tda_presentation_free(q);
    }
    tda_complex_free(all);
    tda_complex_free(few);
    points_close(&in.p);
}

static void two_parameters_seed(unsigned seed)
{
    check(seed, 4 + seed % 6, 1);
}
TEN_SEEDS(two_parameters)

static void three_parameters_seed(unsigned seed)
{
    check(seed, 4 + seed % 4, 2);
}
TEN_SEEDS(three_parameters)

/* Few edges among many points stand in lists: each of the clusters by itself, where a matrix serves,
 * loses as many. */
START_TEST(lists)
{
    enum { CLUSTER = 5 };
    input in;
    tda_index tail[MOST * 2], head[MOST * 2], kept[MOST] = {0}, pairs = 0;
    double value[MOST * 2];
    open_input(&in, (unsigned)_i, MOST, 1);
    for (tda_index c = 0; c < 3; c++)
        for (tda_index i = 1; i < CLUSTER; i++)
            for (tda_index j = 0; j < i; j++) {
                tail[pairs] = 20 * c + 3 * i;
                head[pairs] = 20 * c + 3 * j;
                value[pairs++] = 1 + (double)tdai_rng_below(in.p.rng, 3);
            }
    in.d = (tda_distances){
        .size = MOST, .pairs = pairs, .tail = tail, .head = head, .value = value};
    in.opts.threshold = INFINITY;
    tda_complex *few = NULL;
    tda_index together = build(&in, &few, true), apart = 0;
    const tda_cells *c = tda_complex_cells(few);
    for (tda_index i = 0; i < c->size; i++)
        if (c->dim[i] == 1)
            kept[c->face[c->start[i]] / 20]++;
    tda_complex_free(few);
    for (tda_index k = 0; k < 3; k++) {
        double lower[CLUSTER * (CLUSTER - 1) / 2];
        input one = in;
        memcpy(lower, value + k * 10, sizeof lower);
        for (tda_index i = 0; i < CLUSTER; i++)
            one.f[i] = in.f[20 * k + 3 * i];
        one.function = (tda_cloud){CLUSTER, 1, one.f, NULL};
        one.d = (tda_distances){.size = CLUSTER, .lower = lower};
        tda_index edges = build(&one, &few, true);
        ck_assert_int_eq(edges, kept[k]);
        apart += edges;
        tda_complex_free(few);
    }
    ck_assert_int_eq(together, apart);
    points_close(&in.p);
}
END_TEST

/* A square with its diagonal at 2, all points at 0. The diagonal is needed; with a fifth point near
 * to all its sides and the diagonal are not. */
START_TEST(square)
{
    double lower[] = {1, 3, 1, 1, 2, 1, 1, 1, 1, 1}, f[5] = {0};
    tda_complex *k = NULL;
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    o.collapse = true;
    for (int n = 4; n <= 5; n++) {
        tda_distances d = {.size = n, .lower = lower};
        tda_cloud function = {n, 1, f, NULL};
        OK(tda_distances_function_rips(NULL, &k, &d, &function, &o));
        const tda_cells *c = tda_complex_cells(k);
        tda_index edges = 0;
        for (tda_index i = 0; i < c->size; i++)
            edges += c->dim[i] == 1;
        ck_assert_int_eq(edges, n == 4 ? 5 : 4);
        tda_complex_free(k);
    }
}
END_TEST

START_TEST(failures)
{
    for (unsigned seed = 3; seed < 5; seed++) {
        input in;
        tda_complex *k = NULL;
        open_input(&in, seed, 8, 1);
        in.opts.collapse = true;
        EACH_OOM(tda_distances_function_rips(in.p.ctx, &k, &in.d, &in.function, &in.opts),
                 k == NULL);
        tda_complex_free(k);
        k = NULL;
        EACH_CANCEL(
            tda_distances_function_rips(in.p.ctx, &k, &in.d, &in.function, &in.opts),
            k == NULL);
        tda_complex_free(k);
        k = NULL;
        tda_ctx_set_max_bytes(in.p.ctx, 2500);
        ck_assert_int_eq(
            tda_distances_function_rips(in.p.ctx, &k, &in.d, &in.function, &in.opts),
            TDA_ELIMIT);
        points_close(&in.p);
    }
}
END_TEST

SUITE("collapse", SEEDS(two_parameters, 30), SEEDS(three_parameters, 30),
      SEEDS(lists, 30), TEST(square), TEST(failures))
