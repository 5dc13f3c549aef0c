/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guard.hh - No exception crosses into C: the body of every function that C calls and that may
 * throw is one guarded lambda. Inside, a status other than TDA_OK travels as an exception too,
 * so that destructors release what C's `done:` would. */
#ifndef TDA_SHIM_GUARD_HH
#define TDA_SHIM_GUARD_HH
#include "core/private.h"
#include <exception>
#include <new>
#include <stdexcept>

namespace tda
{

struct stopped {
    tda_status status; /* its sentence is already in the context */
};

inline void check(tda_status st)
{
    if (st != TDA_OK)
        throw stopped{st};
}

template <class T> T *allocate(tda_index n)
{
    if (void *p = tdai_alloc(n, sizeof(T)))
        return static_cast<T *>(p);
    throw std::bad_alloc();
}

template <class Body>
tda_status guard(tda_ctx *ctx, const char *where, Body &&body) noexcept
{
    try {
        body();
        return TDA_OK;
    } catch (const stopped &s) {
        return s.status;
    } catch (const std::bad_alloc &) {
        return tdai_fail(ctx, TDA_ENOMEM, "%s: out of memory", where);
    } catch (const std::length_error &e) {
        return tdai_fail(ctx, TDA_ELIMIT, "%s: %s", where, e.what());
    } catch (const std::overflow_error &e) {
        return tdai_fail(ctx, TDA_ELIMIT, "%s: %s", where, e.what());
    } catch (const std::exception &e) {
        return tdai_fail(ctx, TDA_EBACKEND, "%s: %s", where, e.what());
    } catch (...) {
        return tdai_fail(ctx, TDA_EBACKEND, "%s: unknown exception", where);
    }
}

} // namespace tda
#endif
