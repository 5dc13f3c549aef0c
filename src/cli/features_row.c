/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features_row.c - One input: to the descriptors of all blocks, and from these to its row. */
#include "cli/feature.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The diagrams of a block of one parameter. */
static int diagrams(cli_session *s, cli_source *src, const cli_blocks *b, int block,
                    cli_pack *out)
{
    tda_diagram diagram = {0};
    int code = cli_source_diagram(s, src, &diagram, NULL);
    for (int i = 0; i < b->slots && code == CLI_DONE; i++)
        if (b->slot[i].block == block)
            cli_pack_diagram(out, &diagram, b->slot[i].degree);
    tda_diagram_clear(&diagram);
    return code;
}

static bool wants(const cli_blocks *b, int block, tda_descriptor_kind kind)
{
    for (int i = 0; i < b->slots; i++)
        if (b->slot[i].block == block && b->slot[i].kind == kind)
            return true;
    return false;
}

/* The measures and modules of a block of several. */
static int several(cli_session *s, cli_source *src, const cli_blocks *b, int block,
                   cli_pack *out)
{
    const cli_options *o = s->o;
    tda_complex *complex = NULL;
    tda_measure measure[CLI_DEGREES] = {{0}};
    tda_module_opts opts = TDA_MODULE_OPTS_INIT;
    tda_status st = TDA_OK;
    int code = cli_source_functions(s, src, true);
    opts.lines = o->module_lines;
    opts.error = o->module_error;
    if (code == CLI_DONE)
        code = cli_source_two(s, src);
    if (code == CLI_DONE)
        code = cli_source_build(s, src, o->last <= 1, &complex);
    if (code == CLI_DONE && wants(b, block, TDA_DESCRIPTOR_MEASURE))
        st = cli_source_hilbert(s, src, complex, measure, o->first, o->last);
    for (int i = 0; i < b->slots && code == CLI_DONE && st == TDA_OK; i++) {
        tda_module module = {0};
        if (b->slot[i].block != block)
            continue;
        if (b->slot[i].kind == TDA_DESCRIPTOR_MEASURE) {
            cli_pack_measure(out, &measure[b->slot[i].degree - o->first]);
            continue;
        }
        st = cli_source_module(s, src, complex, &module, b->slot[i].degree, &opts);
        if (st == TDA_OK)
            cli_pack_module(out, &module);
        tda_module_clear(&module);
    }
    if (code == CLI_DONE)
        code = cli_check(s, st, src->name);
    for (int k = 0; k < CLI_DEGREES; k++)
        tda_measure_clear(&measure[k]);
    tda_complex_free(complex);
    return code;
}

/* A cloud of a batch, or what the bytes of a file hold. */
static tda_status read_input(cli_session *s, const cli_item *item,
                             const cli_batch *batches, const char *bytes, size_t size,
                             tda_input *out)
{
    tda_read_opts opts = cli_read_opts(s->o);
    if (item->batch < 0)
        return tda_input_parse(s->ctx, out, item->name, bytes, size, &opts);
    tda_cloud cloud = batches[item->batch].first;
    cloud.at += item->place * cloud.size * cloud.dimension;
    cloud.own = NULL;
    tda_status st = tda_cloud_check(s->ctx, &cloud);
    if (st == TDA_OK)
        *out = (tda_input){.kind = TDA_KIND_CLOUD,
                           .format = TDA_FORMAT_NPY,
                           .cloud = cloud,
                           .threshold = INFINITY};
    return st;
}

int cli_describe(cli_session *s, const cli_blocks *b, const cli_item *item,
                 const cli_batch *batches, const char *bytes, size_t size, cli_pack *out)
{
    int code = CLI_DONE;
    for (int i = 0; i < b->count && code == CLI_DONE; i++) {
        cli_session mine = *s;
        cli_source src = {0};
        tda_input input = {0};
        mine.o = &b->block[i];
        tda_status st = read_input(&mine, item, batches, bytes, size, &input);
        code = cli_check(&mine, st, item->name);
        if (code == CLI_DONE)
            code = cli_source_adopt(&mine, &src, item->name, &input);
        if (code == CLI_DONE)
            code = wants(b, i, TDA_DESCRIPTOR_DIAGRAM) ? diagrams(&mine, &src, b, i, out)
                                                       : several(&mine, &src, b, i, out);
        cli_source_clear(&src);
    }
    if (code == CLI_DONE && out->failed)
        code = cli_error(s->o->command, CLI_LIMIT, "%s: out of memory", item->name);
    return code;
}

int cli_vectorize(cli_session *s, const cli_blocks *b, const char *name,
                  const int64_t *packed, double *row)
{
    tda_status st = TDA_OK;
    for (int i = 0; i < b->slots && st == TDA_OK; i++) {
        cli_unpacked u;
        packed = cli_unpack(&u, packed, &b->slot[i]);
        for (int j = 0; j < b->streams && st == TDA_OK; j++)
            if (b->stream[j].slot == i)
                st = tda_vectorizer_apply(s->ctx, row + b->stream[j].first,
                                          b->stream[j].vectorizer, &u.descriptor);
    }
    return cli_check(s, st, name);
}
