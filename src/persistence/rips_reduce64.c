/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips_reduce64.c - The dense Rips engine with keys of 64 bits. */
#include <stdint.h>
typedef uint64_t tdai_key;
#define REDUCE tdai_rips_reduce64
#include "persistence/rips_reduce.h"
