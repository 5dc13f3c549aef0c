/* SPDX-License-Identifier: GPL-3.0-or-later */
/* little.c - Little-endian numbers taken out of bytes, whatever the machine and the alignment. */
#include "io/private.h"
#include <string.h>

static uint64_t load(const char *at, int width)
{
    uint64_t bits = 0;
    for (int i = 0; i < width; i++)
        bits |= (uint64_t)(unsigned char)at[i] << 8 * i;
    return bits;
}

int64_t tdai_load_i8(const char *at)
{
    return (int64_t)load(at, 8);
}

int32_t tdai_load_i4(const char *at)
{
    return (int32_t)(uint32_t)load(at, 4);
}

double tdai_load_f8(const char *at)
{
    uint64_t bits = load(at, 8);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

double tdai_load_f4(const char *at)
{
    uint32_t bits = (uint32_t)load(at, 4);
    float value;
    memcpy(&value, &bits, sizeof value);
    return (double)value;
}

tdai_digits tdai_digits_of(double value)
{
    tdai_digits d;
    tdai_number_write(d.text, value);
    return d;
}
