/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_sparse.c - Sparse distances as text: lines `i j distance`.
 *
 * Ids count from 0; a pair that is missing is at infinite distance, and one that is given twice
 * has to have the same distance both times. A line `i i 0` says that point i exists, which is
 * how a last point without neighbours is kept. */
#include "io/private.h"

static tdai_word nth_word(tdai_text t, const char *line, tda_index k)
{
    t.at = tdai_text_nth(&t, line, k);
    return tdai_text_word(&t);
}

/* The beginning of the k-th line (from 0) that gave a pair. */
static const char *pair_line(const tdai_text *file, tda_index k)
{
    tdai_text t =
        tdai_text_new(file->name, file->begin, (size_t)(file->end - file->begin));
    while (tdai_text_line(&t)) {
        tda_index i = 0, j = 0;
        tdai_word_index(nth_word(t, t.at, 0), &i);
        tdai_word_index(nth_word(t, t.at, 1), &j);
        if (i != j && k-- == 0)
            break;
    }
    return t.at;
}

static tda_status read_pair(tda_ctx *ctx, tdai_text *t, tdai_values *row, tdai_pairs *p)
{
    tda_status st = TDA_OK;
    const char *line = t->at;
    row->size = 0;
    TRY(tdai_text_numbers(ctx, t, row, TDAI_LEVEL));
    if (row->size != 3)
        FAIL_AT(t, line, "%lld numbers in a line that should read `i j distance`",
                (long long)row->size);
    tda_index id[2];
    for (int k = 0; k < 2; k++) {
        tdai_text at = *t;
        at.at = tdai_text_nth(t, line, k);
        TRY(tdai_text_index(ctx, &at, &id[k], TDAI_MOST_ID, "the id of a point"));
    }
    const char *where = tdai_text_nth(t, line, 2);
    TRY(tdai_text_domain(ctx, t, where, row->at[2], TDAI_DISTANCE));
    if (id[0] == id[1] && row->at[2] != 0)
        FAIL_AT(t, where, "point %lld is at distance %s from itself, which has to be 0",
                (long long)id[0], tdai_digits_of(row->at[2]).text);
    tdai_pairs_push(p, id[0], id[1], row->at[2] + 0.0);
done:
    return st;
}

tda_status tdai_read_sparse(tda_ctx *ctx, tda_input *in, tdai_text *t,
                            const tda_read_opts *opts)
{
    (void)opts;
    tda_status st = TDA_OK;
    tdai_pairs p = {0};
    tdai_values row = {0};
    tda_index clash[2];
    TRY(tdai_pairs_alloc(ctx, &p, tdai_text_lines(t), t->name));
    while (tdai_text_line(t)) {
        TRY(tdai_text_poll(ctx, t));
        TRY(read_pair(ctx, t, &row, &p));
    }
    if (!p.points)
        FAIL_AT(t, t->end, "holds no distances; give each pair a line `i j distance`");
    TRY(tdai_input_sparse(ctx, in, &p, false, clash));
    if (clash[0] >= 0) {
        const char *first = pair_line(t, clash[0]), *again = pair_line(t, clash[1]);
        FAIL_AT(
            t, tdai_text_nth(t, again, 2),
            "the distance of points %lld and %lld is %s here, but %s in line %lld",
            (long long)(p.key[clash[0]] & UINT32_MAX), (long long)(p.key[clash[0]] >> 32),
            tdai_digits_of(p.value[clash[1]]).text,
            tdai_digits_of(p.value[clash[0]]).text, (long long)tdai_text_row(t, first));
    }
done:
    tdai_free(row.at);
    tdai_pairs_clear(&p);
    return st;
}
