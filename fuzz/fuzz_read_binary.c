/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binary files. The first byte tells what an array is to be read as and how many channels it
 * has, a `T` that the file is ripser's triangle, a `H` PHAT's matrix; the rest is the file. */
#include "read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tda_read_opts o = TDA_READ_OPTS_INIT;
    if (!size)
        return 0;
    if (data[0] == 'T')
        o.format = TDA_FORMAT_BINARY;
    if (data[0] == 'H')
        o.format = TDA_FORMAT_PHAT;
    o.as = (tda_kind)(TDA_KIND_CLOUD + data[0] % 3);
    o.channels = data[0] / 3 % 4;
    o.channels_first = data[0] / 12 % 2;
    read_bytes(data + 1, size - 1, &o);
    return 0;
}
