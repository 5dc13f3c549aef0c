/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress.c - The progress bar, and signals: Ctrl-C and closed pipes.
 *
 * The bar is one line on standard error, only on a terminal, and only once a run has lasted long
 * enough for somebody to wonder. The first SIGINT or SIGTERM asks the context to stop, which
 * unwinds the run in order; the handler then steps aside, so that a second one ends the process
 * even inside a call that cannot be cancelled. SIGPIPE is only noted: whoever stopped reading has
 * seen enough, which is no error, and a file may still have to be written. */
#include "cli/cli.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 300, BAR = 24 };

static tda_ctx *volatile running;
static volatile sig_atomic_t interrupted, pipe_closed;
static bool drawn, shown;
static int64_t start_ms;

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void on_signal(int number)
{
    interrupted = number;
    if (running)
        tda_ctx_cancel(running);
}

int cli_interrupted(void)
{
    return interrupted;
}

static void on_pipe(int number)
{
    (void)number;
    pipe_closed = 1;
}

void cli_expect_closed_pipes(void)
{
    struct sigaction mine = {.sa_handler = on_pipe, .sa_flags = SA_RESTART};
    sigemptyset(&mine.sa_mask);
    sigaction(SIGPIPE, &mine, NULL);
}

bool cli_pipe_closed(void)
{
    return pipe_closed;
}

static int columns(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
                                                                           : 80;
}

static bool draw(double fraction, const char *stage, void *user)
{
    (void)user;
    if (now_ms() - start_ms < PATIENCE_MS)
        return true;
    char line[128], bar[BAR + 1];
    int full = (int)(fraction * BAR);
    memset(bar, '.', BAR);
    memset(bar, '#', (size_t)(full < 0 ? 0 : full > BAR ? BAR : full));
    bar[BAR] = 0;
    snprintf(line, sizeof line, "[%s] %3.0f%% %s", bar, 100 * fraction, stage);
    fprintf(stderr, "\r%.*s\033[K", columns() - 1, line);
    fflush(stderr);
    drawn = true;
    return true;
}

void cli_progress_clear(void)
{
    if (drawn)
        fputs("\r\033[K", stderr);
    drawn = false;
}

/* Leave a signal alone that whoever started us asked to be ignored, as nohup does. */
static void handle(int number)
{
    struct sigaction old, mine = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&mine.sa_mask);
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
        sigaction(number, &mine, NULL);
}

void cli_progress_start(tda_ctx *ctx, bool show)
{
    const char *terminal = getenv("TERM");
    running = ctx;
    start_ms = now_ms();
    handle(SIGINT);
    handle(SIGTERM);
    shown = show && isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
    if (shown)
        tda_ctx_set_progress(ctx, draw, NULL);
}

void cli_progress_show(double fraction, const char *stage)
{
    if (shown)
        draw(fraction, stage, NULL);
}

void cli_progress_stop(void)
{
    running = NULL;
    cli_progress_clear();
}
