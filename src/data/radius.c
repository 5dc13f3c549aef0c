/* SPDX-License-Identifier: GPL-3.0-or-later */
/* radius.c - From coordinates of any size to squared radii that are numbers, and from these to
 * values in the unit asked for. Coordinates whose squares would leave the range of a double are
 * brought into it by a power of two, which is given back at the end. */
#include "data/kdtree.h"
#include "data/private.h"
#include <float.h>
#include <math.h>

double tdai_radius(double squared, tda_scale scale, int exponent)
{
    double r = scale == TDA_SCALE_RADIUS_SQUARED ? squared
               : scale == TDA_SCALE_DIAMETER     ? 2 * sqrt(squared)
                                                 : sqrt(squared);
    if (exponent)
        r = ldexp(r, scale == TDA_SCALE_RADIUS_SQUARED ? 2 * exponent : exponent);
    return r < DBL_MAX ? r : DBL_MAX;
}

tda_status tdai_cloud_moderate(tda_ctx *ctx, const double **at, double **own,
                               int *exponent, const tda_cloud *cloud, const char *what)
{
    tda_index values = cloud->size * cloud->dimension;
    *at = cloud->at;
    *exponent = tdai_cloud_exponent(cloud);
    if (!*exponent)
        return TDA_OK;
    *at = *own = tdai_alloc(values, sizeof **own);
    if (!*own)
        return tdai_fail(ctx, TDA_ENOMEM, "%s: no memory for %lld coordinates", what,
                         (long long)values);
    for (tda_index i = 0; i < values; i++)
        (*own)[i] = ldexp(cloud->at[i], -*exponent);
    return TDA_OK;
}
