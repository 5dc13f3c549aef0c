/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_diagram_json.c - A diagram as tda_diagram_json() writes it.
 *
 * Of the object only its list "degrees" is read, and of each degree its number and its columns,
 * whatever their order and the blanks between; other members are passed over, but have to be
 * JSON. */
#include "io/bars.h"
#include "io/read_json.h"
#include <math.h>
#include <string.h>

enum { COLUMNS = 5 };

/* The columns of one degree; which of them a value belongs to is its place here. */
static const struct {
    const char *name;
    int column;
} columns[COLUMNS] = {{"birth", BAR_BIRTH},
                      {"death", BAR_DEATH},
                      {"birth_cell", BAR_BIRTH_CELL},
                      {"death_cell", BAR_DEATH_CELL},
                      {"cut", BAR_CUT}};

typedef struct json {
    tdai_json j;
    tdai_values value[COLUMNS]; /* of the degree being read */
} json;

static tda_status list(json *j, tdai_values *out)
{
    tda_status st = TDA_OK;
    TRY(tdai_json_expect(&j->j, '['));
    out->size = 0;
    if (tdai_json_take(&j->j, ']'))
        goto done;
    do {
        double x;
        TRY(tdai_json_value(&j->j, &x));
        TRY(tdai_values_push(j->j.ctx, out, x));
    } while (tdai_json_take(&j->j, ','));
    TRY(tdai_json_expect(&j->j, ']'));
done:
    return st;
}

/* The object of one degree. */
static tda_status degree(json *j, tdai_bar_rows *r)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->j.ctx;
    double of = NAN;
    bool there[COLUMNS] = {false};
    TRY(tdai_poll(ctx, "reading", j->j.at - j->j.t->begin, j->j.end - j->j.t->begin));
    TRY(tdai_json_expect(&j->j, '{'));
    const char *where = j->j.at;
    do {
        tdai_word w;
        int c = 0;
        TRY(tdai_json_word(&j->j, &w));
        TRY(tdai_json_expect(&j->j, ':'));
        while (c < COLUMNS && !tdai_word_is(w, columns[c].name))
            c++;
        if (tdai_word_is(w, "degree"))
            TRY(tdai_json_value(&j->j, &of));
        else if (c == COLUMNS)
            TRY(tdai_json_skip(&j->j, 0));
        else
            TRY(list(j, &j->value[c]));
        if (c < COLUMNS)
            there[c] = true;
    } while (tdai_json_take(&j->j, ','));
    TRY(tdai_json_expect(&j->j, '}'));
    if (isnan(of) || !there[0] || !there[1])
        FAIL_AT(j->j.t, where, "a degree needs its degree, birth and death");
    for (int c = 1; c < COLUMNS; c++)
        if (there[c] && j->value[c].size != j->value[0].size)
            FAIL_AT(j->j.t, where, "the columns of this degree differ in length");
    for (tda_index i = 0; i < j->value[0].size; i++) {
        double row[TDAI_BAR_COLUMNS];
        tdai_bar_blank(row);
        row[BAR_DEGREE] = of;
        for (int c = 0; c < COLUMNS; c++)
            if (there[c])
                row[columns[c].column] = j->value[c].at[i];
        if (tdai_bar_wrong(row))
            FAIL_AT(j->j.t, where, "bar %lld of this degree (from 0): %s", (long long)i,
                    tdai_bar_wrong(row));
        TRY(tdai_bar_push(r, row));
    }
done:
    return st;
}

static tda_status degrees(json *j, tdai_bar_rows *r)
{
    tda_status st = TDA_OK;
    TRY(tdai_json_expect(&j->j, '['));
    if (tdai_json_take(&j->j, ']'))
        goto done;
    do
        TRY(degree(j, r));
    while (tdai_json_take(&j->j, ','));
    TRY(tdai_json_expect(&j->j, ']'));
done:
    return st;
}

tda_status tdai_bars_json(tdai_bar_rows *r, tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = r->ctx;
    json j = {.j = {ctx, t, t->begin, t->end}};
    bool any = false;
    TRY(tdai_json_expect(&j.j, '{'));
    if (!tdai_json_take(&j.j, '}')) {
        do {
            tdai_word w;
            TRY(tdai_json_word(&j.j, &w));
            TRY(tdai_json_expect(&j.j, ':'));
            bool wanted = tdai_word_is(w, "degrees");
            if (wanted && any)
                FAIL_AT(t, w.at, "degrees stand twice in this object");
            any |= wanted;
            TRY(wanted ? degrees(&j, r) : tdai_json_skip(&j.j, 0));
        } while (tdai_json_take(&j.j, ','));
        TRY(tdai_json_expect(&j.j, '}'));
    }
    tdai_json_blanks(&j.j);
    if (j.j.at != j.j.end)
        FAIL_AT(t, j.j.at, "the file goes on after its object");
    if (!any)
        FAIL_AT(t, t->begin, "this object has no degrees; a diagram has");
done:
    for (int c = 0; c < COLUMNS; c++)
        tdai_free(j.value[c].at);
    return st;
}
