/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json.c - Strings, numbers and records in JSON.
 *
 * JSON has no infinities, so a number that is not finite is written as the string "inf",
 * "-inf" or "nan". Names come from files and may hold any bytes: what is not UTF-8 becomes
 * U+FFFD, so the result is always well-formed. */
#include "io/write.h"
#include <math.h>

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

tda_status tdai_json_string(tda_ctx *ctx, tda_bytes *out, const char *text)
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

tda_status tdai_json_number(tda_ctx *ctx, tda_bytes *out, double value)
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

tda_status tdai_json_record(tda_ctx *ctx, tda_bytes *out, const tda_record *r)
{
    tda_status st = TDA_OK;
    TRY(tdai_bytes_printf(ctx, out, "{\"field\": %d, \"scale\": \"%s\", \"threshold\": ",
                          r->field, scale_name(r->scale)));
    TRY(tdai_json_number(ctx, out, r->threshold));
    TRY(tdai_bytes_printf(
        ctx, out, ", \"seed\": %llu, \"version\": ", (unsigned long long)r->seed));
    TRY(tdai_json_string(ctx, out, r->version));
    TRY(tdai_bytes_text(ctx, out, ", \"filtration\": "));
    TRY(tdai_json_string(ctx, out, r->filtration));
    TRY(tdai_bytes_text(ctx, out, "}"));
done:
    return st;
}
