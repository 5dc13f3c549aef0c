/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exp.h - The exponential as straight-line code, so that loops over it become vector code.
 *
 * x = k ln 2 + r with |r| <= ln 2 / 2, and e^r = 1 + r + r^2 q(r) with q a polynomial of degree
 * nine through the Chebyshev nodes (relative error below 2^-54). The whole is within 2 units in
 * the last place of the true value, and the same bits come out on every machine: it uses only
 * sums, products and shifts, never fused. */
#ifndef TDA_CORE_EXP_H
#define TDA_CORE_EXP_H
#include "core/wide.h"
#include <stdint.h>
#include <string.h>

/* e^x for |x| <= 708. */
ALWAYS_INLINE double exp_core(double x)
{
    const double magic =
        0x1.8p52; /* adding it rounds to an integer, found in the low bits */
    double shifted = x * 0x1.71547652b82fep0 + magic;
    double k = shifted - magic;
    double r = (x - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33;
    double q = 0x1.af38d53857513p-26;
    q = q * r + 0x1.2891a8c1d838dp-22;
    q = q * r + 0x1.71de0d9c145d0p-19;
    q = q * r + 0x1.a019b8ef67c6cp-16;
    q = q * r + 0x1.a01a01a7c8d47p-13;
    q = q * r + 0x1.6c16c17893833p-10;
    q = q * r + 0x1.11111111109adp-7;
    q = q * r + 0x1.5555555553d4fp-5;
    q = q * r + 0x1.5555555555556p-3;
    q = q * r + 0.5;
    double y = 1 + (r + r * r * q);
    uint64_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 1023) << 52; /* 2^k */
    double power;
    memcpy(&power, &bits, sizeof power);
    return y * power;
}

/* e^-x for x >= 0, +INFINITY included; 0 past 708. Positive doubles compare as their bits do,
 * and unlike comparisons of doubles, which may trap, those of integers become vector code. */
ALWAYS_INLINE double exp_minus(double x)
{
    const int64_t most = 0x4086200000000000; /* 708 */
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int64_t keep = bits > most ? 0 : -1;
    bits = bits > most ? most : bits;
    memcpy(&x, &bits, sizeof x);
    double y = exp_core(-x);
    memcpy(&bits, &y, sizeof bits);
    bits &= keep;
    memcpy(&y, &bits, sizeof y);
    return y;
}

#endif
