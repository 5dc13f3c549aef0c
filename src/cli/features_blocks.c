/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features_blocks.c - From the options to blocks, slots and streams, and from a model back to options.
 *
 * What a model keeps of the options is the words themselves, so that applying it is to read them
 * again: nothing can be forgotten. Those that only say how a run goes are left out. */
#include "cli/feature.h"
#include "cli/option.h"
#include <stdlib.h>
#include <string.h>

static bool says_how(const cli_row *row)
{
    static const char *const names[] = {"output", "list",   "fit", "apply",
                                        "gram",   "kernel", NULL};
    return cli_choice(row->name, strlen(row->name), names) >= 0 ||
           (row->heading == CLI_RUNNING && strcmp(row->name, "seed") != 0);
}

static int keep_words(cli_session *s, cli_blocks *b, const cli_options *o)
{
    int code = cli_alloc(s, &b->model.word, o->words, sizeof *b->model.word, "options");
    for (int i = 0; i < o->words && code == CLI_DONE; i++) {
        const cli_row *row = o->word[i].row;
        const char *text = o->word[i].text;
        if (says_how(row))
            continue;
        size_t size = strlen(row->name) + (text ? strlen(text) : 0) + 4;
        code =
            cli_alloc(s, &b->model.word[b->model.words], (tda_index)size, 1, "options");
        if (code == CLI_DONE)
            snprintf(b->model.word[b->model.words++], size, "--%s%s%s", row->name,
                     text ? "=" : "", text ? text : "");
    }
    return code;
}

/* The options of a model, as if they stood on the command line. */
static int read_model(cli_session *s, cli_blocks *b, cli_options *out)
{
    const cli_options *o = s->o;
    tda_feature_model *m = &b->applied;
    char *bytes, *argv[CLI_WORDS + 2];
    size_t size;
    for (int i = 0; i < o->words; i++)
        if (!says_how(o->word[i].row))
            return cli_usage(o->command, "--%s comes from the model of --apply",
                             o->word[i].row->name);
    int code = cli_file_read(s, o->apply, &bytes, &size);
    if (code != CLI_DONE)
        return code;
    tda_status st = tda_feature_model_parse(s->ctx, m, o->apply, bytes, size);
    free(bytes);
    if (st != TDA_OK)
        return cli_fail(s, st, o->apply);
    if (m->words > CLI_WORDS)
        return cli_error(o->command, CLI_INPUT, "%s: more than %d options", o->apply,
                         CLI_WORDS);
    argv[0] = (char *)(uintptr_t)o->command->name;
    for (tda_index i = 0; i < m->words; i++)
        argv[i + 1] = m->word[i];
    argv[m->words + 1] = NULL;
    code = cli_options_parse(out, o->command, (int)m->words + 1, argv);
    if (code == CLI_DONE && out->inputs)
        code = cli_error(o->command, CLI_INPUT, "%s: '%s' is no option", o->apply,
                         out->input[0]);
    tda_ctx_set_seed(s->ctx, out->seed);
    return code;
}

/* Which filtrations a block can have, by what its vectorizers read; and its degrees. */
static int check_block(cli_session *s, cli_options *block, unsigned kinds, bool alone)
{
    static cli_command one, several;
    bool diagrams = (kinds & 1u << TDA_DESCRIPTOR_DIAGRAM) != 0;
    char possible[CLI_LIST];
    if (block->vectorizers == 0)
        return cli_usage(s->o->command, "no --vectorizer given%s",
                         alone ? "" : " in one of the blocks");
    if (diagrams && kinds != 1u << TDA_DESCRIPTOR_DIAGRAM)
        return cli_usage(s->o->command,
                         "one block has vectorizers of diagrams and of several "
                         "parameters: put --and between them");
    one = several = *s->o->command;
    one.groups &= ~(unsigned)CLI_TAKES_SEVERAL;
    several.groups &= ~(unsigned)CLI_TAKES_ONE;
    block->command = diagrams ? &one : &several;
    if (block->filtration != CLI_BY_KIND &&
        !cli_filtration_fits((cli_filtration)block->filtration, TDA_KIND_NONE,
                             block->command))
        return cli_usage(s->o->command, "%s reads %s: their filtrations are %s, not %s",
                         block->vectorizer[0],
                         diagrams ? "diagrams" : "modules or signed measures",
                         cli_filtrations(possible, TDA_KIND_NONE, block->command),
                         cli_filtration_name((cli_filtration)block->filtration));
    if (block->filtration == CLI_ZIGZAG)
        return cli_usage(s->o->command, "features does not read zigzags");
    return CLI_DONE;
}

/* The slot of a block, a degree and a kind, which is made where there is none. */
static int slot_of(cli_blocks *b, int block, int degree, tda_descriptor_kind kind)
{
    for (int i = 0; i < b->slots; i++)
        if (b->slot[i].block == block && b->slot[i].degree == degree &&
            b->slot[i].kind == kind)
            return i;
    b->slot[b->slots] = (cli_slot){block, degree, kind};
    return b->slots++;
}

/* The streams of one block; `next` counts the vectorizers taken from a model. */
static int add_streams(cli_session *s, cli_blocks *b, int block, tda_index *next)
{
    cli_options *o = &b->block[block];
    unsigned kinds = 0;
    bool any = false;
    for (int k = 0; k < CLI_DEGREES; k++)
        any |= o->degree[k];
    if (!any) {
        o->degree[1] = true;
        o->first = o->last = 1;
    }
    for (int k = o->first; k <= o->last; k++) {
        for (int i = 0; i < o->vectorizers && o->degree[k]; i++) {
            tda_vectorizer *v = NULL;
            if (s->o->apply && *next == b->applied.size)
                return cli_error(s->o->command, CLI_INPUT,
                                 "%s: fewer vectorizers than its options ask for",
                                 s->o->apply);
            tda_status st = TDA_OK;
            if (s->o->apply) {
                v = b->applied.vectorizer[*next];
                b->applied.vectorizer[(*next)++] = NULL;
            } else {
                st = tda_vectorizer_new(s->ctx, &v, o->vectorizer[i]);
            }
            if (st == TDA_EINVAL)
                return cli_usage(s->o->command, "--vectorizer %s: %s", o->vectorizer[i],
                                 tda_ctx_message(s->ctx));
            if (st != TDA_OK)
                return cli_fail(s, st, "--vectorizer");
            b->model.vectorizer[b->model.size++] = v;
            kinds |= 1u << tda_vectorizer_kind(v);
            b->stream[b->streams++] =
                (cli_stream){slot_of(b, block, k, tda_vectorizer_kind(v)), v, -1};
        }
    }
    return check_block(s, o, kinds, b->count == 1);
}

/* Copy a chain of blocks, the first of which was ended first. */
static int copy_blocks(cli_session *s, cli_blocks *b, const cli_options *last)
{
    int n = 0;
    for (const cli_options *o = last; o; o = o->before)
        n++;
    if (n > CLI_BLOCKS)
        return cli_usage(s->o->command, "more than %d blocks", CLI_BLOCKS);
    b->count = n;
    for (const cli_options *o = last; o; o = o->before) {
        cli_options *to = &b->block[--n];
        *to = *o;
        to->threads = 1;
        to->verbose = false;
        to->seed = last->seed;
        to->inputs = 1;
    }
    return CLI_DONE;
}

static bool settled(const cli_blocks *b)
{
    for (int i = 0; i < b->streams; i++)
        if (!tda_vectorizer_settled(b->stream[i].vectorizer))
            return false;
    return true;
}

bool cli_blocks_settled(const cli_blocks *b)
{
    return settled(b);
}

void cli_blocks_count(cli_blocks *b)
{
    b->columns = 0;
    for (int i = 0; i < b->streams; i++) {
        b->stream[i].first = b->columns;
        b->columns += tda_vectorizer_columns(b->stream[i].vectorizer);
    }
}

int cli_blocks_make(cli_session *s, cli_blocks *b)
{
    const cli_options *last = s->o;
    tda_index next = 0, most = 0;
    int code = CLI_DONE;
    if (s->o->apply) {
        code = cli_alloc(s, &b->options, 1, sizeof *b->options, "the options of a model");
        if (code == CLI_DONE) {
            cli_options_reset(b->options, s->o->command);
            code = read_model(s, b, b->options);
        }
        last = b->options;
    }
    if (code == CLI_DONE)
        code = copy_blocks(s, b, last);
    if (code == CLI_DONE)
        code = keep_words(s, b, last);
    for (int i = 0; i < b->count; i++)
        most += (tda_index)CLI_DEGREES * b->block[i].vectorizers;
    if (code == CLI_DONE)
        code = cli_alloc(s, &b->slot, most, sizeof *b->slot, "a list");
    if (code == CLI_DONE)
        code = cli_alloc(s, &b->stream, most, sizeof *b->stream, "a list");
    if (code == CLI_DONE)
        code = cli_alloc(s, &b->model.vectorizer, most, sizeof *b->model.vectorizer,
                         "a list");
    for (int i = 0; i < b->count && code == CLI_DONE; i++)
        code = add_streams(s, b, i, &next);
    if (code == CLI_DONE && s->o->apply && next != b->applied.size)
        code = cli_error(s->o->command, CLI_INPUT,
                         "%s: more vectorizers than its options ask for", s->o->apply);
    if (code == CLI_DONE && s->o->apply && !settled(b))
        code = cli_error(s->o->command, CLI_INPUT,
                         "%s: a vectorizer lacks what it has to learn", s->o->apply);
    return code;
}

void cli_blocks_column(const cli_blocks *b, tda_index column, char text[CLI_LIST])
{
    char name[TDA_COLUMN_CHARS], number[16] = "";
    int i = 0;
    while (i + 1 < b->streams && b->stream[i + 1].first <= column)
        i++;
    const cli_stream *stream = &b->stream[i];
    const cli_slot *slot = &b->slot[stream->slot];
    int filtration = b->block[slot->block].filtration;
    tda_vectorizer_column(stream->vectorizer, column - stream->first, name);
    if (b->count > 1)
        snprintf(number, sizeof number, "%d:", slot->block + 1);
    snprintf(text, CLI_LIST, "%s%s%sH%d/%s", number,
             filtration == CLI_BY_KIND ? ""
                                       : cli_filtration_name((cli_filtration)filtration),
             filtration == CLI_BY_KIND ? "" : "/", slot->degree, name);
}

static void clear_chain(cli_options *before)
{
    while (before) {
        cli_options *next = before->before;
        free(before);
        before = next;
    }
}

void cli_blocks_clear(cli_blocks *b)
{
    for (tda_index i = 0; i < b->model.words; i++)
        free(b->model.word[i]);
    for (tda_index i = 0; i < b->model.size; i++)
        tda_vectorizer_free(b->model.vectorizer[i]);
    free(b->model.word);
    free(b->model.vectorizer);
    tda_feature_model_clear(&b->applied);
    if (b->options)
        clear_chain(b->options->before);
    free(b->options);
    free(b->slot);
    free(b->stream);
    *b = (cli_blocks){0};
}
