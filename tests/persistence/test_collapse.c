/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_collapse.c - Collapsed graphs have the diagrams of the graphs they come from: by explicit
 * complexes, by the definition of domination, and by every way of computing them. */
#include "brute.h"
#include "filtration/points.h"
#include "persistence/collapse_dense.h"
#include "persistence/rips.h"
#include <string.h>
#include <tda/persistence.h>

/* ---- random graphs ---- */

typedef struct graph {
    tda_distances d;
    tda_index tail[4000], head[4000];
    double value[4000];
} graph;

/* n points, `keep` tenths of the pairs, integer values below `spread`, in no order. */
static void graph_random(graph *g, unsigned seed, int n, int keep, int spread)
{
    brute_rng rng = brute_seed(seed);
    tda_index m = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            if (brute_below(&rng, 10) < keep) {
                tda_index at = brute_below(&rng, (int)m + 1);
                g->tail[m] = g->tail[at];
                g->head[m] = g->head[at];
                g->value[m] = g->value[at];
                g->tail[at] = i;
                g->head[at] = j;
                g->value[at] = brute_below(&rng, spread);
                m++;
            }
    g->d = (tda_distances){n, NULL, m, g->tail, g->head, g->value, NULL};
}

static void same_diagram(const tda_diagram *a, const tda_diagram *b, int degrees,
                         bool cells)
{
    for (int k = 0; k < degrees; k++) {
        tda_index bars = a->start[k + 1] - a->start[k];
        MUST(b->start[k + 1] - b->start[k] == bars);
        for (tda_index i = 0; i < bars; i++) {
            tda_index x = a->start[k] + i, y = b->start[k] + i;
            MUST(a->birth[x] == b->birth[y]);
            MUST(a->death[x] == b->death[y]);
            MUST(!cells || a->birth_cell[x] == b->birth_cell[y]);
            MUST(!cells || a->death_cell[x] == b->death_cell[y]);
        }
    }
}

static tda_diagram explicit_diagram(const tda_distances *d, int dimension)
{
    tda_points_opts o = TDA_POINTS_OPTS_INIT;
    tda_complex *k = NULL;
    tda_diagram out = {0};
    o.max_dimension = dimension;
    OK(tda_distances_function_rips(NULL, &k, d, NULL, &o));
    OK(tda_complex_diagram(NULL, &out, NULL, k, 0, NULL));
    tda_complex_free(k);
    return out;
}

/* Bars of degree k of a diagram that may have fewer degrees. */
static tda_index bars_of(const tda_diagram *d, int k)
{
    return k < d->degrees ? d->start[k + 1] - d->start[k] : 0;
}

START_TEST(explicit_complexes)
{
    static graph g;
    tda_distances c = {0};
    int spread = 1 + _i % 3 * 5 + _i % 40;
    graph_random(&g, (unsigned)_i, _i % 11, 3 + _i / 11 % 8, spread);
    OK(tda_distances_collapse(NULL, &c, &g.d, INFINITY));
    OK(tda_distances_check(NULL, &c));
    MUST(c.size == g.d.size && c.pairs <= g.d.pairs);
    tda_diagram a = explicit_diagram(&g.d, 3), b = explicit_diagram(&c, 3);
    int degrees = a.degrees < b.degrees ? a.degrees : b.degrees;
    degrees = degrees < 3 ? degrees : 3;
    same_diagram(&a, &b, degrees, false);
    for (int k = degrees; k < 3; k++)
        MUST(bars_of(&a, k) == 0 && bars_of(&b, k) == 0);
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
    tda_distances_clear(&c);
}
END_TEST

/* ---- the definition ---- */

enum { MOST = 24 };

typedef struct slow {
    int n;
    uint32_t time[MOST][MOST]; /* 0 on the diagonal, UINT32_MAX: no edge */
    uint32_t low, high;        /* the band */
} slow;

/* Edges of ranks past low, up to high, are the band: they count as there, and are not relied on. */
static bool there(const slow *s, int v, int w, uint32_t time)
{
    return s->time[v][w] <= (time > s->high ? time : s->high);
}

static bool relied_on(const slow *s, int v, int w, uint32_t time)
{
    bool band = v != w && s->time[v][w] > s->low && s->time[v][w] <= s->high;
    return !band && s->time[v][w] <= time;
}

static bool dominated(const slow *s, int u, int v, uint32_t time)
{
    for (int c = 0; c < s->n; c++) {
        bool all =
            c != u && c != v && relied_on(s, u, c, time) && relied_on(s, v, c, time);
        for (int w = 0; all && w < s->n; w++)
            all = w == u || w == v || !there(s, u, w, time) || !there(s, v, w, time) ||
                  relied_on(s, c, w, time);
        if (all)
            return true;
    }
    return false;
}

/* The least time from the edge's own on when it is not dominated, for each edge of each band, from
 * the last. */
static void collapse_slowly(const tdai_edge_list *l, uint32_t *time, tda_index band)
{
    static slow s;
    s.n = (int)l->size;
    memset(s.time, -1, sizeof s.time);
    for (int v = 0; v < s.n; v++)
        s.time[v][v] = 0;
    for (tda_index e = 0; e < l->edges; e++)
        s.time[l->tail[e]][l->head[e]] = s.time[l->head[e]][l->tail[e]] = (uint32_t)e + 1;
    for (tda_index high = l->edges; high > 0; high -= band) {
        band = band < high ? band : high;
        s.low = (uint32_t)(high - band);
        s.high = (uint32_t)high;
        for (tda_index e = high - band; e < high; e++) {
            uint32_t t = (uint32_t)e + 1;
            while (t <= l->edges && dominated(&s, (int)l->tail[e], (int)l->head[e], t))
                t = t < s.high ? s.high : t + 1; /* a band is one time */
            time[e] = t <= l->edges ? t : 0;
        }
        for (tda_index e = high - band; e < high; e++)
            s.time[l->tail[e]][l->head[e]] = s.time[l->head[e]][l->tail[e]] =
                time[e] ? time[e] : UINT32_MAX;
    }
}

/* The edges of all pairs of n points in random order, but for some. */
static tdai_edge_list list_random(unsigned seed, int n, int keep, uint32_t *tail,
                                  uint32_t *head)
{
    static graph g;
    graph_random(&g, seed, n, keep, 1);
    for (tda_index e = 0; e < g.d.pairs; e++) {
        tail[e] = (uint32_t)g.tail[e];
        head[e] = (uint32_t)g.head[e];
    }
    return (tdai_edge_list){n, g.d.pairs, tail, head};
}

/* The dense ways, and the one that is chosen. */
static void every_way(const tdai_edge_list *l, const uint32_t *expected)
{
    uint32_t time[4000];
    for (int way = 0; way < 3; way++) {
        OK(way == 0   ? tdai_collapse(NULL, time, l)
           : way == 1 ? tdai_collapse_dense(NULL, time, l, tdai_collapse_plain)
                      : tdai_collapse_dense(NULL, time, l, tdai_collapse_here()));
        for (tda_index e = 0; e < l->edges; e++)
            MUST(time[e] == expected[e]);
    }
}

START_TEST(by_definition)
{
    uint32_t tail[MOST * MOST], head[MOST * MOST], time[4000], expected[4000];
    tdai_edge_list l =
        list_random((unsigned)_i, 1 + _i % (MOST - 1), 4 + _i / 7 % 7, tail, head);
    for (tda_index band = 1; band < 40; band = 3 * band + 1) {
        OK(tdai_collapse_bands(NULL, time, &l, band));
        collapse_slowly(&l, expected, band);
        for (tda_index e = 0; e < l.edges; e++)
            MUST(time[e] == expected[e]);
    }
    collapse_slowly(&l, expected, 1);
    every_way(&l, expected);
}
END_TEST

START_TEST(every_way_agrees_on_larger_graphs)
{
    static uint32_t tail[4000], head[4000], time[4000];
    tdai_edge_list l = list_random((unsigned)_i + 900, 60 + _i, 1 + _i % 9, tail, head);
    OK(tdai_collapse_bands(NULL, time, &l, 1));
    every_way(&l, time);
}
END_TEST

/* ---- bands keep the homology, and threads the answer ---- */

/* The edges left by a collapse, at their new times. */
static void collapsed(graph *to, const tdai_edge_list *l, const uint32_t *time)
{
    tda_index m = 0;
    for (tda_index e = 0; e < l->edges; e++)
        if (time[e]) {
            to->tail[m] = l->tail[e] > l->head[e] ? l->tail[e] : l->head[e];
            to->head[m] = l->tail[e] > l->head[e] ? l->head[e] : l->tail[e];
            to->value[m++] = time[e];
        }
    to->d = (tda_distances){l->size, NULL, m, to->tail, to->head, to->value, NULL};
}

START_TEST(bands_keep_the_homology)
{
    static uint32_t tail[4000], head[4000], time[4000];
    static graph whole, few;
    tdai_edge_list l =
        list_random((unsigned)_i + 500, 4 + _i % 10, 4 + _i / 7 % 7, tail, head);
    for (tda_index e = 0; e < l.edges; e++)
        time[e] = (uint32_t)e + 1;
    collapsed(&whole, &l, time);
    OK(tdai_collapse_bands(NULL, time, &l, 2 + _i % 20));
    collapsed(&few, &l, time);
    tda_diagram a = explicit_diagram(&whole.d, 3), b = explicit_diagram(&few.d, 3);
    for (int k = 0; k < 3; k++)
        MUST(bars_of(&a, k) == bars_of(&b, k));
    int degrees = a.degrees < b.degrees ? a.degrees : b.degrees;
    same_diagram(&a, &b, degrees < 3 ? degrees : 3, false);
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
}
END_TEST

/* Points of a plane: the edges of a band are many chunks, and rows several patches. */
START_TEST(threads_collapse_alike)
{
    points p;
    tdai_rips_graph g = {0};
    points_open(&p, _i, 700, 2);
    tdai_lengths l = {.cloud = &p.cloud, .size = 700, .threshold = 0.5 + 0.25 * _i};
    OK(tdai_rips_graph_new(NULL, &g, &l, NULL));
    tdai_edge_list list = {g.size, g.edges, g.tail, g.head};
    uint32_t *time = malloc((size_t)g.edges * sizeof *time),
             *other = malloc((size_t)g.edges * sizeof *other);
    MUST(time && other && g.edges > 6000);
    int64_t tests = 0;
    for (int threads = 1; threads < 4; threads++) {
        tda_ctx_set_threads(p.ctx, threads);
        tda_ctx_reset_work(p.ctx);
        OK(tdai_collapse_bands(p.ctx, threads == 1 ? time : other, &list, 6000));
        int64_t now = tda_ctx_work(p.ctx, TDA_WORK_DOMINATIONS);
        tests = threads == 1 ? now : tests;
        MUST(now == tests);
        if (threads > 1)
            MUST(memcmp(time, other, (size_t)g.edges * sizeof *time) == 0);
    }
    free(time);
    free(other);
    tdai_rips_graph_clear(&g);
    points_close(&p);
}
END_TEST

/* ---- the engine sees the same, cells and all ---- */

static tda_diagram rips(const tdai_rips_graph *g, int degree, int field)
{
    tdai_bars bars = {0};
    tdai_rips_job job = {g, degree, field};
    tda_diagram out = {0};
    OK(tdai_rips_dense(NULL, &bars, &job));
    OK(tdai_diagram_new(NULL, &out, degree + 1, TDA_CELL_PAIR, bars.at, bars.size));
    tdai_bars_clear(&bars);
    return out;
}

START_TEST(bars_keep_their_cells)
{
    points p;
    tdai_rips_graph g = {0};
    points_open(&p, _i, 20 + _i % 50, 1 + _i % 4);
    double births[70];
    for (int i = 0; i < 70; i++)
        births[i] = (double)tdai_rng_below(p.rng, 4) / 2 - 0.5;
    tdai_lengths l = {.cloud = &p.cloud,
                      .size = p.cloud.size,
                      .threshold = _i % 3 ? (double)INFINITY : 1.5};
    OK(tdai_rips_graph_new(NULL, &g, &l, _i % 2 ? births : NULL));
    int field = _i % 5 ? 2 : 3, degree = p.cloud.size < 40 ? 3 : 2;
    tda_index edges = g.edges;
    tda_diagram a = rips(&g, degree, field);
    OK(tdai_rips_collapse(NULL, &g));
    MUST(edges < 100 || g.edges < edges);
    for (tda_index e = 1; e < g.edges; e++)
        MUST(g.value[e - 1] <= g.value[e]);
    tda_diagram b = rips(&g, degree, field);
    same_diagram(&a, &b, degree + 1, true);
    tda_diagram_clear(&a);
    tda_diagram_clear(&b);
    tdai_rips_graph_clear(&g);
    points_close(&p);
}
END_TEST

/* With and without the option the diagrams are equal, cells and all; the work differs. */
START_TEST(collapse_is_an_option)
{
    points p;
    tda_diagram d[3] = {{0}};
    points_open(&p, _i, 30, 2 + _i % 2);
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    o.max_degree = 1 + _i % 3;
    o.threshold = _i % 4 ? (double)INFINITY : 1.2;
    for (int choice = 0; choice < 3; choice++) {
        o.collapse = (tda_choice)choice;
        tda_ctx_reset_work(p.ctx);
        OK(tda_cloud_rips_diagram(p.ctx, &d[choice], NULL, &p.cloud, &o));
        bool collapsed = tda_ctx_work(p.ctx, TDA_WORK_DOMINATIONS) > 0;
        if (choice == TDA_CHOICE_AUTO)
            MUST(o.max_degree == 2 || collapsed == (o.max_degree == 3));
        else
            MUST(collapsed == (choice == TDA_CHOICE_YES));
        same_diagram(&d[0], &d[choice], o.max_degree + 1, true);
    }
    o.collapse = (tda_choice)3;
    ck_assert_int_eq(tda_cloud_rips_diagram(p.ctx, &d[0], NULL, &p.cloud, &o),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(p.ctx), "collapse 3: not one of tda_choice");
    for (int choice = 0; choice < 3; choice++)
        tda_diagram_clear(&d[choice]);
    points_close(&p);
}
END_TEST

/* ---- by hand ---- */

static void check_edges(const tda_distances *in, const double (*edge)[3], tda_index edges)
{
    tda_distances c = {0};
    OK(tda_distances_collapse(NULL, &c, in, INFINITY));
    ck_assert_int_eq(c.pairs, edges);
    for (tda_index e = 0; e < edges; e++) {
        ck_assert_int_eq(c.tail[e], (tda_index)edge[e][0]);
        ck_assert_int_eq(c.head[e], (tda_index)edge[e][1]);
        ck_assert_double_eq(c.value[e], edge[e][2]);
    }
    tda_distances_clear(&c);
}

START_TEST(by_hand)
{
    /* A triangle: its longest edge is dominated by the third point for ever. */
    check_edges(&(tda_distances){.size = 3, .lower = (double[]){1, 2, 3}},
                (double[][3]){{1, 0, 1}, {2, 0, 2}}, 2);
    /* A square 0 1 2 3: the first diagonal fills it, the second is dominated by it. */
    check_edges(&(tda_distances){.size = 4, .lower = (double[]){1, 1.4, 1, 1, 1.5, 1}},
                (double[][3]){{1, 0, 1}, {3, 0, 1}, {2, 1, 1}, {3, 2, 1}, {2, 0, 1.4}},
                5);
    /* An octahedron: no edge of it is dominated, so all stay. Edge 01 is dominated by 2 until 3
     * becomes a common neighbour, at 5 or later, which 2 is not joined to. */
    tda_index tail[] = {2, 2, 1, 3, 3, 4, 4, 4, 5, 5, 5, 5};
    tda_index head[] = {0, 1, 0, 0, 1, 1, 2, 3, 0, 2, 3, 4};
    double value[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    tda_distances c = {0};
    OK(tda_distances_collapse(
        NULL, &c, &(tda_distances){6, NULL, 12, tail, head, value, NULL}, INFINITY));
    ck_assert_int_eq(c.pairs, 12);
    for (tda_index e = 0; e < 12; e++)
        if (c.tail[e] == 1)
            ck_assert_double_ge(c.value[e], 5);
    tda_distances_clear(&c);
    check_edges(&(tda_distances){.size = 0}, NULL, 0);
    check_edges(&(tda_distances){.size = 3}, NULL, 0);
}
END_TEST

START_TEST(refusals)
{
    static graph g;
    tda_ctx *ctx;
    tda_distances c = {0};
    OK(tda_ctx_new(&ctx));
    graph_random(&g, 1, 40, 8, 30);
    ck_assert_int_eq(tda_distances_collapse(ctx, &c, &g.d, -1), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "threshold -1: give 0 or more");
    ck_assert_int_eq(tda_distances_collapse(ctx, &c, &g.d, NAN), TDA_EINVAL);
    g.value[3] = -1;
    ck_assert_int_eq(tda_distances_collapse(ctx, &c, &g.d, 1), TDA_EINVAL);
    g.value[3] = 1;
    tda_ctx_set_max_bytes(ctx, 10000);
    ck_assert_int_eq(tda_distances_collapse(ctx, &c, &g.d, 30), TDA_ELIMIT);
    ck_assert_ptr_null(c.own);
    tda_ctx_set_max_bytes(ctx, 0);
    for (int dense = 0; dense < 2; dense++) {
        graph_random(&g, 2, dense ? 40 : 80, dense ? 8 : 1, 30);
        EACH_OOM(tda_distances_collapse(ctx, &c, &g.d, 25), c.own == NULL);
        tda_distances_clear(&c);
        EACH_CANCEL(tda_distances_collapse(ctx, &c, &g.d, 25), c.own == NULL);
        tda_distances_clear(&c);
    }
    tda_ctx_reset_work(ctx);
    OK(tda_distances_collapse(ctx, &c, &g.d, INFINITY));
    ck_assert_int_gt(tda_ctx_work(ctx, TDA_WORK_DOMINATIONS), 0);
    tda_distances_clear(&c);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("collapse", SEEDS(explicit_complexes, 330); SEEDS(by_definition, 300);
      SEEDS(every_way_agrees_on_larger_graphs, 25); SEEDS(bands_keep_the_homology, 300);
      SEEDS(threads_collapse_alike, 4); SEEDS(bars_keep_their_cells, 60);
      SEEDS(collapse_is_an_option, 24); TEST(by_hand); TEST(refusals))
