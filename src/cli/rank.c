/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank.c - tda signed-barcode --invariant rank and hook: bars between pairs of grades. */
#include "cli/result.h"
#include <string.h>

typedef struct ranks {
    const tda_complex *complex;
    tda_signed_barcode barcode[CLI_DEGREES];
    tda_index count;
} ranks;

/* The barcode of one degree; the complex is on the grid already. */
static tda_status one(cli_session *s, const cli_source *src, tda_signed_barcode *out,
                      const tda_complex *complex, int degree)
{
    tda_presentation *p = NULL;
    tda_signed_barcode rectangles = {0};
    tda_status st;
    if (tda_complex_cells(complex)->params > 2) {
        st = tda_complex_rank_barcode(s->ctx, &rectangles, complex, degree, NULL);
    } else {
        st = cli_source_presentation(s, src, complex, &p, degree);
        if (st == TDA_OK)
            st = tda_presentation_rank_barcode(s->ctx, &rectangles, p, NULL);
    }
    tda_presentation_free(p);
    if (st == TDA_OK && s->o->invariant == CLI_HOOK) {
        st = tda_signed_barcode_hooks(s->ctx, out, &rectangles);
        tda_signed_barcode_clear(&rectangles);
    } else if (st == TDA_OK) {
        *out = rectangles;
    }
    return st;
}

static int render(cli_session *s, const cli_source *src, const void *arg,
                  const char *path, tda_bytes *out)
{
    const ranks *r = arg;
    const char *ending = path ? cli_ending(path) : "";
    tda_status st;
    (void)src;
    tda_draw_opts draw = TDA_DRAW_OPTS_INIT;
    draw.title = s->o->title;
    if (strcmp(ending, ".svg") == 0)
        st = tda_signed_barcode_svg(s->ctx, out, r->barcode, r->count, r->complex, &draw);
    else if (strcmp(ending, ".json") == 0)
        st = tda_signed_barcode_json(s->ctx, out, r->barcode, r->count, r->complex);
    else if (strcmp(ending, ".npz") == 0)
        st = tda_signed_barcode_npz(s->ctx, out, r->barcode, r->count);
    else if (strcmp(ending, ".npy") == 0)
        st = tda_signed_barcode_npy(s->ctx, out, r->barcode, r->count);
    else
        st = tda_signed_barcode_csv(s->ctx, out, r->barcode, r->count);
    return cli_rendered(s, st, path);
}

int cli_rank(cli_session *s, const cli_source *src, const tda_complex *complex)
{
    static ranks r;
    const cli_options *o = s->o;
    int code = CLI_DONE;
    r.complex = complex;
    for (int k = o->first; k <= o->last && code == CLI_DONE; k++) {
        if (!o->degree[k])
            continue;
        tda_signed_barcode *b = &r.barcode[r.count];
        tda_status st = one(s, src, b, complex, k);
        if (st != TDA_OK) {
            code = cli_fail(s, st, src->name);
            break;
        }
        r.count++;
        cli_say(s, "degree %d: %lld %s", k, (long long)b->size,
                o->invariant == CLI_HOOK ? "hooks" : "rectangles");
    }
    if (code == CLI_DONE)
        code = cli_outputs_write(s, src, NULL, render, &r);
    for (tda_index i = 0; i < r.count; i++)
        tda_signed_barcode_clear(&r.barcode[i]);
    r.count = 0;
    return code;
}
