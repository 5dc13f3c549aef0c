/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagram_write.c - A diagram, and its cycles, in the formats that paths name. */
#include "cli/option.h"
#include "cli/source.h"
#include <string.h>

/* The first is what standard output gets. */
const char *const cli_diagram_endings[] = {".csv",  ".npy",   ".npz", ".json",
                                           ".pers", ".dipha", ".svg", NULL};

/* In their order; pictures have options of their own. */
static tda_status (*const writers[])(tda_ctx *ctx, tda_bytes *out,
                                     const tda_diagram *diagram) = {
    tda_diagram_csv,  tda_diagram_npy,  tda_diagram_npz,
    tda_diagram_json, tda_diagram_pers, tda_diagram_dipha,
};
enum { WRITERS = sizeof writers / sizeof *writers };

typedef struct result {
    const tda_diagram *diagram;
    const tda_chains *chains;
} result;

static tda_status draw(cli_session *s, const cli_source *src, const tda_diagram *d,
                       tda_bytes *out)
{
    tda_diagram_draw_opts opts = TDA_DIAGRAM_DRAW_OPTS_INIT;
    opts.title = s->o->title;
    opts.plot = (tda_plot)s->o->plot;
    if (strncmp(src->axis, "parameter ", 10) != 0)
        opts.axis = src->axis;
    opts.unit = opts.axis ? src->axis_unit : NULL;
    return tda_diagram_svg(s->ctx, out, d, &opts);
}

int cli_diagram_render(cli_session *s, const cli_source *src, const tda_diagram *d,
                       const char *path, tda_bytes *out)
{
    const char *ending = path ? cli_ending(path) : "";
    int format = cli_choice(ending, strlen(ending), cli_diagram_endings);
    tda_status st = format < WRITERS ? writers[format < 0 ? 0 : format](s->ctx, out, d)
                                     : draw(s, src, d, out);
    return cli_rendered(s, st, path);
}

static int render(cli_session *s, const cli_source *src, const void *arg,
                  const char *path, tda_bytes *out)
{
    const result *r = arg;
    if (path && path == s->o->cycles)
        return cli_rendered(s, tda_chains_csv(s->ctx, out, r->chains, src->swept), path);
    return cli_diagram_render(s, src, r->diagram, path, out);
}

int cli_diagram_write(cli_session *s, const cli_source *src, const tda_diagram *d,
                      const tda_chains *chains)
{
    result r = {d, chains};
    return cli_outputs_write(s, src, s->o->cycles, render, &r);
}
