/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_diagrams.c - Several diagrams that belong together, such as the four kinds of extended
 * persistence, in one file: npy, npz and JSON. In arrays a kind is its number from 0. */
#include "io/npz.h"
#include "io/write.h"

static const char *const stage = "writing a diagram";

static tda_index bars_of(const tda_diagram *d)
{
    return d->degrees ? d->start[d->degrees] : 0;
}

/* All bars; or the status of a NaN among them. */
static tda_status count(tda_ctx *ctx, const tda_diagram *d, tda_index n, tda_index *bars)
{
    tda_status st = TDA_OK;
    *bars = 0;
    for (tda_index i = 0; i < n; i++) {
        TRY(tdai_diagram_check(ctx, &d[i]));
        *bars += bars_of(&d[i]);
    }
done:
    return st;
}

tda_status tda_diagrams_npy(tda_ctx *ctx, tda_bytes *out, const tda_diagram *diagrams,
                            tda_index n)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, bars;
    TRY(count(ctx, diagrams, n, &bars));
    TRY(tdai_npy_begin(ctx, out, "<f8", 2, (tda_index[]){bars, 7}));
    for (tda_index j = 0; j < n; j++) {
        const tda_diagram *d = &diagrams[j];
        for (int k = 0; k < d->degrees; k++)
            for (tda_index i = d->start[k]; i < d->start[k + 1]; i++) {
                TRY(tdai_poll(ctx, stage, i, bars));
                double row[] = {(double)j,
                                k,
                                d->birth[i],
                                d->death[i],
                                (double)d->birth_cell[i],
                                (double)d->death_cell[i],
                                d->cut[i]};
                if ((tda_index)row[4] != d->birth_cell[i] ||
                    (tda_index)row[5] != d->death_cell[i])
                    FAIL(TDA_EINVAL,
                         "the cells of bar %lld in degree %d are not exact as doubles: "
                         "write csv or npz",
                         (long long)(i - d->start[k]), k);
                TRY(tdai_npy_words(ctx, out, row, 7));
            }
    }
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

/* The columns of all bars. */
typedef struct columns {
    int64_t *kind, *degree, *birth_cell, *death_cell;
    double *pairs;
    bool *cut;
} columns;

static tda_status fill(tda_ctx *ctx, columns *c, const tda_diagram *diagrams, tda_index n,
                       tda_index bars)
{
    tda_status st = TDA_OK;
    tda_index at = 0;
    for (tda_index j = 0; j < n; j++) {
        const tda_diagram *d = &diagrams[j];
        for (int k = 0; k < d->degrees; k++)
            for (tda_index i = d->start[k]; i < d->start[k + 1]; i++, at++) {
                TRY(tdai_poll(ctx, stage, at, bars));
                c->kind[at] = j;
                c->degree[at] = k;
                c->pairs[2 * at] = d->birth[i];
                c->pairs[2 * at + 1] = d->death[i];
                c->birth_cell[at] = d->birth_cell[i];
                c->death_cell[at] = d->death_cell[i];
                c->cut[at] = d->cut[i];
            }
    }
done:
    return st;
}

static tda_status add_meta(tdai_npz *a, const tda_diagram *d, const char *const *kind,
                           tda_index n)
{
    tda_status st = TDA_OK;
    tda_bytes json = {0};
    TRY(tdai_bytes_text(a->ctx, &json, "{\"kinds\": ["));
    for (tda_index j = 0; j < n; j++) {
        TRY(tdai_bytes_text(a->ctx, &json, j ? ", " : ""));
        TRY(tdai_json_string(a->ctx, &json, kind[j]));
    }
    TRY(tdai_bytes_text(a->ctx, &json, "]"));
    if (n > 0) {
        TRY(tdai_bytes_text(a->ctx, &json, ", \"record\": "));
        TRY(tdai_json_record(a->ctx, &json, &d->record));
    }
    TRY(tdai_bytes_text(a->ctx, &json, "}\n"));
    TRY(tdai_npz_add(a, "meta.json", &json));
done:
    tda_bytes_clear(&json);
    return st;
}

tda_status tda_diagrams_npz(tda_ctx *ctx, tda_bytes *out, const tda_diagram *diagrams,
                            const char *const *kind, tda_index n)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, bars;
    tdai_arena tmp = {0};
    tdai_npz a = tdai_npz_new(ctx, out);
    TRY(count(ctx, diagrams, n, &bars));
    columns c = {.kind = ARRAY(&tmp, int64_t, bars),
                 .degree = ARRAY(&tmp, int64_t, bars),
                 .birth_cell = ARRAY(&tmp, int64_t, bars),
                 .death_cell = ARRAY(&tmp, int64_t, bars),
                 .pairs = ARRAY(&tmp, double, 2 * bars),
                 .cut = ARRAY(&tmp, bool, bars)};
    TRY(tdai_arena_status(ctx, &tmp));
    TRY(fill(ctx, &c, diagrams, n, bars));
    TRY(tdai_npz_array(&a, "kind.npy", "<i8", 8, 1, bars, 1, c.kind));
    TRY(tdai_npz_array(&a, "dgm.npy", "<f8", 8, 2, bars, 2, c.pairs));
    TRY(tdai_npz_array(&a, "dim.npy", "<i8", 8, 1, bars, 1, c.degree));
    TRY(tdai_npz_array(&a, "birth_cell.npy", "<i8", 8, 1, bars, 1, c.birth_cell));
    TRY(tdai_npz_array(&a, "death_cell.npy", "<i8", 8, 1, bars, 1, c.death_cell));
    TRY(tdai_npz_array(&a, "cut.npy", "|b1", 1, 1, bars, 1, c.cut));
    TRY(add_meta(&a, diagrams, kind, n));
    TRY(tdai_npz_finish(&a));
done:
    tdai_arena_free(&tmp);
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

tda_status tda_diagrams_json(tda_ctx *ctx, tda_bytes *out, const tda_diagram *diagrams,
                             const char *const *kind, tda_index n)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    TRY(tdai_bytes_text(ctx, out, "{"));
    for (tda_index j = 0; j < n; j++) {
        TRY(tdai_bytes_text(ctx, out, j ? "," : ""));
        TRY(tdai_json_string(ctx, out, kind[j]));
        TRY(tdai_bytes_text(ctx, out, ":\n"));
        TRY(tda_diagram_json(ctx, out, &diagrams[j]));
    }
    TRY(tdai_bytes_text(ctx, out, "}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
