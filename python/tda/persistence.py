# SPDX-License-Identifier: GPL-3.0-or-later
"""Persistence straight from points, distances and images, and distances between diagrams."""
import ctypes
from ctypes import byref

import numpy as np

from . import _declared as raw
from . import _inputs
from ._library import InputError, call, lib
from .complexes import Presentation, chained, chains_of, degree_up_to, points_or_distances
from .results import Diagram, Measure, owners, grid_of


def rips(points=None, *, distances=None, max_degree=1, field=2, threshold=np.inf,
         scale='diameter', births=None, collapse=None, sparse=0.0, representatives=None):
    """The Vietoris-Rips diagram of points [n x d], or of distances [n x n] or scipy.sparse.

    field is a prime; births [n] says when each point appears; collapse and sparse are as in
    tda_rips_opts; representatives is None, 'cycles' or 'cocycles'."""
    kind, given = points_or_distances(points, distances)
    out, chains = Diagram(), chains_of(representatives)
    births = None if births is None else _inputs.doubles(births, given.size, name='births')
    call(f'tda_{kind}_rips_diagram', byref(out.c), chained(chains), byref(given),
         byref(_inputs.options('tda_rips_opts', max_degree=max_degree, field=field,
                               threshold=threshold, scale=_inputs.word(scale, 'TDA_SCALE_'),
                               births=births, collapse=_inputs.choice(collapse), sparse=sparse,
                               cocycles=representatives == 'cocycles')))
    out.representatives = chains
    return out


def alpha(points, max_degree=None, threshold=np.inf, scale='diameter'):
    """The alpha diagram of points in R^1 to R^3, without the complex."""
    out = Diagram()
    call('tda_cloud_alpha_diagram', byref(out.c), byref(_inputs.cloud(points)),
         byref(_inputs.options('tda_alpha_opts', threshold=threshold,
                               scale=_inputs.word(scale, 'TDA_SCALE_'), **degree_up_to(max_degree))))
    return out


def cubical(image, construction='T', max_degree=None, periodic=()):
    """The diagram of an image of any number of axes, +inf being no pixel; `periodic` says of each
    axis whether its ends meet."""
    view = _inputs.image(image)
    if len(periodic) > view.axes:
        raise InputError(f'periodic tells of {len(periodic)} axes, the image has {view.axes}')
    out = Diagram()
    call('tda_image_diagram', byref(out.c), byref(view), byref(_inputs.options(
        'tda_image_diagram_opts', construction=_inputs.word(construction, 'TDA_CONSTRUCTION_'),
        periodic=tuple(map(bool, periodic)), **degree_up_to(max_degree))))
    return out


# ------------------------------------------------------------------------------ two parameters


def _function_rips(points, function, distances, threshold, scale, grid=None):
    kind, given = points_or_distances(points, distances)
    grid = grid_of(grid)
    opts = _inputs.options('tda_function_rips_opts', threshold=threshold,
                           scale=_inputs.word(scale, 'TDA_SCALE_'))
    if grid is not None:
        opts.grid = ctypes.pointer(grid.c)
        opts.owner = grid
    return kind, byref(given), byref(_inputs.function(function, given.size)), opts


def function_rips(points=None, function=None, *, distances=None, degrees=(0, 1),
                  threshold=np.inf, scale='diameter', grid=None):
    """Hilbert signed measures of the function-Rips bifiltration, exact or on a grid, one for each
    degree of (first, last), or of a single degree. The complex is not built."""
    first, last = (degrees, degrees) if np.isscalar(degrees) else degrees
    if not 0 <= first <= last:
        raise InputError(f'degrees {first} to {last}: give 0 <= first <= last')
    kind, given, function, opts = _function_rips(points, function, distances, threshold, scale,
                                                 grid)
    out = owners(Measure, last - first + 1, f'tda_{kind}_function_rips_measure', given, function,
                  first, last, byref(opts))
    return out[0] if np.isscalar(degrees) else out


def function_rips_presentation(points=None, function=None, degree=0, *, distances=None,
                               threshold=np.inf, scale='diameter'):
    """The minimal presentation of its homology of degree 0 or 1."""
    kind, given, function, opts = _function_rips(points, function, distances, threshold, scale)
    out = Presentation()
    call(f'tda_{kind}_function_rips_presentation', byref(out.c), given, function, degree,
         byref(opts))
    return out


# ----------------------------------------------------------------------- functions on points


def _on_points(name, points, distances, argument):
    kind, given = points_or_distances(points, distances)
    out = np.empty(given.size)
    call(f'tda_{kind}_{name}', _inputs.pointer(out), byref(given), argument)
    return out


def kde(points=None, bandwidth=1.0, *, distances=None):
    """Gaussian density at each point [n], negated so that dense points come first."""
    return _on_points('kde', points, distances, bandwidth)


def dtm(points=None, mass=0.1, *, distances=None):
    """The distance to measure at each point [n]: to that part of all points."""
    return _on_points('dtm', points, distances, mass)


def knn(points=None, k=1, *, distances=None):
    """The distance to the k-th neighbour [n]."""
    return _on_points('knn', points, distances, k)


def eccentricity(points=None, p=1.0, *, distances=None):
    """The mean distance of order p to all points [n]."""
    return _on_points('eccentricity', points, distances, p)


# --------------------------------------------------------------------------------- distances


def _distance(name, a, b, matching, degree, **options):
    a, b = (d if isinstance(d, Diagram) else Diagram(d) for d in (a, b))
    out, pairs = ctypes.c_double(), raw.tda_matching()
    given = [byref(pairs) if matching else None] if matching is not None else []
    call(f'tda_diagram_{name}', byref(out), *given, byref(a.c), byref(b.c),
         byref(_inputs.options('tda_distance_opts', degree=-1 if degree is None else degree,
                               **options)))
    if not matching:
        return out.value
    try:
        found = np.array([(pairs.a[i], pairs.b[i]) for i in range(pairs.size)],
                         np.int64).reshape(-1, 2)
    finally:
        lib.tda_matching_clear(byref(pairs))
    return out.value, found


def bottleneck(a, b, degree=None, norm=np.inf, gap=0.0, matching=False):
    """The bottleneck distance of diagrams (or lists of arrays [n x 2] by degree), over all degrees
    or one; with matching=True also the pairs of bars [m x 2], -1 being the diagonal."""
    return _distance('bottleneck', a, b, bool(matching), degree, norm=norm, gap=gap)


def wasserstein(a, b, degree=None, order=2.0, norm=np.inf, gap=0.0, matching=False):
    """The q-Wasserstein distance, q = order, in the ground norm."""
    return _distance('wasserstein', a, b, bool(matching), degree, order=order, norm=norm, gap=gap)


def sliced_wasserstein(a, b, degree=None, directions=50):
    return _distance('sliced_wasserstein', a, b, None, degree, directions=directions)


def transport(a, b, norm=1.0, corner=None):
    """The least cost to carry one signed measure to another; `corner` first cuts both off there."""
    out = ctypes.c_double()
    corner = None if corner is None else _inputs.doubles(corner, a.params, name='corner')
    call('tda_measure_transport', byref(out), None, byref(a.c), byref(b.c), byref(
        _inputs.options('tda_transport_opts', norm=norm, corner=corner)))
    return out.value
