/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model.c - Vectorizers in JSON, so that what was learnt on one set of inputs serves for another.
 *
 * Numbers are written so that they read back as the same doubles; a vectorizer that is read gives
 * the rows, to the last bit, of the one that was written. */
#include "features/private.h"
#include "features/json.h"
#include "io/write.h"
#include <string.h>

static tda_status write_setting(tda_ctx *ctx, tda_bytes *out, const tdai_key *key,
                                const tdai_setting *s)
{
    tda_status st = TDA_OK;
    if (key->choice) {
        TRY(tdai_json_string(ctx, out, key->choice[(int)s->at[0]]));
        goto done;
    }
    TRY(tdai_bytes_text(ctx, out, "["));
    for (tda_index i = 0; i < s->size; i++) {
        TRY(tdai_bytes_text(ctx, out, i ? ", " : ""));
        TRY(tdai_json_number(ctx, out, s->at[i]));
    }
    TRY(tdai_bytes_text(ctx, out, "]"));
done:
    return st;
}

static tda_status write_one(tda_ctx *ctx, tda_bytes *out, const tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    bool first = true;
    TRY(tdai_bytes_printf(ctx, out, "{\"name\": \"%s\", \"settings\": {", v->row->name));
    for (int k = 0; v->row->key[k].name; k++) {
        if (v->set[k].size == 0)
            continue;
        TRY(tdai_bytes_printf(ctx, out, "%s\"%s\": ", first ? "" : ", ",
                              v->row->key[k].name));
        TRY(write_setting(ctx, out, &v->row->key[k], &v->set[k]));
        first = false;
    }
    TRY(tdai_bytes_text(ctx, out, "}}"));
done:
    return st;
}

tda_status tda_feature_model_json(tda_ctx *ctx, tda_bytes *out,
                                  const tda_feature_model *model)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    TRY(tdai_bytes_printf(ctx, out, "{\"version\": \"%s\",\n  \"options\": [",
                          tda_version()));
    for (tda_index i = 0; i < model->words; i++) {
        TRY(tdai_bytes_text(ctx, out, i ? ", " : ""));
        TRY(tdai_json_string(ctx, out, model->word[i]));
    }
    TRY(tdai_bytes_text(ctx, out, "],\n  \"vectorizers\": ["));
    for (tda_index i = 0; i < model->size; i++) {
        TRY(tdai_poll(ctx, "writing vectorizers", i, model->size));
        TRY(tdai_bytes_text(ctx, out, i ? ",\n    " : "\n    "));
        TRY(write_one(ctx, out, model->vectorizer[i]));
    }
    TRY(tdai_bytes_text(ctx, out, "]}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

void tda_feature_model_clear(tda_feature_model *model)
{
    for (tda_index i = 0; i < model->words; i++)
        tdai_free(model->word[i]);
    for (tda_index i = 0; i < model->size; i++)
        tda_vectorizer_free(model->vectorizer[i]);
    tdai_free(model->word);
    tdai_free(model->vectorizer);
    *model = (tda_feature_model){0};
}

/* Room for one more pointer in a growing list. */
static tda_status grow(tda_ctx *ctx, void *list, tda_index size)
{
    void *at;
    memcpy(&at, list, sizeof at);
    void *more = tdai_realloc(at, size + 1, sizeof(void *));
    if (!more)
        return tdai_fail(ctx, TDA_ENOMEM, "no memory for a model of features");
    memcpy(list, &more, sizeof more);
    return TDA_OK;
}

static tda_status read_words(tdai_json *j, tda_feature_model *m)
{
    tda_status st = TDA_OK;
    tda_bytes text = {0};
    TRY(tdai_json_expect(j, '['));
    if (tdai_json_take(j, ']'))
        goto done;
    do {
        TRY(tdai_json_text(j, &text));
        TRY(grow(j->ctx, &m->word, m->words));
        m->word[m->words++] = text.at;
        text = (tda_bytes){0};
    } while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, ']'));
done:
    tda_bytes_clear(&text);
    return st;
}

/* The value of one setting: a word, a number or a list of numbers. */
static tda_status read_setting(tdai_json *j, tda_vectorizer *v, int k)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    tdai_values values = {0};
    const tdai_key *key = &v->row->key[k];
    const char *where = j->at;
    if (key->choice) {
        tdai_word w;
        double place = 0;
        TRY(tdai_json_word(j, &w));
        while (key->choice[(int)place] && !tdai_word_is(w, key->choice[(int)place]))
            place++;
        if (!key->choice[(int)place])
            FAIL_AT(j->t, w.at, "%s: %s is not %s", v->row->name, key->name,
                    tdai_word_quote(w).text);
        TRY(tdai_set(ctx, v, k, &place, 1));
        goto done;
    }
    TRY(tdai_json_reals(j, &values));
    TRY(tdai_key_check(ctx, v, k, values.at, values.size));
    if (v->set[k].size)
        FAIL_AT(j->t, where, "%s: %s stands twice", v->row->name, key->name);
    TRY(tdai_set(ctx, v, k, values.at, values.size));
done:
    tdai_free(values.at);
    return st;
}

static tda_status read_settings(tdai_json *j, tda_vectorizer *v)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    TRY(tdai_json_expect(j, '{'));
    if (tdai_json_take(j, '}'))
        goto done;
    do {
        tdai_word w;
        int k = 0;
        TRY(tdai_json_name(j, &w));
        while (v->row->key[k].name && !tdai_word_is(w, v->row->key[k].name))
            k++;
        if (!v->row->key[k].name)
            FAIL_AT(j->t, w.at, "%s has no key %s", v->row->name,
                    tdai_word_quote(w).text);
        TRY(read_setting(j, v, k));
    } while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, '}'));
done:
    return st;
}

static tda_status read_vectorizer(tdai_json *j, tda_feature_model *m)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    tda_vectorizer *v = NULL;
    TRY(tdai_json_expect(j, '{'));
    const char *where = j->at;
    do {
        tdai_word w, name;
        TRY(tdai_json_name(j, &w));
        if (tdai_word_is(w, "name") && !v) {
            TRY(tdai_json_word(j, &name));
            const tdai_vectorizer_row *row = tdai_vectorizer_named(name.at, name.size);
            if (!row)
                FAIL_AT(j->t, name.at, "no vectorizer %s", tdai_word_quote(name).text);
            TRY(tdai_vectorizer_alloc(ctx, &v, row));
        } else if (tdai_word_is(w, "settings") && v) {
            TRY(read_settings(j, v));
        } else {
            TRY(tdai_json_skip(j, 0));
        }
    } while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, '}'));
    if (!v)
        FAIL_AT(j->t, where, "a vectorizer needs its name");
    TRY(tdai_vectorizer_defaults(ctx, v));
    TRY(grow(ctx, &m->vectorizer, m->size));
    m->vectorizer[m->size++] = v;
    v = NULL;
done:
    tda_vectorizer_free(v);
    return st;
}

static tda_status read_vectorizers(tdai_json *j, tda_feature_model *m)
{
    tda_status st = TDA_OK;
    TRY(tdai_json_expect(j, '['));
    if (tdai_json_take(j, ']'))
        goto done;
    do {
        TRY(tdai_poll(j->ctx, "reading vectorizers", j->at - j->t->begin,
                      j->end - j->t->begin));
        TRY(read_vectorizer(j, m));
    } while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, ']'));
done:
    return st;
}

tda_status tda_feature_model_parse(tda_ctx *ctx, tda_feature_model *out, const char *name,
                                   const char *bytes, size_t size)
{
    tda_status st = TDA_OK;
    tda_feature_model m = {0};
    tdai_text text = tdai_text_new(name, size ? bytes : "", size);
    tdai_json j = tdai_json_new(ctx, &text);
    bool there = false;
    TRY(tdai_json_expect(&j, '{'));
    if (!tdai_json_take(&j, '}')) {
        do {
            tdai_word w;
            TRY(tdai_json_name(&j, &w));
            bool options = tdai_word_is(w, "options") && !m.words,
                 vectorizers = tdai_word_is(w, "vectorizers") && !there;
            there |= vectorizers;
            TRY(options       ? read_words(&j, &m)
                : vectorizers ? read_vectorizers(&j, &m)
                              : tdai_json_skip(&j, 0));
        } while (tdai_json_take(&j, ','));
        TRY(tdai_json_expect(&j, '}'));
    }
    TRY(tdai_json_end(&j));
    if (!there)
        FAIL_AT(&text, text.begin, "this object has no vectorizers; a model has");
    *out = m;
    m = (tda_feature_model){0};
done:
    tda_feature_model_clear(&m);
    return st;
}
