/* SPDX-License-Identifier: GPL-3.0-or-later */
/* number.c - One number in, one number out: the public door to the shim's conversions. */
#include "io/private.h"

bool tda_number_read(double *out, const char *text, size_t size)
{
    double value;
    if (!size || tdai_number_read(&value, text, size) != size)
        return false;
    *out = value;
    return true;
}

int tda_number_write(char *text, double value)
{
    return tdai_number_write(text, value);
}
