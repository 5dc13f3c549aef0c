/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_reduce128.c - The dense Rips engine with keys of 128 bits. */
#include <stdint.h>
__extension__ typedef unsigned __int128 tdai_key;
#define REDUCE tdai_rips_reduce128
#include "persistence/rips_reduce.h"
