/* SPDX-License-Identifier: GPL-3.0-or-later */
/* complex.c - Build a bifiltered complex by hand, and see what is refused.
 *
 * A triangle: three vertices at (0, 0), its edges at (1, 0), (0, 1) and, as soon as either
 * parameter reaches 2, the third one; the face at (3, 3). */
#include <stdio.h>
#include <tda.h>

static int dim[] = {0, 0, 0, 1, 1, 1, 2};
static tda_index start[] = {0, 0, 0, 0, 2, 4, 6, 9}; /* cell i: face[start[i]] .. */
static tda_index face[] = {0, 1, 1, 2, 0, 2, 3, 4, 5};
static tda_index grade_start[] = {0, 1, 2, 3, 4, 5, 7, 8}; /* cell 5 has two grades */
static double grade[] = {0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 2, 2, 0, 3, 3};

static void print(const tda_measure *m)
{
    for (tda_index i = 0; i < m->size; i++)
        printf("  (%g, %g)  %+lld\n", m->at[2 * i], m->at[2 * i + 1],
               (long long)m->weight[i]);
}

int main(void)
{
    tda_cells cells = {.params = 2,
                       .size = 7,
                       .dim = dim,
                       .start = start,
                       .face = face,
                       .grade_start = grade_start,
                       .grade = grade};
    tda_ctx *ctx = NULL;
    tda_complex *complex = NULL;
    tda_measure homology[2] = {{0}}, euler = {0};
    if (tda_ctx_new(&ctx) != TDA_OK)
        return 1;
    if (tda_complex_new(ctx, &complex, &cells) != TDA_OK ||
        tda_complex_hilbert_measure(ctx, homology, complex, 0, 1, NULL) != TDA_OK ||
        tda_complex_euler_measure(ctx, &euler, complex) != TDA_OK) {
        fprintf(stderr, "%s\n", tda_ctx_message(ctx));
        return 1;
    }
    for (int k = 0; k < 2; k++) {
        printf("H_%d\n", k);
        print(&homology[k]);
        tda_measure_clear(&homology[k]);
    }
    printf("Euler\n");
    print(&euler);
    tda_measure_clear(&euler);
    tda_complex_free(complex);

    /* Two mistakes: an edge before its end, and a face whose boundary does not close. */
    tda_complex *none = NULL;
    grade[0] = 5;
    if (tda_complex_new(ctx, &none, &cells) != TDA_OK)
        printf("%s\n", tda_ctx_message(ctx));
    grade[0] = 0;
    face[5] = 1;
    if (tda_complex_new(ctx, &none, &cells) != TDA_OK)
        printf("%s\n", tda_ctx_message(ctx));
    tda_ctx_free(ctx);
    return none != NULL;
}
