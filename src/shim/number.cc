/* SPDX-License-Identifier: GPL-3.0-or-later */
/* number.cc - Numbers to text and back by std::to_chars and std::from_chars: no locale, the
 * shortest text that reads back, correct rounding. Neither throws nor allocates. */
#include "shim/shim.h"
#include <charconv>
#include <cmath>

int tdai_number_write(char *text, double value)
{
    if (std::isnan(value))
        value = std::fabs(value); /* never "-nan" */
    auto end = std::to_chars(text, text + TDAI_NUMBER_CHARS - 1, value).ptr;
    *end = '\0';
    return static_cast<int>(end - text);
}

size_t tdai_number_read(double *out, const char *text, size_t size)
{
    const char *begin = text, *end = text + size;
    if (begin < end && *begin == '+' && (++begin == end || *begin == '-'))
        return 0;
    double value;
    auto got = std::from_chars(begin, end, value);
    if (got.ec != std::errc())
        return 0;
    *out = value;
    return static_cast<size_t>(got.ptr - text);
}

tda_status tdai_bytes_number(tda_ctx *ctx, tda_bytes *b, double value)
{
    char text[TDAI_NUMBER_CHARS];
    return tdai_bytes_add(ctx, b, text, tdai_number_write(text, value));
}
