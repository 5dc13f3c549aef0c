/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pen.c - Text and numbers as XML wants them.
 *
 * Titles and names come from files and command lines, so any byte may stand in them; an SVG that
 * holds a control character or half a UTF-8 sequence is not shown at all. */
#include "draw/private.h"
#include <math.h>

/* The length of the UTF-8 sequence at s if it is one that XML allows, else 0. */
static int sequence(const unsigned char *s)
{
    if (s[0] < 0x80)
        return s[0] >= 0x20 && s[0] != 0x7f;
    int n = s[0] >= 0xc2 && s[0] <= 0xdf   ? 2
            : s[0] >= 0xe0 && s[0] <= 0xef ? 3
            : s[0] >= 0xf0 && s[0] <= 0xf4 ? 4
                                           : 0;
    for (int i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if (n == 2)
        return s[0] == 0xc2 && s[1] < 0xa0 ? 0 : 2; /* C1 controls */
    if (n == 3)
        return (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] >= 0xa0) ||
                       (s[0] == 0xef && s[1] == 0xbf && s[2] >= 0xbe)
                   ? 0
                   : 3;
    return (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] >= 0x90) ? 0 : n;
}

void tdai_pen_escape(tdai_pen *pen, const char *text, int most)
{
    const unsigned char *s = (const unsigned char *)text;
    for (int i = 0; *s && !pen->st; i++) {
        int n = sequence(s);
        int step = n ? n : 1;
        if (i + 1 == most && s[step]) {
            PUT(pen, "\u2026");
            return;
        }
        if (n == 0)
            PUT(pen, *s == '\t' || *s == '\n' || *s == '\r' ? " " : "\ufffd");
        else if (*s == '&')
            PUT(pen, "&amp;");
        else if (*s == '<')
            PUT(pen, "&lt;");
        else if (*s == '>')
            PUT(pen, "&gt;");
        else if (*s == '"')
            PUT(pen, "&quot;");
        else
            pen->st = tdai_bytes_add(pen->ctx, &pen->out, s, n);
        s += step;
    }
}

void tdai_pen_say(tdai_pen *pen, const char *text)
{
    pen->st = pen->st ? pen->st : tdai_bytes_text(pen->ctx, &pen->out, text);
}

/* By hand: a picture has some hundred thousand lengths. */
void tdai_pen_px(tdai_pen *pen, double px)
{
    char text[32], *to = text + sizeof text;
    long long tenths = llround(px * 10);
    unsigned long long size =
        tenths < 0 ? 0 - (unsigned long long)tenths : (unsigned long long)tenths;
    *--to = '\0';
    if (size % 10) {
        *--to = (char)('0' + size % 10);
        *--to = '.';
    }
    size /= 10;
    do
        *--to = (char)('0' + size % 10);
    while (size /= 10);
    if (tenths < 0)
        *--to = '-';
    tdai_pen_say(pen, to);
}

void tdai_pen_integer(tdai_pen *pen, int64_t n)
{
    if (n < 0)
        PUT(pen, "\u2212%llu", 0 - (unsigned long long)n);
    else
        PUT(pen, "%lld", (long long)n);
}
