/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json.c - Lists, names, and strings whose escapes are undone. */
#include "features/json.h"
#include <string.h>

tdai_json tdai_json_new(tda_ctx *ctx, tdai_text *t)
{
    return (tdai_json){ctx, t, t->begin, t->end};
}

tda_status tdai_json_end(tdai_json *j)
{
    tdai_json_blanks(j);
    if (j->at == j->end)
        return TDA_OK;
    return tdai_text_fail(j->ctx, j->t, j->at, "the file goes on after its object");
}

tda_status tdai_json_name(tdai_json *j, tdai_word *out)
{
    tda_status st = tdai_json_word(j, out);
    return st == TDA_OK ? tdai_json_expect(j, ':') : st;
}

/* Four hexadecimal digits; -1: they are not all there. */
static int hex4(const char *at, const char *end)
{
    int value = 0;
    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef";
        const char *d = strchr(digits, at[i] | (at[i] >= 'A' && at[i] <= 'F' ? 32 : 0));
        if (!at[i] || !d)
            return -1;
        value = 16 * value + (int)(d - digits);
    }
    return value;
}

static tda_status put_utf8(tda_ctx *ctx, tda_bytes *out, int code)
{
    char text[4];
    int n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (int i = n - 1; i > 0; i--, code >>= 6)
        text[i] = (char)(0x80 | (code & 0x3f));
    static const int lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    text[0] = (char)(lead[n] | code);
    return tdai_bytes_add(ctx, out, text, n);
}

/* One escape, of which `at` is what follows the backslash; *at moves past it. */
static tda_status unescape(tdai_json *j, tda_bytes *out, const char **at, const char *end)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    const char *where = *at, *found = strchr(from, *where);
    int code, low;
    if (*where && found) {
        TRY(tdai_bytes_add(ctx, out, &to[found - from], 1));
        *at = where + 1;
        goto done;
    }
    if (*where != 'u' || (code = hex4(where + 1, end)) <= 0)
        FAIL_AT(j->t, where, "no such escape in a string");
    *at = where + 5;
    if (code >= 0xd800 && code < 0xdc00 && end - *at >= 6 && (*at)[0] == '\\' &&
        (*at)[1] == 'u' && (low = hex4(*at + 2, end)) >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        *at += 6;
    }
    TRY(put_utf8(ctx, out, code));
done:
    return st;
}

tda_status tdai_json_text(tdai_json *j, tda_bytes *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = j->ctx;
    tdai_word w;
    TRY(tdai_json_word(j, &w));
    const char *at = w.at, *end = w.at + w.size;
    while (at < end) {
        const char *stop = at;
        while (stop < end && *stop != '\\' && *stop)
            stop++;
        TRY(tdai_bytes_add(ctx, out, at, stop - at));
        at = stop;
        if (at < end && !*at)
            FAIL_AT(j->t, at, "a NUL inside a string");
        if (at < end) {
            at++;
            TRY(unescape(j, out, &at, end));
        }
    }
    TRY(tdai_bytes_add(ctx, out, "", 1));
done:
    return st;
}

tda_status tdai_json_reals(tdai_json *j, tdai_values *out)
{
    tda_status st = TDA_OK;
    TRY(tdai_json_expect(j, '['));
    out->size = 0;
    if (tdai_json_take(j, ']'))
        goto done;
    do {
        double x;
        TRY(tdai_json_value(j, &x));
        TRY(tdai_values_push(j->ctx, out, x));
    } while (tdai_json_take(j, ','));
    TRY(tdai_json_expect(j, ']'));
done:
    return st;
}
