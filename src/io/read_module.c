/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_module.c - Modules of intervals as tda_module_json() writes them.
 *
 * Of the object only its list "modules" is read, and there the module of the degree asked for; other
 * members are passed over, but have to be JSON. The corners are brought to normal form, which is what
 * they were written in. */
#include "io/read_json.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BIRTHS, DEATHS, BIRTH_CELLS, DEATH_CELLS, LISTS };

static const char *const list_name[LISTS] = {"births", "deaths", "birth_cells",
                                             "death_cells"};

typedef struct reader {
    tdai_json j;
    int wanted; /* degree; -1: any */
    tda_module found;
    tda_index modules; /* that were wanted */
    /* of the module being read */
    tda_index params; /* 0: not known yet */
    double degree, error;
    tdai_values box, list[LISTS];
    tdai_values start[2]; /* corners before each summand, and in all */
    tda_index summands;
} reader;

/* [[x, y], ...]: as many numbers in each row as there are parameters. */
static tda_status rows(reader *r, tdai_values *out)
{
    tda_status st = TDA_OK;
    tdai_json *j = &r->j;
    tda_ctx *ctx = j->ctx;
    TRY(tdai_json_expect(j, '['));
    if (tdai_json_take(j, ']'))
        goto done;
    do {
        tda_index width = 0;
        TRY(tdai_json_expect(j, '['));
        const char *where = j->at;
        do {
            double x;
            TRY(tdai_json_value(j, &x));
            if (isnan(x))
                FAIL_AT(j->t, where, "nan is no coordinate");
            TRY(tdai_values_push(ctx, out, x));
            width++;
        } while (tdai_json_take(j, ','));
        TRY(tdai_json_expect(j, ']'));
        if (r->params == 0)
            r->params = width;
        if (width != r->params)
            FAIL_AT(j->t, where, "%lld coordinates, where others have %lld",
                    (long long)width, (long long)r->params);
    } while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, ']'));
done:
    return st;
}

static tda_status summand(reader *r)
{
    tda_status st = TDA_OK;
    tdai_json *j = &r->j;
    tda_ctx *ctx = j->ctx;
    tda_index before[LISTS], more[LISTS];
    bool there[LISTS] = {false};
    for (int k = 0; k < LISTS; k++)
        before[k] = r->list[k].size;
    TRY(tdai_poll(ctx, "reading", j->at - j->t->begin, j->end - j->t->begin));
    TRY(tdai_json_expect(j, '{'));
    const char *where = j->at;
    do {
        tdai_word w;
        int k = 0;
        TRY(tdai_json_word(j, &w));
        TRY(tdai_json_expect(j, ':'));
        while (k < LISTS && !tdai_word_is(w, list_name[k]))
            k++;
        if (k == LISTS) {
            TRY(tdai_json_skip(j, 0));
            continue;
        }
        if (there[k])
            FAIL_AT(j->t, w.at, "%s stand twice in this summand", list_name[k]);
        there[k] = true;
        TRY(rows(r, &r->list[k]));
    } while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, '}'));
    for (int k = 0; k < LISTS; k++)
        more[k] = r->list[k].size - before[k];
    if (!there[BIRTHS] || !there[DEATHS])
        FAIL_AT(j->t, where, "a summand needs its births and deaths");
    for (int k = 0; k < 2; k++) {
        if (there[k + 2] && more[k + 2] != more[k])
            FAIL_AT(j->t, where, "%s and %s of this summand differ in number",
                    list_name[k], list_name[k + 2]);
        for (tda_index i = 0; !there[k + 2] && i < more[k]; i++)
            TRY(tdai_values_push(ctx, &r->list[k + 2], -1));
        TRY(tdai_values_push(ctx, &r->start[k], (double)before[k]));
    }
    r->summands++;
done:
    return st;
}

static tda_status summands(reader *r)
{
    tda_status st = TDA_OK;
    tdai_json *j = &r->j;
    TRY(tdai_json_expect(j, '['));
    if (tdai_json_take(j, ']'))
        goto done;
    do
        TRY(summand(r));
    while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, ']'));
done:
    return st;
}

/* Numbers that were read as doubles, as ids. */
static tda_index *indices(tdai_arena *memory, const tdai_values *v, tda_index divisor)
{
    tda_index *out = ARRAY(memory, tda_index, v->size);
    for (tda_index i = 0; out && i < v->size; i++)
        out[i] = (tda_index)v->at[i] / divisor;
    return out;
}

/* The module that was read is the one that is wanted. */
static tda_status take_module(reader *r, const char *where)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->j.ctx;
    tdai_arena tmp = {0};
    tda_module m = {0};
    for (int k = 0; k < 2; k++)
        TRY(tdai_values_push(ctx, &r->start[k], (double)r->list[k].size));
    for (int k = BIRTH_CELLS; k < LISTS; k++)
        for (tda_index i = 0; i < r->list[k].size; i++)
            if (!(r->list[k].at[i] >= -1 && r->list[k].at[i] < 9e15) ||
                r->list[k].at[i] != floor(r->list[k].at[i]))
                FAIL_AT(r->j.t, where, "%s of this module are no ids of cells",
                        list_name[k]);
    tda_module corners = {.params = (int)r->params,
                          .degree = (int)r->degree,
                          .size = r->summands,
                          .birth_start = indices(&tmp, &r->start[0], r->params),
                          .birth = r->list[BIRTHS].at,
                          .birth_cell = indices(&tmp, &r->list[BIRTH_CELLS], 1),
                          .death_start = indices(&tmp, &r->start[1], r->params),
                          .death = r->list[DEATHS].at,
                          .death_cell = indices(&tmp, &r->list[DEATH_CELLS], 1)};
    TRY(tdai_arena_status(ctx, &tmp));
    st = tda_module_new(ctx, &m, &corners);
    if (st == TDA_EINVAL) {
        char why[256];
        snprintf(why, sizeof why, "%s", tda_ctx_message(ctx));
        FAIL_AT(r->j.t, where, "this is none: %s", why);
    }
    TRY(st);
    m.error = r->error;
    if (r->box.size)
        memcpy(m.box, r->box.at, (size_t)r->box.size * sizeof *m.box);
    r->found = m;
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status module(reader *r)
{
    tda_status st = TDA_OK;
    tdai_json *j = &r->j;
    tda_ctx *ctx = j->ctx;
    r->params = r->summands = 0;
    r->degree = NAN;
    r->error = 0;
    r->box.size = r->start[0].size = r->start[1].size = 0;
    for (int k = 0; k < LISTS; k++)
        r->list[k].size = 0;
    TRY(tdai_json_expect(j, '{'));
    const char *where = j->at;
    do {
        tdai_word w;
        TRY(tdai_json_word(j, &w));
        TRY(tdai_json_expect(j, ':'));
        if (tdai_word_is(w, "degree"))
            TRY(tdai_json_value(j, &r->degree));
        else if (tdai_word_is(w, "error"))
            TRY(tdai_json_value(j, &r->error));
        else if (tdai_word_is(w, "box"))
            TRY(rows(r, &r->box));
        else if (tdai_word_is(w, "summands"))
            TRY(summands(r));
        else
            TRY(tdai_json_skip(j, 0));
    } while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, '}'));
    if (!(r->degree >= 0 && r->degree <= 1e6) || r->degree != floor(r->degree))
        FAIL_AT(j->t, where, "a module needs its degree, a whole number from 0 on");
    if (!(r->error >= 0))
        FAIL_AT(j->t, where, "the error of a module is a number from 0 on");
    if (r->params == 0)
        FAIL_AT(j->t, where,
                "neither a box nor a corner tells how many parameters this "
                "module has");
    if (r->params > 1000 || (r->box.size && r->box.size != 2 * r->params))
        FAIL_AT(j->t, where, "the box of a module has two corners");
    for (tda_index i = 0; i < r->box.size; i++)
        if (!isfinite(r->box.at[i]))
            FAIL_AT(j->t, where, "the corners of a box are finite");
    if (r->wanted >= 0 && (double)r->wanted != r->degree)
        goto done;
    if (r->modules++)
        FAIL_AT(j->t, where, "this is the second module%s",
                r->wanted < 0 ? ": name the degree" : " of that degree");
    TRY(take_module(r, where));
done:
    return st;
}

static tda_status modules(reader *r)
{
    tda_status st = TDA_OK;
    tdai_json *j = &r->j;
    TRY(tdai_json_expect(j, '['));
    if (tdai_json_take(j, ']'))
        goto done;
    do
        TRY(module(r));
    while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, ']'));
done:
    return st;
}

tda_status tda_module_parse(tda_ctx *ctx, tda_module *out, const char *name,
                            const char *bytes, size_t size, int degree)
{
    tda_status st = TDA_OK;
    tdai_text t = tdai_text_new(name ? name : "module", size ? bytes : "", size);
    reader r = {.j = {ctx, &t, t.begin, t.end}, .wanted = degree};
    tdai_json *j = &r.j;
    TRY(tdai_json_expect(j, '{'));
    do {
        tdai_word w;
        TRY(tdai_json_word(j, &w));
        TRY(tdai_json_expect(j, ':'));
        TRY(tdai_word_is(w, "modules") ? modules(&r) : tdai_json_skip(j, 0));
    } while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, '}'));
    tdai_json_blanks(j);
    if (j->at != j->end)
        FAIL_AT(&t, j->at, "the file goes on after its object");
    if (r.modules == 0 && degree >= 0)
        FAIL(TDA_EFORMAT, "%s: no module of degree %d", t.name, degree);
    if (r.modules == 0)
        FAIL(TDA_EFORMAT, "%s: no module", t.name);
    *out = r.found;
    r.found = (tda_module){0};
done:
    tda_module_clear(&r.found);
    tdai_free(r.box.at);
    for (int k = 0; k < LISTS; k++)
        tdai_free(r.list[k].at);
    for (int k = 0; k < 2; k++)
        tdai_free(r.start[k].at);
    return st;
}

tda_status tda_module_read(tda_ctx *ctx, tda_module *out, const char *path, int degree)
{
    tda_status st = TDA_OK;
    tda_bytes b = {0};
    TRY(tdai_read_all(ctx, &b, path));
    TRY(tda_module_parse(ctx, out, path, b.at, (size_t)b.size, degree));
done:
    tda_bytes_clear(&b);
    return st;
}
