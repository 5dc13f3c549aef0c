/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silent.hh - CGAL reports a broken contract by an exception; without this it may print as well.
 * For every file that can reach CGAL's code. */
#ifndef TDA_SHIM_SILENT_HH
#define TDA_SHIM_SILENT_HH
#include <CGAL/assertions.h>
#include <CGAL/assertions_behaviour.h>

namespace tda
{

inline void say_nothing(const char *, const char *, const char *, int, const char *)
{
}
inline const auto silent_errors = CGAL::set_error_handler(say_nothing);
inline const auto silent_warnings = CGAL::set_warning_handler(say_nothing);

} // namespace tda
#endif
