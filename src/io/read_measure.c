/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_measure.c - Signed measures and barcodes as tables: a header line that names degree, the
 * coordinates x1 .. xp, or a1 .. ap and b1 .. bp, and weight, in this order, and a row a point or bar. */
#include "io/private.h"
#include <math.h>
#include <stdio.h>

enum { MOST_PARAMS = 16 };

/* Take the header: degree, each letter with numbers from 1 on, weight. *params := the numbers. */
static tda_status header(tda_ctx *ctx, tdai_text *t, const char *letters, int *params)
{
    tda_status st = TDA_OK;
    tdai_word w[2 * MOST_PARAMS + 3];
    const char *line = t->at;
    int n = 0, each;
    int kinds = letters[1] ? 2 : 1;
    while (!tdai_text_done(t) && n < 2 * MOST_PARAMS + 3)
        if (!tdai_text_mark(t, ','))
            w[n++] = tdai_text_word(t);
    each = (n - 2) / kinds;
    bool good = n > 2 && each >= 1 && each <= MOST_PARAMS && n - 2 == kinds * each &&
                tdai_word_is(w[0], "degree") && tdai_word_is(w[n - 1], "weight");
    for (int k = 0; good && k < n - 2; k++) {
        char name[16];
        snprintf(name, sizeof name, "%c%d", letters[k / each], k % each + 1);
        good = tdai_word_is(w[k + 1], name);
    }
    if (!good)
        FAIL_AT(t, line, "the header of this table is degree,%c1..%cp,%sweight",
                letters[0], letters[0], kinds == 2 ? "b1..bp," : "");
    *params = each;
done:
    return st;
}

typedef struct table {
    int params, degree;
    tdai_values at[2]; /* coordinates of each kind */
    tdai_values weight;
} table;

/* Rows of a degree, or of the only one there is. */
static tda_status rows(tda_ctx *ctx, table *out, tdai_text *t, const char *letters,
                       int degree)
{
    const double exact = 9007199254740992.0;
    tda_status st = TDA_OK;
    tdai_values v = {0};
    bool any = false;
    out->degree = degree == TDA_ONLY_DEGREE ? 0 : degree;
    while (tdai_text_line(t)) {
        const char *line = t->at;
        TRY(tdai_text_poll(ctx, t));
        if (out->params == 0) {
            TRY(header(ctx, t, letters, &out->params));
            continue;
        }
        int kinds = letters[1] ? 2 : 1, width = kinds * out->params + 2;
        v.size = 0;
        TRY(tdai_text_numbers(ctx, t, &v, TDAI_LEVEL));
        if (v.size != width)
            FAIL_AT(t, line, "%lld numbers in this row, but %d are expected",
                    (long long)v.size, width);
        double of = v.at[0], weight = v.at[width - 1];
        if (!(of >= -1 && of <= 63) || of != floor(of))
            FAIL_AT(t, line, "a degree is a whole number from 0 to 63, or -1");
        if (weight != floor(weight) || fabs(weight) > exact)
            FAIL_AT(t, line, "a weight is a whole number of at most 2^53");
        if (degree == TDA_ONLY_DEGREE && any && (int)of != out->degree)
            FAIL_AT(t, line,
                    "rows of degree %d after those of degree %d: say which is "
                    "wanted",
                    (int)of, out->degree);
        if (degree != TDA_ONLY_DEGREE && (int)of != degree)
            continue;
        any = true;
        out->degree = (int)of;
        for (int k = 0; k < kinds * out->params; k++)
            TRY(tdai_values_push(ctx, &out->at[k / out->params], v.at[k + 1]));
        TRY(tdai_values_push(ctx, &out->weight, weight));
    }
    if (out->params == 0)
        FAIL(TDA_EFORMAT, "%s: it is empty, without even a header", t->name);
done:
    tdai_free(v.at);
    return st;
}

static tda_status read_table(tda_ctx *ctx, table *out, int64_t **weight, const char *path,
                             const char *letters, int degree)
{
    tda_status st = TDA_OK;
    tda_bytes b = {0};
    TRY(tdai_read_all(ctx, &b, path));
    tdai_text t = tdai_text_new(path, b.size ? b.at : "", (size_t)b.size);
    TRY(rows(ctx, out, &t, letters, degree));
    *weight = tdai_alloc(out->weight.size, sizeof **weight);
    if (!*weight)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld weights", path,
             (long long)out->weight.size);
    for (tda_index i = 0; i < out->weight.size; i++)
        (*weight)[i] = (int64_t)out->weight.at[i];
done:
    tda_bytes_clear(&b);
    return st;
}

static void clear(table *t, int64_t *weight)
{
    tdai_free(t->at[0].at);
    tdai_free(t->at[1].at);
    tdai_free(t->weight.at);
    tdai_free(weight);
}

tda_status tda_measure_read(tda_ctx *ctx, tda_measure *out, const char *path, int degree)
{
    tda_status st = TDA_OK;
    table t = {0};
    int64_t *weight = NULL;
    TRY(read_table(ctx, &t, &weight, path, "x", degree));
    TRY(tda_measure_new(ctx, out, t.params, t.weight.size, t.at[0].at, weight, NULL));
    out->degree = t.degree;
done:
    clear(&t, weight);
    return st;
}

tda_status tda_signed_barcode_read(tda_ctx *ctx, tda_signed_barcode *out,
                                   const char *path, int degree)
{
    tda_status st = TDA_OK;
    table t = {0};
    int64_t *weight = NULL;
    TRY(read_table(ctx, &t, &weight, path, "ab", degree));
    TRY(tda_signed_barcode_new(ctx, out, t.params, TDA_BAR_RECTANGLE, t.weight.size,
                               t.at[0].at, t.at[1].at, weight));
    out->degree = t.degree;
done:
    clear(&t, weight);
    return st;
}
