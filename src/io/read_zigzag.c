/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_zigzag.c - A sequence of simplices that come and go, a line a step: `i 0 1 2` inserts the
 * simplex on the points 0, 1 and 2, `d 0 1 2` removes it; + and - are the same.
 *
 * Every complex on the way must be one: a simplex comes after its faces and goes before what it is
 * a face of. That is checked here, where the line of a step is known. */
#include "io/private.h"
#include <string.h>

static const char *const stage = "reading a zigzag";

/* The steps as they stand in the file. */
typedef struct steps {
    tdai_values vertex, start,
        line; /* whole numbers; line: the offset of the step's line */
    bool *removal;
    tda_index size, room;
} steps;

static void steps_clear(steps *s)
{
    tdai_free(s->vertex.at);
    tdai_free(s->start.at);
    tdai_free(s->line.at);
    tdai_free(s->removal);
}

static tda_status grow(tda_ctx *ctx, steps *s, const char *name)
{
    tda_status st = TDA_OK;
    if (s->size < s->room)
        return TDA_OK;
    tda_index room = s->room ? 2 * s->room : 64;
    bool *at = tdai_realloc(s->removal, room, sizeof *at);
    if (!at)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld steps", name, (long long)room);
    s->removal = at;
    s->room = room;
done:
    return st;
}

/* The points of one simplex. Two equal ones are refused, which takes few comparisons. */
static tda_status read_simplex(tda_ctx *ctx, steps *s, tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_index begin = s->vertex.size;
    while (!tdai_text_done(t)) {
        tda_index v;
        const char *where = t->at;
        TRY(tdai_text_index(ctx, t, &v, TDAI_MOST_ID, "the id of a point"));
        for (tda_index i = begin; i < s->vertex.size; i++)
            if (s->vertex.at[i] == (double)v)
                FAIL_AT(t, where, "point %lld stands twice in this simplex",
                        (long long)v);
        TRY(tdai_values_push(ctx, &s->vertex, (double)v));
    }
    if (s->vertex.size == begin)
        FAIL_AT(t, t->at, "a simplex has at least one point");
    if (s->vertex.size - begin > 32)
        FAIL_AT(t, t->at, "a simplex of more than 32 points has too many faces");
done:
    return st;
}

static tda_status read_steps(tda_ctx *ctx, steps *s, tdai_text *t)
{
    tda_status st = TDA_OK;
    TRY(tdai_values_push(ctx, &s->start, 0));
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        const char *line = t->at;
        tdai_word w = tdai_text_word(t);
        bool in = tdai_word_is(w, "i") || tdai_word_is(w, "+");
        if (!in && !tdai_word_is(w, "d") && !tdai_word_is(w, "-"))
            FAIL_AT(t, line,
                    "%s is no step: a line is `i 0 1`, which inserts a simplex by its "
                    "points, or `d 0 1`, which removes it",
                    tdai_word_quote(w).text);
        TRY(grow(ctx, s, t->name));
        TRY(read_simplex(ctx, s, t));
        TRY(tdai_values_push(ctx, &s->start, (double)s->vertex.size));
        TRY(tdai_values_push(ctx, &s->line, (double)(line - t->begin)));
        s->removal[s->size++] = !in;
    }
    if (s->size == 0)
        FAIL(TDA_EFORMAT, "%s: no step in this file", t->name);
done:
    return st;
}

/* The complex of all simplices, each there from the start, and the cell of each step. */
static tda_status make_complex(tda_ctx *ctx, tda_zigzag *out, const steps *s)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tda_simplices x = {.params = 1, .size = s->size};
    tda_index *start = ARRAY(&tmp, tda_index, s->size + 1);
    tda_index *vertex = ARRAY(&tmp, tda_index, s->vertex.size);
    double *grade = ZEROS(&tmp, double, s->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i <= s->size; i++)
        start[i] = (tda_index)s->start.at[i];
    for (tda_index i = 0; i < s->vertex.size; i++)
        vertex[i] = (tda_index)s->vertex.at[i];
    x.start = start;
    x.vertex = vertex;
    x.grade = grade;
    TRY(tda_complex_new_simplicial(ctx, &out->complex, out->cell, &x));
done:
    tdai_arena_free(&tmp);
    return st;
}

/* Does every step lead from a complex to a complex? */
static tda_status check(tda_ctx *ctx, const tda_zigzag *z, const steps *s,
                        const tdai_text *t)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_cells *c = tda_complex_cells(z->complex);
    bool *there = ZEROS(&tmp, bool, c->size);
    tda_index *cofaces = ZEROS(&tmp, tda_index, c->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index k = 0; k < z->steps; k++) {
        tda_index i = z->cell[k];
        const char *line = t->begin + (tda_index)s->line.at[k];
        TRY(tdai_poll(ctx, stage, k, z->steps));
        if (!z->removal[k] && there[i])
            FAIL_AT(t, line, "this simplex is there already");
        if (z->removal[k] && !there[i])
            FAIL_AT(t, line, "this simplex is not there to be removed");
        if (z->removal[k] && cofaces[i] > 0)
            FAIL_AT(t, line, "this simplex goes before one that it is a face of");
        for (tda_index f = c->start[i]; f < c->start[i + 1]; f++) {
            if (!z->removal[k] && !there[c->face[f]])
                FAIL_AT(t, line, "this simplex comes before one of its faces");
            cofaces[c->face[f]] += z->removal[k] ? -1 : 1;
        }
        there[i] = !z->removal[k];
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

void tda_zigzag_clear(tda_zigzag *zigzag)
{
    tda_complex_free(zigzag->complex);
    tdai_free(zigzag->cell);
    tdai_free(zigzag->removal);
    *zigzag = (tda_zigzag){0};
}

tda_status tda_zigzag_parse(tda_ctx *ctx, tda_zigzag *out, const char *name,
                            const char *bytes, size_t size)
{
    tda_status st = TDA_OK;
    tdai_text t = tdai_text_new(name ? name : "zigzag", size ? bytes : "", size);
    steps s = {0};
    tda_zigzag z = {0};
    TRY(read_steps(ctx, &s, &t));
    z.steps = s.size;
    z.cell = tdai_alloc(s.size, sizeof *z.cell);
    if (!z.cell)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld steps", t.name, (long long)s.size);
    TRY(make_complex(ctx, &z, &s));
    z.removal = s.removal;
    s.removal = NULL;
    TRY(check(ctx, &z, &s, &t));
    *out = z;
    z = (tda_zigzag){0};
done:
    tda_zigzag_clear(&z);
    steps_clear(&s);
    return st;
}

tda_status tda_zigzag_read(tda_ctx *ctx, tda_zigzag *out, const char *path)
{
    tda_status st = TDA_OK;
    tda_bytes b = {0};
    TRY(tdai_read_all(ctx, &b, path));
    TRY(tda_zigzag_parse(ctx, out, path, b.at, (size_t)b.size));
done:
    tda_bytes_clear(&b);
    return st;
}
