/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sound_thread.hh - CGAL (5.5) keeps a table for each thread that an exception leaves half
 * filled, so that later triangulations in space fail. After one they are made on a thread of
 * their own, with a new table. */
#ifndef TDA_SHIM_SOUND_THREAD_HH
#define TDA_SHIM_SOUND_THREAD_HH
#include <future>
#include <new>
#include <system_error>

namespace tda
{

template <class Work> auto on_sound_thread(Work work) -> decltype(work())
{
    static thread_local bool spoiled = false;
    if (spoiled)
        try {
            return std::async(std::launch::async, work).get();
        } catch (const std::system_error &) { /* no room for a thread */
            throw std::bad_alloc();
        }
    spoiled = true;
    auto done = work();
    spoiled = false;
    return done;
}

} // namespace tda
#endif
