/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read can be written and read again, and then is what it was. The first letter tells
 * the format, the rest is the file: P points, R RIVET, I firep, C scc2020. */
#include "read.h"

typedef tda_status write_complex(tda_ctx *ctx, tda_bytes *out, const tda_complex *x);

static tda_status scc2020(tda_ctx *ctx, tda_bytes *out, const tda_complex *x)
{
    return tda_complex_scc2020(ctx, out, x);
}

static tda_status firep(tda_ctx *ctx, tda_bytes *out, const tda_complex *x)
{
    return tda_complex_firep(ctx, out, x, 1);
}

/* Writing, reading and writing again gives the same bytes; a firep may be refused. */
static void complex_returns(const tda_complex *x, write_complex *write, bool always)
{
    tda_bytes once = {0}, twice = {0};
    tda_input back = {.kind = TDA_KIND_NONE};
    tda_status st = write(NULL, &once, x);
    if (st == TDA_OK) {
        HOLDS(tda_input_parse(NULL, &back, "", once.at, (size_t)once.size, NULL) ==
              TDA_OK);
        HOLDS(back.kind == TDA_KIND_COMPLEX);
        HOLDS(write(NULL, &twice, back.complex) == TDA_OK);
        HOLDS(once.size == twice.size && !memcmp(once.at, twice.at, (size_t)once.size));
    } else {
        HOLDS(st == TDA_EINVAL && !always && once.size == 0);
    }
    tda_input_clear(&back);
    tda_bytes_clear(&once);
    tda_bytes_clear(&twice);
}

static void cloud_returns(const tda_cloud *cloud)
{
    tda_bytes text = {0};
    tda_input back = {.kind = TDA_KIND_NONE};
    tda_read_opts o = TDA_READ_OPTS_INIT;
    o.format = TDA_FORMAT_POINTS;
    HOLDS(tda_cloud_csv(NULL, &text, cloud, NULL) == TDA_OK);
    HOLDS(tda_input_parse(NULL, &back, "", text.at, (size_t)text.size, &o) == TDA_OK);
    HOLDS(back.cloud.size == cloud->size && back.cloud.dimension == cloud->dimension);
    HOLDS(!memcmp(back.cloud.at, cloud->at,
                  (size_t)(cloud->size * cloud->dimension) * sizeof *cloud->at));
    tda_input_clear(&back);
    tda_bytes_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char letters[] = "PRIC";
    static const tda_format formats[] = {TDA_FORMAT_POINTS, TDA_FORMAT_RIVET,
                                         TDA_FORMAT_FIREP, TDA_FORMAT_SCC2020};
    const char *letter = size ? memchr(letters, data[0], sizeof letters - 1) : NULL;
    if (!letter)
        return 0;
    tda_read_opts o = TDA_READ_OPTS_INIT;
    o.format = formats[letter - letters];
    tda_input in = {.kind = TDA_KIND_NONE};
    if (tda_input_parse(NULL, &in, "", (const char *)data + 1, size - 1, &o) == TDA_OK) {
        if (in.kind == TDA_KIND_CLOUD && in.cloud.size)
            cloud_returns(&in.cloud);
        if (in.kind == TDA_KIND_COMPLEX) {
            complex_returns(in.complex, scc2020, true);
            complex_returns(in.complex, firep, false);
        }
    }
    tda_input_clear(&in);
    return 0;
}
