/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sniff.c - Which format a file is in: by how it begins, else by the ending of its name.
 *
 * A table of numbers is taken for points: that a square one might be a matrix of distances is
 * for the caller to say, not to guess. */
#include "io/private.h"
#include <string.h>

static bool starts(const tdai_text *t, const char *magic, size_t size)
{
    return (size_t)(t->end - t->begin) >= size && !memcmp(t->begin, magic, size);
}

static bool ends(const char *name, const char *ending)
{
    size_t n = strlen(name), e = strlen(ending);
    return n >= e && !strcmp(name + n - e, ending);
}

/* Do the flags at the head of a RIVET file say firep? */
static bool flags_say_firep(tdai_text t)
{
    do {
        tdai_word w = tdai_text_word(&t);
        if (!tdai_word_begins(w, "-"))
            return false;
        if (tdai_word_is(w, "--datatype"))
            return tdai_word_is(tdai_text_word(&t), "firep");
    } while (tdai_text_line(&t));
    return false;
}

static tda_format by_first_line(tdai_text t)
{
    if (!tdai_text_line(&t))
        return TDA_FORMAT_AUTO;
    tdai_text look = t;
    tdai_word w = tdai_text_word(&look);
    if (tdai_word_is(w, "scc2020"))
        return TDA_FORMAT_SCC2020;
    if (tdai_word_is(w, "firep"))
        return TDA_FORMAT_FIREP;
    if (tdai_word_is(w, "bifiltration_phat_like"))
        return TDA_FORMAT_HERA;
    if (tdai_word_begins(w, "--"))
        return flags_say_firep(t) ? TDA_FORMAT_FIREP : TDA_FORMAT_RIVET;
    if (tdai_off_keyword(w) ||
        (w.size > 3 && !memcmp(w.at, "OFF", 3) && w.at[3] >= '0' && w.at[3] <= '9'))
        return TDA_FORMAT_OFF;
    bool alone = tdai_text_done(&look);
    if (alone && (tdai_word_is(w, "points") || tdai_word_is(w, "metric") ||
                  tdai_word_is(w, "bifiltration")))
        return TDA_FORMAT_RIVET;
    return TDA_FORMAT_AUTO;
}

static tda_format by_name(const char *name)
{
    static const struct {
        const char *ending;
        tda_format format;
    } endings[] = {
        {".npy", TDA_FORMAT_NPY},     {".off", TDA_FORMAT_OFF},
        {".dipha", TDA_FORMAT_DIPHA}, {".scc", TDA_FORMAT_SCC2020},
        {".firep", TDA_FORMAT_FIREP}, {".fsc", TDA_FORMAT_FSC},
        {".phat", TDA_FORMAT_PHAT},
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends(name, endings[i].ending))
            return endings[i].format;
    return TDA_FORMAT_AUTO;
}

/* What is certainly not for us, by its first bytes. */
static const char *foreign(const tdai_text *t)
{
    if (starts(t, "\x1f\x8b", 2))
        return "is compressed with gzip; decompress it first";
    if (starts(t, "PK\3\4", 4))
        return "is a zip or npz archive; extract the array first";
    if (starts(t, "\x89HDF", 4))
        return "is an HDF5 file; export the array as npy";
    if (starts(t, "RIVET_msgpack", 13))
        return "is a module computed by RIVET; give the input it came from";
    if (starts(t, "\xff\xfe", 2) || starts(t, "\xfe\xff", 2))
        return "is text in UTF-16; save it as UTF-8";
    size_t size = (size_t)(t->end - t->begin);
    if (memchr(t->begin, '\0', size < 4096 ? size : 4096))
        return "is binary in no format that shows in the file; name its format";
    return NULL;
}

tda_status tdai_sniff(tda_ctx *ctx, tda_format *out, const tdai_text *t)
{
    tda_format format = TDA_FORMAT_AUTO;
    if (starts(t, "\x93NUMPY", 6))
        format = TDA_FORMAT_NPY;
    else if (starts(t, "\0\x46\xd7\xe0\1\0\0\0", 8))
        format = TDA_FORMAT_DIPHA;
    if (!format)
        format = by_first_line(*t);
    if (!format)
        format = by_name(t->name);
    const char *why = format ? NULL : foreign(t);
    if (why)
        return tdai_fail(ctx, TDA_EFORMAT, "%s: %s", t->name, why);
    *out = format ? format : TDA_FORMAT_POINTS;
    return TDA_OK;
}
