/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parse.c - A vectorizer from the text NAME:KEY=VALUE,..., and the help that says what may stand there.
 *
 * A comma ends a value only where what follows has an equals sign: elsewhere it goes on with the
 * list, so that "resolution=30,20,bandwidth=0.1" reads as one would think. */
#include "features/private.h"
#include <math.h>
#include <string.h>

enum { LIST = 800 };

const tdai_vectorizer_row *tdai_vectorizer_named(const char *name, size_t size)
{
    for (const tdai_vectorizer_row *const *r = tdai_vectorizers; *r; r++)
        if (strlen((*r)->name) == size && memcmp((*r)->name, name, size) == 0)
            return *r;
    return NULL;
}

const char *tda_vectorizer_name(tda_index i)
{
    tda_index n = 0;
    while (tdai_vectorizers[n] && n < i)
        n++;
    return i >= 0 && tdai_vectorizers[n] ? tdai_vectorizers[n]->name : NULL;
}

/* Append a name to "a, b or c", of which `left` more come. */
static void enlist(char text[LIST], const char *name, bool first, bool last)
{
    size_t n = strlen(text), size = strlen(name);
    const char *before = first ? "" : last ? " or " : ", ";
    if (n + strlen(before) + size + 1 > LIST)
        return;
    memcpy(text + n, before, strlen(before) + 1);
    memcpy(text + n + strlen(before), name, size + 1);
}

static tda_status unknown_name(tda_ctx *ctx, tdai_quote name)
{
    char text[LIST] = "";
    for (const tdai_vectorizer_row *const *r = tdai_vectorizers; *r; r++)
        enlist(text, (*r)->name, r == tdai_vectorizers, !r[1]);
    return tdai_fail(ctx, TDA_EINVAL, "no vectorizer %s: there are %s", name.text, text);
}

static tda_status unknown_key(tda_ctx *ctx, const tdai_vectorizer_row *row,
                              tdai_quote key)
{
    char text[LIST] = "";
    for (const tdai_key *k = row->key; k->name; k++)
        enlist(text, k->name, k == row->key, !k[1].name);
    if (!row->key->name)
        return tdai_fail(ctx, TDA_EINVAL, "%s has no key %s: it has none", row->name,
                         key.text);
    return tdai_fail(ctx, TDA_EINVAL, "%s has no key %s: it has %s", row->name, key.text,
                     text);
}

static tda_status unknown_word(tda_ctx *ctx, const tdai_vectorizer_row *row,
                               const tdai_key *key, tdai_quote word)
{
    char text[LIST] = "";
    for (int i = 0; key->choice[i]; i++)
        enlist(text, key->choice[i], i == 0, !key->choice[i + 1]);
    return tdai_fail(ctx, TDA_EINVAL, "%s: %s is %s, not %s", row->name, key->name, text,
                     word.text);
}

/* "a whole number from 1 on" */
static void describe(char text[LIST], const tdai_key *key)
{
    char least[TDA_NUMBER_CHARS], greatest[TDA_NUMBER_CHARS];
    tda_bytes b = {text, 0, LIST};
    tda_number_write(least, key->least);
    tda_number_write(greatest, key->greatest);
    const char *what = key->most == 1 ? key->whole ? "a whole number" : "a number"
                       : key->whole   ? "whole numbers"
                                      : "numbers";
    text[0] = '\0';
    if (key->greatest > 0)
        (void)!tdai_bytes_printf(NULL, &b, "%s from %s to %s", what, least, greatest);
    else if (isfinite(key->least))
        (void)!tdai_bytes_printf(NULL, &b, key->open ? "%s above %s" : "%s from %s on",
                                 what, least);
    else
        (void)!tdai_bytes_printf(NULL, &b, "%s", what);
}

tda_status tdai_key_check(tda_ctx *ctx, const tda_vectorizer *v, int k, const double *at,
                          tda_index size)
{
    const tdai_key *key = &v->row->key[k];
    char wanted[LIST], found[TDA_NUMBER_CHARS];
    int words = 0;
    while (key->choice && key->choice[words])
        words++;
    describe(wanted, key);
    if (size < 1 || (key->most && size > key->most))
        return tdai_fail(ctx, TDA_EINVAL, "%s: %s takes %s%lld numbers, not %lld",
                         v->row->name, key->name, key->most == 1 ? "" : "1 to ",
                         (long long)key->most, (long long)size);
    for (tda_index i = 0; i < size; i++) {
        double x = at[i], greatest = key->greatest > 0 ? key->greatest : INFINITY;
        bool good = !isnan(x) && x >= key->least && x <= greatest &&
                    !(key->open && x == key->least) && (!key->whole || x == floor(x)) &&
                    (!key->whole || x < 9e15);
        if (key->choice)
            good = x >= 0 && x < words && x == floor(x);
        tda_number_write(found, x);
        if (!good)
            return tdai_fail(ctx, TDA_EINVAL, "%s: %s is %s, not %s", v->row->name,
                             key->name, key->choice ? "another word" : wanted, found);
    }
    return TDA_OK;
}

/* The value of one key, text [size]. */
static tda_status read_value(tda_ctx *ctx, tda_vectorizer *v, int k, const char *text,
                             size_t size)
{
    tda_status st = TDA_OK;
    const tdai_key *key = &v->row->key[k];
    tdai_values values = {0};
    char wanted[LIST];
    if (key->choice) {
        double place = 0;
        while (key->choice[(int)place] &&
               !tdai_word_is((tdai_word){text, size}, key->choice[(int)place]))
            place++;
        if (!key->choice[(int)place]) {
            st = unknown_word(ctx, v->row, key, tdai_word_quote((tdai_word){text, size}));
            goto done;
        }
        TRY(tdai_set(ctx, v, k, &place, 1));
        goto done;
    }
    describe(wanted, key);
    for (const char *end = text + size;; text++) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        tdai_word w = {text, (size_t)((comma ? comma : end) - text)};
        double x;
        if (!tda_number_read(&x, w.at, w.size))
            FAIL(TDA_EINVAL, "%s: %s is %s, not %s", v->row->name, key->name, wanted,
                 tdai_word_quote(w).text);
        TRY(tdai_values_push(ctx, &values, x));
        if (!comma)
            break;
        text = comma;
    }
    TRY(tdai_key_check(ctx, v, k, values.at, values.size));
    TRY(tdai_set(ctx, v, k, values.at, values.size));
done:
    tdai_free(values.at);
    return st;
}

/* Where the value at `text` ends: at the end, or at a comma before the next key. */
static const char *value_end(const char *text)
{
    const char *comma = strchr(text, ',');
    while (comma) {
        size_t next = strcspn(comma + 1, ",=");
        if (comma[1 + next] == '=')
            return comma;
        comma = strchr(comma + 1, ',');
    }
    return text + strlen(text);
}

static tda_status read_keys(tda_ctx *ctx, tda_vectorizer *v, const char *text)
{
    tda_status st = TDA_OK;
    const tdai_key *keys = v->row->key;
    for (bool more = *text != '\0'; more;) {
        size_t size = strcspn(text, "=,");
        tdai_word name = {text, size};
        int k = 0;
        while (keys[k].name && !tdai_word_is(name, keys[k].name))
            k++;
        if (!keys[k].name) {
            st = unknown_key(ctx, v->row, tdai_word_quote(name));
            goto done;
        }
        if (text[size] != '=')
            FAIL(TDA_EINVAL, "%s: %s needs a value, as in %s=VALUE", v->row->name,
                 keys[k].name, keys[k].name);
        if (v->set[k].size)
            FAIL(TDA_EINVAL, "%s: %s is given twice", v->row->name, keys[k].name);
        const char *value = text + size + 1, *end = value_end(value);
        TRY(read_value(ctx, v, k, value, (size_t)(end - value)));
        more = *end == ',';
        text = end + 1;
    }
done:
    return st;
}

tda_status tda_vectorizer_new(tda_ctx *ctx, tda_vectorizer **out, const char *text)
{
    tda_status st = TDA_OK;
    tda_vectorizer *v = NULL;
    size_t size = strcspn(text, ":");
    const tdai_vectorizer_row *row = tdai_vectorizer_named(text, size);
    if (!row)
        return unknown_name(ctx, tdai_word_quote((tdai_word){text, size}));
    TRY(tdai_poll(ctx, "reading a vectorizer", 0, 0));
    TRY(tdai_vectorizer_alloc(ctx, &v, row));
    TRY(read_keys(ctx, v, text[size] ? text + size + 1 : ""));
    TRY(tdai_vectorizer_defaults(ctx, v));
    *out = v;
    v = NULL;
done:
    tda_vectorizer_free(v);
    return st;
}

/* One key of the help. */
static tda_status help_key(tda_ctx *ctx, tda_bytes *out, const tdai_key *k)
{
    tda_status st = TDA_OK;
    char wanted[LIST] = "", number[TDA_NUMBER_CHARS];
    if (k->choice)
        for (int i = 0; k->choice[i]; i++)
            enlist(wanted, k->choice[i], i == 0, !k->choice[i + 1]);
    else
        describe(wanted, k);
    tda_number_write(number, k->value);
    TRY(tdai_bytes_printf(ctx, out, "  %s=%s\n      %s Default: %s.\n", k->name, wanted,
                          k->help,
                          k->learnt   ? "from the data"
                          : k->choice ? k->choice[(int)k->value]
                                      : number));
done:
    return st;
}

tda_status tda_vectorizer_help(tda_ctx *ctx, tda_bytes *out, const char *name)
{
    static const char *const reads[] = {"bars", "a signed measure", "a module"};
    tda_status st = TDA_OK;
    tda_index before = out->size;
    const tdai_vectorizer_row *row = tdai_vectorizer_named(name, strlen(name));
    if (!row)
        return unknown_name(ctx, tdai_word_quote((tdai_word){name, strlen(name)}));
    TRY(tdai_poll(ctx, "help", 0, 0));
    TRY(tdai_bytes_printf(ctx, out, "%s, of %s\n    %s\n", row->name, reads[row->kind],
                          row->help));
    for (const tdai_key *k = row->key; k->name; k++)
        TRY(help_key(ctx, out, k));
done:
    if (st && out->at) {
        out->size = before;
        out->at[before] = '\0';
    }
    return st;
}
