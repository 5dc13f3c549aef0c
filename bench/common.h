/* SPDX-License-Identifier: GPL-3.0-or-later */
/* common.h - What the programs of benchmarks share: clocks, failures, the table of cases, and inputs. */
#ifndef TDA_BENCH_COMMON_H
#define TDA_BENCH_COMMON_H
#include "core/private.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tda.h>

TDA_BEGIN

/* Seconds of processor where one thread works, of the clock where several do. */
double bench_now(int threads);
/* The most memory that the process has had so far, in megabytes. */
double bench_peak(void);
/* End the program with the context's message. */
void bench_must(tda_ctx *ctx, tda_status st);
/* Zeroed memory for n and one more, or the end of the program. */
void *bench_block(tda_index n, size_t size);

/* n points in R^d: the first 70 % of each ten on a noisy circle (or sphere) of radius 1, the others
 * uniform in [-1.5, 1.5]^d; for free(). */
double *bench_circle(tda_ctx *ctx, tda_index n, int d);
/* n points uniform in the unit cube, for free(). */
double *bench_cube(tda_ctx *ctx, tda_index n, int d);
/* The least radius of a ball about a point that holds all. */
double bench_radius(const tda_cloud *c);

/* The main of a program: `--work` for the counts alone, and the names of cases, else all of them.
 * name(i) is the name of case i, or NULL past the last; large(i) says that `--work` leaves it out. */
typedef struct bench_table {
    const char *head, *timed; /* names of columns, the second only without --work */
    const char *(*name)(tda_index i);
    bool (*large)(tda_index i);
    void (*run)(tda_ctx *ctx, tda_index i, bool work_only);
} bench_table;
int bench_main(int argc, char **argv, const bench_table *table);

TDA_END
#endif
