/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wide.h - Marks loops that are worth a second copy for wider vector instructions. */
#ifndef TDA_CORE_WIDE_H
#define TDA_CORE_WIDE_H

/* A second copy of a function for AVX2, chosen when the program starts; the answers agree, as
 * every lane does the same operations in the same order. Sanitizers run before the choice can
 * be made. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                   \
    defined(__linux__) && !defined(__SANITIZE_ADDRESS__) &&                              \
    !defined(__SANITIZE_THREAD__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif
/* For the bodies of such functions: inlined, they are compiled once for each copy. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

#endif
