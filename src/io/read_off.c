/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_off.c - The vertices of a Geomview OFF or nOFF file, in ascii; its faces if asked for.
 *
 * The keyword tells what stands on a vertex line after the coordinates: normals, colours,
 * texture coordinates, none of which is a coordinate. Where only points are asked for, faces
 * are not read, and may be missing; but a line past the last of them could be a point that the
 * head forgets. */
#include "io/private.h"
#include <string.h>

typedef struct head {
    bool more; /* something follows the coordinates */
    bool four; /* homogeneous coordinates */
    bool any;  /* the dimension stands in the file */
    tda_index dimension, vertices, faces;
} head;

/* [ST][C][N][4][n]OFF */
static bool keyword(tdai_word w, head *h)
{
    const char *p = w.at, *end = w.at + w.size;
    *h = (head){.dimension = 3};
    if (end - p >= 2 && !memcmp(p, "ST", 2))
        p += 2, h->more = true;
    if (p < end && *p == 'C')
        p++, h->more = true;
    if (p < end && *p == 'N')
        p++, h->more = true;
    if (p < end && *p == '4')
        p++, h->four = true;
    if (p < end && *p == 'n')
        p++, h->any = true;
    return end - p == 3 && !memcmp(p, "OFF", 3);
}

bool tdai_off_keyword(tdai_word w)
{
    head h;
    return keyword(w, &h);
}

/* Go to the next line of the head unless something is left of this one. */
static tda_status more(tda_ctx *ctx, tdai_text *t, const char *what)
{
    tda_status st = TDA_OK;
    if (tdai_text_done(t) && !tdai_text_line(t))
        FAIL_AT(t, t->end, "the file ends before %s", what);
done:
    return st;
}

static tda_status read_head(tda_ctx *ctx, tdai_text *t, head *h)
{
    tda_status st = TDA_OK;
    tda_index edges;
    TRY(more(ctx, t, "the keyword OFF"));
    const char *where = t->at;
    tdai_word w = tdai_text_word(t);
    if (!keyword(w, h))
        FAIL_AT(t, where, "%s is not a keyword such as OFF or nOFF",
                tdai_word_quote(w).text);
    if (h->four)
        FAIL_AT(t, where,
                "homogeneous coordinates are not read; divide by the last one and "
                "write OFF or nOFF");
    tdai_text look = *t;
    w = tdai_text_word(&look);
    if (tdai_word_is(w, "BINARY"))
        FAIL_AT(t, w.at, "binary OFF is not read; convert it to ascii");
    if (h->any) {
        TRY(more(ctx, t, "the dimension"));
        where = t->at;
        TRY(tdai_text_index(ctx, t, &h->dimension, INT32_MAX, "the dimension"));
        if (!h->dimension)
            FAIL_AT(t, where, "points need at least one coordinate");
    }
    TRY(more(ctx, t, "the numbers of vertices, faces and edges"));
    TRY(tdai_text_index(ctx, t, &h->vertices, INT64_MAX, "the number of vertices"));
    TRY(tdai_text_index(ctx, t, &h->faces, INT64_MAX, "the number of faces"));
    TRY(tdai_text_index(ctx, t, &edges, INT64_MAX, "the number of edges"));
    TRY(tdai_text_end(ctx, t));
done:
    return st;
}

/* Exactly the coordinates; what follows them only where the keyword allows it. */
static tda_status read_vertex(tda_ctx *ctx, tdai_text *t, tdai_values *v, const head *h)
{
    tda_status st = TDA_OK;
    const char *line = t->at;
    for (tda_index k = 0; k < h->dimension; k++) {
        double x;
        tdai_text_done(t);
        const char *where = t->at;
        if (where == t->stop)
            FAIL_AT(t, line,
                    "%lld numbers in this line, but points have %lld coordinates",
                    (long long)k, (long long)h->dimension);
        TRY(tdai_text_number(ctx, t, &x, "a coordinate"));
        TRY(tdai_text_domain(ctx, t, where, x, TDAI_FINITE));
        TRY(tdai_values_push(ctx, v, x));
    }
    if (!h->more && !tdai_text_done(t))
        FAIL_AT(t, t->at,
                "more numbers than the %lld coordinates of a point; write nOFF and the "
                "dimension for more coordinates, COFF for colours",
                (long long)h->dimension);
done:
    return st;
}

tda_status tdai_read_off(tda_ctx *ctx, tda_input *in, tdai_text *t,
                         const tda_read_opts *opts)
{
    tda_status st = TDA_OK;
    tdai_values v = {0};
    head h;
    TRY(read_head(ctx, t, &h));
    tda_index lines = tdai_text_lines(t);
    bool mesh = opts->as == TDA_KIND_COMPLEX && h.faces > 0;
    if (h.vertices > lines || lines - h.vertices > h.faces ||
        (mesh && lines - h.vertices < h.faces))
        FAIL_AT(t, t->next,
                "%lld lines follow, but the head speaks of %lld vertices and %lld faces",
                (long long)lines, (long long)h.vertices, (long long)h.faces);
    for (tda_index i = 0; i < h.vertices; i++) {
        TRY(tdai_text_poll(ctx, t));
        tdai_text_line(t);
        TRY(read_vertex(ctx, t, &v, &h));
    }
    tdai_input_cloud(&in->cloud, &v, h.dimension);
    in->kind = TDA_KIND_CLOUD;
    if (mesh)
        TRY(tdai_read_faces(ctx, in, t, h.vertices, h.faces));
done:
    tdai_free(v.at);
    return st;
}
