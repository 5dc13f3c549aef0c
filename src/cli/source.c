/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source.c - Reads INPUT and decides which filtration it calls for. */
#include "cli/source.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int cli_alloc(const cli_session *s, void *out, tda_index n, size_t size, const char *what)
{
    char need[32];
    void *p =
        n >= 0 && (uint64_t)n <= PTRDIFF_MAX / size ? malloc((size_t)n * size + 1) : NULL;
    if (p) {
        memcpy(out, &p, sizeof p);
        return CLI_DONE;
    }
    cli_human(need, (double)n * (double)size);
    return cli_error(s->o->command, CLI_LIMIT, "out of memory: %s needs %s", what, need);
}

int cli_stdin(const cli_session *s, char **out, size_t *size)
{
    size_t room = 0, n = 0;
    char *at = NULL;
    ssize_t got = 1;
    while (got > 0 && !cli_interrupted()) {
        if (n == room) {
            room = room ? 2 * room : 1 << 16;
            char *more = realloc(at, room);
            if (!more) {
                free(at);
                return cli_error(s->o->command, CLI_LIMIT, "<stdin>: out of memory");
            }
            at = more;
        }
        got = read(STDIN_FILENO, at + n, room - n);
        n += got > 0 ? (size_t)got : 0;
    }
    if (got < 0 || cli_interrupted()) {
        int code = cli_interrupted() ? cli_fail(s, TDA_ECANCEL, "<stdin>")
                                     : cli_error(s->o->command, CLI_INPUT, "<stdin>: %s",
                                                 strerror(errno));
        free(at);
        return code;
    }
    *out = at;
    *size = n;
    return CLI_DONE;
}

static bool is_zigzag(const cli_options *o)
{
    return o->filtration == CLI_ZIGZAG ||
           (o->filtration == CLI_BY_KIND && (o->command->groups & CLI_TAKES_ONE) &&
            strcmp(cli_ending(o->input[0]), ".zigzag") == 0);
}

static int read_zigzag(cli_session *s, cli_source *src)
{
    tda_status st;
    src->filtration = CLI_ZIGZAG;
    if (strcmp(s->o->input[0], "-") == 0) {
        char *bytes;
        size_t size;
        int code = cli_stdin(s, &bytes, &size);
        if (code != CLI_DONE)
            return code;
        st = tda_zigzag_parse(s->ctx, &src->zigzag, src->name, bytes, size);
        free(bytes);
    } else {
        st = tda_zigzag_read(s->ctx, &src->zigzag, src->name);
    }
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    cli_say(s, "read %s: %lld steps", src->name, (long long)src->zigzag.steps);
    return cli_options_fit(s->o, CLI_ZIGZAG);
}

tda_read_opts cli_read_opts(const cli_options *o)
{
    tda_read_opts opts = TDA_READ_OPTS_INIT;
    opts.format = o->format;
    bool image = o->filtration == CLI_CUBICAL || cli_given(o, "channels") ||
                 cli_given(o, "construction");
    opts.as = o->as != TDA_KIND_NONE ? o->as : image ? TDA_KIND_IMAGE : TDA_KIND_CLOUD;
    opts.diagonal = o->diagonal;
    opts.channels_first = o->channels == CLI_CHANNELS_FIRST;
    opts.channels = o->channels == CLI_CHANNELS_NONE ? 0 : o->channel_count;
    return opts;
}

static int read_input(cli_session *s, cli_source *src)
{
    const cli_options *o = s->o;
    tda_read_opts opts = cli_read_opts(o);
    tda_status st;
    if (strcmp(o->input[0], "-") == 0) {
        char *bytes;
        size_t size;
        int code = cli_stdin(s, &bytes, &size);
        if (code != CLI_DONE)
            return code;
        st = tda_input_parse(s->ctx, &src->input, src->name, bytes, size, &opts);
        free(bytes);
    } else {
        st = tda_input_read(s->ctx, &src->input, src->name, &opts);
    }
    return cli_check(s, st, src->name);
}

/* "200 points in dimension 2" */
static void describe(char text[96], const tda_input *in)
{
    long long n;
    switch (in->kind) {
    case TDA_KIND_CLOUD:
        snprintf(text, 96, "%lld points in dimension %lld", (long long)in->cloud.size,
                 (long long)in->cloud.dimension);
        break;
    case TDA_KIND_DISTANCES:
        snprintf(text, 96, "distances between %lld points",
                 (long long)in->distances.size);
        break;
    case TDA_KIND_IMAGE:
        n = 1;
        for (int i = 0; i < in->image.axes; i++)
            n *= in->image.shape[i];
        snprintf(text, 96, "an image of %lld pixels", n);
        break;
    case TDA_KIND_COMPLEX:
        snprintf(text, 96, "a complex of %lld cells",
                 (long long)tda_complex_cells(in->complex)->size);
        break;
    case TDA_KIND_NONE: snprintf(text, 96, "nothing"); break;
    }
}

/* The filtration where none is asked for: alpha complexes are small in low dimension alone. */
static cli_filtration by_kind(const cli_options *o, const tda_input *in)
{
    if (o->births)
        return CLI_RIPS;
    bool one = !(o->command->groups & CLI_TAKES_SEVERAL);
    int columns = 0;
    for (int i = 0; i < o->functions; i++)
        columns += o->function[i].kind == CLI_COLUMN;
    switch (in->kind) {
    case TDA_KIND_IMAGE: return CLI_CUBICAL;
    case TDA_KIND_COMPLEX: return o->functions ? CLI_LOWER_STAR : CLI_COMPLEX;
    case TDA_KIND_CLOUD:
        if (in->cloud.dimension - columns <= 3)
            return one ? CLI_ALPHA : CLI_ALPHA_LOWER_STAR;
        break;
    case TDA_KIND_DISTANCES:
    case TDA_KIND_NONE: break;
    }
    return one ? CLI_RIPS : CLI_FUNCTION_RIPS;
}

/* The filtration of the options, or the one for what the file holds; refuse those that do not
 * go together. */
static int choose(cli_session *s, cli_source *src)
{
    const tda_input *in = &src->input;
    int wanted = s->o->filtration;
    char what[96], possible[CLI_LIST];
    describe(what, in);
    if (in->kind == TDA_KIND_NONE)
        return cli_error(s->o->command, CLI_INPUT, "%s: holds nothing", src->name);
    if (wanted == CLI_BY_KIND)
        wanted = (int)by_kind(s->o, in);
    if (!cli_filtration_fits((cli_filtration)wanted, in->kind, s->o->command))
        return cli_usage(s->o->command, "%s holds %s: its filtration is %s, not %s",
                         src->name, what,
                         cli_filtrations(possible, in->kind, s->o->command),
                         cli_filtration_name((cli_filtration)wanted));
    src->filtration = (cli_filtration)wanted;
    if (s->o->as == TDA_KIND_COMPLEX && in->kind != TDA_KIND_COMPLEX)
        return cli_usage(s->o->command, "%s is no mesh: an OFF file with faces is one",
                         src->name);
    if (in->format != TDA_FORMAT_NPY && s->o->as != TDA_KIND_COMPLEX &&
        (cli_given(s->o, "as") || s->o->channels))
        return cli_usage(
            s->o->command,
            "--%s is for npy arrays, and %s is in the format %s; --format tells "
            "what another file holds",
            s->o->channels ? "channels" : "as", src->name, tda_format_name(in->format));
    for (int i = 0; i < TDA_IMAGE_AXES; i++)
        if (in->periodic[i] && s->o->command != &cli_barcode &&
            s->o->command != &cli_info)
            return cli_usage(s->o->command,
                             "%s has periodic axes, which tda barcode alone takes",
                             src->name);
    cli_say(s, "read %s: %s, format %s", src->name, what, tda_format_name(in->format));
    return cli_options_fit(s->o, src->filtration);
}

/* A diameter in the units of --scale. */
static double rescale(double diameter, int scale)
{
    switch ((tda_scale)scale) {
    case TDA_SCALE_RADIUS: return diameter / 2;
    case TDA_SCALE_RADIUS_SQUARED: return diameter / 2 * (diameter / 2);
    case TDA_SCALE_DIAMETER: break;
    }
    return diameter;
}

/* What follows from the options for what was read. */
static int settle(cli_session *s, cli_source *src)
{
    src->threshold = cli_given(s->o, "threshold")
                         ? s->o->threshold
                         : rescale(src->input.threshold, s->o->scale);
    return choose(s, src);
}

int cli_source_read(cli_session *s, cli_source *src)
{
    const cli_options *o = s->o;
    *src = (cli_source){0};
    if (o->inputs != 1)
        return cli_usage(o->command,
                         o->inputs ? "one INPUT at a time, not %d" : "no INPUT given",
                         o->inputs);
    src->name = strcmp(o->input[0], "-") == 0 ? "<stdin>" : o->input[0];
    if (is_zigzag(o))
        return read_zigzag(s, src);
    int code = read_input(s, src);
    return code == CLI_DONE ? settle(s, src) : code;
}

int cli_source_adopt(cli_session *s, cli_source *src, const char *name, tda_input *input)
{
    *src = (cli_source){.name = name, .input = *input};
    *input = (tda_input){0};
    return settle(s, src);
}

tda_points_opts cli_source_points_opts(const cli_session *s, const cli_source *src)
{
    tda_points_opts opts = TDA_POINTS_OPTS_INIT;
    opts.scale = (tda_scale)s->o->scale;
    opts.threshold = src->threshold;
    opts.collapse = src->collapse;
    opts.max_dimension = s->o->max_dimension >= 0 ? s->o->max_dimension : s->o->last + 1;
    return opts;
}

void cli_source_clear(cli_source *src)
{
    tda_input_clear(&src->input);
    tda_zigzag_clear(&src->zigzag);
    tda_complex_free(src->swept);
    tda_grid_clear(&src->grid);
    for (int i = 0; i < 3; i++)
        free(src->own[i]);
    *src = (cli_source){0};
}

int cli_source_two(const cli_session *s, const cli_source *src)
{
    if (src->functions > 0 || src->filtration == CLI_CUBICAL ||
        src->filtration == CLI_COMPLEX || src->filtration == CLI_DEGREE_RIPS ||
        src->filtration == CLI_DELAUNAY_CORE || src->filtration == CLI_MULTICOVER)
        return CLI_DONE;
    return cli_usage(
        s->o->command,
        "%s has no function for the second parameter: give --function, for example "
        "--function %s",
        src->name, src->input.kind == TDA_KIND_CLOUD ? "kde:0.2" : "eccentricity:1");
}

int cli_source_prepare(cli_session *s, cli_source *src)
{
    int code = cli_source_read(s, src);
    if (code == CLI_DONE)
        code = cli_source_functions(s, src, true);
    return code == CLI_DONE ? cli_source_two(s, src) : code;
}

int cli_with_source(const cli_options *o, int (*work)(cli_session *s, cli_source *src))
{
    cli_session s = {0};
    cli_source src = {0};
    int code = cli_session_open(&s, o);
    if (code == CLI_DONE)
        code = work(&s, &src);
    cli_source_clear(&src);
    return cli_session_close(&s, code);
}
