/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spheres.hh - Smallest spheres through a few points, exactly where rounding would decide. */
#ifndef TDA_SHIM_SPHERES_HH
#define TDA_SHIM_SPHERES_HH
#include "shim/delaunay.hh"

namespace tda
{

/* values_nd.cc: the squared radius of the smallest sphere through the k+1 points v; on which side of
 * it v[k+1] is: -1 inside, 0 on it, 1 outside. */
double sphere(int dimension, const double *at, int k, const id *v);
int sphere_side(int dimension, const double *at, int k, const id *v);

} // namespace tda
#endif
