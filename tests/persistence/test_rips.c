/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rips.c - Rips persistence against the explicit complex, a plain reduction over Z/p, and
 * itself: relabelled, without the enclosing radius, with threads. */
#include "brute.h"
#include "persistence/rips.h"
#include "persistence/rips_rows.h"
#include "tda_check.h"
#include <tda.h>

enum { POINTS = 9, TOP = 3 };

typedef struct input {
    tda_index n;
    double lower[POINTS * (POINTS - 1) / 2];
    double births[POINTS];
    bool born; /* births are given */
    double threshold;
} input;

/* Distances with many ties, missing pairs now and then, all equal or all zero at times. */
static input random_input(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    input in = {.n = seed % 17 == 0 ? (int)(seed / 17 % 4)
                                    : 2 + brute_below(&rng, POINTS - 1),
                .threshold = INFINITY};
    int values = 1 + brute_below(&rng, seed % 3 == 0 ? 3 : 40);
    bool missing = seed % 5 == 1;
    for (tda_index i = 0; i < in.n * (in.n - 1) / 2; i++)
        in.lower[i] = missing && brute_below(&rng, 4) == 0
                          ? INFINITY
                          : brute_below(&rng, values) * 0.1 + (seed % 7 ? 1 : 0);
    in.born = seed % 4 == 3;
    for (tda_index i = 0; i < in.n; i++)
        in.births[i] = brute_below(&rng, 1 + values) * 0.1 - 0.5 + brute_below(&rng, 2);
    if (seed % 3 == 2)
        in.threshold = brute_below(&rng, 20) * 0.1 + 0.5;
    return in;
}

static tda_distances distances_of(const input *in)
{
    return (tda_distances){.size = in->n, .lower = in->lower};
}

static tda_rips_opts options_of(const input *in)
{
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    o.max_degree = TOP;
    o.threshold = in->threshold;
    o.births = in->born ? in->births : NULL;
    return o;
}

/* ---- the plain way: all simplices, their boundary matrix, columns added from the left ---- */

typedef struct simplex {
    double value;
    int mask, dim;
} simplex;

typedef struct bar {
    int degree;
    double birth, death;
} bar;

typedef struct bars {
    int size;
    bar at[1 << POINTS];
} bars;

static int by_value(const void *a, const void *b)
{
    const simplex *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->dim != y->dim ? x->dim - y->dim : x->mask - y->mask;
}

static int by_bar(const void *a, const void *b)
{
    const bar *x = a, *y = b;
    if (x->degree != y->degree)
        return x->degree - y->degree;
    if (x->birth != y->birth)
        return x->birth < y->birth ? -1 : 1;
    return x->death != y->death ? (x->death < y->death ? -1 : 1) : 0;
}

static double length(const input *in, int i, int j)
{
    return i > j ? in->lower[i * (i - 1) / 2 + j] : in->lower[j * (j - 1) / 2 + i];
}

static double value_of(const input *in, int mask)
{
    double value = -INFINITY;
    for (int i = 0; i < in->n; i++)
        if (mask >> i & 1) {
            value = fmax(value, in->born ? in->births[i] : 0);
            for (int j = 0; j < i; j++)
                value = mask >> j & 1 ? fmax(value, length(in, i, j)) : value;
        }
    return value;
}

static int inverse_of(int a, int p)
{
    int i = 1;
    while (a * i % p != 1)
        i++;
    return i;
}

static void plain_bars(bars *out, const input *in, int p, int top)
{
    static simplex s[1 << POINTS];
    static int place[1 << POINTS], owner[1 << POINTS];
    int m = 0;
    for (int mask = 1; mask < 1 << in->n; mask++) {
        double value = value_of(in, mask);
        if (__builtin_popcount((unsigned)mask) <= top + 2 && value <= in->threshold &&
            value < INFINITY)
            s[m++] = (simplex){value, mask, __builtin_popcount((unsigned)mask) - 1};
    }
    qsort(s, (size_t)m, sizeof *s, by_value);
    for (int i = 0; i < m; i++) {
        place[s[i].mask] = i;
        owner[i] = -1;
    }
    unsigned short *columns = calloc((size_t)m * (size_t)m + 1, sizeof *columns);
    bool *dies = calloc((size_t)m + 1, sizeof *dies);
    out->size = 0;
    for (int j = 0; j < m; j++) {
        unsigned short *c = columns + (size_t)j * (size_t)m;
        int sign = 1;
        for (int v = 0; s[j].dim > 0 && v < in->n; v++)
            if (s[j].mask >> v & 1) {
                c[place[s[j].mask ^ 1 << v]] = (unsigned short)(sign > 0 ? 1 : p - 1);
                sign = -sign;
            }
        int low = j - 1;
        for (; low >= 0; low--) {
            if (c[low] == 0)
                continue;
            if (owner[low] < 0)
                break;
            const unsigned short *from = columns + (size_t)owner[low] * (size_t)m;
            int factor = (p - c[low]) * inverse_of(from[low], p) % p;
            for (int i = 0; i <= low; i++)
                c[i] = (unsigned short)((c[i] + factor * from[i]) % p);
        }
        if (low < 0)
            continue;
        owner[low] = j;
        dies[low] = dies[j] = true; /* j bears nothing */
        if (s[low].value < s[j].value && s[low].dim <= top)
            out->at[out->size++] = (bar){s[low].dim, s[low].value, s[j].value};
    }
    for (int j = 0; j < m; j++)
        if (!dies[j] && s[j].dim <= top)
            out->at[out->size++] = (bar){s[j].dim, s[j].value, INFINITY};
    qsort(out->at, (size_t)out->size, sizeof *out->at, by_bar);
    free(columns);
    free(dies);
}

static void same_as_plain(const tda_diagram *d, const bars *b)
{
    ck_assert_int_eq(d->start[d->degrees], b->size);
    for (int k = 0; k < d->degrees; k++)
        for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
            MUST(b->at[i].degree == k);
            MUST(b->at[i].birth == d->birth[i]);
            MUST(b->at[i].death == d->death[i]);
        }
}

/* The same bars and cells. */
static void same_diagram(const tda_diagram *a, const tda_diagram *b)
{
    ck_assert_int_eq(a->degrees, b->degrees);
    tda_index n = a->start[a->degrees];
    for (int k = 0; k <= a->degrees; k++)
        ck_assert_int_eq(a->start[k], b->start[k]);
    for (tda_index i = 0; i < n; i++) {
        MUST(a->birth[i] == b->birth[i]);
        MUST(a->death[i] == b->death[i]);
        MUST(a->birth_cell[i] == b->birth_cell[i]);
        MUST(a->death_cell[i] == b->death_cell[i]);
        MUST(a->cut[i] == b->cut[i]);
    }
}

static double value_at(const input *in, tda_index cell)
{
    tda_index i, j;
    tda_pair_points(cell, &i, &j);
    ck_assert(i < in->n && j <= i);
    return i == j ? (in->born ? in->births[i] : 0) : length(in, (int)i, (int)j);
}

static void check_cells(const tda_diagram *d, const input *in)
{
    ck_assert_int_eq(d->cells, TDA_CELL_PAIR);
    for (tda_index b = 0; b < d->start[d->degrees]; b++) {
        MUST(value_at(in, d->birth_cell[b]) == d->birth[b]);
        if (isinf(d->death[b]))
            MUST(d->death_cell[b] == -1);
        else
            MUST(value_at(in, d->death_cell[b]) == d->death[b]);
    }
}

static void equal_to_the_plain_way_seed(unsigned seed)
{
    static const int field[] = {2, 3, 2, 5, 2, 32749};
    static bars expected;
    input in = random_input(seed);
    tda_rips_opts o = options_of(&in);
    tda_distances d = distances_of(&in);
    tda_diagram diagram = {0};
    o.field = field[seed % 6];
    o.max_degree = (int)(seed / 6 % (TOP + 1));
    OK(tda_distances_rips_diagram(NULL, &diagram, NULL, &d, &o));
    ck_assert_int_eq(diagram.degrees, o.max_degree + 1);
    plain_bars(&expected, &in, o.field == 32749 ? 7 : o.field, o.max_degree);
    same_as_plain(&diagram, &expected);
    check_cells(&diagram, &in);
    tda_diagram_clear(&diagram);
}
TEN_SEEDS(equal_to_the_plain_way)

/* ---- larger inputs against the explicit complex; other ways of asking ---- */

enum { MANY = 24 };

/* Distances between points of a grid, or anything. */
static void random_lower(double *lower, int n, unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    double at[MANY][3];
    for (int i = 0; i < n; i++)
        for (int k = 0; k < 3; k++)
            at[i][k] = brute_below(&rng, seed % 2 ? 4 : 1000);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            lower[i * (i - 1) / 2 + j] =
                seed % 3 == 0 ? brute_below(&rng, 30)
                              : fmax(fabs(at[i][0] - at[j][0]),
                                     hypot(at[i][1] - at[j][1], at[i][2] - at[j][2]));
}

/* Compare degrees below `degrees` as multisets of values, in the order of both. */
static void same_values(const tda_diagram *a, const tda_diagram *b, int degrees)
{
    for (int k = 0; k < degrees; k++) {
        tda_index n = a->start[k + 1] - a->start[k];
        tda_index other = k < b->degrees ? b->start[k + 1] - b->start[k] : 0;
        ck_assert_int_eq(n, other);
        for (tda_index i = 0; i < n; i++) {
            MUST(a->birth[a->start[k] + i] == b->birth[b->start[k] + i]);
            MUST(a->death[a->start[k] + i] == b->death[b->start[k] + i]);
        }
    }
}

static void equal_to_the_complex_seed(unsigned seed)
{
    double lower[MANY * (MANY - 1) / 2];
    int n = 13 + (int)(seed % 12), top = 1 + (int)(seed % 3);
    n = top == 3 && n > 16 ? 16 : n;
    random_lower(lower, n, seed);
    tda_distances d = {.size = n, .lower = lower};
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_complex *k = NULL;
    tda_diagram whole = {0}, mine = {0}, cut = {0};
    points.max_dimension = top + 1;
    o.max_degree = top;
    OK(tda_distances_function_rips(NULL, &k, &d, NULL, &points));
    OK(tda_complex_diagram(NULL, &whole, NULL, k, 0, NULL));
    OK(tda_distances_rips_diagram(NULL, &mine, NULL, &d, &o));
    same_values(&mine, &whole, top + 1);
    o.threshold = 1e6; /* past everything, and past the enclosing radius */
    OK(tda_distances_rips_diagram(NULL, &cut, NULL, &d, &o));
    same_diagram(&mine, &cut);
    for (tda_index i = 0; i < cut.start[cut.degrees]; i++)
        MUST(!cut.cut[i]);
    tda_diagram_clear(&mine);
    tda_diagram_clear(&whole);
    tda_diagram_clear(&cut);
    tda_complex_free(k);
}
TEN_SEEDS(equal_to_the_complex)

/* Points enough that rows of bits are several words, and several vectors: on a sphere and in a
 * ball, rounded so that distances repeat. */
static void many_points(double *at, int n, unsigned seed)
{
    brute_rng rng = brute_seed(seed + 500);
    for (int i = 0; i < n; i++) {
        double square = 0, *x = at + 3 * i;
        for (int k = 0; k < 3; k++) {
            x[k] = brute_below(&rng, 2001) - 1000;
            square += x[k] * x[k];
        }
        for (int k = 0; k < 3 && i % 4; k++)
            x[k] /= sqrt(square + 1);
        for (int k = 0; k < 3; k++)
            x[k] = round(x[k] * (i % 4 ? 64 : 0.064));
    }
}

static void equal_with_many_points(int n, int top, double threshold, unsigned seed)
{
    double at[3 * 300];
    many_points(at, n, seed);
    tda_cloud cloud = {n, 3, at, NULL};
    tda_points_opts points = TDA_POINTS_OPTS_INIT;
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_complex *k = NULL;
    tda_diagram whole = {0}, mine = {0}, other = {0};
    points.max_dimension = top + 1;
    points.threshold = o.threshold = threshold;
    o.max_degree = top;
    OK(tda_cloud_function_rips(NULL, &k, &cloud, NULL, &points));
    OK(tda_complex_diagram(NULL, &whole, NULL, k, 0, NULL));
    OK(tda_cloud_rips_diagram(NULL, &mine, NULL, &cloud, &o));
    same_values(&mine, &whole, top + 1);
    tdai_rips_rows_use(&tdai_rips_rows_plain);
    OK(tda_cloud_rips_diagram(NULL, &other, NULL, &cloud, &o));
    tdai_rips_rows_use(NULL);
    same_diagram(&mine, &other);
    tda_diagram_clear(&mine);
    tda_diagram_clear(&other);
    tda_diagram_clear(&whole);
    tda_complex_free(k);
}

START_TEST(with_many_points)
{
    unsigned seed = (unsigned)_i;
    equal_with_many_points(70 + _i, 1, INFINITY, seed);
    equal_with_many_points(34 + _i % 4, 2, INFINITY, seed);
    equal_with_many_points(280 + _i, 1, 24, seed);
    equal_with_many_points(290, 2, 20, seed);
}
END_TEST

/* Values that tie, and values that differ in their last bits alone, in short runs and long. */
static void edges_in_order_seed(unsigned seed)
{
    enum { MOST = 400 };
    brute_rng rng = brute_seed(seed);
    double value[MOST] = {0};
    uint32_t order[MOST];
    int n = seed == 0 ? 0 : 1 + brute_below(&rng, MOST), kinds = 1 + (int)(seed % 9);
    for (int i = 0; i < n; i++) {
        value[i] = 1 + brute_below(&rng, kinds) * 0.125;
        if (seed % 2)
            value[i] += brute_below(&rng, 300) * 0x1p-52;
        if (seed % 3 == 0 && i % 50 == 0)
            value[i] = i % 100 ? 1e-300 : i % 200 ? -1e300 : -0.0;
    }
    OK(tdai_rips_order(NULL, order, value, n));
    bool seen[MOST] = {false};
    for (int i = 0; i < n; i++) {
        MUST(order[i] < (uint32_t)n && !seen[order[i]]);
        seen[order[i]] = true;
        if (i > 0)
            MUST(value[order[i - 1]] < value[order[i]] ||
                 (value[order[i - 1]] == value[order[i]] && order[i - 1] < order[i]));
    }
}
TEN_SEEDS(edges_in_order)

START_TEST(relabelled_and_threaded)
{
    double lower[MANY * (MANY - 1) / 2], moved[MANY * (MANY - 1) / 2];
    int n = 20, order[MANY];
    brute_rng rng = brute_seed((unsigned)_i + 77);
    random_lower(lower, n, (unsigned)_i);
    for (int i = 0; i < n; i++) { /* a random permutation */
        int j = brute_below(&rng, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++) {
            int a = order[i] > order[j] ? order[i] : order[j],
                b = order[i] + order[j] - a;
            moved[a * (a - 1) / 2 + b] = lower[i * (i - 1) / 2 + j];
        }
    tda_distances d = {.size = n, .lower = lower}, e = {.size = n, .lower = moved};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_diagram one = {0}, other = {0};
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    o.max_degree = 1 + _i % 3;
    o.field = _i % 2 ? 2 : 3;
    OK(tda_distances_rips_diagram(ctx, &one, NULL, &d, &o));
    OK(tda_distances_rips_diagram(ctx, &other, NULL, &e, &o));
    same_values(&one, &other, o.max_degree + 1);
    tda_diagram_clear(&other);
    for (int threads = 2; threads < 5; threads++) {
        tda_ctx_set_threads(ctx, threads);
        OK(tda_distances_rips_diagram(ctx, &other, NULL, &d, &o));
        same_diagram(&one, &other);
        tda_diagram_clear(&other);
    }
    tda_diagram_clear(&one);
    tda_ctx_free(ctx);
}
END_TEST

/* So many columns that their table grows while threads put them there and take pivots from each
 * other. */
START_TEST(threads_on_many_columns)
{
    enum { CROWD = 64 };
    static double lower[CROWD * (CROWD - 1) / 2];
    brute_rng rng = brute_seed((unsigned)_i + 4711);
    int values = _i % 2 ? 1 << 30 : 40; /* all different, or with ties */
    for (int i = 0; i < CROWD * (CROWD - 1) / 2; i++)
        lower[i] = 1 + brute_below(&rng, values);
    tda_distances d = {.size = CROWD, .lower = lower};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_diagram one = {0}, other = {0};
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    o.max_degree = 2;
    o.field = _i % 3 ? 2 : 5;
    OK(tda_distances_rips_diagram(ctx, &one, NULL, &d, &o));
    MUST(tda_ctx_work(ctx, TDA_WORK_CELLS) > 400);
    for (int threads = 2; threads < 9; threads += 3) {
        tda_ctx_set_threads(ctx, threads);
        OK(tda_distances_rips_diagram(ctx, &other, NULL, &d, &o));
        same_diagram(&one, &other);
        tda_diagram_clear(&other);
    }
    tda_diagram_clear(&one);
    tda_ctx_free(ctx);
}
END_TEST

/* The minimal triangulation of the projective plane: its ten triangles are a flag complex only
 * after a subdivision, so distances are those of the barycentric one, by inclusion. */
START_TEST(projective_plane_over_two_fields)
{
    static const int triangle[10][3] = {{0, 1, 2}, {0, 2, 3}, {0, 3, 4}, {0, 4, 5},
                                        {0, 1, 5}, {1, 2, 4}, {2, 3, 5}, {1, 3, 4},
                                        {2, 4, 5}, {1, 3, 5}};
    int cell[31], n = 0;
    for (int v = 0; v < 6; v++)
        cell[n++] = 1 << v;
    for (int v = 0; v < 6; v++)
        for (int w = v + 1; w < 6; w++)
            cell[n++] = 1 << v | 1 << w;
    for (int t = 0; t < 10; t++)
        cell[n++] = 1 << triangle[t][0] | 1 << triangle[t][1] | 1 << triangle[t][2];
    double lower[31 * 30 / 2];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            lower[i * (i - 1) / 2 + j] = (cell[i] & cell[j]) == cell[j] ? 1 : 2;
    tda_distances d = {.size = n, .lower = lower};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_diagram two = {0}, three = {0};
    o.max_degree = 2;
    OK(tda_distances_rips_diagram(NULL, &two, NULL, &d, &o));
    o.field = 3;
    OK(tda_distances_rips_diagram(NULL, &three, NULL, &d, &o));
    ck_assert_int_eq(two.start[2] - two.start[1], 1);
    ck_assert_int_eq(two.start[3] - two.start[2], 1);
    ck_assert_int_eq(three.start[2] - three.start[1], 0);
    ck_assert_int_eq(three.start[3] - three.start[2], 0);
    ck_assert_double_eq(two.birth[two.start[1]], 1);
    ck_assert_double_eq(two.death[two.start[1]], 2);
    ck_assert_int_eq(three.record.field, 3);
    tda_diagram_clear(&two);
    tda_diagram_clear(&three);
}
END_TEST

/* A unit square: one class from 1 to its diagonal, and what a threshold cuts. */
START_TEST(a_square)
{
    static const double at[] = {0, 0, 1, 0, 1, 1, 0, 1};
    tda_cloud cloud = {4, 2, at, NULL};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tda_diagram d = {0};
    OK(tda_cloud_rips_diagram(NULL, &d, NULL, &cloud, NULL));
    ck_assert_int_eq(d.start[1], 4);
    ck_assert_int_eq(d.start[2], 5);
    ck_assert_double_eq(d.birth[4], 1);
    ck_assert_double_eq(d.death[4], sqrt(2));
    ck_assert(isinf(d.death[3]) && !d.cut[3]);
    tda_diagram_clear(&d);
    o.threshold = 1.2;
    OK(tda_cloud_rips_diagram(NULL, &d, NULL, &cloud, &o));
    ck_assert_int_eq(d.start[2], 5);
    ck_assert(isinf(d.death[4]) && d.cut[4]);
    ck_assert(isinf(d.death[3]) && !d.cut[3]); /* something is always there */
    tda_diagram_clear(&d);
    o.threshold = 0.25;
    o.scale = TDA_SCALE_RADIUS_SQUARED;
    OK(tda_cloud_rips_diagram(NULL, &d, NULL, &cloud, &o));
    ck_assert_double_eq(d.death[0], 0.25);
    ck_assert_double_eq(d.birth[4], 0.25);
    tda_diagram_clear(&d);
    o.threshold = 0.2;
    OK(tda_cloud_rips_diagram(NULL, &d, NULL, &cloud, &o));
    ck_assert_int_eq(d.start[1], 4);
    ck_assert(!d.cut[0] && d.cut[1] && d.cut[2] && d.cut[3]);
    tda_diagram_clear(&d);
}
END_TEST

static void refused(const tda_distances *d, const tda_rips_opts *o, tda_status code,
                    const char *sentence)
{
    tda_ctx *ctx = NULL;
    tda_diagram out = {0};
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_distances_rips_diagram(ctx, &out, NULL, d, o), code);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    ck_assert_ptr_null(out.start);
    tda_ctx_free(ctx);
}

START_TEST(bad_options)
{
    double lower[6] = {1, 1, 1, 1, 1, 1}, births[4] = {0, 0, NAN, 0};
    tda_distances d = {.size = 4, .lower = lower};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT, plain = o;
    o.max_degree = -1;
    refused(&d, &o, TDA_EINVAL, "max_degree -1: give 0 or more");
    o = plain;
    o.field = 9;
    refused(&d, &o, TDA_EINVAL, "field 9: give a prime below 32768");
    o.field = 32771; /* a prime */
    refused(&d, &o, TDA_EINVAL, "field 32771: give a prime below 32768");
    o.field = 1;
    refused(&d, &o, TDA_EINVAL, "field 1: give a prime below 32768");
    o = plain;
    o.threshold = NAN;
    refused(&d, &o, TDA_EINVAL, "threshold NaN: give a number");
    o.threshold = -1;
    refused(&d, &o, TDA_EINVAL, "threshold -1: give 0 or more");
    o = plain;
    o.scale = (tda_scale)7;
    refused(&d, &o, TDA_EINVAL, "scale 7: not one of tda_scale");
    o = plain;
    o.births = births;
    refused(&d, &o, TDA_EINVAL, "births: point 2 is born at nan; give a finite number");
    lower[2] = -1;
    refused(&d, &plain, TDA_EINVAL, "distances: row 2, column 1 is negative");
}
END_TEST

START_TEST(out_of_memory_and_cancelled)
{
    double lower[MANY * (MANY - 1) / 2], births[14] = {0};
    random_lower(lower, 14, 4);
    tda_distances d = {.size = 14, .lower = lower};
    tda_diagram out = {0};
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    double at[28];
    for (int i = 0; i < 28; i++)
        at[i] = lower[i];
    tda_cloud cloud = {14, 2, at, NULL};
    o.max_degree = 2;
    o.field = 3;
    o.births = births;
    EACH_OOM(tda_distances_rips_diagram(NULL, &out, NULL, &d, &o), !out.start);
    tda_diagram_clear(&out);
    o.field = 2;
    EACH_OOM(tda_distances_rips_diagram(NULL, &out, NULL, &d, &o), !out.start);
    tda_diagram_clear(&out);
    EACH_CANCEL(tda_distances_rips_diagram(NULL, &out, NULL, &d, &o), !out.start);
    tda_diagram_clear(&out);
    EACH_OOM(tda_cloud_rips_diagram(NULL, &out, NULL, &cloud, NULL), !out.start);
    tda_diagram_clear(&out);
    EACH_CANCEL(tda_cloud_rips_diagram(NULL, &out, NULL, &cloud, NULL), !out.start);
    tda_diagram_clear(&out);
}
END_TEST

SUITE("rips", TEST(a_square), TEST(bad_options), TEST(projective_plane_over_two_fields),
      TEST(out_of_memory_and_cancelled), SEEDS(relabelled_and_threaded, 60),
      SEEDS(threads_on_many_columns, 12), SEEDS(with_many_points, 8),
      SEEDS(edges_in_order, 30), SEEDS(equal_to_the_plain_way, 36),
      SEEDS(equal_to_the_complex, 30))
