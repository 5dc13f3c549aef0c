/* SPDX-License-Identifier: GPL-3.0-or-later */
/* throw.cc - For tests: every way in which C++ can fail, as C sees it. */
#include "shim/guard.hh"
#include "shim/shim.h"
#include "shim/silent.hh"

tda_status tdai_shim_throw(tda_ctx *ctx, int how)
{
    return tda::guard(ctx, "test", [&] {
        switch (how) {
        case 0: throw std::bad_alloc();
        case 1: throw std::length_error("too long");
        case 2: throw std::overflow_error("too large");
        case 3: throw std::runtime_error("it broke");
        case 4: CGAL::precondition_fail("a == b", "file", 1, "they must agree"); break;
        case 5: throw 5;
        default: break;
        }
    });
}
