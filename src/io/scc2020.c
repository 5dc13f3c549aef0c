/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scc2020.c - Chain complexes of free multiparameter modules in the format scc2020.
 *
 * After the keyword, the number of parameters and the sizes n_L ... n_0 of the blocks come
 * options and then block by block, from L down to 0, lines with the grades of a generator, a
 * semicolon, and the positions of its boundary in the next block. Block k becomes the cells of
 * dimension k, so a presentation, whose sizes are `relations generators 0`, has its generators
 * in dimension 1 and relations in dimension 2: the module it presents is the homology of
 * degree 1. Cells are numbered upwards in dimension, in each as in the file.
 *
 * Programs differ in what they write: comments anywhere, `;` without blanks about it, and a
 * file that ends before block 0, whose generators are then taken to be there always. Entries
 * may be `index:coefficient`, of which coefficient 1 is the only one in the field of two
 * elements. --reverse counts parameters from 1. */
#include "io/rows.h"
#include <string.h>

enum { MOST_PARAMS = 1024, MOST_BLOCKS = 1 << 16, MOST_UNLISTED = 1 << 20 };

typedef struct scc {
    tdai_rows rows;
    tda_index *size;  /* [blocks] highest dimension first */
    tda_index *begin; /* [blocks] its first row */
    int blocks;
    bool reverse[MOST_PARAMS];
} scc;

static tda_status need_line(tda_ctx *ctx, tdai_text *t, const char *what)
{
    if (tdai_text_line(t))
        return TDA_OK;
    return tdai_text_fail(ctx, t, t->at, "the file ends before %s", what);
}

static tda_status sizes(tda_ctx *ctx, scc *s, tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_index bytes = t->end - t->begin, rows = 0;
    tdai_text count = *t;
    while (!tdai_text_done(&count) && tdai_text_word(&count).size)
        if (++s->blocks > MOST_BLOCKS)
            FAIL_AT(t, t->at, "more than %d blocks", MOST_BLOCKS);
    s->size = tdai_alloc(s->blocks, sizeof *s->size);
    s->begin = tdai_alloc(s->blocks, sizeof *s->begin);
    if (!s->size || !s->begin)
        FAIL(TDA_ENOMEM, "%s: no memory for %d blocks", t->name, s->blocks);
    for (int k = 0; k < s->blocks; k++) {
        /* a listed generator takes bytes; only those of the last block may be left out */
        bool last = k + 1 == s->blocks;
        tda_index most = last && bytes < MOST_UNLISTED ? MOST_UNLISTED : bytes;
        TRY(tdai_text_index(ctx, t, &s->size[k], most, "the size of a block"));
        s->begin[k] = rows;
        rows +=
            s->size[k]; /* far from overflow: 2^16 sizes, each at most that of the file */
    }
    TRY(tdai_text_end(ctx, t));
done:
    return st;
}

static tda_status head(tda_ctx *ctx, scc *s, tdai_text *t)
{
    tda_status st = TDA_OK;
    tda_index params = 0;
    TRY(need_line(ctx, t, "the keyword scc2020"));
    const char *at = t->at;
    if (!tdai_word_is(tdai_text_word(t), "scc2020"))
        FAIL_AT(t, at, "the first line must be scc2020");
    TRY(tdai_text_end(ctx, t));
    TRY(need_line(ctx, t, "the number of parameters"));
    at = t->at;
    TRY(tdai_text_index(ctx, t, &params, MOST_PARAMS, "the number of parameters"));
    if (params < 1)
        FAIL_AT(t, at, "there must be at least 1 parameter");
    TRY(tdai_text_end(ctx, t));
    s->rows.params = (int)params;
    TRY(need_line(ctx, t, "the sizes of the blocks"));
    TRY(sizes(ctx, s, t));
done:
    return st;
}

static tda_status option(tda_ctx *ctx, scc *s, tdai_text *t)
{
    tda_status st = TDA_OK;
    tdai_word name = tdai_text_word(t);
    if (tdai_word_is(name, "--reverse")) {
        for (bool first = true; first || !tdai_text_done(t); first = false) {
            tda_index p = 0;
            tdai_text_done(t);
            const char *at = t->at;
            TRY(tdai_text_index(ctx, t, &p, s->rows.params, "a parameter"));
            if (p < 1)
                FAIL_AT(t, at, "parameters of --reverse are counted from 1");
            s->reverse[p - 1] = true;
        }
    } else if (tdai_word_is(name, "--field")) {
        tdai_word w = tdai_text_word(t);
        if (!tdai_word_is(w, "GF(2)") && !tdai_word_is(w, "2"))
            FAIL_AT(t, w.at, "the field %s is not supported, only GF(2)",
                    tdai_word_quote(w).text);
    } else {
        FAIL_AT(t, name.at, "unknown option %s", tdai_word_quote(name).text);
    }
    TRY(tdai_text_end(ctx, t));
done:
    return st;
}

/* Options up to the first line of a block; *t is then the line before it. */
static tda_status options(tda_ctx *ctx, scc *s, tdai_text *t)
{
    tda_status st = TDA_OK;
    tdai_text before = *t;
    while (tdai_text_line(t) && t->stop - t->at >= 2 && !memcmp(t->at, "--", 2)) {
        TRY(tdai_text_poll(ctx, t));
        TRY(option(ctx, s, t));
        before = *t;
    }
    *t = before;
done:
    return st;
}

/* One entry of a boundary, `index` or `index:1`. */
static tda_status entry(tda_ctx *ctx, scc *s, tdai_text *t, int block)
{
    tda_status st = TDA_OK;
    tdai_word w = tdai_text_word(t), coefficient = {0};
    const char *colon = memchr(w.at, ':', w.size);
    tda_index i = 0, one = 1;
    if (colon) {
        coefficient = (tdai_word){colon + 1, (size_t)(w.at + w.size - colon) - 1};
        w.size = (size_t)(colon - w.at);
    }
    if (!tdai_word_index(w, &i))
        FAIL_AT(t, w.at, "%s is no position in the next block", tdai_word_quote(w).text);
    if (i >= s->size[block + 1])
        FAIL_AT(t, w.at, "position %lld is past the next block, which has %lld lines",
                (long long)i, (long long)s->size[block + 1]);
    if (colon && (!tdai_word_index(coefficient, &one) || one != 1))
        FAIL_AT(t, coefficient.at,
                "coefficient %s is not 1: only the field GF(2) is supported",
                tdai_word_quote(coefficient).text);
    TRY(tdai_rows_face(ctx, &s->rows, s->begin[block + 1] + i));
done:
    return st;
}

static tda_status read_block(tda_ctx *ctx, scc *s, tdai_text *t, int block)
{
    tda_status st = TDA_OK;
    int dim = s->blocks - 1 - block;
    for (tda_index i = 0; i < s->size[block]; i++) {
        TRY(tdai_text_poll(ctx, t));
        if (!tdai_text_line(t)) {
            if (dim > 0 || i > 0)
                FAIL_AT(t, t->at,
                        "the file ends after %lld of the %lld lines of dimension %d",
                        (long long)i, (long long)s->size[block], dim);
            for (; i < s->size[block]; i++)
                TRY(tdai_rows_always(ctx, &s->rows, dim));
            break;
        }
        TRY(tdai_rows_begin(ctx, &s->rows, dim, t->at));
        TRY(tdai_rows_grades(ctx, &s->rows, t, true, INT64_MAX));
        while (dim > 0 && !tdai_text_done(t))
            TRY(entry(ctx, s, t, block));
        TRY(tdai_text_end(ctx, t));
    }
done:
    return st;
}

tda_status tdai_read_scc2020(tda_ctx *ctx, tda_input *in, tdai_text *text,
                             const tda_read_opts *opts)
{
    tda_status st = TDA_OK;
    scc s = {0};
    (void)opts;
    TRY(head(ctx, &s, text));
    TRY(options(ctx, &s, text));
    for (int k = 0; k < s.blocks; k++)
        TRY(read_block(ctx, &s, text, k));
    if (tdai_text_line(text))
        FAIL_AT(text, text->at, "one line more than the sizes of the blocks say");
    TRY(tdai_rows_complex(ctx, in, text, &s.rows, s.reverse, true));
    for (int p = 0; p < 2 && p < s.rows.params; p++)
        in->reverse[p] = s.reverse[p];
done:
    tdai_rows_clear(&s.rows);
    tdai_free(s.size);
    tdai_free(s.begin);
    return st;
}
