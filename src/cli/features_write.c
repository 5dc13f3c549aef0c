/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features_write.c - The rows out of the journal into one table, and that to every output.
 *
 * Beside each file stands a json that tells how it came about and serves as a model, too. */
#include "cli/feature.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a table is made of, as long as it is written. */
typedef struct parts {
    double *value;
    const char **column, **input, **hash, **failure;
    char *names, *hashes;
} parts;

static int read_rows(cli_features *f, double *value)
{
    tda_index columns = f->blocks.columns;
    for (tda_index i = 0; i < f->items.count; i++) {
        const cli_item *item = &f->items.item[i];
        double *row = value + i * columns;
        int64_t size = -1;
        void *at =
            item->row >= 0 ? cli_journal_read(&f->journal, item->row, &size) : NULL;
        if (at && size == columns * (int64_t)sizeof *row)
            memcpy(row, at, (size_t)size);
        free(at);
        if (item->row >= 0 && size != columns * (int64_t)sizeof *row)
            return cli_error(f->s->o->command, CLI_FAILED,
                             "%s: the journal cannot be read", item->name);
        for (tda_index c = 0; item->row < 0 && c < columns; c++)
            row[c] = NAN;
    }
    return CLI_DONE;
}

static int gather(cli_features *f, parts *p)
{
    cli_session *s = f->s;
    tda_index rows = f->items.count, columns = f->blocks.columns;
    int code = cli_alloc(s, &p->value, rows, (size_t)columns * sizeof *p->value,
                         "the table of features");
    void *const lists[] = {&p->input, &p->hash, &p->failure};
    for (int i = 0; i < 3 && code == CLI_DONE; i++)
        code = cli_alloc(s, lists[i], rows, sizeof(char *), "names");
    if (code == CLI_DONE)
        code = cli_alloc(s, &p->column, columns, sizeof(char *), "names");
    if (code == CLI_DONE)
        code = cli_alloc(s, &p->names, columns, CLI_LIST, "names");
    if (code == CLI_DONE)
        code = cli_alloc(s, &p->hashes, rows, CLI_HEX, "names");
    if (code != CLI_DONE)
        return code;
    for (tda_index c = 0; c < columns; c++) {
        p->column[c] = p->names + c * CLI_LIST;
        cli_blocks_column(&f->blocks, c, p->names + c * CLI_LIST);
    }
    for (tda_index i = 0; i < rows; i++) {
        const cli_item *item = &f->items.item[i];
        p->input[i] = item->name;
        p->hash[i] = item->hashed ? p->hashes + i * CLI_HEX : NULL;
        cli_digest_hex(p->hashes + i * CLI_HEX, &item->hash);
        p->failure[i] = item->failure;
    }
    return read_rows(f, p->value);
}

static tda_status render(cli_session *s, const tda_feature_table *t,
                         const tda_feature_model *model, const char *path, tda_bytes *out)
{
    const char *ending = path ? cli_ending(path) : "";
    if (strcmp(ending, ".npy") == 0)
        return tda_npy_f8(s->ctx, out, 2, (tda_index[]){t->rows, t->columns}, t->value);
    if (strcmp(ending, ".npz") == 0)
        return tda_features_npz(s->ctx, out, t, model);
    if (strcmp(ending, ".json") == 0)
        return tda_features_json(s->ctx, out, t, model);
    return tda_features_csv(s->ctx, out, t);
}

static int write_one(cli_session *s, const tda_feature_table *t,
                     const tda_feature_model *model, const char *path)
{
    tda_bytes bytes = {0};
    tda_status st = render(s, t, model, path, &bytes);
    int code = cli_rendered(s, st, path);
    if (code == CLI_DONE)
        code = cli_write(s, path, &bytes);
    tda_bytes_clear(&bytes);
    return code;
}

/* The table's own json, unless that is asked for by name. */
static int write_beside(cli_session *s, const tda_feature_table *t,
                        const tda_feature_model *model, const char *path)
{
    size_t stem = strlen(path) - strlen(cli_ending(path));
    char *beside;
    int code = cli_alloc(s, &beside, (tda_index)stem + 8, 1, "a path");
    if (code != CLI_DONE)
        return code;
    snprintf(beside, stem + 8, "%.*s.json", (int)stem, path);
    code = write_one(s, t, model, beside);
    free(beside);
    return code;
}

int cli_features_write(cli_features *f)
{
    const cli_options *o = f->s->o;
    parts p = {0};
    int code = gather(f, &p);
    tda_feature_table table = {
        f->items.count, f->blocks.columns, p.value, p.column, p.input, p.hash, p.failure};
    if (code == CLI_DONE && o->outputs == 0)
        code = write_one(f->s, &table, &f->blocks.model, NULL);
    for (int i = 0; i < o->outputs && code == CLI_DONE; i++) {
        const char *path = o->output[i];
        code = write_one(f->s, &table, &f->blocks.model, path);
        if (code == CLI_DONE && strcmp(path, "-") != 0 &&
            strcmp(cli_ending(path), ".json") != 0)
            code = write_beside(f->s, &table, &f->blocks.model, path);
    }
    if (code == CLI_DONE && o->gram)
        code = cli_features_gram(f->s, &table);
    void *const own[] = {p.value,        (void *)p.column,  (void *)p.input,
                         (void *)p.hash, (void *)p.failure, p.names,
                         p.hashes};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        free(own[i]);
    return code;
}
