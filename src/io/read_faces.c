/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_faces.c - The faces of an OFF file as a complex: vertices, edges, polygons.
 *
 * A polygon is one cell with all its sides as its boundary. Cut into triangles it would have
 * diagonals, which join corners before the sides do and so would change the barcode of a
 * function on the vertices, according to how it is cut. A face of two vertices is an edge, one of
 * a single vertex adds nothing. What stands twice, whatever its first vertex and its direction,
 * is one cell. No cell has a grade of its own: all are there from the beginning. */
#include "io/private.h"
#include <math.h>
#include <string.h>

/* Polygons as their vertices in cyclic order, from the smallest on and towards the smaller of
 * its two neighbours: equal polygons are equal words. */
typedef struct polygons {
    tda_index size, corners;
    tda_index *start;  /* [size+1] */
    tda_index *corner; /* [corners] */
    tda_index room, corner_room;
} polygons;

static tda_status grow(tda_ctx *ctx, tda_index **at, tda_index *room, tda_index need)
{
    tda_index more = *room;
    if (need <= *room)
        return TDA_OK;
    while (more < need)
        more = more > INT64_MAX / 2 ? need : 2 * more + 64;
    tda_status st = tdai_budget(ctx, tdai_size_add(0, more, sizeof **at), "faces");
    if (st != TDA_OK)
        return st;
    tda_index *p = tdai_realloc(*at, more, sizeof *p);
    if (!p)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for %lld corners of faces",
                         (long long)need);
    *at = p;
    *room = more;
    return TDA_OK;
}

static void reverse(tda_index *at, tda_index n)
{
    for (tda_index i = 0; i < n / 2; i++) {
        tda_index swap = at[i];
        at[i] = at[n - 1 - i];
        at[n - 1 - i] = swap;
    }
}

/* Turn the word about so that equal polygons read the same. */
static void turn(tda_index *at, tda_index n)
{
    tda_index least = 0;
    for (tda_index i = 1; i < n; i++)
        least = at[i] < at[least] ? i : least;
    reverse(at, least);
    reverse(at + least, n - least);
    reverse(at, n);
    if (n > 2 && at[n - 1] < at[1])
        reverse(at + 1, n - 1);
}

/* Refuse a vertex that stands twice; seen [vertices] holds the last face of each. */
static tda_status read_corner(tda_ctx *ctx, tdai_text *t, tda_index vertices,
                              tda_index face, tda_index *seen, tda_index *out)
{
    tda_status st = TDA_OK;
    tda_index v;
    tdai_text_done(t);
    const char *where = t->at;
    TRY(tdai_text_index(ctx, t, &v, INT64_MAX, "a vertex of a face"));
    if (v >= vertices)
        FAIL_AT(t, where, "vertex %lld of a face; the vertices are 0 to %lld",
                (long long)v, (long long)vertices - 1);
    if (seen[v] == face)
        FAIL_AT(t, where, "vertex %lld stands twice in this face", (long long)v);
    seen[v] = face;
    *out = v;
done:
    return st;
}

static tda_status read_face(tda_ctx *ctx, tdai_text *t, polygons *p, tda_index vertices,
                            tda_index face, tda_index *seen)
{
    tda_status st = TDA_OK;
    tda_index n;
    const char *where = t->at;
    TRY(tdai_text_index(ctx, t, &n, INT64_MAX, "the number of vertices of a face"));
    if (n < 1)
        FAIL_AT(t, where, "a face without vertices");
    if (n > vertices)
        FAIL_AT(t, where, "a face of %lld vertices, where there are %lld", (long long)n,
                (long long)vertices);
    if (n > t->stop - t->at) /* each takes a digit */
        FAIL_AT(t, where, "this line does not hold the %lld vertices of its face",
                (long long)n);
    TRY(grow(ctx, &p->corner, &p->corner_room, p->corners + n));
    for (tda_index i = 0; i < n; i++)
        TRY(read_corner(ctx, t, vertices, face, seen, &p->corner[p->corners + i]));
    if (n > 1) { /* what follows the vertices is a colour */
        turn(p->corner + p->corners, n);
        p->corners += n;
        p->start[++p->size] = p->corners;
    }
done:
    return st;
}

static tda_index width(const polygons *p, tda_index i)
{
    return p->start[i + 1] - p->start[i];
}

static bool equal(const polygons *p, tda_index i, tda_index j)
{
    return width(p, i) == width(p, j) &&
           !memcmp(p->corner + p->start[i], p->corner + p->start[j],
                   (size_t)width(p, i) * sizeof *p->corner);
}

/* first [size] := true for the first of equal polygons. Equal ones are near by a hash. */
static tda_status find_firsts(tda_ctx *ctx, const polygons *p, bool *first)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    uint64_t *key = ARRAY(&tmp, uint64_t, p->size);
    tda_index *order = ARRAY(&tmp, tda_index, p->size);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < p->size; i++) {
        uint64_t h = (uint64_t)width(p, i);
        for (tda_index k = p->start[i]; k < p->start[i + 1]; k++) {
            h = (h ^ (uint64_t)p->corner[k]) * 0x9E3779B97F4A7C15u;
            h ^= h >> 29;
        }
        key[i] = h;
    }
    TRY(tdai_argsort_u64(ctx, order, key, p->size));
    for (tda_index i = 0; i < p->size; i++) {
        TRY(tdai_poll(ctx, "faces", i, p->size));
        first[order[i]] = true;
        for (tda_index j = i; j > 0 && key[order[j - 1]] == key[order[i]]; j--)
            if (first[order[j - 1]] && equal(p, order[j - 1], order[i])) {
                first[order[i]] = false;
                break;
            }
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* An edge by its ends, the smaller first; ends are below 2^32. */
static uint64_t edge_key(tda_index a, tda_index b)
{
    return a < b ? (uint64_t)a << 32 | (uint64_t)b : (uint64_t)b << 32 | (uint64_t)a;
}

/* The side of a polygon from corner k, which is the last of a closed one or not. */
static uint64_t side(const polygons *p, tda_index i, tda_index k)
{
    tda_index next = k + 1 < p->start[i + 1] ? k + 1 : p->start[i];
    return edge_key(p->corner[k], p->corner[next]);
}

/* The sides of all polygons, ascending, each once, with room for them in edge; returns how many. */
static tda_status sort_edges(tda_ctx *ctx, const polygons *p, uint64_t *edge,
                             tda_index *edges)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    uint64_t *key = ARRAY(&tmp, uint64_t, p->corners);
    tda_index *order = ARRAY(&tmp, tda_index, p->corners), n = 0;
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index i = 0; i < p->size; i++)
        for (tda_index k = p->start[i]; k < p->start[i + 1]; k++)
            key[k] = side(p, i, k);
    TRY(tdai_argsort_u64(ctx, order, key, p->corners));
    for (tda_index k = 0; k < p->corners; k++)
        if (k == 0 || key[order[k]] != key[order[k - 1]])
            edge[n++] = key[order[k]];
    *edges = n;
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_index find(const uint64_t *edge, tda_index n, uint64_t key)
{
    tda_index low = 0, high = n;
    while (high - low > 1) {
        tda_index middle = low + (high - low) / 2;
        if (edge[middle] <= key)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Vertices, edges, and the first of equal polygons with three corners or more. */
static tda_status build(tda_ctx *ctx, tdai_columns *c, const polygons *p,
                        tda_index vertices, const bool *first, const uint64_t *edge,
                        tda_index edges)
{
    tda_status st = TDA_OK;
    tda_index cells = 0, faces = 2 * edges, id = 0, at = 0;
    for (tda_index i = 0; i < p->size; i++)
        if (first[i] && width(p, i) > 2) {
            cells++;
            faces += width(p, i);
        }
    cells += vertices + edges;
    TRY(tdai_columns_alloc(ctx, c, 1, cells, faces, cells, false));
    for (tda_index i = 0; i < cells; i++)
        c->grade[i] = -INFINITY;
    for (; id < vertices; id++) {
        c->dim[id] = 0;
        c->start[id] = 0;
    }
    for (tda_index e = 0; e < edges; e++, id++) {
        c->dim[id] = 1;
        c->start[id] = at;
        c->face[at++] = (tda_index)(edge[e] >> 32);
        c->face[at++] = (tda_index)(edge[e] & UINT32_MAX);
    }
    for (tda_index i = 0; i < p->size; i++) {
        TRY(tdai_poll(ctx, "faces", i, p->size));
        if (!first[i] || width(p, i) < 3)
            continue;
        c->dim[id] = 2;
        c->start[id++] = at;
        for (tda_index k = p->start[i]; k < p->start[i + 1]; k++)
            c->face[at++] = vertices + find(edge, edges, side(p, i, k));
    }
    c->start[cells] = at;
done:
    return st;
}

tda_status tdai_read_faces(tda_ctx *ctx, tda_input *in, tdai_text *t, tda_index vertices,
                           tda_index faces)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_columns columns = {0};
    polygons p = {0};
    tda_index edges = 0;
    if (vertices > UINT32_MAX)
        FAIL_AT(t, t->begin, "a mesh of more than %lld vertices is not read",
                (long long)UINT32_MAX);
    TRY(grow(ctx, &p.start, &p.room, faces + 1));
    p.start[0] = 0;
    tda_index *seen = ARRAY(&tmp, tda_index, vertices);
    TRY(tdai_arena_status(ctx, &tmp));
    for (tda_index v = 0; v < vertices; v++)
        seen[v] = -1;
    for (tda_index i = 0; i < faces; i++) {
        TRY(tdai_text_poll(ctx, t));
        tdai_text_line(t);
        tdai_text_done(t);
        TRY(read_face(ctx, t, &p, vertices, i, seen));
    }
    bool *first = ZEROS(&tmp, bool, p.size);
    uint64_t *edge = ARRAY(&tmp, uint64_t, p.corners);
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(find_firsts(ctx, &p, first));
    TRY(sort_edges(ctx, &p, edge, &edges));
    TRY(build(ctx, &columns, &p, vertices, first, edge, edges));
    TRY(tdai_input_complex(ctx, in, t->name, &columns));
done:
    tdai_columns_clear(&columns);
    tdai_free(p.start);
    tdai_free(p.corner);
    tdai_arena_free(&tmp);
    return st;
}
