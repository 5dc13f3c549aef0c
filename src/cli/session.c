/* SPDX-License-Identifier: GPL-3.0-or-later */
/* session.c - The context of a run, and everything the command says on standard error.
 *
 * One line a message, led by the command's name. What kind of failure a status is, and so which
 * exit code it gives, is decided in exit_code() alone. */
#include "cli/cli.h"
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Four fifths of the physical memory, or all there could be where that cannot be known. */
static int64_t default_memory(void)
{
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    return pages > 0 && size > 0 ? (int64_t)pages / 5 * 4 * size : INT64_MAX;
}

int cli_session_open(cli_session *s, const cli_options *o)
{
    *s = (cli_session){.o = o, .start_us = now_us()};
    s->last_us = s->start_us;
    if (tda_ctx_new(&s->ctx) != TDA_OK)
        return cli_error(o->command, CLI_LIMIT, "out of memory");
    tda_ctx_set_threads(s->ctx, o->threads);
    tda_ctx_set_seed(s->ctx, o->seed);
    s->limit = o->max_memory ? o->max_memory : default_memory();
    tda_ctx_set_max_bytes(s->ctx, s->limit);
    cli_progress_start(s->ctx, !o->quiet);
    return CLI_DONE;
}

int cli_session_close(cli_session *s, int code)
{
    cli_progress_stop();
    if (code == CLI_DONE && s->ctx) {
        static const char *const work[TDA_WORK_KINDS] = {
            "cells",   "local pairs",  "column additions",
            "entries", "forest steps", "dominations"};
        char counts[256] = "";
        int length = 0;
        for (int i = 0; i < TDA_WORK_KINDS; i++)
            if (tda_ctx_work(s->ctx, (tda_work)i))
                length += snprintf(counts + length, sizeof counts - (size_t)length,
                                   "%s%s %lld", length ? ", " : "work: ", work[i],
                                   (long long)tda_ctx_work(s->ctx, (tda_work)i));
        s->last_us = s->start_us;
        cli_say(s, "%s%stotal", counts, length ? "; " : "");
    }
    tda_ctx_free(s->ctx);
    s->ctx = NULL;
    return code;
}

static _Thread_local char *captured;

void cli_capture(char *text)
{
    captured = text;
}

static void message(const cli_command *command, const char *fmt, va_list args)
{
    if (captured) {
        vsnprintf(captured, CLI_MESSAGE, fmt, args);
        return;
    }
    cli_progress_clear();
    fprintf(stderr, command ? "tda %s: " : "tda: ", command ? command->name : "");
    vfprintf(stderr, fmt, args);
}

int cli_usage(const cli_command *command, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    message(command, fmt, args);
    va_end(args);
    if (captured)
        return CLI_USAGE;
    fprintf(stderr, command ? "; see `tda help %s`\n" : "; see `tda help`\n",
            command ? command->name : "");
    return CLI_USAGE;
}

int cli_error(const cli_command *command, int code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    message(command, fmt, args);
    va_end(args);
    if (!captured)
        fputc('\n', stderr);
    return code;
}

static int exit_code(tda_status st)
{
    switch (st) {
    case TDA_OK: return CLI_DONE;
    case TDA_EINVAL:
    case TDA_EFORMAT:
    case TDA_EIO: return CLI_INPUT;
    case TDA_ENOMEM:
    case TDA_ELIMIT: return CLI_LIMIT;
    case TDA_ECANCEL: return 128 + cli_interrupted();
    case TDA_ENUMERIC:
    case TDA_EBACKEND: break;
    }
    return CLI_FAILED;
}

int cli_fail(const cli_session *s, tda_status st, const char *place)
{
    const char *sentence = tda_ctx_message(s->ctx);
    bool placed = strncmp(sentence, place, strlen(place)) == 0;
    if (cli_interrupted())
        return cli_error(s->o->command, exit_code(TDA_ECANCEL), "interrupted");
    if (st == TDA_ENOMEM || !*sentence)
        sentence = tda_strerror(st);
    return cli_error(s->o->command, exit_code(st), "%s%s%s", placed ? "" : place,
                     placed ? "" : ": ", sentence);
}

int cli_check(const cli_session *s, tda_status st, const char *place)
{
    return st == TDA_OK ? CLI_DONE : cli_fail(s, st, place);
}

void cli_say(cli_session *s, const char *fmt, ...)
{
    int64_t now = now_us();
    if (s->o->verbose && !captured) {
        va_list args;
        va_start(args, fmt);
        message(s->o->command, fmt, args);
        va_end(args);
        fprintf(stderr, " (%.3f s)\n", (double)(now - s->last_us) * 1e-6);
    }
    s->last_us = now;
}

void cli_human(char text[32], double bytes)
{
    static const char *const unit[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    int u = 0;
    for (; bytes >= 1000 && u < 6; u++)
        bytes /= 1000;
    snprintf(text, 32, u ? "%.3g %s" : "%.0f %s", bytes, unit[u]);
}

int cli_stdout(const cli_command *command, const char *at, size_t size)
{
    bool written = fwrite(at, 1, size, stdout) == size;
    written &= fflush(stdout) == 0;
    int why = errno;
    if ((written && !ferror(stdout)) || cli_pipe_closed())
        return CLI_DONE;
    if (cli_interrupted())
        return cli_error(command, 128 + cli_interrupted(), "interrupted");
    return cli_error(command, CLI_FAILED, "cannot write to standard output: %s",
                     strerror(why));
}
