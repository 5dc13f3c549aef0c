/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress_cancel.c - Watch a long computation, stop it by a signal, and go on with another.
 *
 * The library installs no signal handler and prints nothing: the program does both. Here the
 * signal comes from the first report of progress, as if somebody had pressed Ctrl-C. */
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <tda.h>

enum { SIDE = 24, N = SIDE * SIDE };
static tda_ctx *ctx;

static void interrupted(int signal)
{
    (void)signal;
    tda_ctx_cancel(ctx); /* one atomic store: allowed in a handler */
}

static bool report(double fraction, const char *stage, void *user)
{
    int *reports = user;
    if ((*reports)++ == 0)
        raise(SIGINT);
    fprintf(stderr, "\r%3.0f %%  %s", 100 * fraction, stage);
    return true; /* false would stop the call as well */
}

int main(void)
{
    static double at[2 * N], height[N];
    for (int i = 0; i < N; i++) {
        at[2 * i] = i % SIDE + 0.25 * sin(i);
        at[2 * i + 1] = i / SIDE + 0.25 * cos(3 * i);
        height[i] = sin(at[2 * i]) * cos(at[2 * i + 1]);
    }
    tda_cloud points = {.size = N, .dimension = 2, .at = at};
    tda_cloud function = {.size = N, .dimension = 1, .at = height};
    tda_complex *complex = NULL;
    tda_measure measure = {0};
    int reports = 0;
    if (tda_ctx_new(&ctx) != TDA_OK)
        return 1;
    signal(SIGINT, interrupted);
    if (tda_cloud_alpha(ctx, &complex, &points, &function, NULL) != TDA_OK) {
        fprintf(stderr, "%s\n", tda_ctx_message(ctx));
        return 1;
    }

    tda_ctx_set_progress(ctx, report, &reports);
    tda_status st = tda_complex_hilbert_measure(ctx, &measure, complex, 1, 1, NULL);
    printf("first call: %s; the result is %s\n", tda_strerror(st),
           measure.size ? "there" : "untouched");

    tda_ctx_resume(ctx);
    st = tda_complex_hilbert_measure(ctx, &measure, complex, 1, 1, NULL);
    printf("second call: %s; the result is %s\n", tda_strerror(st),
           measure.size ? "there" : "untouched");
    tda_measure_clear(&measure);
    tda_complex_free(complex);
    tda_ctx_free(ctx);
    return st != TDA_OK;
}
