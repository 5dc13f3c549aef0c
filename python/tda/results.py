# SPDX-License-Identifier: GPL-3.0-or-later
"""Results: their arrays are views of the library's memory, freed with the last of them."""
import ctypes
from ctypes import byref

import numpy as np

from . import _declared as raw
from . import _inputs
from ._library import InputError, call, lib, text

KINDS = {ctypes.c_double: np.float64, ctypes.c_int64: np.int64, ctypes.c_bool: np.bool_}


class Owner:
    """One struct of the library."""
    struct = clear = None

    def __init__(self):
        self.c = getattr(raw, self.struct)()

    def __del__(self):
        if self.clear and getattr(self, 'c', None) is not None:
            getattr(lib, self.clear)(byref(self.c))

    def view(self, field, *shape):
        """A field of the struct as an array that cannot be written to."""
        address = getattr(self.c, field)
        kind = address._type_
        size = int(np.prod(shape))
        if not address or not size:
            return np.empty(shape, KINDS[kind])
        memory = (ctypes.c_char * (size * ctypes.sizeof(kind))).from_address(
            ctypes.cast(address, ctypes.c_void_p).value)
        memory.owner = self
        out = np.frombuffer(memory, KINDS[kind]).reshape(shape)
        out.flags.writeable = False
        return out

    @property
    def record(self):
        """How the result came to be."""
        r = self.c.record
        return {'field': r.field, 'threshold': r.threshold, 'seed': r.seed,
                'version': r.version.decode(), 'filtration': r.filtration.decode()}


class Picture:
    """What notebooks show: the svg() of a result."""

    def _repr_svg_(self):
        return self.svg()


def owners(kind, count, function, *arguments):
    """Results of a call that fills an array of structs, as one object each."""
    structs = (getattr(raw, kind.struct) * count)()
    call(function, structs, *arguments)
    out = []
    for k in range(count):
        one = kind()
        ctypes.memmove(byref(one.c), byref(structs[k]), ctypes.sizeof(one.c))
        out.append(one)
    return out


class Grid(Owner):
    """A product of finite increasing lists of values, one for each parameter: Grid([x, y])."""
    struct, clear = 'tda_grid', 'tda_grid_clear'

    def __init__(self, axes=None):
        super().__init__()
        if axes is None:
            return
        axes = [_inputs.doubles(axis, None, name=f'axis {i} of the grid')
                for i, axis in enumerate(axes)]
        self.clear = None
        self.kept = (np.cumsum([0] + [len(a) for a in axes]).astype(np.int64),
                     np.concatenate(axes + [np.empty(0)]))
        self.c.params = len(axes)
        self.c.start = _inputs.pointer(self.kept[0], ctypes.c_int64)
        self.c.value = _inputs.pointer(self.kept[1])

    @property
    def axes(self):
        start = self.view('start', self.c.params + 1)
        values = self.view('value', start[-1])
        return [values[a:b] for a, b in zip(start, start[1:])]

    @property
    def shape(self):
        return tuple(map(len, self.axes))

    def __repr__(self):
        return f'<tda.Grid {" x ".join(map(str, self.shape))}>'


def grid_of(grid):
    return grid if grid is None or isinstance(grid, Grid) else Grid(grid)


class Diagram(Owner, Picture):
    """Bars by degree. diagram[k] is the array [bars x 2] of births and deaths of degree k.

    Arrays over all bars, degree after degree: birth, death, degree, cut (the filtration ended
    before the class), birth_cell and death_cell, which name rows, pixels or pairs of points as
    `cells` says (see pair_points()). `representatives` are None unless asked for. Made by hand:
    Diagram([bars of degree 0, bars of degree 1, ...])."""
    struct, clear = 'tda_diagram', 'tda_diagram_clear'

    def __init__(self, bars=None):
        super().__init__()
        self.representatives = None
        if bars is None:
            return
        self.clear = None
        bars = [_inputs.doubles(b, None, 2, name=f'bars of degree {k}')
                for k, b in enumerate(bars)]
        bars = [b[np.lexsort((b[:, 1], b[:, 0]))] for b in bars]
        together = np.concatenate(bars + [np.empty((0, 2))])
        self.kept = [np.cumsum([0] + [len(b) for b in bars]).astype(np.int64),
                     together[:, 0].copy(), together[:, 1].copy(),
                     np.full(len(together), -1), np.full(len(together), -1),
                     np.zeros(len(together), bool)]
        self.c.degrees = len(bars)
        for name, array in zip(['start', 'birth', 'death', 'birth_cell', 'death_cell', 'cut'],
                               self.kept):
            kind = dict(self.c._fields_)[name]._type_
            setattr(self.c, name, _inputs.pointer(array, kind))
        self.c.record.field = 2
        self.c.record.threshold = np.inf

    @property
    def degrees(self):
        return self.c.degrees

    def __len__(self):
        return int(self.start[-1])

    start = property(lambda self: self.view('start', self.c.degrees + 1))
    birth = property(lambda self: self.view('birth', len(self)))
    death = property(lambda self: self.view('death', len(self)))
    birth_cell = property(lambda self: self.view('birth_cell', len(self)))
    death_cell = property(lambda self: self.view('death_cell', len(self)))
    cut = property(lambda self: self.view('cut', len(self)))

    @property
    def degree(self):
        return np.repeat(np.arange(self.degrees), np.diff(self.start))

    @property
    def cells(self):
        return ('row', 'pair', 'pixel')[self.c.cells]

    def __getitem__(self, degree):
        if not 0 <= degree < self.degrees:
            raise IndexError(f'there is no degree {degree}: there are {self.degrees}')
        these = slice(*self.start[degree:degree + 2])
        return np.column_stack([self.birth[these], self.death[these]])

    def __iter__(self):
        return (self[k] for k in range(self.degrees))

    def __repr__(self):
        return '<tda.Diagram ' + ', '.join(
            f'H{k}: {n}' for k, n in enumerate(np.diff(self.start))) + '>'

    def csv(self):
        return text('tda_diagram_csv', byref(self.c))

    def svg(self, plot='barcode', title=None, width=720, height=540):
        """A picture: plot='barcode' or 'diagram'."""
        return text('tda_diagram_svg', byref(self.c), byref(_inputs.options(
            'tda_diagram_draw_opts', plot=_inputs.word(plot, 'TDA_PLOT_'), width=width,
            height=height, title=None if title is None else title.encode())))


def pair_points(ids):
    """The points [n x 2] behind cells that are pairs: the two ends of an edge, or twice a point;
    -1 for none."""
    ids = np.atleast_1d(ids)
    out = np.full((len(ids), 2), -1)
    i, j = ctypes.c_int64(), ctypes.c_int64()
    for k in np.flatnonzero(ids >= 0):
        lib.tda_pair_points(int(ids[k]), byref(i), byref(j))
        out[k] = i.value, j.value
    return out


class Chains(Owner):
    """Representatives: chains[i] is (coefficients [terms], cells [terms] or points [terms x k])."""
    struct, clear = 'tda_chains', 'tda_chains_clear'

    def __len__(self):
        return self.c.size

    def __getitem__(self, i):
        if not 0 <= i < len(self):
            raise IndexError(f'there is no chain {i}: there are {len(self)}')
        start = self.view('start', self.c.size + 1)
        place = self.view('place', self.c.size + 1)
        terms = start[i + 1] - start[i]
        at = self.view('at', place[-1])[place[i]:place[i + 1]]
        coefficient = np.ctypeslib.as_array(self.c.coefficient, (int(start[-1]),))[
            start[i]:start[i + 1]].copy() if start[-1] else np.empty(0, np.int32)
        rows = at.reshape(terms, -1) if terms else at.reshape(0, 0)
        return coefficient, rows[:, 0] if rows.shape[1] == 1 else rows


class Measure(Owner, Picture):
    """A signed measure, or signed barcode: points [n x params] with integer weights [n].

    `cells` [n x params] names what each coordinate comes from, -1 a constant."""
    struct, clear = 'tda_measure', 'tda_measure_clear'

    def __init__(self, points=None, weights=None, degree=0):
        super().__init__()
        if points is None:
            return
        points = _inputs.doubles(points, None, None, name='points')
        weights = _inputs.integers(weights, 'weights')
        if len(weights) != len(points):
            raise InputError(f'{len(points)} points have {len(weights)} weights')
        call('tda_measure_new', byref(self.c), points.shape[1], len(points),
             _inputs.pointer(points), _inputs.pointer(weights, ctypes.c_int64), None)
        self.c.degree = degree

    def __len__(self):
        return self.c.size

    params = property(lambda self: self.c.params)
    degree = property(lambda self: self.c.degree)
    points = property(lambda self: self.view('at', self.c.size, self.c.params))
    weights = property(lambda self: self.view('weight', self.c.size))
    cells = property(lambda self: self.view('cell', self.c.size, self.c.params))

    def __repr__(self):
        return f'<tda.Measure of degree {self.degree}: {len(self)} points in R^{self.params}>'

    def evaluate(self, grid):
        """The mass below each node: the Hilbert function, where the measure is Hilbert's."""
        grid = grid_of(grid)
        out = np.empty(grid.shape, np.int64)
        call('tda_measure_evaluate', _inputs.pointer(out, ctypes.c_int64), byref(self.c),
             byref(grid.c))
        return out

    def convolve(self, grid, bandwidth, kernel='gaussian', normalised=True):
        """A kernel about each point, summed up on a grid; one bandwidth, or one a parameter."""
        grid = grid_of(grid)
        out = np.empty(grid.shape)
        widths = _inputs.doubles(np.broadcast_to(bandwidth, self.params), None)
        call('tda_measure_convolution', _inputs.pointer(out), byref(self.c), byref(grid.c),
             byref(_inputs.options('tda_convolution_opts', bandwidths=widths,
                                   normalised=normalised,
                                   kernel=_inputs.word(kernel, 'TDA_CONVOLUTION_'))))
        return out

    def csv(self):
        return text('tda_measure_csv', byref(self.c), 1)

    def svg(self, title=None, width=720, height=540):
        return text('tda_measure_svg', byref(self.c), 1, None, byref(_drawn(title, width, height)))


def _drawn(title, width, height):
    return _inputs.options('tda_draw_opts', width=width, height=height,
                           title=None if title is None else title.encode())


class SignedBarcode(Owner, Picture):
    """Bars from `birth` to `death` [n x params] with integer weights [n]."""
    struct, clear = 'tda_signed_barcode', 'tda_signed_barcode_clear'

    def __len__(self):
        return self.c.size

    params = property(lambda self: self.c.params)
    degree = property(lambda self: self.c.degree)
    birth = property(lambda self: self.view('birth', self.c.size, self.c.params))
    death = property(lambda self: self.view('death', self.c.size, self.c.params))
    weights = property(lambda self: self.view('weight', self.c.size))

    def __repr__(self):
        return f'<tda.SignedBarcode of degree {self.degree}: {len(self)} bars>'

    def rank(self, s, t):
        """The rank from s to t, where s <= t."""
        s, t = (_inputs.doubles(x, self.params, name='a grade') for x in (s, t))
        return lib.tda_signed_barcode_rank(byref(self.c), _inputs.pointer(s),
                                           _inputs.pointer(t))

    def hooks(self):
        """The hooks with the same ranks as these rectangles."""
        out = SignedBarcode()
        call('tda_signed_barcode_hooks', byref(out.c), byref(self.c))
        return out

    def csv(self):
        return text('tda_signed_barcode_csv', byref(self.c), 1)

    def svg(self, title=None, width=720, height=540):
        return text('tda_signed_barcode_svg', byref(self.c), 1, None,
                    byref(_drawn(title, width, height)))


class Module(Owner, Picture):
    """A sum of intervals: module[i] is (births [a x params], deaths [b x params])."""
    struct, clear = 'tda_module', 'tda_module_clear'

    def __len__(self):
        return self.c.size

    params = property(lambda self: self.c.params)
    degree = property(lambda self: self.c.degree)
    error = property(lambda self: self.c.error)
    box = property(lambda self: self.view('box', 2, self.c.params))

    def __getitem__(self, i):
        if not 0 <= i < len(self):
            raise IndexError(f'there is no summand {i}: there are {len(self)}')
        out = []
        for kind in 'birth', 'death':
            start = self.view(kind + '_start', self.c.size + 1)
            out.append(self.view(kind, start[-1], self.params)[start[i]:start[i + 1]])
        return tuple(out)

    def __repr__(self):
        return f'<tda.Module of degree {self.degree}: {len(self)} summands>'

    def rank(self, s, t):
        s, t = (_inputs.doubles(x, self.params, name='a grade') for x in (s, t))
        return lib.tda_module_rank(byref(self.c), _inputs.pointer(s), _inputs.pointer(t))

    def landscape(self, grid, layers=1):
        """[layers x grid]: layer k at x is the largest e with rank above k from x - e to x + e."""
        grid = grid_of(grid)
        out = np.empty((layers, *grid.shape))
        call('tda_module_landscape', _inputs.pointer(out), byref(self.c), layers, byref(grid.c))
        return out

    def representation(self, grid, bandwidth, function='segment', power=1.0, operator='mean'):
        """The stable representation of a candidate decomposition on a grid (S-CDR)."""
        grid = grid_of(grid)
        out = np.empty(grid.shape)
        call('tda_module_representation', _inputs.pointer(out), byref(self.c), byref(grid.c),
             byref(_inputs.options('tda_representation_opts', bandwidth=bandwidth, power=power,
                                   function=_inputs.word(function, 'TDA_SUMMAND_'),
                                   op=_inputs.word(operator, 'TDA_OPERATOR_'))))
        return out

    def hilbert(self):
        """The Hilbert signed measure."""
        out = Measure()
        call('tda_module_hilbert_measure', byref(out.c), byref(self.c))
        return out

    def json(self):
        return text('tda_module_json', byref(self.c), 1, None)

    def svg(self, title=None, width=720, height=540):
        return text('tda_module_svg', byref(self.c), 1, None, byref(_drawn(title, width, height)))
