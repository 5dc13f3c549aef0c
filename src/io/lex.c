/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lex.c - Text files, line by line and word by word, with refusals that name the place.
 *
 * The file stays as it is in memory and a word is a pair of pointers into it. Lines are counted
 * from the beginning when a message needs it, so reading pays nothing for good messages. */
#include "io/private.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool mark(char c)
{
    return c == ',' || c == ';';
}

static void skip_blanks(tdai_text *t)
{
    while (t->at < t->stop && blank(*t->at))
        t->at++;
}

/* Where the text begins: past a byte order mark. */
static const char *first_character(const tdai_text *t)
{
    bool marked = t->end - t->begin >= 3 && !memcmp(t->begin, "\xef\xbb\xbf", 3);
    return t->begin + (marked ? 3 : 0);
}

tdai_text tdai_text_new(const char *name, const char *bytes, size_t size)
{
    tdai_text t = {.name = name, .begin = bytes, .end = bytes + size};
    t.next = t.at = t.stop = first_character(&t);
    return t;
}

static bool next_line(tdai_text *t, bool comments)
{
    while (t->next < t->end) {
        t->at = t->next;
        const char *lf = memchr(t->at, '\n', (size_t)(t->end - t->at));
        t->stop = lf ? lf : t->end;
        t->next = lf ? lf + 1 : t->end;
        if (t->stop > t->at && t->stop[-1] == '\r')
            t->stop--;
        const char *hash =
            comments ? memchr(t->at, '#', (size_t)(t->stop - t->at)) : NULL;
        if (hash)
            t->stop = hash;
        if (!tdai_text_done(t))
            return true;
    }
    t->at = t->stop = t->end;
    return false;
}

bool tdai_text_line(tdai_text *t)
{
    return next_line(t, true);
}

bool tdai_text_label(tdai_text *t)
{
    return next_line(t, false);
}

bool tdai_text_done(tdai_text *t)
{
    skip_blanks(t);
    return t->at == t->stop;
}

bool tdai_text_mark(tdai_text *t, char c)
{
    skip_blanks(t);
    if (t->at == t->stop || *t->at != c)
        return false;
    t->at++;
    return true;
}

tdai_word tdai_text_word(tdai_text *t)
{
    skip_blanks(t);
    tdai_word w = {t->at, 0};
    while (t->at < t->stop && !blank(*t->at) && !mark(*t->at))
        t->at++;
    w.size = (size_t)(t->at - w.at);
    return w;
}

tdai_word tdai_text_rest(tdai_text *t)
{
    skip_blanks(t);
    tdai_word w = {t->at, (size_t)(t->stop - t->at)};
    while (w.size && blank(w.at[w.size - 1]))
        w.size--;
    t->at = t->stop;
    return w;
}

bool tdai_word_is(tdai_word w, const char *text)
{
    return w.size == strlen(text) && !memcmp(w.at, text, w.size);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool tdai_word_begins(tdai_word w, const char *text)
{
    size_t size = strlen(text);
    if (w.size < size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (lower(w.at[i]) != lower(text[i]))
            return false;
    return true;
}

tdai_quote tdai_word_quote(tdai_word w)
{
    tdai_quote q = {"'"};
    size_t n = 1;
    for (size_t i = 0; i < w.size; i++) {
        unsigned char c = (unsigned char)w.at[i];
        if (n > sizeof q.text - 10) {
            memcpy(q.text + n, "...", 3);
            n += 3;
            break;
        }
        if (c < 0x20 || c == 0x7f)
            n += (size_t)snprintf(q.text + n, 5, "\\x%02x", c);
        else
            q.text[n++] = (char)c;
    }
    memcpy(q.text + n, "'", 2);
    return q;
}

bool tdai_word_index(tdai_word w, tda_index *out)
{
    tda_index n = 0;
    for (size_t i = 0; i < w.size; i++) {
        int digit = w.at[i] - '0';
        if (digit < 0 || digit > 9) {
            double value; /* as a table of floating-point numbers has it: 3.0e+00 */
            if (!tda_number_read(&value, w.at, w.size) ||
                !(value >= 0 && value <= 0x1p53) || value != (double)(tda_index)value)
                return false;
            *out = (tda_index)value;
            return true;
        }
        if (n > (INT64_MAX - digit) / 10)
            return false;
        n = 10 * n + digit;
    }
    if (!w.size)
        return false;
    *out = n;
    return true;
}

tda_index tdai_text_row(const tdai_text *t, const char *where)
{
    tda_index row = 1;
    for (const char *p = t->begin; (p = memchr(p, '\n', (size_t)(where - p))); p++)
        row++;
    return row;
}

tda_status tdai_text_fail(tda_ctx *ctx, const tdai_text *t, const char *where,
                          const char *fmt, ...)
{
    char sentence[512];
    if (!ctx)
        return TDA_EFORMAT;
    va_list args;
    va_start(args, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    long long column = 1; /* in characters: the bytes that continue one do not count */
    for (const char *p = where; p > first_character(t) && p[-1] != '\n'; p--)
        column += ((unsigned char)p[-1] & 0xc0) != 0x80;
    return tdai_fail(ctx, TDA_EFORMAT, "%s:%lld:%lld: %s", t->name,
                     (long long)tdai_text_row(t, where), column, sentence);
}

tda_status tdai_text_poll(tda_ctx *ctx, const tdai_text *t)
{
    return tdai_poll(ctx, "reading", t->next - t->begin, t->end - t->begin);
}

tda_status tdai_text_number(tda_ctx *ctx, tdai_text *t, double *out, const char *what)
{
    tda_status st = TDA_OK;
    tdai_word w = tdai_text_word(t);
    if (!w.size)
        FAIL_AT(t, t->at, "%s is missing", what);
    if (!tda_number_read(out, w.at, w.size))
        FAIL_AT(t, w.at, "%s is not a number; expected %s", tdai_word_quote(w).text,
                what);
done:
    return st;
}

tda_status tdai_text_index(tda_ctx *ctx, tdai_text *t, tda_index *out, tda_index most,
                           const char *what)
{
    tda_status st = TDA_OK;
    tda_index n;
    tdai_word w = tdai_text_word(t);
    if (!w.size)
        FAIL_AT(t, t->at, "%s is missing", what);
    if (!tdai_word_index(w, &n))
        FAIL_AT(t, w.at, "%s is not a whole number from 0 on; expected %s",
                tdai_word_quote(w).text, what);
    if (n > most)
        FAIL_AT(t, w.at, "%s is %lld, more than the largest possible, %lld", what,
                (long long)n, (long long)most);
    *out = n;
done:
    return st;
}

tda_status tdai_text_end(tda_ctx *ctx, tdai_text *t)
{
    tda_status st = TDA_OK;
    if (!tdai_text_done(t)) {
        tdai_word rest = tdai_text_rest(t);
        FAIL_AT(t, rest.at, "%s is more than this line should hold",
                tdai_word_quote(rest).text);
    }
done:
    return st;
}
