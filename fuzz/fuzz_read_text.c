/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text files. The first letter tells the format, the rest is the file:
 * P points, O OFF, L U F S distances, B bitmap, R RIVET, I firep, C scc2020, G fsc, H PHAT, V value first,
 * N nmfsimtop, D Hasse diagrams, E Hera's, K sparse bitmaps, others: sniffed. */
#include "read.h"

static tda_format format_of(uint8_t letter)
{
    switch (letter) {
    case 'P': return TDA_FORMAT_POINTS;
    case 'O': return TDA_FORMAT_OFF;
    case 'L': return TDA_FORMAT_LOWER;
    case 'U': return TDA_FORMAT_UPPER;
    case 'F': return TDA_FORMAT_FULL;
    case 'S': return TDA_FORMAT_SPARSE;
    case 'B': return TDA_FORMAT_PERSEUS;
    case 'R': return TDA_FORMAT_RIVET;
    case 'I': return TDA_FORMAT_FIREP;
    case 'C': return TDA_FORMAT_SCC2020;
    case 'G': return TDA_FORMAT_FSC;
    case 'H': return TDA_FORMAT_PHAT;
    case 'V': return TDA_FORMAT_VALUE_FIRST;
    case 'N': return TDA_FORMAT_NMFSIMTOP;
    case 'D': return TDA_FORMAT_HASSE;
    case 'E': return TDA_FORMAT_HERA;
    case 'K': return TDA_FORMAT_SCUBTOP;
    }
    return TDA_FORMAT_AUTO;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tda_read_opts o = TDA_READ_OPTS_INIT;
    if (!size)
        return 0;
    o.format = format_of(data[0]);
    read_bytes(data + 1, size - 1, &o);
    return 0;
}
