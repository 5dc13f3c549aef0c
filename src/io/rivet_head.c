/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rivet_head.c - The head of a RIVET file: what the data are and how they are to be used.
 *
 * RIVET 1.1 puts flags of its command line there, one or several a line; a label takes the rest
 * of its line. Lines that begin with # are comments, and elsewhere # is a character of a label.
 * RIVET 1.0 puts a keyword there and then, in fixed order, numbers and labels; a label that
 * begins with [-] reverses its axis, and the label "no function" says that there is none. */
#include "io/rivet.h"
#include <math.h>
#include <string.h>

/* The next line of the head; # begins a comment only where the line begins. */
static bool head_line(tdai_text *t)
{
    while (tdai_text_label(t))
        if (*t->at != '#')
            return true;
    return false;
}

static void set_label(char label[64], tdai_word w)
{
    size_t n = w.size < 63 ? w.size : 63;
    memcpy(label, w.at, n);
    label[n] = '\0';
}

static tda_status need_word(tda_ctx *ctx, tdai_text *t, tdai_word *w, tdai_word flag)
{
    *w = tdai_text_word(t);
    if (!w->size)
        return tdai_text_fail(ctx, t, t->at, "%s must be followed by a value",
                              tdai_word_quote(flag).text);
    return TDA_OK;
}

static tda_status threshold(tda_ctx *ctx, tda_input *in, tdai_text *t)
{
    tda_status st = TDA_OK;
    tdai_text_done(t);
    const char *at = t->at;
    double value;
    TRY(tdai_text_number(ctx, t, &value, "the largest distance"));
    TRY(tdai_text_domain(ctx, t, at, value, TDAI_DISTANCE));
    in->threshold = value;
done:
    return st;
}

/* ---- RIVET 1.1 ---- */

static tda_status data_type(tda_ctx *ctx, tdai_rivet *head, const tdai_text *t,
                            tdai_word w)
{
    static const struct {
        const char *name;
        tdai_rivet_type type;
        bool function;
    } known[] = {
        {"points", TDAI_RIVET_POINTS, false},
        {"points_fn", TDAI_RIVET_POINTS, true},
        {"metric", TDAI_RIVET_METRIC, false},
        {"metric_fn", TDAI_RIVET_METRIC, true},
        {"bifiltration", TDAI_RIVET_BIFILTRATION, false},
        {"firep", TDAI_RIVET_FIREP, false},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (tdai_word_is(w, known[i].name)) {
            head->type = known[i].type;
            head->function = known[i].function;
            head->typed = w.at;
            return TDA_OK;
        }
    return tdai_text_fail(ctx, t, w.at,
                          "%s is no data type; those are points, points_fn, metric, "
                          "metric_fn, bifiltration, firep",
                          tdai_word_quote(w).text);
}

/* Flags with a value that say how RIVET shall run, not what the data are. */
static bool is_ignored(tdai_word w)
{
    static const char *const names[] = {"-H",      "--homology",  "-x",
                                        "--xbins", "-y",          "--ybins",
                                        "-V",      "--verbosity", "--num_threads"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (tdai_word_is(w, names[i]))
            return true;
    return false;
}

static tda_status flag(tda_ctx *ctx, tda_input *in, tdai_rivet *head, tdai_text *t)
{
    tda_status st = TDA_OK;
    tdai_word name = tdai_text_word(t), w;
    if (tdai_word_is(name, "--xreverse")) {
        in->reverse[0] = true;
    } else if (tdai_word_is(name, "--yreverse")) {
        in->reverse[1] = true;
    } else if (tdai_word_is(name, "--xlabel") || tdai_word_is(name, "--ylabel")) {
        w = tdai_text_rest(t);
        if (!w.size)
            FAIL_AT(t, t->at, "%s must be followed by a label",
                    tdai_word_quote(name).text);
        set_label(in->label[name.at[2] == 'y'], w);
    } else if (tdai_word_is(name, "--maxdist")) {
        TRY(threshold(ctx, in, t));
    } else if (tdai_word_is(name, "--datatype")) {
        TRY(need_word(ctx, t, &w, name));
        TRY(data_type(ctx, head, t, w));
    } else if (tdai_word_is(name, "--bifil")) {
        TRY(need_word(ctx, t, &w, name));
        if (!tdai_word_is(w, "function"))
            FAIL_AT(t, w.at,
                    "--bifil %s is not supported, only --bifil function: remove the flag",
                    tdai_word_quote(w).text);
    } else if (tdai_word_is(name, "--function")) {
        TRY(need_word(ctx, t, &w, name));
        if (!tdai_word_is(w, "user"))
            FAIL_AT(
                t, w.at,
                "--function %s is not computed while reading: remove the flag and use "
                "--function of the command",
                tdai_word_quote(w).text);
    } else if (is_ignored(name)) {
        TRY(need_word(ctx, t, &w, name));
    } else {
        FAIL_AT(t, name.at, "unknown flag %s", tdai_word_quote(name).text);
    }
done:
    return st;
}

/* A flag begins with two minus signs, or with one and a letter that begins no number. */
static bool is_flag(const tdai_text *t)
{
    size_t left = (size_t)(t->stop - t->at);
    tdai_word w = {t->at, left};
    if (left < 2 || t->at[0] != '-' || tdai_word_begins(w, "-inf") ||
        tdai_word_begins(w, "-nan"))
        return false;
    char c = t->at[1];
    return c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static tda_status flags(tda_ctx *ctx, tda_input *in, tdai_rivet *head, tdai_text *t)
{
    tda_status st = TDA_OK;
    tdai_text before = *t;
    while (head_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        if (!is_flag(t))
            break;
        while (!tdai_text_done(t))
            TRY(flag(ctx, in, head, t));
        before = *t;
    }
    *t = before; /* the line after the flags is of the data */
done:
    return st;
}

/* ---- RIVET 1.0 ---- */

static tda_status need_line(tda_ctx *ctx, tdai_text *t, const char *what)
{
    if (head_line(t))
        return TDA_OK;
    return tdai_text_fail(ctx, t, t->at, "the file ends before %s", what);
}

/* The label of an axis; *none: it says that there is no function. */
static tda_status old_label(tda_ctx *ctx, tda_input *in, tdai_text *t, int axis,
                            bool *none)
{
    tda_status st = TDA_OK;
    TRY(need_line(ctx, t,
                  axis ? "the label of the second axis" : "the label of the axis"));
    tdai_word w = tdai_text_rest(t);
    if (tdai_word_begins(w, "[-]")) {
        in->reverse[axis] = true;
        tdai_text rest = *t;
        rest.at = w.at + 3;
        rest.stop = w.at + w.size;
        w = tdai_text_rest(&rest);
    }
    *none = tdai_word_is(w, "no function");
    if (!*none)
        set_label(in->label[axis], w);
done:
    return st;
}

static tda_status old_threshold(tda_ctx *ctx, tda_input *in, tdai_text *t)
{
    tda_status st = TDA_OK;
    TRY(need_line(ctx, t, "the largest distance"));
    TRY(threshold(ctx, in, t));
    TRY(tdai_text_end(ctx, t));
done:
    return st;
}

static tda_status old_count(tda_ctx *ctx, tdai_text *t, tda_index *out, const char *what)
{
    tda_status st = TDA_OK;
    tdai_text_done(t);
    const char *at = t->at;
    TRY(tdai_text_index(ctx, t, out, t->end - t->begin, what));
    if (*out < 1)
        FAIL_AT(t, at, "%s must be at least 1", what);
    TRY(tdai_text_end(ctx, t));
done:
    return st;
}

static tda_status old_points(tda_ctx *ctx, tda_input *in, tdai_rivet *head, tdai_text *t)
{
    tda_status st = TDA_OK;
    bool none;
    TRY(need_line(ctx, t, "the dimension"));
    TRY(old_count(ctx, t, &head->dimension, "the dimension"));
    TRY(old_threshold(ctx, in, t));
    TRY(old_label(ctx, in, t, 0, &none));
    head->function = !none;
done:
    return st;
}

static tda_status old_metric(tda_ctx *ctx, tda_input *in, tdai_rivet *head, tdai_text *t)
{
    tda_status st = TDA_OK;
    bool none, ignored;
    TRY(old_label(ctx, in, t, 0, &none));
    TRY(need_line(ctx, t, "the function values"));
    head->function = !none;
    if (none)
        TRY(old_count(ctx, t, &head->points, "the number of points"));
    else
        TRY(tdai_text_numbers(ctx, t, &head->values, TDAI_FINITE));
    TRY(old_label(ctx, in, t, 1, &ignored));
    TRY(old_threshold(ctx, in, t));
done:
    return st;
}

tda_status tdai_rivet_head(tda_ctx *ctx, tda_input *in, tdai_rivet *head, tdai_text *t)
{
    tda_status st = TDA_OK;
    bool ignored;
    tdai_text before = *t;
    *head = (tdai_rivet){.points = -1};
    if (!head_line(t))
        FAIL_AT(t, t->end, "the file is empty");
    head->typed = t->at;
    tdai_word w = tdai_text_rest(t);
    if (tdai_word_is(w, "points")) {
        head->old = true;
        TRY(old_points(ctx, in, head, t));
    } else if (tdai_word_is(w, "metric")) {
        head->old = true;
        head->type = TDAI_RIVET_METRIC;
        TRY(old_metric(ctx, in, head, t));
    } else if (tdai_word_is(w, "bifiltration") || tdai_word_is(w, "firep")) {
        head->old = true;
        head->type = w.at[0] == 'f' ? TDAI_RIVET_FIREP : TDAI_RIVET_BIFILTRATION;
        TRY(old_label(ctx, in, t, 0, &ignored));
        TRY(old_label(ctx, in, t, 1, &ignored));
    } else {
        *t = before;
        TRY(flags(ctx, in, head, t));
    }
done:
    return st;
}
