# SPDX-License-Identifier: GPL-3.0-or-later
"""Filtered complexes, the presentations of their homology, and how both are made."""
import ctypes
from ctypes import byref

import numpy as np

from . import _declared as raw
from . import _inputs
from ._library import InputError, call, lib
from .results import (Chains, Diagram, Grid, Measure, Module, SignedBarcode, grid_of, owners)


class Presentation:
    """Generators and relations of a module of one or two parameters."""

    def __init__(self):
        self.c = ctypes.POINTER(raw.tda_presentation)()

    def __del__(self):
        if getattr(self, 'c', None):
            lib.tda_presentation_free(self.c)

    @property
    def degree(self):
        return lib.tda_presentation_degree(self.c)

    def _matrix(self):
        return lib.tda_presentation_matrix(self.c).contents

    def _grades(self, kind, size):
        m = self._matrix()
        at = getattr(m, kind)
        return np.ctypeslib.as_array(at, (size, m.params)).copy() if size else np.empty(
            (0, m.params))

    params = property(lambda self: self._matrix().params)

    @property
    def generators(self):
        """Their grades [rows x params]."""
        return self._grades('row_grade', self._matrix().rows)

    @property
    def relations(self):
        """Their grades [columns x params]."""
        return self._grades('column_grade', self._matrix().columns)

    @property
    def columns(self):
        """The generators that each relation sums to zero, an array a relation."""
        m = self._matrix()
        start = np.ctypeslib.as_array(m.start, (m.columns + 1,)).copy()
        rows = np.ctypeslib.as_array(m.row, (int(start[-1]),)).copy() if start[-1] else \
            np.empty(0, np.int64)
        return [rows[a:b] for a, b in zip(start, start[1:])]

    def __repr__(self):
        m = self._matrix()
        return (f'<tda.Presentation of degree {self.degree}: {m.rows} generators, '
                f'{m.columns} relations>')

    def minimise(self):
        out = Presentation()
        call('tda_presentation_minimise', byref(out.c), self.c)
        return out

    def betti(self):
        """Bigraded Betti numbers: three measures, of generators, relations and their relations."""
        return owners(Measure, 3, 'tda_presentation_betti', self.c)

    def hilbert(self):
        out = Measure()
        call('tda_presentation_hilbert_measure', byref(out.c), self.c)
        return out

    def rank(self, s, t):
        out = ctypes.c_int64()
        s, t = (_inputs.doubles(x, self.params, name='a grade') for x in (s, t))
        call('tda_presentation_rank', byref(out), self.c, _inputs.pointer(s), _inputs.pointer(t))
        return out.value

    def rank_barcode(self, grid=None):
        """The signed barcode of the rank invariant by rectangles, on a grid or exact."""
        out, grid = SignedBarcode(), grid_of(grid)
        call('tda_presentation_rank_barcode', byref(out.c), self.c, grid and byref(grid.c))
        return out

    def slices(self, base, direction):
        """Diagrams along the lines base + t direction, each [lines x params]."""
        base = _inputs.doubles(np.atleast_2d(base), None, self.params, name='base')
        direction = _inputs.doubles(np.broadcast_to(direction, base.shape), *base.shape,
                                    name='direction')
        return owners(Diagram, len(base), 'tda_presentation_slices', self.c, len(base),
                       _inputs.pointer(base), _inputs.pointer(direction)) if len(base) else []

    def module(self, lines=557, error=0.0):
        """A sum of intervals near the module, by lines: at most `error` apart, or so many."""
        out = Module()
        call('tda_presentation_module', byref(out.c), self.c, byref(_inputs.options(
            'tda_module_opts', lines=lines, error=error)))
        return out

    def decompose(self):
        """The indecomposable summands: (their presentations, the Module of the intervals, which
        stand first)."""
        parts = raw.tda_decomposition()
        call('tda_presentation_decompose', byref(parts), self.c)
        summands = []
        for k in range(parts.size):
            one = Presentation()
            one.c = ctypes.cast(parts.summand[k], ctypes.POINTER(raw.tda_presentation))
            summands.append(one)
        intervals = Module()
        ctypes.memmove(byref(intervals.c), byref(parts.intervals), ctypes.sizeof(intervals.c))
        ctypes.memset(byref(parts.intervals), 0, ctypes.sizeof(parts.intervals))
        parts.size = 0  # they are ours now; what is left is the list
        lib.tda_decomposition_clear(byref(parts))
        return summands, intervals

    def landscape(self, grid, layers=1):
        """As Module.landscape(), exact."""
        grid = grid_of(grid)
        out = np.empty((layers, *grid.shape))
        call('tda_presentation_landscape', _inputs.pointer(out), self.c, layers, byref(grid.c))
        return out


def matching_distance(a, b, error=0.01):
    """Bounds (lower, upper) of the matching distance of two presentations, `error` apart."""
    out = raw.tda_matching_distance()
    call('tda_presentation_matching_distance', byref(out), a.c, b.c, byref(_inputs.options(
        'tda_matching_distance_opts', error=error)))
    return out.lower, out.upper


class Complex:
    """A cell complex filtered by one or several parameters.

    Complex.simplicial(simplices, grades) makes one by hand; functions of this package make others
    from points, distances and images. Every invariant is a method."""

    def __init__(self):
        self.c = ctypes.POINTER(raw.tda_complex)()

    def __del__(self):
        if getattr(self, 'c', None):
            lib.tda_complex_free(self.c)

    @classmethod
    def simplicial(cls, simplices, grades):
        """All faces of the simplices (lists of points). Row i of `grades` [n] or [n x params] is
        when simplex i appears; faces that are not given appear with the first that needs them."""
        rows = [_inputs.integers(s, f'simplex {i}') for i, s in enumerate(simplices)]
        grades = np.asarray(grades, dtype=np.float64)
        grades = grades[:, None] if grades.ndim == 1 else grades
        grades = _inputs.doubles(grades, len(rows), None, name='grades')
        start = np.cumsum([0] + [len(r) for r in rows]).astype(np.int64)
        vertex = np.concatenate(rows + [np.empty(0, np.int64)])
        view = raw.tda_simplices(grades.shape[1], len(rows),
                                 _inputs.pointer(start, ctypes.c_int64),
                                 _inputs.pointer(vertex, ctypes.c_int64),
                                 _inputs.pointer(grades), None)
        out = cls()
        call('tda_complex_new_simplicial', byref(out.c), None, byref(view))
        return out

    def _cells(self):
        return lib.tda_complex_cells(self.c).contents

    def __len__(self):
        return self._cells().size

    params = property(lambda self: self._cells().params)
    dimension = property(lambda self: lib.tda_complex_dimension(self.c))

    @property
    def dimensions(self):
        """That of each cell [n]."""
        return np.ctypeslib.as_array(self._cells().dim, (len(self),)).copy() if len(self) else \
            np.empty(0, np.int32)

    @property
    def grades(self):
        """Of each cell [n x params]; a list of arrays where cells have several."""
        c = self._cells()
        if not c.size:
            return np.empty((0, c.params))
        if not c.grade_start:
            return np.ctypeslib.as_array(c.grade, (c.size, c.params)).copy()
        start = np.ctypeslib.as_array(c.grade_start, (c.size + 1,))
        every = np.ctypeslib.as_array(c.grade, (int(start[-1]), c.params)).copy()
        return [every[a:b] for a, b in zip(start, start[1:])]

    def faces(self, i):
        """The ids of the faces of cell i."""
        c = self._cells()
        if not 0 <= i < c.size:
            raise IndexError(f'there is no cell {i}: there are {c.size}')
        return np.array([c.face[k] for k in range(c.start[i], c.start[i + 1])], np.int64)

    def __repr__(self):
        return f'<tda.Complex of dimension {self.dimension}: {len(self)} cells, ' \
               f'{self.params} parameters>'

    def diagram(self, param=0, max_degree=None, engine='auto', representatives=None):
        """One-parameter persistence along one axis. representatives: None, 'cycles', 'cocycles'."""
        out, chains = Diagram(), chains_of(representatives)
        opts = _inputs.options('tda_reduction_opts', engine=_inputs.word(engine, 'TDA_ENGINE_'),
                               cocycles=representatives == 'cocycles', **degree_up_to(max_degree))
        call('tda_complex_diagram', byref(out.c), chained(chains), self.c, param,
             byref(opts))
        out.representatives = chains
        return out

    def hilbert(self, degrees=(0, 1)):
        """Hilbert signed measures, one for each degree of (first, last), or of a single degree."""
        first, last = (degrees, degrees) if np.isscalar(degrees) else degrees
        if not 0 <= first <= last:
            raise InputError(f'degrees {first} to {last}: give 0 <= first <= last')
        out = owners(Measure, last - first + 1, 'tda_complex_hilbert_measure', self.c, first,
                      last, None)
        return out[0] if np.isscalar(degrees) else out

    def euler(self):
        out = Measure()
        call('tda_complex_euler_measure', byref(out.c), self.c)
        return out

    def presentation(self, degree):
        """The minimal presentation of homology; one or two parameters."""
        out = Presentation()
        call('tda_complex_presentation', byref(out.c), self.c, degree, None)
        return out

    def rank_barcode(self, degree, grid=None):
        out, grid = SignedBarcode(), grid_of(grid)
        call('tda_complex_rank_barcode', byref(out.c), self.c, degree, grid and byref(grid.c))
        return out

    def module(self, degree, lines=557, error=0.0):
        """A sum of intervals near the module of homology, by lines."""
        out = Module()
        call('tda_complex_module', byref(out.c), self.c, degree, byref(_inputs.options(
            'tda_module_opts', lines=lines, error=error)))
        return out

    def grid(self, resolution=None, kind='regular'):
        """All grades that occur, or `resolution` values an axis: 'regular', 'quantile', 'closest'."""
        out = Grid()
        if resolution is None:
            call('tda_complex_grid_exact', byref(out.c), self.c)
            return out
        if kind not in ('regular', 'quantile', 'closest'):
            raise InputError(f'{kind!r} is none of regular, quantile, closest')
        sizes = _inputs.integers(np.broadcast_to(resolution, self.params), 'resolution')
        call(f'tda_complex_grid_{kind}', byref(out.c), self.c,
             _inputs.pointer(sizes, ctypes.c_int64))
        return out

    def squeeze(self, grid):
        """The complex with all grades moved up to a grid."""
        out, grid = Complex(), grid_of(grid)
        call('tda_complex_squeeze', byref(out.c), self.c, byref(grid.c))
        return out

    def push(self, base, direction):
        """The complex of one parameter along the line base + t direction."""
        out = Complex()
        base, direction = (_inputs.doubles(x, self.params, name=name) for x, name in (
            (base, 'base'), (direction, 'direction')))
        call('tda_complex_push', byref(out.c), self.c, _inputs.pointer(base),
             _inputs.pointer(direction))
        return out

    def lower_star(self, function):
        """The complex filtered by functions on its vertices [n] or [n x k]."""
        out = Complex()
        vertices = int(np.count_nonzero(self.dimensions == 0))
        call('tda_complex_lower_star', byref(out.c), self.c,
             byref(_inputs.function(function, vertices)))
        return out


def degree_up_to(max_degree):
    return {} if max_degree is None else {'max_degree': max_degree}


def chains_of(representatives):
    if representatives is None:
        return None
    if representatives not in ('cycles', 'cocycles'):
        raise InputError(f'{representatives!r} is none of cycles, cocycles')
    return Chains()


def chained(chains):
    """Representatives as an argument."""
    return None if chains is None else byref(chains.c)


def _built(name, *arguments):
    out = Complex()
    call(name, byref(out.c), *arguments)
    return out


def _points_opts(threshold, scale, max_degree=None, collapse=False):
    dimension = {} if max_degree is None else {'max_dimension': max_degree + 1}
    return byref(_inputs.options('tda_points_opts', threshold=threshold, collapse=collapse,
                                 scale=_inputs.word(scale, 'TDA_SCALE_'), **dimension))


def points_or_distances(points, distances):
    """('cloud' or 'distances', the struct)."""
    if (points is None) == (distances is None):
        raise InputError('give either points or distances')
    return ('cloud', _inputs.cloud(points)) if points is not None else (
        'distances', _inputs.distances(distances))


def alpha_complex(points, function=None, threshold=np.inf, scale='diameter'):
    """The alpha complex; with functions [n] or [n x k] filtered by them, too."""
    cloud = _inputs.cloud(points)
    function = _inputs.function(function, cloud.size)
    return _built('tda_cloud_alpha', byref(cloud), function and byref(function),
                  _points_opts(threshold, scale))


def function_delaunay(points, function, threshold=np.inf, scale='diameter'):
    """The function-Delaunay bifiltration: Delaunay complexes of all sublevel sets."""
    cloud = _inputs.cloud(points)
    return _built('tda_cloud_function_delaunay', byref(cloud),
                  byref(_inputs.function(function, cloud.size)), _points_opts(threshold, scale))


def delaunay_core(points, ks, beta=1.0, threshold=np.inf, scale='diameter'):
    """The Delaunay core bifiltration by distance and numbers of neighbours."""
    cloud, ks = _inputs.cloud(points), _inputs.integers(ks, 'ks')
    return _built('tda_cloud_delaunay_core', byref(cloud), _inputs.pointer(ks, ctypes.c_int64),
                  len(ks), beta, _points_opts(threshold, scale))


def multicover(points, order, threshold=np.inf, scale='diameter'):
    """The multicover bifiltration up to an order, by rhomboid tilings."""
    return _built('tda_cloud_multicover', byref(_inputs.cloud(points)), order,
                  _points_opts(threshold, scale))


def cech_complex(points, max_degree=1, threshold=np.inf, scale='diameter'):
    """All simplices with the radius of the smallest ball about their points."""
    return _built('tda_cloud_cech', byref(_inputs.cloud(points)),
                  _points_opts(threshold, scale, max_degree))


def function_rips_complex(points=None, function=None, *, distances=None, max_degree=1,
                          threshold=np.inf, scale='diameter', collapse=False):
    """The function-Rips bifiltration as a complex, all of whose simplices are held. For degrees 0
    and 1 function_rips() takes far more points."""
    kind, given = points_or_distances(points, distances)
    return _built(f'tda_{kind}_function_rips', byref(given),
                  byref(_inputs.function(function, given.size)),
                  _points_opts(threshold, scale, max_degree, collapse))


def degree_rips_complex(points=None, degrees=(0, 1, 2), *, distances=None, normalised=False,
                        max_degree=1, threshold=np.inf, scale='diameter'):
    """The degree-Rips bifiltration on a list of degrees, as a complex."""
    kind, given = points_or_distances(points, distances)
    degrees = _inputs.integers(degrees, 'degrees')
    return _built(f'tda_{kind}_degree_rips', byref(given),
                  _inputs.pointer(degrees, ctypes.c_int64), len(degrees), normalised,
                  _points_opts(threshold, scale, max_degree))


def cubical_complex(image, channels=None, construction='T'):
    """The cubical complex of an image, a parameter for each channel."""
    return _built('tda_image_cubical', byref(_inputs.image(image, channels)),
                  _inputs.word(construction, 'TDA_CONSTRUCTION_'))
