/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rivet_bifiltration.c - Simplicial bifiltrations in RIVET's format: on each line the vertices
 * of a simplex, a semicolon, and its grades.
 *
 * Every face must have a line of its own, for nothing says when a missing one appears; lines
 * come in any order. A hash table from vertices to lines finds the faces once all is read. */
#include "io/rivet.h"
#include "io/rows.h"
#include "io/write.h"
#include <string.h>

enum { MOST_VERTICES = 64 };

typedef struct simplices {
    tdai_rows rows;
    tda_index *vertex; /* of all rows, ascending within each; in the order of the rows */
    tda_index vertices, capacity;
    tda_index *slot; /* [mask+1] a row, or -1 */
    uint64_t mask;
} simplices;

/* A row, or a face of one: vertices v [n] but for v[skip]; skip = n: all of them. */
typedef struct simplex {
    const tda_index *v;
    tda_index n, skip;
} simplex;

static void clear(simplices *s)
{
    tdai_rows_clear(&s->rows);
    tdai_free(s->vertex);
    tdai_free(s->slot);
}

/* Room for one more in a column. */
static tda_status room(tda_ctx *ctx, tda_index **at, tda_index size, tda_index *capacity)
{
    if (size < *capacity)
        return TDA_OK;
    tda_index more = *capacity ? 2 * *capacity : 64;
    tda_index *p = tdai_realloc(*at, more, sizeof *p);
    if (!p)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld vertices", (long long)more);
    *at = p;
    *capacity = more;
    return TDA_OK;
}

/* Read the vertices up to the semicolon; they end up ascending. */
static tda_status vertices(tda_ctx *ctx, simplices *s, tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_index begin = s->vertices;
    while (!tdai_text_mark(t, ';')) {
        tda_index v = 0;
        bool done = tdai_text_done(t);
        const char *at = t->at;
        TRY(tdai_text_index(ctx, t, &v, INT64_MAX, done ? "';'" : "a vertex"));
        if (s->vertices - begin == MOST_VERTICES)
            FAIL_AT(t, at,
                    "a simplex of more than %d vertices has more faces than a file",
                    MOST_VERTICES);
        TRY(room(ctx, &s->vertex, s->vertices, &s->capacity));
        tda_index k = s->vertices++;
        for (; k > begin && s->vertex[k - 1] > v; k--)
            s->vertex[k] = s->vertex[k - 1];
        s->vertex[k] = v;
        if (k > begin && s->vertex[k - 1] == v)
            FAIL_AT(t, at, "vertex %lld is given twice", (long long)v);
    }
    if (s->vertices == begin)
        FAIL_AT(t, t->at - 1, "a simplex has at least one vertex");
done:
    return st;
}

static uint64_t mix(uint64_t h)
{
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
    return h ^ (h >> 31);
}

/* The faces of a row are not known yet: until they are, rows.start tells its vertices. */
static simplex row(const simplices *s, tda_index i)
{
    tda_index begin = s->rows.start[i];
    tda_index n = s->rows.dim[i] + 1;
    return (simplex){s->vertex + begin, n, n};
}

static bool same(simplex a, simplex whole)
{
    if (a.n - (a.skip < a.n) != whole.n)
        return false;
    for (tda_index k = 0; k < whole.n; k++)
        if (a.v[k + (k >= a.skip)] != whole.v[k])
            return false;
    return true;
}

/* The slot of a simplex, or the free one it would have. */
static tda_index *find(const simplices *s, simplex x)
{
    uint64_t h = 0;
    for (tda_index k = 0; k < x.n; k++)
        if (k != x.skip)
            h = mix(h + 0x9e3779b97f4a7c15u + (uint64_t)x.v[k]);
    for (;; h++) {
        tda_index *slot = &s->slot[h & s->mask];
        if (*slot < 0 || same(x, row(s, *slot)))
            return slot;
    }
}

/* "0 1 2", cut with dots when it is long. */
static tdai_quote spell(simplex x)
{
    tdai_quote q = {""};
    tda_bytes b = {q.text, 0, sizeof q.text};
    for (tda_index k = 0; k < x.n; k++) {
        if (k == x.skip)
            continue;
        bool fits = b.size < (tda_index)sizeof q.text - 25;
        if (tdai_bytes_text(NULL, &b, b.size ? " " : "") ||
            (fits ? tdai_bytes_index(NULL, &b, x.v[k])
                  : tdai_bytes_text(NULL, &b, "...")) ||
            !fits)
            break;
    }
    return q;
}

static tda_status hash(tda_ctx *ctx, simplices *s, const tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_index n = s->rows.size, slots = 64;
    while (slots < 2 * n)
        slots *= 2;
    if (!(s->slot = tdai_alloc(slots, sizeof *s->slot)))
        FAIL(TDA_ENOMEM, "no memory to find the faces of %lld simplices", (long long)n);
    s->mask = (uint64_t)slots - 1;
    memset(s->slot, 0xff, (size_t)slots * sizeof *s->slot);
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "finding faces", i, 2 * n));
        tda_index *slot = find(s, row(s, i));
        if (*slot >= 0)
            FAIL_AT(t, s->rows.where[i], "simplex %s stands in line %lld already",
                    spell(row(s, i)).text,
                    (long long)tdai_text_row(t, s->rows.where[*slot]));
        *slot = i;
    }
done:
    return st;
}

/* Find the faces of every row, and turn rows.start from vertices to faces. */
static tda_status find_faces(tda_ctx *ctx, simplices *s, const tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_index n = s->rows.size;
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_poll(ctx, "finding faces", n + i, 2 * n));
        simplex x = row(s, i);
        for (x.skip = x.n - 1; x.n > 1 && x.skip >= 0; x.skip--) {
            tda_index face = *find(s, x);
            if (face < 0)
                FAIL_AT(t, s->rows.where[i],
                        "simplex %s has the face %s, which no line gives",
                        spell(row(s, i)).text, spell(x).text);
            TRY(tdai_rows_face(ctx, &s->rows, face));
        }
    }
    tda_index start = 0;
    for (tda_index i = 0; i < n; i++) {
        s->rows.start[i] = start;
        start += s->rows.dim[i] ? s->rows.dim[i] + 1 : 0;
    }
done:
    return st;
}

tda_status tdai_rivet_bifiltration(tda_ctx *ctx, tda_input *in, tdai_text *t)
{
    tda_status st = TDA_OK;
    simplices s = {.rows = {.params = 2}};
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        const char *line = t->at;
        tda_index begin = s.vertices;
        TRY(vertices(ctx, &s, t));
        TRY(tdai_rows_begin(ctx, &s.rows, (int)(s.vertices - begin) - 1, line));
        s.rows.start[s.rows.size - 1] = begin;
        TRY(tdai_rows_grades(ctx, &s.rows, t, false, INT64_MAX));
    }
    TRY(hash(ctx, &s, t));
    TRY(find_faces(ctx, &s, t));
    TRY(tdai_rows_complex(ctx, in, t, &s.rows, in->reverse, false));
done:
    clear(&s);
    return st;
}
