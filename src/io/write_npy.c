/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write_npy.c - Arrays in NumPy's npy format, version 1.0, byte for byte as np.save.
 *
 * A magic string, the length of the head in two bytes, the head itself: a Python dictionary
 * padded with blanks to a multiple of 64, and then the values. The blanks include room for the
 * first length to grow to 21 digits in place, as NumPy leaves it. */
#include "io/write.h"
#include <string.h>

enum { AXES = 32, PRE = 10, ALIGN = 64, GROWTH = 21 };

tda_status tdai_npy_begin(tda_ctx *ctx, tda_bytes *b, const char *descr, int axes,
                          const tda_index *shape)
{
    tda_status st = TDA_OK;
    tda_bytes head = {0};
    TRY(tdai_bytes_printf(ctx, &head,
                          "{'descr': '%s', 'fortran_order': False, 'shape': (", descr));
    for (int i = 0; i < axes; i++)
        TRY(tdai_bytes_printf(ctx, &head, i ? ", %lld" : "%lld", (long long)shape[i]));
    TRY(tdai_bytes_text(ctx, &head, axes == 1 ? ",), }" : "), }"));
    tda_index size = head.size;
    if (axes) {
        size += GROWTH - 1;
        for (tda_index n = shape[0]; n > 9; n /= 10)
            size--;
    }
    size += ALIGN - (PRE + size + 1) % ALIGN + 1; /* one to 64 blanks, then a newline */
    while (head.size < size)
        TRY(tdai_bytes_add(ctx, &head, head.size + 1 < size ? " " : "\n", 1));

    const unsigned char pre[PRE] = {0x93,
                                    'N',
                                    'U',
                                    'M',
                                    'P',
                                    'Y',
                                    1,
                                    0,
                                    (unsigned char)(size & 255),
                                    (unsigned char)(size >> 8)};
    TRY(tdai_bytes_add(ctx, b, pre, PRE));
    TRY(tdai_bytes_add(ctx, b, head.at, head.size));
done:
    tda_bytes_clear(&head);
    return st;
}

tda_status tdai_npy_words(tda_ctx *ctx, tda_bytes *b, const void *at, tda_index n)
{
    if (n > INT64_MAX / 8)
        return tdai_fail(ctx, TDA_ELIMIT, "npy: the array overflows an index");
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return tdai_bytes_add(ctx, b, at, 8 * n);
#else
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < n && !st; i++) {
        uint64_t word;
        memcpy(&word, (const char *)at + 8 * i, 8);
        word = __builtin_bswap64(word);
        st = tdai_bytes_add(ctx, b, &word, 8);
    }
    return st;
#endif
}

tda_status tdai_npy_array(tda_ctx *ctx, tda_bytes *out, const char *descr, int width,
                          int axes, const tda_index *shape, const void *values)
{
    tda_status st = TDA_OK;
    tda_index before = out->size, n = 1;
    if (axes < 0 || axes > AXES)
        FAIL(TDA_EINVAL, "npy: %d axes, where 0 to %d are possible", axes, AXES);
    for (int i = 0; i < axes; i++) {
        if (shape[i] < 0)
            FAIL(TDA_EINVAL, "npy: axis %d has the negative length %lld", i,
                 (long long)shape[i]);
        if (__builtin_mul_overflow(n, shape[i], &n))
            FAIL(TDA_ELIMIT, "npy: the array overflows an index");
    }
    TRY(tdai_npy_begin(ctx, out, descr, axes, shape));
    if (width == 8)
        TRY(tdai_npy_words(ctx, out, values, n));
    else
        TRY(tdai_bytes_add(ctx, out, values, n));
done:
    if (st)
        tdai_bytes_cut(out, before);
    return st;
}

tda_status tda_npy_f8(tda_ctx *ctx, tda_bytes *out, int axes, const tda_index *shape,
                      const double *values)
{
    return tdai_npy_array(ctx, out, "<f8", 8, axes, shape, values);
}

tda_status tda_npy_i8(tda_ctx *ctx, tda_bytes *out, int axes, const tda_index *shape,
                      const int64_t *values)
{
    return tdai_npy_array(ctx, out, "<i8", 8, axes, shape, values);
}
