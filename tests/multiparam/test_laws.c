/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_laws.c - What holds of invariants whatever the complex: unions add up, changes of coordinates
 * that keep their order carry over, and homology is dual to cohomology. */
#include "brute.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

enum { DEGREES = 3, MOST_CELLS = 4 * BRUTE_SIMPLICES + 4 };

/* All that is compared, of one complex. */
typedef struct invariants {
    tda_measure hilbert[DEGREES];
    tda_measure euler;
    tda_measure betti[DEGREES][3];
    tda_signed_barcode rank[DEGREES];
} invariants;

static void find(invariants *v, const tda_complex *k)
{
    memset(v, 0, sizeof *v);
    OK(tda_complex_hilbert_measure(NULL, v->hilbert, k, 0, DEGREES - 1, NULL));
    OK(tda_complex_euler_measure(NULL, &v->euler, k));
    for (int d = 0; d < DEGREES; d++) {
        tda_presentation *p = NULL;
        OK(tda_complex_presentation(NULL, &p, k, d, NULL));
        OK(tda_presentation_betti(NULL, v->betti[d], p));
        OK(tda_presentation_rank_barcode(NULL, &v->rank[d], p, NULL));
        tda_presentation_free(p);
    }
}

static void let_go(invariants *v)
{
    tda_measure_clear(&v->euler);
    for (int d = 0; d < DEGREES; d++) {
        tda_measure_clear(&v->hilbert[d]);
        tda_signed_barcode_clear(&v->rank[d]);
        for (int i = 0; i < 3; i++)
            tda_measure_clear(&v->betti[d][i]);
    }
}

/* A change of coordinates, increasing in each of them. */
typedef struct change {
    double scale[2], shift[2];
    bool cube[2];
    bool swap; /* at last */
} change;

static void apply(const change *f, double *to, const double *at)
{
    for (int k = 0; k < 2; k++) {
        double x = f->scale[k] * at[k] + f->shift[k];
        to[f->swap ? 1 - k : k] = f->cube[k] ? x * x * x : x;
    }
}

static bool same_doubles(const double *a, const double *b, tda_index n)
{
    for (tda_index i = 0; i < n; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

/* Is a measure what those of the parts add up to, changed? */
static void must_be_sum(const tda_measure *sum, const tda_measure *const *part, int parts,
                        const change *f)
{
    enum { MOST = 8 * MOST_CELLS };
    static double at[2 * MOST];
    static int64_t weight[MOST];
    tda_index n = 0;
    tda_measure want = {0};
    for (int p = 0; p < parts; p++)
        for (tda_index i = 0; i < part[p]->size; i++) {
            MUST(n < MOST);
            apply(f, at + 2 * n, part[p]->at + 2 * i);
            weight[n++] = part[p]->weight[i];
        }
    OK(tda_measure_new(NULL, &want, 2, n, at, weight, NULL));
    MUST(want.size == sum->size && same_doubles(want.at, sum->at, 2 * want.size));
    for (tda_index i = 0; i < want.size; i++)
        MUST(want.weight[i] == sum->weight[i]);
    tda_measure_clear(&want);
}

static void must_be_bars(const tda_signed_barcode *sum,
                         const tda_signed_barcode *const *part, int parts,
                         const change *f)
{
    enum { MOST = 32 * MOST_CELLS };
    static double birth[2 * MOST], death[2 * MOST];
    static int64_t weight[MOST];
    tda_index n = 0;
    tda_signed_barcode want = {0};
    for (int p = 0; p < parts; p++)
        for (tda_index i = 0; i < part[p]->size; i++) {
            MUST(n < MOST);
            apply(f, birth + 2 * n, part[p]->birth + 2 * i);
            apply(f, death + 2 * n, part[p]->death + 2 * i);
            weight[n++] = part[p]->weight[i];
        }
    OK(tda_signed_barcode_new(NULL, &want, 2, TDA_BAR_RECTANGLE, n, birth, death,
                              weight));
    MUST(want.size == sum->size && same_doubles(want.birth, sum->birth, 2 * want.size) &&
         same_doubles(want.death, sum->death, 2 * want.size));
    for (tda_index i = 0; i < want.size; i++)
        MUST(want.weight[i] == sum->weight[i]);
    tda_signed_barcode_clear(&want);
}

/* Are the invariants of a complex those of its parts, in changed coordinates? */
static void must_add_up(const tda_complex *whole, const tda_complex *const *part,
                        int parts, const change *f)
{
    invariants sum, of[2];
    find(&sum, whole);
    for (int p = 0; p < parts; p++)
        find(&of[p], part[p]);
    must_be_sum(&sum.euler, (const tda_measure *[]){&of[0].euler, &of[1].euler}, parts,
                f);
    for (int d = 0; d < DEGREES; d++) {
        must_be_sum(&sum.hilbert[d],
                    (const tda_measure *[]){&of[0].hilbert[d], &of[1].hilbert[d]}, parts,
                    f);
        for (int i = 0; i < 3; i++)
            must_be_sum(&sum.betti[d][i],
                        (const tda_measure *[]){&of[0].betti[d][i], &of[1].betti[d][i]},
                        parts, f);
        must_be_bars(&sum.rank[d],
                     (const tda_signed_barcode *[]){&of[0].rank[d], &of[1].rank[d]},
                     parts, f);
    }
    let_go(&sum);
    for (int p = 0; p < parts; p++)
        let_go(&of[p]);
}

/* A complex being put together. */
typedef struct copy {
    tda_index size, faces, grades;
    int dim[MOST_CELLS];
    tda_index start[MOST_CELLS + 1], grade_start[MOST_CELLS + 1], face[64 * MOST_CELLS];
    double grade[8 * MOST_CELLS];
} copy;

static copy to; /* too large for the stack of a test */

static void cell(int dim, const tda_index *face, tda_index faces, tda_index shift,
                 const double *grade, tda_index grades, const change *f)
{
    MUST(to.size < MOST_CELLS && to.faces + faces <= 64 * MOST_CELLS &&
         2 * (to.grades + grades) <= 8 * MOST_CELLS);
    to.dim[to.size] = dim;
    for (tda_index i = 0; i < faces; i++)
        to.face[to.faces++] = face[i] + shift;
    for (tda_index i = 0; i < grades; i++)
        apply(f, to.grade + 2 * to.grades++, grade + 2 * i);
    to.size++;
    to.start[to.size] = to.faces;
    to.grade_start[to.size] = to.grades;
}

static void append(const tda_complex *k, const change *f)
{
    const tda_cells *c = tda_complex_cells(k);
    tda_index shift = to.size;
    for (tda_index i = 0; i < c->size; i++) {
        tda_index g = c->grade_start ? c->grade_start[i] : i,
                  end = c->grade_start ? c->grade_start[i + 1] : i + 1;
        cell(c->dim[i], c->face + c->start[i], c->start[i + 1] - c->start[i], shift,
             c->grade + 2 * g, end - g, f);
    }
}

static tda_complex *finish(void)
{
    tda_complex *out = NULL;
    tda_cells cells = {2, to.size, to.dim, to.start, to.face, to.grade_start, to.grade};
    OK(tda_complex_new(NULL, &out, &cells));
    return out;
}

static void begin(void)
{
    to.size = to.faces = to.grades = 0;
    to.start[0] = to.grade_start[0] = 0;
}

static const change same = {{1, 1}, {0, 0}, {false, false}, false};

static void unions_add_up_seed(unsigned seed)
{
    tda_complex *part[2] = {brute_random(seed, 2, 3, seed % 3 == 0),
                            brute_random(seed + 1000, 2, 2, seed % 4 == 0)};
    begin();
    append(part[seed % 2], &same);
    append(part[1 - seed % 2], &same);
    tda_complex *both = finish();
    must_add_up(both, (const tda_complex *[]){part[0], part[1]}, 2, &same);
    for (int p = 0; p < 2; p++)
        tda_complex_free(part[p]);
    tda_complex_free(both);
}
TEN_SEEDS(unions_add_up)

/* Small whole numbers, so that nothing is rounded. */
static void changes_carry_over_seed(unsigned seed)
{
    tda_complex *k = brute_random(seed, 2, 3, seed % 3 == 0);
    brute_rng rng = brute_seed(seed + 7);
    change f = {.swap = seed % 4 >= 2};
    for (int i = 0; i < 2; i++) {
        f.scale[i] = (double[]){0.25, 0.5, 1, 2, 3}[brute_below(&rng, 5)];
        f.shift[i] = brute_below(&rng, 21) - 10;
        f.cube[i] = brute_below(&rng, 2);
    }
    begin();
    append(k, &f);
    tda_complex *changed = finish();
    must_add_up(changed, (const tda_complex *[]){k}, 1, &f);
    tda_complex_free(k);
    tda_complex_free(changed);
}
TEN_SEEDS(changes_carry_over)

/* ---- duality ---- */

/* Add a cone over all that is there from an apex, past `most` in one parameter: cells of dimension
 * d, the first being the empty simplex of dimension 0, get one of dimension d + 1. */
static void add_cone(int param, double most)
{
    tda_index n = to.size;
    for (tda_index i = 0; i < n; i++) {
        tda_index face[64] = {i}, faces = 1;
        double grade[2] = {to.grade[2 * i], to.grade[2 * i + 1]};
        grade[param] = most;
        for (tda_index f = to.start[i]; f < to.start[i + 1]; f++)
            face[faces++] = n + to.face[f];
        cell(to.dim[i] + 1, face, faces, 0, grade, 1, &same);
    }
}

/* The dual: dimensions from the top down, cofaces for faces, negated grades. */
static tda_complex *dual_of(const tda_complex *k, int top)
{
    static tda_index count[MOST_CELLS + 2], coface[64 * MOST_CELLS];
    const tda_cells *c = tda_complex_cells(k);
    const change negate = {{-1, -1}, {0, 0}, {false, false}, false};
    memset(count, 0, sizeof count);
    for (tda_index f = 0; f < c->start[c->size]; f++)
        count[c->face[f] + 2]++;
    for (tda_index i = 0; i < c->size; i++)
        count[i + 2] += count[i + 1];
    for (tda_index i = 0; i < c->size; i++)
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
            coface[count[c->face[f] + 1]++] = i;
    begin();
    for (tda_index i = 0; i < c->size; i++)
        cell(top - c->dim[i], coface + count[i], count[i + 1] - count[i], 0,
             c->grade + 2 * i, 1, &negate);
    return finish();
}

/* Homology that is finite in all, as two cones make it: its resolution in degree d read backwards is
 * that of cohomology in degree d + 2, at the negated grades. */
static void duality_seed(unsigned seed)
{
    tda_complex *k = brute_random(seed, 2, 2, false);
    const tda_cells *c = tda_complex_cells(k);
    const double low[2] = {-60, -60}, far = 50;
    enum {
        TOP = 5
    }; /* simplices of dimension 2 twice coned, each one up for the empty one */
    begin();
    cell(0, NULL, 0, 0, low, 1, &same);
    for (tda_index i = 0; i < c->size; i++) {
        tda_index face[8] = {0}, faces = 0;
        double grade[2];
        for (int p = 0; p < 2; p++) /* keeps the order */
            grade[p] = fmax(-far, fmin(far - 1, c->grade[2 * i + p]));
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++)
            face[faces++] = c->face[f] + 1;
        cell(c->dim[i] + 1, face, faces ? faces : 1, 0, grade, 1, &same);
    }
    add_cone(0, far);
    add_cone(1, far);
    tda_complex *coned = finish(), *dual = dual_of(coned, TOP);
    const change negate = {{-1, -1}, {0, 0}, {false, false}, false};
    for (int d = 0; d <= TOP - 2; d++) {
        tda_presentation *p = NULL, *q = NULL;
        tda_measure a[3], b[3];
        OK(tda_complex_presentation(NULL, &p, coned, d, NULL));
        OK(tda_complex_presentation(NULL, &q, dual, TOP - d - 2, NULL));
        OK(tda_presentation_betti(NULL, a, p));
        OK(tda_presentation_betti(NULL, b, q));
        for (int i = 0; i < 3; i++)
            must_be_sum(&a[i], (const tda_measure *[]){&b[2 - i]}, 1, &negate);
        for (int i = 0; i < 3; i++) {
            tda_measure_clear(&a[i]);
            tda_measure_clear(&b[i]);
        }
        tda_presentation_free(p);
        tda_presentation_free(q);
    }
    tda_complex_free(k);
    tda_complex_free(coned);
    tda_complex_free(dual);
}
TEN_SEEDS(duality)

SUITE("laws", SEEDS(unions_add_up, 30), SEEDS(changes_carry_over, 30), SEEDS(duality, 30))
