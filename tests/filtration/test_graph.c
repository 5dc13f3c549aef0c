/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions on the vertices of small graphs against their definitions, each by another way. */
#include "brute.h"
#include "tda_check.h"
#include <tda/filtration.h>

enum { N = 8 };

typedef struct graph {
    tda_index n;
    double length[N][N]; /* INFINITY: no edge */
    tda_distances d;
    double lower[N * N];
    tda_index tail[N * N], head[N * N];
} graph;

/* Lengths 1, 2 or 3, some pairs without an edge; dense or sparse. */
static void graph_open(graph *g, unsigned seed, bool connected)
{
    brute_rng rng = brute_seed(seed);
    tda_index pairs = 0;
    int keep = 2 + brute_below(&rng, 8);
    memset(g, 0, sizeof *g);
    g->n = 1 + brute_below(&rng, N);
    for (tda_index i = 0; i < g->n; i++)
        for (tda_index j = 0; j <= i; j++) {
            bool edge =
                i != j && (brute_below(&rng, 10) < keep || (connected && j == i - 1));
            double x = edge ? 1 + brute_below(&rng, 3) : (double)INFINITY;
            g->length[i][j] = g->length[j][i] = x;
        }
    for (tda_index k = 0; k < g->n * g->n; k++) { /* columns from the last to the first */
        tda_index j = g->n - 1 - k / g->n, i = k % g->n;
        if (i > j && (seed % 2 || g->length[i][j] < INFINITY)) {
            g->tail[pairs] = i;
            g->head[pairs] = j;
            g->lower[pairs++] = g->length[i][j];
        }
    }
    g->d = (tda_distances){.size = g->n,
                           .pairs = pairs,
                           .tail = g->tail,
                           .head = g->head,
                           .value = g->lower};
    if (seed % 3 == 0) {
        pairs = 0;
        for (tda_index i = 0; i < g->n; i++)
            for (tda_index j = 0; j < i; j++)
                g->lower[pairs++] = g->length[i][j];
        g->d = (tda_distances){.size = g->n, .lower = g->lower};
    }
}

static int degree(const graph *g, tda_index v)
{
    int n = 0;
    for (tda_index j = 0; j < g->n; j++)
        n += g->length[v][j] < INFINITY;
    return n;
}

static void counts_seed(unsigned seed)
{
    graph g;
    double out[N], path[N][N];
    graph_open(&g, seed, false);
    MUST(tda_distances_degree(NULL, out, &g.d) == TDA_OK);
    for (tda_index v = 0; v < g.n; v++)
        MUST(out[v] == degree(&g, v));
    MUST(tda_distances_forman(NULL, out, &g.d) == TDA_OK);
    for (tda_index v = 0; v < g.n; v++) {
        double sum = 0;
        for (tda_index j = 0; j < g.n; j++) {
            if (g.length[v][j] == INFINITY)
                continue;
            sum += 4 - degree(&g, v) - degree(&g, j);
            for (tda_index k = 0; k < g.n; k++)
                sum += g.length[v][k] < INFINITY && g.length[j][k] < INFINITY ? 3 : 0;
        }
        MUST(out[v] == (degree(&g, v) ? sum / degree(&g, v) : 0));
    }
    memcpy(path, g.length, sizeof path);
    for (tda_index k = 0; k < g.n; k++)
        for (tda_index i = 0; i < g.n; i++)
            for (tda_index j = 0; j < g.n; j++)
                path[i][j] = fmin(path[i][j], path[i][k] + path[k][j]);
    MUST(tda_distances_closeness(NULL, out, &g.d) == TDA_OK);
    for (tda_index v = 0; v < g.n; v++) {
        double sum = 0, r = 0;
        for (tda_index j = 0; j < g.n; j++)
            if (j != v && path[v][j] < INFINITY) {
                sum += path[v][j];
                r++;
            }
        double want = r > 0 ? r / sum * r / (double)(g.n - 1) : 0;
        MUST(fabs(out[v] - want) < 1e-14);
    }
}
TEN_SEEDS(counts)

/* exp(-time L) by its series at time / 1024, squared ten times. */
static void heat(const graph *g, double time, double e[N][N])
{
    double term[N][N], next[N][N], L[N][N];
    tda_index n = g->n;
    for (tda_index i = 0; i < n; i++)
        for (tda_index j = 0; j < n; j++) {
            L[i][j] = i == j ? degree(g, i) > 0
                      : g->length[i][j] < INFINITY
                          ? -1 / sqrt((double)degree(g, i) * degree(g, j))
                          : 0;
            e[i][j] = term[i][j] = i == j;
        }
    for (int k = 1; k < 60; k++) {
        bool square = k >= 50;
        for (tda_index i = 0; i < n; i++)
            for (tda_index j = 0; j < n; j++) {
                next[i][j] = 0;
                for (tda_index l = 0; l < n; l++)
                    next[i][j] += square ? e[i][l] * e[l][j]
                                         : term[i][l] * L[l][j] * (-time / 1024 / k);
            }
        memcpy(square ? e : term, next, sizeof next);
        for (tda_index i = 0; i < n && !square; i++)
            for (tda_index j = 0; j < n; j++)
                e[i][j] += term[i][j];
    }
}

static void heat_is_an_exponential_seed(unsigned seed)
{
    graph g;
    double out[N], e[N][N], time = seed % 4 ? 0.1 * (seed % 40 + 1) : 30;
    graph_open(&g, seed, false);
    heat(&g, time, e);
    MUST(tda_distances_heat_kernel(NULL, out, &g.d, time) == TDA_OK);
    for (tda_index v = 0; v < g.n; v++)
        MUST(fabs(out[v] - e[v][v]) < 1e-9);
}
TEN_SEEDS(heat_is_an_exponential)

/* Solve (Laplacian with conductances, vertex b grounded) x = unit current at a: x_a. */
static double resistance_between(const graph *g, tda_index a, tda_index b)
{
    double m[N][N + 1] = {{0}};
    tda_index n = g->n;
    for (tda_index i = 0; i < n; i++) {
        for (tda_index j = 0; j < n; j++)
            if (g->length[i][j] < INFINITY) {
                m[i][i] += 1 / g->length[i][j];
                m[i][j] -= 1 / g->length[i][j];
            }
        m[i][n] = i == a;
        m[i][i] += i == b;
    }
    for (tda_index k = 0; k < n; k++)
        for (tda_index i = 0; i < n; i++) {
            double f = i == k ? 0 : m[i][k] / m[k][k];
            for (tda_index j = k; j <= n; j++)
                m[i][j] -= f * m[k][j];
        }
    return m[a][n] / m[a][a] - m[b][n] / m[b][b];
}

static void resistances_seed(unsigned seed)
{
    graph g;
    double out[N];
    graph_open(&g, seed, true);
    MUST(tda_distances_resistance(NULL, out, &g.d) == TDA_OK);
    for (tda_index v = 0; v < g.n; v++) {
        double sum = 0;
        for (tda_index j = 0; j < g.n; j++)
            sum += j == v ? 0 : resistance_between(&g, v, j);
        MUST(fabs(out[v] - (g.n > 1 ? sum / (double)(g.n - 1) : 0)) < 1e-10);
    }
}
TEN_SEEDS(resistances)

/* An eigenvector, of length 1, orthogonal to the constants; on those orthogonal to them the
 * Laplacian less a little less than its value is positive definite, by elimination. */
static void fiedler_is_second_seed(unsigned seed)
{
    graph g;
    double x[N], L[N][N], value = 0, sum = 0, squares = 0, most = 0, first = 0;
    graph_open(&g, seed, true);
    MUST(tda_distances_fiedler(NULL, x, &g.d) == TDA_OK);
    if (g.n == 1) {
        MUST(x[0] == 0);
        return;
    }
    for (tda_index i = 0; i < g.n; i++) {
        for (tda_index j = 0; j < g.n; j++)
            L[i][j] = i == j ? degree(&g, i) : g.length[i][j] < INFINITY ? -1 : 0;
        sum += x[i];
        squares += x[i] * x[i];
        most = fmax(most, fabs(x[i]));
    }
    MUST(fabs(sum) < 1e-12 && fabs(squares - 1) < 1e-12);
    for (tda_index i = 0; i < g.n; i++)
        for (tda_index j = 0; j < g.n; j++)
            value += x[i] * L[i][j] * x[j];
    for (tda_index i = 0; i < g.n; i++) {
        double y = 0;
        for (tda_index j = 0; j < g.n; j++)
            y += L[i][j] * x[j];
        MUST(fabs(y - value * x[i]) < 1e-12);
        first = first == 0 && fabs(x[i]) >= most / 2 ? x[i] : first;
    }
    MUST(first > 0);
    for (tda_index i = 0; i < g.n; i++)
        for (tda_index j = 0; j < g.n; j++)
            L[i][j] += 10 - (i == j ? value - 1e-7 : 0);
    for (tda_index k = 0; k < g.n; k++) {
        MUST(L[k][k] > 0);
        for (tda_index i = k + 1; i < g.n; i++) {
            double f = L[i][k] / L[k][k];
            for (tda_index j = k; j < g.n; j++)
                L[i][j] -= f * L[k][j];
        }
    }
}
TEN_SEEDS(fiedler_is_second)

/* The cost of moving one walk to the other, unit by unit along the edges of the graph, each by a
 * shortest path where edges in use may be gone back on. supply [n] is what there is too much. */
static double move(const graph *g, int *supply)
{
    double cost = 0;
    int flow[N][N] = {{0}};
    for (;;) {
        double near[N];
        tda_index by[N], end = -1;
        for (tda_index v = 0; v < g->n; v++)
            near[v] = supply[v] > 0 ? 0 : INFINITY, by[v] = -1;
        for (tda_index round = 0; round < g->n; round++)
            for (tda_index i = 0; i < g->n; i++)
                for (tda_index j = 0; j < g->n; j++) {
                    double x = flow[j][i] > 0 ? -g->length[i][j] : g->length[i][j];
                    if (near[i] + x < near[j]) {
                        near[j] = near[i] + x;
                        by[j] = i;
                    }
                }
        for (tda_index v = 0; v < g->n; v++)
            if (supply[v] < 0 && (end < 0 || near[v] < near[end]))
                end = v;
        if (end < 0)
            return cost;
        cost += near[end];
        supply[end]++;
        while (by[end] >= 0) {
            tda_index i = by[end];
            if (flow[end][i] > 0)
                flow[end][i]--;
            else
                flow[i][end]++;
            end = i;
        }
        supply[end]--;
    }
}

static double curvature(const graph *g, tda_index a, tda_index b, bool lazy)
{
    int supply[N] = {0}, p = degree(g, a), q = degree(g, b), unit = p * q;
    for (tda_index v = 0; v < g->n; v++)
        supply[v] =
            (g->length[a][v] < INFINITY ? q : 0) - (g->length[b][v] < INFINITY ? p : 0);
    if (lazy) {
        supply[a] += unit;
        supply[b] -= unit;
        unit *= 2;
    }
    return 1 - move(g, supply) / unit / g->length[a][b];
}

static void walks_are_moved_seed(unsigned seed)
{
    graph g;
    double out[N];
    bool lazy = seed / 2 % 2;
    graph_open(&g, seed, false);
    MUST(tda_distances_ollivier(NULL, out, &g.d, lazy ? 0.5 : 0) == TDA_OK);
    for (tda_index v = 0; v < g.n; v++) {
        double sum = 0;
        for (tda_index j = 0; j < g.n; j++)
            if (g.length[v][j] < INFINITY)
                sum += curvature(&g, v, j, lazy);
        MUST(fabs(out[v] - (degree(&g, v) ? sum / degree(&g, v) : 0)) < 1e-12);
    }
}
TEN_SEEDS(walks_are_moved)

/* The path 0 - 1 - 2 with lengths 1 and 3, by hand. */
START_TEST(a_path)
{
    const tda_index tail[] = {2, 1}, head[] = {1, 0};
    const double value[] = {3, 1};
    tda_distances d = {.size = 3, .pairs = 2, .tail = tail, .head = head, .value = value};
    double out[3];
    OK(tda_distances_degree(NULL, out, &d));
    ck_assert(out[0] == 1 && out[1] == 2 && out[2] == 1);
    OK(tda_distances_closeness(NULL, out, &d));
    ck_assert(out[0] == 2.0 / 5 && out[1] == 2.0 / 4 && out[2] == 2.0 / 7);
    OK(tda_distances_forman(NULL, out, &d));
    ck_assert(out[0] == 1 && out[1] == 1 && out[2] == 1);
    OK(tda_distances_resistance(NULL, out, &d));
    ck_assert(fabs(out[0] - 2.5) < 1e-12 && fabs(out[1] - 2) < 1e-12);
    /* not lazy: from {1} to {0, 2}, 1/2 moves by 1 and 1/2 by 3; for both edges */
    OK(tda_distances_ollivier(NULL, out, &d, 0));
    ck_assert(out[0] == -1 && out[2] == 1 - 2.0 / 3);
    ck_assert(fabs(out[1] + 1.0 / 3) < 1e-15);
    OK(tda_distances_fiedler(NULL, out, &d));
    ck_assert(fabs(out[0] - sqrt(0.5)) < 1e-12 && fabs(out[1]) < 1e-12);
}
END_TEST

/* ---- edges of a complex ---- */

static void edges_of_complexes_seed(unsigned seed)
{
    tda_complex *complex = brute_random(seed, 1, 3, false);
    const tda_cells *c = tda_complex_cells(complex);
    brute_rng rng = brute_seed(seed);
    tda_index row[BRUTE_SIMPLICES], n = 0, edges = 0;
    double at[2 * BRUTE_POINTS];
    tda_distances d, ones;
    for (tda_index i = 0; i < c->size; i++)
        row[i] = c->dim[i] == 0 ? n++ : -1;
    for (tda_index i = 0; i < 2 * n; i++)
        at[i] = brute_below(&rng, 4);
    tda_cloud cloud = {n, 2, at, NULL};
    MUST(tda_complex_edges(NULL, &d, complex, &cloud) == TDA_OK);
    MUST(tda_complex_edges(NULL, &ones, complex, NULL) == TDA_OK);
    MUST(tda_distances_check(NULL, &d) == TDA_OK);
    for (tda_index i = 0; i < c->size; i++) {
        if (c->dim[i] != 1)
            continue;
        tda_index a = row[c->face[c->start[i]]], b = row[c->face[c->start[i] + 1]], e = 0;
        while (e < d.pairs &&
               !(d.head[e] == (a < b ? a : b) && d.tail[e] == (a < b ? b : a)))
            e++;
        MUST(e < d.pairs && ones.value[e] == 1);
        double x = at[2 * a] - at[2 * b], y = at[2 * a + 1] - at[2 * b + 1];
        MUST(d.value[e] == sqrt(x * x + y * y));
        edges++;
    }
    MUST(d.pairs == edges && d.size == n && ones.pairs == edges);
    tda_distances_clear(&d);
    tda_distances_clear(&ones);
    tda_complex_free(complex);
}
TEN_SEEDS(edges_of_complexes)

/* A bicycle: two vertices, two edges between them; and a loop. */
START_TEST(repeated_edges_are_one)
{
    const int dim[] = {0, 1, 0, 1, 1};
    const tda_index start[] = {0, 0, 2, 2, 4, 4}, face[] = {2, 0, 0, 2};
    const double grade[] = {0, 0, 0, 0, 0}, at[] = {-1.5e308, 0};
    tda_cells cells = {1, 5, dim, start, face, NULL, grade};
    tda_complex *complex;
    tda_distances d = {0};
    tda_cloud cloud = {2, 1, at, NULL}, three = {3, 1, grade, NULL};
    OK(tda_complex_new(NULL, &complex, &cells));
    OK(tda_complex_edges(NULL, &d, complex, &cloud));
    ck_assert(d.pairs == 1 && d.tail[0] == 1 && d.head[0] == 0 && d.value[0] == 1.5e308);
    tda_distances_clear(&d);
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_complex_edges(ctx, &d, complex, &three), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "edges of a complex: 3 points for 2 vertices");
    const double far[] = {-1.5e308, 1.5e308};
    cloud.at = far;
    ck_assert_int_eq(tda_complex_edges(ctx, &d, complex, &cloud), TDA_EINVAL);
    ck_assert_str_eq(
        tda_ctx_message(ctx),
        "points 0 and 1: their distance is past the range of a double; scale "
        "the points down");
    cloud.at = at;
    EACH_OOM(tda_complex_edges(ctx, &d, complex, &cloud), !d.own);
    tda_distances_clear(&d);
    EACH_CANCEL(tda_complex_edges(ctx, &d, complex, &cloud), !d.own);
    tda_distances_clear(&d);
    tda_complex_free(complex);
    tda_ctx_free(ctx);
}
END_TEST

/* ---- what can go wrong ---- */

START_TEST(threads_agree)
{
    enum { MANY = 300 };
    static double lower[MANY * MANY], one[2][MANY], four[2][MANY];
    brute_rng rng = brute_seed(5);
    tda_distances d = {.size = MANY, .lower = lower};
    for (int i = 0; i < MANY * (MANY - 1) / 2; i++)
        lower[i] = brute_below(&rng, 40) ? (double)INFINITY : 1 + brute_below(&rng, 5);
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_distances_ollivier(ctx, one[0], &d, 0.5));
    OK(tda_distances_closeness(ctx, one[1], &d));
    tda_ctx_set_threads(ctx, 4);
    OK(tda_distances_ollivier(ctx, four[0], &d, 0.5));
    OK(tda_distances_closeness(ctx, four[1], &d));
    ck_assert_mem_eq(one, four, sizeof one);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures)
{
    graph g;
    double out[N] = {7};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    graph_open(&g, 8, true);
    ck_assert_int_gt(g.n, 3);
#define EACH(call)                                                                       \
    do {                                                                                 \
        EACH_OOM(call, out[0] == 7);                                                     \
        out[0] = 7;                                                                      \
        EACH_CANCEL(call, out[0] == 7);                                                  \
        out[0] = 7;                                                                      \
    } while (0)
    EACH(tda_distances_degree(ctx, out, &g.d));
    EACH(tda_distances_forman(ctx, out, &g.d));
    EACH(tda_distances_closeness(ctx, out, &g.d));
    EACH(tda_distances_ollivier(ctx, out, &g.d, 0.5));
    EACH(tda_distances_heat_kernel(ctx, out, &g.d, 1));
    EACH(tda_distances_fiedler(ctx, out, &g.d));
    EACH(tda_distances_resistance(ctx, out, &g.d));
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(bad_input)
{
    const tda_index tail[] = {1, 3}, head[] = {0, 2};
    double value[] = {1, 0}, out[4] = {7};
    tda_distances d = {.size = 4, .pairs = 2, .tail = tail, .head = head, .value = value};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
#define REFUSED(call, message)                                                           \
    do {                                                                                 \
        ck_assert_int_eq((call), TDA_EINVAL);                                            \
        ck_assert_str_eq(tda_ctx_message(ctx), (message));                               \
        ck_assert(out[0] == 7);                                                          \
    } while (0)
    REFUSED(tda_distances_fiedler(ctx, out, &d),
            "Fiedler vector: the graph has 2 components, and vertex 2 is not in that of "
            "vertex 0; take one component");
    REFUSED(tda_distances_resistance(ctx, out, &d),
            "resistance: the edge of 2 and 3 has length 0 or nearly so; join its ends");
    REFUSED(tda_distances_ollivier(ctx, out, &d, 0.5),
            "Ollivier curvature: the edge of 2 and 3 has length 0; join its ends");
    REFUSED(tda_distances_closeness(ctx, out, &d),
            "closeness: vertex 2 is at distance 0 or past the range of a double from all "
            "others it reaches");
    REFUSED(
        tda_distances_ollivier(ctx, out, &d, 1),
        "Ollivier curvature: a walk that stays with probability 1; give 0 or more and "
        "less than 1");
    REFUSED(tda_distances_heat_kernel(ctx, out, &d, 0),
            "heat-kernel signature: time 0; give a positive number");
    value[1] = -1;
    REFUSED(tda_distances_degree(ctx, out, &d), "distances: pair 1, (3, 2), is negative");
    REFUSED(tda_distances_forman(ctx, out, &d), "distances: pair 1, (3, 2), is negative");
    d = (tda_distances){.size = 0};
    OK(tda_distances_resistance(ctx, out, &d));
    OK(tda_distances_ollivier(ctx, out, &d, 0));
    ck_assert(out[0] == 7);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("graph", SEEDS(counts, 30), SEEDS(heat_is_an_exponential, 30),
      SEEDS(resistances, 30), SEEDS(fiedler_is_second, 30), SEEDS(walks_are_moved, 30),
      TEST(a_path), SEEDS(edges_of_complexes, 30), TEST(repeated_edges_are_one),
      TEST(threads_agree), TEST(failures), TEST(bad_input))
