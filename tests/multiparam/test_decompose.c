/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_decompose.c - Decompositions: summands are indecomposable by the definition, add up to the
 * module, and are those that a module was put together from. */
#include "brute.h"
#include "multiparam/boxes.h"
#include "multiparam/endomorphisms.h"
#include "tda_check.h"
#include <tda.h>

enum { MOST = 96 };

/* A matrix that grows, for the tests to make inputs of. */
typedef struct dense {
    int rows, columns;
    double row_grade[MOST][2], column_grade[MOST][2];
    bool entry[MOST][MOST]; /* [row][column] */
} dense;

static bool below(const double *a, const double *b)
{
    return a[0] <= b[0] && a[1] <= b[1];
}

static tda_presentation *present(const dense *d)
{
    static tda_index start[MOST + 1], row[MOST * MOST];
    tda_index n = 0;
    for (int c = 0; c < d->columns; c++) {
        start[c] = n;
        for (int r = 0; r < d->rows; r++)
            if (d->entry[r][c])
                row[n++] = r;
    }
    start[d->columns] = n;
    tda_matrix m = {2,     d->rows, d->columns, *d->row_grade, *d->column_grade,
                    start, row,     NULL,       NULL};
    tda_presentation *p = NULL;
    OK(tda_presentation_new(NULL, &p, &m, 1));
    return p;
}

static int add_row(dense *d, double x, double y)
{
    MUST(d->rows < MOST);
    d->row_grade[d->rows][0] = x;
    d->row_grade[d->rows][1] = y;
    return d->rows++;
}

static int add_column(dense *d, double x, double y)
{
    MUST(d->columns < MOST);
    d->column_grade[d->columns][0] = x;
    d->column_grade[d->columns][1] = y;
    return d->columns++;
}

/* Random changes of basis by graded operations, and a shuffle: the same module. */
static void scramble(dense *d, brute_rng *rng)
{
    static dense out;
    int row[MOST], column[MOST];
    for (int turn = 0; turn < 6 * (d->rows + d->columns); turn++) {
        if (d->rows > 1) { /* a generator takes a smaller one to itself */
            int a = brute_below(rng, d->rows), b = brute_below(rng, d->rows);
            if (a != b && below(d->row_grade[a], d->row_grade[b]))
                for (int c = 0; c < d->columns; c++)
                    d->entry[a][c] ^= d->entry[b][c];
        }
        if (d->columns > 1) {
            int a = brute_below(rng, d->columns), b = brute_below(rng, d->columns);
            if (a != b && below(d->column_grade[a], d->column_grade[b]))
                for (int r = 0; r < d->rows; r++)
                    d->entry[r][b] ^= d->entry[r][a];
        }
    }
    for (int i = 0; i < d->rows; i++) {
        int j = brute_below(rng, i + 1);
        row[i] = row[j];
        row[j] = i;
    }
    for (int i = 0; i < d->columns; i++) {
        int j = brute_below(rng, i + 1);
        column[i] = column[j];
        column[j] = i;
    }
    memset(&out, 0, sizeof out);
    for (int r = 0; r < d->rows; r++)
        add_row(&out, d->row_grade[row[r]][0], d->row_grade[row[r]][1]);
    for (int c = 0; c < d->columns; c++) {
        add_column(&out, d->column_grade[column[c]][0], d->column_grade[column[c]][1]);
        for (int r = 0; r < d->rows; r++)
            out.entry[r][c] = d->entry[row[r]][column[c]];
    }
    *d = out;
}

/* d := a beside b. */
static void add_beside(dense *d, const tda_matrix *m)
{
    int rows = d->rows;
    for (tda_index r = 0; r < m->rows; r++)
        add_row(d, m->row_grade[2 * r], m->row_grade[2 * r + 1]);
    for (tda_index c = 0; c < m->columns; c++) {
        int at = add_column(d, m->column_grade[2 * c], m->column_grade[2 * c + 1]);
        for (tda_index i = m->start[c]; i < m->start[c + 1]; i++)
            d->entry[rows + m->row[i]][at] = true;
    }
}

static void random_matrix(dense *d, brute_rng *rng, int rows, int columns, int spread)
{
    memset(d, 0, sizeof *d);
    for (int r = 0; r < rows; r++)
        add_row(d, brute_below(rng, spread), brute_below(rng, spread));
    for (int c = 0; c < columns; c++) {
        int at =
            add_column(d, brute_below(rng, spread + 1), brute_below(rng, spread + 1));
        for (int r = 0; r < rows; r++)
            d->entry[r][at] =
                below(d->row_grade[r], d->column_grade[at]) && brute_below(rng, 2);
    }
}

/* ---- what is asked of every decomposition ---- */

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Grades of generators or relations, as numbers to sort and compare. */
static tda_index grades_of(double *out, const tda_matrix *m)
{
    tda_index n = 0;
    for (int side = 0; side < 2; side++) {
        tda_index items = side ? m->columns : m->rows;
        const double *grade = side ? m->column_grade : m->row_grade;
        for (tda_index i = 0; i < items; i++)
            out[n++] = 1e6 * side + 1e3 * grade[i * m->params] +
                       grade[i * m->params + m->params - 1];
    }
    qsort(out, (size_t)n, sizeof *out, by_number);
    return n;
}

static void adds_up(const tda_decomposition *d, const tda_presentation *p)
{
    static double all[4 * MOST], whole[4 * MOST];
    tda_presentation *minimal = NULL;
    tda_index n = 0;
    OK(tda_presentation_minimise(NULL, &minimal, p));
    for (tda_index i = 0; i < d->size; i++) {
        ck_assert_int_eq(tda_presentation_degree(d->summand[i]),
                         tda_presentation_degree(p));
        n += grades_of(all + n, tda_presentation_matrix(d->summand[i]));
    }
    ck_assert_int_eq(n, grades_of(whole, tda_presentation_matrix(minimal)));
    qsort(all, (size_t)n, sizeof *all, by_number);
    for (tda_index i = 0; i < n; i++)
        MUST(all[i] == whole[i]);
    tda_presentation_free(minimal);
}

static void ranks_add_up(const tda_decomposition *d, const tda_presentation *p,
                         int spread)
{
    double s[2], t[2];
    for (s[0] = 0; s[0] <= spread; s[0]++)
        for (s[1] = 0; s[1] <= spread; s[1]++)
            for (t[0] = s[0]; t[0] <= spread; t[0]++)
                for (t[1] = s[1]; t[1] <= spread; t[1]++) {
                    tda_index rank, part, sum = 0;
                    OK(tda_presentation_rank(NULL, &rank, p, s, t));
                    for (tda_index i = 0; i < d->size; i++) {
                        OK(tda_presentation_rank(NULL, &part, d->summand[i], s, t));
                        sum += part;
                        bool inside = i < d->intervals.size;
                        MUST(!inside || part <= 1);
                    }
                    MUST(sum == rank);
                }
}

static void hilbert_adds_up(const tda_decomposition *d, const tda_presentation *p)
{
    static double at[64 * MOST];
    static int64_t weight[32 * MOST];
    tda_index n = 0;
    tda_measure mu = {0}, part = {0}, sum = {0};
    for (tda_index i = 0; i < d->size; i++) {
        OK(tda_presentation_hilbert_measure(NULL, &part, d->summand[i]));
        for (tda_index k = 0; k < part.size; k++, n++) {
            at[2 * n] = part.at[2 * k];
            at[2 * n + 1] = part.at[2 * k + 1];
            weight[n] = part.weight[k];
        }
        tda_measure_clear(&part);
    }
    OK(tda_measure_new(NULL, &sum, 2, n, at, weight, NULL));
    OK(tda_presentation_hilbert_measure(NULL, &mu, p));
    ck_assert_int_eq(sum.size, mu.size);
    for (tda_index i = 0; i < mu.size; i++)
        MUST(sum.weight[i] == mu.weight[i] && sum.at[2 * i] == mu.at[2 * i] &&
             sum.at[2 * i + 1] == mu.at[2 * i + 1]);
    tda_measure_clear(&mu);
    tda_measure_clear(&sum);
}

/* Interval i has the dimensions of summand i, and others are somewhere of dimension 2 or more. */
static void intervals_are_exact(const tda_decomposition *d, int spread)
{
    for (tda_index i = 0; i < d->size; i++) {
        tda_index most = 0, n = d->intervals.size;
        for (double x = 0; x <= spread; x++)
            for (double y = 0; y <= spread; y++) {
                double z[2] = {x, y};
                tda_index dim;
                OK(tda_presentation_rank(NULL, &dim, d->summand[i], z, z));
                most = dim > most ? dim : most;
                if (i >= n)
                    continue;
                const tda_module *m = &d->intervals;
                bool born = false, gone = true;
                for (tda_index b = m->birth_start[i]; b < m->birth_start[i + 1]; b++)
                    born = born || below(m->birth + 2 * b, z);
                for (tda_index e = m->death_start[i]; e < m->death_start[i + 1]; e++)
                    gone = gone && !(x < m->death[2 * e] && y < m->death[2 * e + 1]);
                MUST(dim == (born && !gone));
            }
        MUST(i < n ? most == 1 : most > 1);
    }
}

static void indecomposable(const tda_decomposition *d)
{
    for (tda_index i = 0; i < d->size; i++) {
        int idempotents,
            dim = end_count(tda_presentation_matrix(d->summand[i]), 14, &idempotents);
        MUST(dim >= 1);
        MUST(dim > 14 || idempotents == 2);
    }
}

/* ---- random presentations ---- */

/* Few grades, so that most batches have several relations. */
static void splits_to_the_end_seed(unsigned seed)
{
    static dense m;
    brute_rng rng = brute_seed(seed);
    int spread = 2 + (int)(seed % 4);
    random_matrix(&m, &rng, 1 + brute_below(&rng, 7), brute_below(&rng, 8), spread);
    tda_presentation *p = present(&m);
    tda_decomposition d = {0};
    OK(tda_presentation_decompose(NULL, &d, p));
    adds_up(&d, p);
    hilbert_adds_up(&d, p);
    if (seed % 4 == 0)
        ranks_add_up(&d, p, spread + 1);
    intervals_are_exact(&d, spread + 1);
    indecomposable(&d);
    tda_decomposition_clear(&d);
    tda_presentation_free(p);
}
TEN_SEEDS(splits_to_the_end)

/* The sorted grades of a summand as one row, to compare lists of summands. */
typedef struct profile {
    double grade[2 * MOST];
    tda_index n;
} profile;

static int by_profile(const void *a, const void *b)
{
    const profile *p = a, *q = b;
    for (tda_index i = 0; i < p->n && i < q->n; i++)
        if (p->grade[i] != q->grade[i])
            return p->grade[i] < q->grade[i] ? -1 : 1;
    return (p->n > q->n) - (p->n < q->n);
}

static tda_index profiles(profile *out, const tda_decomposition *d)
{
    for (tda_index i = 0; i < d->size; i++)
        out[i].n = grades_of(out[i].grade, tda_presentation_matrix(d->summand[i]));
    qsort(out, (size_t)d->size, sizeof *out, by_profile);
    return d->size;
}

/* The same module in another basis, and twice beside itself, has the same summands. */
static void any_basis_gives_the_same_seed(unsigned seed)
{
    static dense m;
    static profile once[MOST], other[2 * MOST];
    brute_rng rng = brute_seed(seed + 1000);
    random_matrix(&m, &rng, 2 + brute_below(&rng, 8), 1 + brute_below(&rng, 9),
                  2 + (int)(seed % 5));
    tda_presentation *p = present(&m), *q, *minimal = NULL;
    tda_decomposition d = {0}, e = {0};
    OK(tda_presentation_decompose(NULL, &d, p));
    tda_index n = profiles(once, &d);
    for (int copies = 1; copies <= 2; copies++) {
        OK(tda_presentation_minimise(NULL, &minimal, p));
        memset(&m, 0, sizeof m);
        for (int i = 0; i < copies; i++)
            add_beside(&m, tda_presentation_matrix(minimal));
        scramble(&m, &rng);
        q = present(&m);
        OK(tda_presentation_decompose(NULL, &e, q));
        ck_assert_int_eq(profiles(other, &e), copies * n);
        ck_assert_int_eq(e.intervals.size, copies * d.intervals.size);
        for (tda_index i = 0; i < copies * n; i++)
            MUST(by_profile(&other[i], &once[i / copies]) == 0);
        tda_decomposition_clear(&e);
        tda_presentation_free(q);
        tda_presentation_free(minimal);
    }
    tda_decomposition_clear(&d);
    tda_presentation_free(p);
}
TEN_SEEDS(any_basis_gives_the_same)

/* ---- intervals ---- */

/* A random staircase going down, at most `most` corners: at [n] */
static int staircase(double (*at)[2], brute_rng *rng, int most, int low, int spread)
{
    int n = 0;
    double x = low + brute_below(rng, spread), y = low + 2 * spread;
    for (int i = 0; i < most; i++) {
        y -= 1 + brute_below(rng, spread);
        if (y < low)
            break;
        at[n][0] = x;
        at[n++][1] = y;
        x += 1 + brute_below(rng, 2);
    }
    return n;
}

/* A sum of intervals, scrambled, comes back as it was. */
static void intervals_are_recovered_seed(unsigned seed)
{
    static dense m;
    static double birth[MOST][2], death[4 * MOST][2];
    brute_rng rng = brute_seed(seed + 2000);
    tda_index birth_start[16] = {0}, death_start[16] = {0};
    int size = 0, births = 0, deaths = 0, spread = 2 + (int)(seed % 3);
    memset(&m, 0, sizeof m);
    for (int i = 0; i < 2 + (int)(seed % 8); i++) {
        double b[3][2], k[3][2];
        int n = staircase(b, &rng, 1 + brute_below(&rng, 3), 0, spread), first = m.rows;
        int kills = staircase(k, &rng, brute_below(&rng, 4), 1, spread + 1), kept = 0;
        bool fits = n > 0;
        for (int j = 0; j + 1 < n; j++) /* no join is dead */
            for (int e = 0; e < kills; e++)
                fits = fits && !(k[e][0] <= b[j + 1][0] && k[e][1] <= b[j][1]);
        for (int j = 0; j < n; j++)
            for (int e = 0; e < kills; e++)
                fits = fits && !below(k[e], b[j]);
        if (!fits)
            continue;
        for (int j = 0; j < n; j++) {
            add_row(&m, b[j][0], b[j][1]);
            memcpy(birth[births++], b[j], sizeof b[j]);
        }
        for (int j = 0; j + 1 < n; j++) {
            int c = add_column(&m, b[j + 1][0], b[j][1]);
            m.entry[first + j][c] = m.entry[first + j + 1][c] = true;
        }
        for (int e = 0; e < kills; e++) {
            int j = 0;
            while (j < n && !below(b[j], k[e]))
                j++;
            if (j == n)
                continue; /* nothing below it */
            m.entry[first + j][add_column(&m, k[e][0], k[e][1])] = true;
            memcpy(k[kept++], k[e], sizeof k[e]);
        }
        for (int e = 0; e <= kept; e++) {
            death[deaths][0] = e < kept ? k[e][0] : INFINITY;
            death[deaths++][1] = e > 0 ? k[e - 1][1] : INFINITY;
        }
        birth_start[++size] = births;
        death_start[size] = deaths;
    }
    tda_module known = {0}, in = {.params = 2,
                                  .degree = 1,
                                  .size = size,
                                  .birth_start = birth_start,
                                  .birth = *birth,
                                  .death_start = death_start,
                                  .death = *death};
    OK(tda_module_new(NULL, &known, &in));
    ck_assert_int_eq(known.size, size);
    scramble(&m, &rng);
    tda_presentation *p = present(&m);
    tda_decomposition d = {0};
    OK(tda_presentation_decompose(NULL, &d, p));
    ck_assert_int_eq(d.size, size);
    ck_assert_int_eq(d.intervals.size, size);
    if (size > 0) {
        const tda_module *a = &d.intervals, *b = &known;
        size_t offsets = ((size_t)size + 1) * sizeof(tda_index);
        ck_assert_mem_eq(a->birth_start, b->birth_start, offsets);
        ck_assert_mem_eq(a->death_start, b->death_start, offsets);
        ck_assert_mem_eq(a->birth, b->birth,
                         (size_t)a->birth_start[size] * 2 * sizeof(double));
        ck_assert_mem_eq(a->death, b->death,
                         (size_t)a->death_start[size] * 2 * sizeof(double));
    }
    intervals_are_exact(&d, 3 * spread + 4);
    tda_module_clear(&known);
    tda_decomposition_clear(&d);
    tda_presentation_free(p);
}
TEN_SEEDS(intervals_are_recovered)

/* ---- several relations of one grade ---- */

/* Four subspaces of (Z/2)^2n: n first coordinates, n last, the diagonal, and the graph of a matrix.
 * Four sorts of generators come one after the other, and all relations at once. It splits as
 * the matrix does under conjugation. */
static void four_subspaces(dense *d, const unsigned *a, int n)
{
    memset(d, 0, sizeof *d);
    for (int i = 0; i < 4 * n; i++)
        add_row(d, i / n, 3 - i / n);
    for (int i = 0; i < 2 * n; i++)
        add_column(d, 4, 4);
    for (int i = 0; i < n; i++) {
        d->entry[i][i] = d->entry[n + i][i] = d->entry[2 * n + i][i] = true;
        d->entry[i][n + i] = d->entry[3 * n + i][n + i] = true;
        for (int j = 0; j < n; j++)
            d->entry[n + j][n + i] = a[j] >> i & 1;
    }
}

static void expect_sizes(const dense *m, int count, const int *rows)
{
    tda_presentation *p = present(m);
    tda_decomposition d = {0};
    OK(tda_presentation_decompose(NULL, &d, p));
    ck_assert_int_eq(d.size, count);
    bool used[MOST] = {false};
    for (tda_index i = 0; i < d.size; i++) { /* in any order */
        int j = 0;
        while (j < count &&
               (used[j] || rows[j] != tda_presentation_matrix(d.summand[i])->rows))
            j++;
        ck_assert_int_lt(j, count);
        used[j] = true;
    }
    adds_up(&d, p);
    tda_decomposition_clear(&d);
    tda_presentation_free(p);
}

/* a := t a t^-1 for a random t, by elementary operations on both sides. */
static void conjugate(unsigned *a, int n, brute_rng *rng)
{
    for (int turn = 0; turn < 20 * n; turn++) {
        int i = brute_below(rng, n), j = brute_below(rng, n);
        if (i == j)
            continue;
        a[i] ^= a[j]; /* row i += row j; column j += column i */
        for (int r = 0; r < n; r++)
            a[r] ^= (a[r] >> i & 1) << j;
    }
}

/* Companion matrices of powers of irreducible polynomials stay whole; sums of them come apart. The
 * coefficients of 1, x, ... are the bits. */
static void matrices_split_as_they_are_conjugate_seed(unsigned seed)
{
    static const struct block {
        int n;
        unsigned polynomial;
    } blocks[] = {{1, 0}, {1, 1}, {2, 3}, {2, 1}, {2, 0}, {3, 3}, {3, 5}, {4, 5}, {4, 3}};
    static dense m;
    brute_rng rng = brute_seed(seed + 3000);
    unsigned a[16] = {0};
    int n = 0, rows[16], count = 0;
    while (count < 1 + (int)(seed % 4)) {
        const struct block *b = &blocks[brute_below(&rng, 9)];
        if (n + b->n > 9)
            break;
        for (int i = 0; i < b->n; i++) {
            if (i + 1 < b->n)
                a[n + i + 1] |= 1u << (n + i);
            a[n + i] |= (b->polynomial >> i & 1) << (n + b->n - 1);
        }
        rows[count++] = 4 * b->n;
        n += b->n;
    }
    conjugate(a, n, &rng);
    four_subspaces(&m, a, n);
    scramble(&m, &rng);
    expect_sizes(&m, count, rows);
}
TEN_SEEDS(matrices_split_as_they_are_conjugate)

START_TEST(too_many_relations_of_one_grade)
{
    enum { N = 40 };
    tda_index start[2 * N + 1], row[7 * N], n = 0;
    double row_grade[4 * N][2], column_grade[2 * N][2];
    for (int i = 0; i < 4 * N; i++) {
        row_grade[i][0] = i / N;
        row_grade[i][1] = 3 - i / N;
    }
    for (int i = 0; i < 2 * N; i++) {
        column_grade[i][0] = column_grade[i][1] = 4;
        start[i] = n;
        row[n++] = i < N ? i : i - N; /* a Jordan block */
        row[n++] = i < N ? N + i : i;
        if (i >= N && i + 1 < 2 * N)
            row[n++] = i + 1;
        row[n++] = 2 * N + i;
    }
    start[2 * N] = n;
    tda_matrix m = {2, 4 * N, 2 * N, *row_grade, *column_grade, start, row, NULL, NULL};
    tda_presentation *p = NULL;
    tda_decomposition d = {0};
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    OK(tda_presentation_new(ctx, &p, &m, 1));
    ck_assert_int_eq(tda_presentation_decompose(ctx, &d, p), TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "decomposition: 80 relations of grade (4, 4) hang together; it "
                     "tells 64 apart at most");
    ck_assert_ptr_null(d.summand);
    tda_presentation_free(p);
    tda_ctx_free(ctx);
}
END_TEST

/* ---- homology ---- */

static void homology_of_boxes_seed(unsigned seed)
{
    for (int k = 0; k < 2; k++) {
        tda_complex *c = box_random(seed, 3, 3, seed % 3 ? 0 : 1, 3 + (int)(seed % 5),
                                    seed % 2 ? BOX_PIXELS : BOX_VERTICES, true);
        tda_presentation *p = NULL;
        tda_decomposition d = {0};
        OK(tda_complex_presentation(NULL, &p, c, k, NULL));
        OK(tda_presentation_decompose(NULL, &d, p));
        adds_up(&d, p);
        hilbert_adds_up(&d, p);
        intervals_are_exact(&d, 9);
        indecomposable(&d);
        tda_decomposition_clear(&d);
        tda_presentation_free(p);
        tda_complex_free(c);
    }
}
TEN_SEEDS(homology_of_boxes)

/* ---- by hand ---- */

/* Two vertices at (0, 1) and (1, 0), an edge at (2, 2): of dimension 2 at (1, 1), and whole. */
START_TEST(a_late_edge_is_whole)
{
    static dense m;
    memset(&m, 0, sizeof m);
    add_row(&m, 1, 0);
    add_row(&m, 0, 1);
    add_column(&m, 2, 2);
    m.entry[0][0] = m.entry[1][0] = true;
    tda_presentation *p = present(&m);
    tda_decomposition d = {0};
    OK(tda_presentation_decompose(NULL, &d, p));
    ck_assert_int_eq(d.size, 1);
    ck_assert_int_eq(d.intervals.size, 0);
    const tda_matrix *s = tda_presentation_matrix(d.summand[0]);
    ck_assert_int_eq(s->rows, 2);
    ck_assert_int_eq(s->columns, 1);
    ck_assert_mem_eq(s->row_grade, m.row_grade, 4 * sizeof(double));
    ck_assert(s->row[0] == 0 && s->row[1] == 1);
    tda_decomposition_clear(&d);
    tda_presentation_free(p);
}
END_TEST

/* The same with the edge at (1, 1): an interval with two births, and what kills it at (3, 1) and
 * at (1, 4) with three deaths, the middle one a corner between the two. */
START_TEST(an_edge_in_time_makes_an_interval)
{
    static dense m;
    static const double births[] = {0, 1, 1, 0};
    static const double deaths[] = {1, INFINITY, 3, 4, INFINITY, 1};
    static const tda_index cells[] = {21, -1, 20, 21, -1, 20};
    memset(&m, 0, sizeof m);
    add_row(&m, 1, 0);
    add_row(&m, 0, 1);
    for (int c = 0; c < 3; c++)
        add_column(&m, c == 1 ? 3 : 1, c == 2 ? 4 : 1);
    m.entry[0][0] = m.entry[1][0] = m.entry[0][1] = m.entry[1][2] = true;
    tda_index row_cell[] = {10, 10, 11, 11}, column_cell[] = {19, 19, 20, 20, 21, 21};
    tda_index start[] = {0, 2, 3, 4}, row[] = {0, 1, 0, 1};
    tda_matrix in = {2,     2,   3,        *m.row_grade, *m.column_grade,
                     start, row, row_cell, column_cell};
    tda_presentation *p = NULL;
    tda_decomposition d = {0};
    OK(tda_presentation_new(NULL, &p, &in, 1));
    OK(tda_presentation_decompose(NULL, &d, p));
    ck_assert_int_eq(d.size, 1);
    ck_assert_int_eq(d.intervals.size, 1);
    ck_assert_int_eq(d.intervals.degree, 1);
    ck_assert(d.intervals.error == 0);
    ck_assert_int_eq(d.intervals.birth_start[1], 2);
    ck_assert_int_eq(d.intervals.death_start[1], 3);
    ck_assert_mem_eq(d.intervals.birth, births, sizeof births);
    ck_assert_mem_eq(d.intervals.death, deaths, sizeof deaths);
    ck_assert_mem_eq(d.intervals.death_cell, cells, sizeof cells);
    ck_assert_int_eq(d.intervals.birth_cell[0], 11);
    tda_decomposition_clear(&d);
    tda_presentation_free(p);
}
END_TEST

START_TEST(one_parameter_gives_the_bars)
{
    static const double row_grade[] = {0, 1, 1, 2}, column_grade[] = {3, 4};
    static const tda_index start[] = {0, 3, 5}, row[] = {0, 1, 3, 1, 2};
    static const double births[] = {0, 1, 1, 2}, deaths[] = {INFINITY, 4, INFINITY, 3};
    tda_matrix m = {1, 4, 2, row_grade, column_grade, start, row, NULL, NULL};
    tda_presentation *p = NULL;
    tda_decomposition d = {0};
    OK(tda_presentation_new(NULL, &p, &m, 0));
    OK(tda_presentation_decompose(NULL, &d, p));
    ck_assert_int_eq(d.size, 4);
    ck_assert_int_eq(d.intervals.size, 4);
    ck_assert_mem_eq(d.intervals.birth, births, sizeof births);
    ck_assert_mem_eq(d.intervals.death, deaths, sizeof deaths);
    tda_decomposition_clear(&d);
    tda_presentation_free(p);
}
END_TEST

START_TEST(nothing_is_a_sum_of_nothing)
{
    tda_matrix m = {.params = 2};
    tda_presentation *p = NULL;
    tda_decomposition d = {0};
    OK(tda_presentation_new(NULL, &p, &m, 1));
    OK(tda_presentation_decompose(NULL, &d, p));
    ck_assert_int_eq(d.size, 0);
    ck_assert_int_eq(d.intervals.size, 0);
    ck_assert_int_eq(d.intervals.params, 2);
    tda_decomposition_clear(&d);
    tda_presentation_free(p);
}
END_TEST

/* ---- failures ---- */

/* A matrix whose decomposition has recourse to all that there is. */
static tda_presentation *busy(unsigned seed)
{
    static dense m, all;
    brute_rng rng = brute_seed(seed);
    unsigned a[] = {1, 2, 6};
    four_subspaces(&all, a, 3);
    random_matrix(&m, &rng, 6, 6, 3);
    tda_presentation *p = present(&m);
    add_beside(&all, tda_presentation_matrix(p));
    tda_presentation_free(p);
    scramble(&all, &rng);
    return present(&all);
}

START_TEST(running_out_of_memory)
{
    tda_presentation *p = busy((unsigned)_i);
    tda_decomposition d = {0};
    EACH_OOM(tda_presentation_decompose(NULL, &d, p), d.summand == NULL);
    adds_up(&d, p);
    tda_decomposition_clear(&d);
    tda_presentation_free(p);
}
END_TEST

START_TEST(being_cancelled)
{
    tda_presentation *p = busy(7);
    tda_decomposition d = {0};
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    EACH_CANCEL(tda_presentation_decompose(ctx, &d, p), d.summand == NULL);
    tda_decomposition_clear(&d);
    tda_presentation_free(p);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(the_limit_is_kept)
{
    tda_presentation *p = busy(3);
    tda_decomposition d = {0};
    tda_ctx *ctx = NULL;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_max_bytes(ctx, 1000);
    ck_assert_int_eq(tda_presentation_decompose(ctx, &d, p), TDA_ELIMIT);
    ck_assert_ptr_null(d.summand);
    tda_presentation_free(p);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("decompose", SEEDS(splits_to_the_end, 60), SEEDS(any_basis_gives_the_same, 30),
      SEEDS(intervals_are_recovered, 30), SEEDS(matrices_split_as_they_are_conjugate, 30),
      TEST(too_many_relations_of_one_grade), SEEDS(homology_of_boxes, 10),
      TEST(a_late_edge_is_whole), TEST(an_edge_in_time_makes_an_interval),
      TEST(one_parameter_gives_the_bars), TEST(nothing_is_a_sum_of_nothing),
      SEEDS(running_out_of_memory, 3), TEST(being_cancelled), TEST(the_limit_is_kept))
