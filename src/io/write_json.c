/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_json.c - Signed measures as one JSON object that says how they came to be.
 *
 * JSON has no infinities, so a number that is not finite is written as the string "inf",
 * "-inf" or "nan". Names come from files and may hold any bytes: what is not UTF-8 becomes
 * U+FFFD, so the result is always well-formed. */
#include "io/write.h"
#include <math.h>
#include <string.h>

/* Bytes of the UTF-8 sequence at s, which ends with a NUL; 0 when it is malformed, too long
 * for its code point, a surrogate or past U+10FFFF. */
static int utf8(const unsigned char *s)
{
    static const unsigned char first[] = {0xc2, 0xe0, 0xf0,
                                          0xf5}; /* of 2, 3, 4 bytes; none */
    int more = 0;
    if (s[0] >= 0x80 && (s[0] < first[0] || s[0] >= first[3]))
        return 0;
    while (s[0] >= first[more])
        more++;
    for (int i = 1; i <= more; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
        (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
        return 0;
    return more + 1;
}

static tda_status string(tda_ctx *ctx, tda_bytes *out, const char *text)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_text(ctx, out, "\""));
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        int bytes = utf8(s);
        if (bytes == 0)
            TRY(tdai_bytes_text(ctx, out, "\\ufffd"));
        else if (*s < 0x20 || *s == 0x7f)
            TRY(tdai_bytes_printf(ctx, out, "\\u%04x", *s));
        else if (*s == '"' || *s == '\\')
            TRY(tdai_bytes_printf(ctx, out, "\\%c", *s));
        else
            TRY(tdai_bytes_add(ctx, out, s, bytes));
        s += bytes ? bytes : 1;
    }
    TRY(tdai_bytes_text(ctx, out, "\""));
done:
    return st;
}

static tda_status number(tda_ctx *ctx, tda_bytes *out, double value)
{
    tda_status st = TDA_OK;
    const char *quote = isfinite(value) ? "" : "\"";
    TRY(tdai_bytes_text(ctx, out, quote));
    TRY(tdai_bytes_number(ctx, out, value));
    TRY(tdai_bytes_text(ctx, out, quote));
done:
    return st;
}

static const char *scale_name(tda_scale scale)
{
    switch (scale) {
    case TDA_SCALE_DIAMETER: return "diameter";
    case TDA_SCALE_RADIUS: return "radius";
    case TDA_SCALE_RADIUS_SQUARED: return "radius_squared";
    }
    return "unknown";
}

static bool same_record(const tda_record *a, const tda_record *b)
{
    return a->field == b->field && a->scale == b->scale && a->threshold == b->threshold &&
           a->seed == b->seed && strcmp(a->version, b->version) == 0 &&
           strcmp(a->filtration, b->filtration) == 0;
}

static tda_status record(tda_ctx *ctx, tda_bytes *out, const tda_record *r)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_printf(ctx, out, "{\"field\": %d, \"scale\": \"%s\", \"threshold\": ",
                          r->field, scale_name(r->scale)));
    TRY(number(ctx, out, r->threshold));
    TRY(tdai_bytes_printf(
        ctx, out, ", \"seed\": %llu, \"version\": ", (unsigned long long)r->seed));
    TRY(string(ctx, out, r->version));
    TRY(tdai_bytes_text(ctx, out, ", \"filtration\": "));
    TRY(string(ctx, out, r->filtration));
    TRY(tdai_bytes_text(ctx, out, "}"));
done:
    return st;
}

static tda_status axes(tda_ctx *ctx, tda_bytes *out, const tda_complex *complex,
                       int params)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_text(ctx, out, "["));
    for (int p = 0; p < params; p++) {
        TRY(tdai_bytes_text(ctx, out, p ? ", {\"name\": " : "{\"name\": "));
        if (complex)
            TRY(string(ctx, out, tda_complex_axis_name(complex, p)));
        else
            TRY(tdai_bytes_printf(ctx, out, "\"parameter %d\"", p + 1));
        TRY(tdai_bytes_text(ctx, out, ", \"unit\": "));
        TRY(string(ctx, out, complex ? tda_complex_axis_unit(complex, p) : ""));
        TRY(tdai_bytes_text(ctx, out, "}"));
    }
    TRY(tdai_bytes_text(ctx, out, "]"));
done:
    return st;
}

static tda_status measure(tda_ctx *ctx, tda_bytes *out, const tda_measure *m)
{
    tda_status st = TDA_OK;
    int params = m->params;
    TRY(tdai_bytes_printf(ctx, out, "{\"degree\": %d,\n     \"points\": [", m->degree));
    for (tda_index i = 0; i < m->size; i++) {
        TRY(tdai_poll(ctx, "writing a measure", i, m->size));
        for (int p = 0; p < params; p++) {
            TRY(tdai_bytes_text(ctx, out, p ? ", " : i ? ", [" : "["));
            TRY(number(ctx, out, m->at[i * params + p]));
        }
        TRY(tdai_bytes_text(ctx, out, "]"));
    }
    TRY(tdai_bytes_text(ctx, out, "],\n     \"weights\": ["));
    for (tda_index i = 0; i < m->size; i++) {
        TRY(tdai_bytes_text(ctx, out, i ? ", " : ""));
        TRY(tdai_bytes_index(ctx, out, m->weight[i]));
    }
    TRY(tdai_bytes_text(ctx, out, "],\n     \"cells\": ["));
    for (tda_index i = 0; i < m->size; i++) {
        for (int p = 0; p < params; p++) {
            TRY(tdai_bytes_text(ctx, out, p ? ", " : i ? ", [" : "["));
            TRY(tdai_bytes_index(ctx, out, m->cell ? m->cell[i * params + p] : -1));
        }
        TRY(tdai_bytes_text(ctx, out, "]"));
    }
    TRY(tdai_bytes_text(ctx, out, "]}"));
done:
    return st;
}

tda_status tda_measure_json(tda_ctx *ctx, tda_bytes *out, const tda_measure *measures,
                            tda_index count, const tda_complex *complex)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    int params;
    TRY(tdai_measures_params(ctx, &params, measures, count));
    int of_complex = complex ? tda_complex_cells(complex)->params : params;
    if (count && of_complex != params)
        FAIL(TDA_EINVAL, "the measures have %d parameters, the complex has %d", params,
             of_complex);
    for (tda_index i = 1; i < count; i++)
        if (!same_record(&measures[i].record, &measures[0].record))
            FAIL(TDA_EINVAL,
                 "measure %lld was made in another way than measure 0: write them apart",
                 (long long)i);
    tda_record r = count     ? measures[0].record
                   : complex ? tda_complex_record(complex)
                             : tdai_record(ctx);

    TRY(tdai_bytes_text(ctx, out, "{\n  \"record\": "));
    TRY(record(ctx, out, &r));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"axes\": "));
    TRY(axes(ctx, out, complex, of_complex));
    TRY(tdai_bytes_text(ctx, out, ",\n  \"measures\": ["));
    for (tda_index i = 0; i < count; i++) {
        TRY(tdai_bytes_text(ctx, out, i ? ",\n    " : "\n    "));
        TRY(measure(ctx, out, &measures[i]));
    }
    TRY(tdai_bytes_text(ctx, out, count ? "\n  ]\n}\n" : "]\n}\n"));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}
