# SPDX-License-Identifier: GPL-3.0-or-later
"""Vectorizers, alone and as scikit-learn transformers (which need scikit-learn to be there)."""
import ctypes
from ctypes import byref

import numpy as np

from . import _declared as raw
from . import _inputs
from ._library import InputError, call, lib, text
from .complexes import alpha_complex, function_delaunay
from .persistence import (alpha, cubical, dtm, eccentricity, function_rips,
                          function_rips_presentation, kde, knn, rips)
from .results import Diagram, Measure, Module

try:
    from sklearn.base import BaseEstimator, TransformerMixin
except ImportError:  # the vectorizers work without
    BaseEstimator = TransformerMixin = object


def vectorizers():
    """The names there are; help_of(name) tells what each reads and gives."""
    out = []
    while (name := lib.tda_vectorizer_name(len(out))) is not None:
        out.append(name.decode())
    return out


def help_of(name):
    return text('tda_vectorizer_help', str(name).encode())


class Vectorizer:
    """Descriptors to rows of numbers: Vectorizer('mp-landscape:layers=3,resolution=20').

    fit() learns what the text leaves open, such as the range of a grid; transform() gives an array
    [descriptors x columns]. Descriptors are Diagram (of which the bars of `degree` are read),
    Measure or Module, as the vectorizer asks."""

    def __init__(self, words, degree=0):
        self.words, self.degree = words, degree
        self.c = ctypes.POINTER(raw.tda_vectorizer)()
        call('tda_vectorizer_new', byref(self.c), words.encode())

    def __del__(self):
        if getattr(self, 'c', None):
            lib.tda_vectorizer_free(self.c)

    @property
    def reads(self):
        return ('diagram', 'measure', 'module')[lib.tda_vectorizer_kind(self.c)]

    def _descriptor(self, item):
        kind = {'diagram': Diagram, 'measure': Measure, 'module': Module}[self.reads]
        if not isinstance(item, kind):
            raise InputError(f'{self.words} reads a {kind.__name__}, not {type(item).__name__}')
        out = raw.tda_descriptor(kind=lib.tda_vectorizer_kind(self.c), degree=self.degree)
        setattr(out, self.reads, ctypes.pointer(item.c))
        return out

    def fit(self, descriptors):
        """Learn; a vectorizer that was fitted before forgets it."""
        fresh = Vectorizer(self.words, self.degree)
        for item in descriptors:
            call('tda_vectorizer_see', fresh.c, byref(fresh._descriptor(item)))
        call('tda_vectorizer_settle', fresh.c)
        self.c, fresh.c = fresh.c, self.c
        return self

    def transform(self, descriptors):
        descriptors = list(descriptors)
        out = np.empty((len(descriptors), lib.tda_vectorizer_columns(self.c)))
        for row, item in zip(out, descriptors):
            call('tda_vectorizer_apply', _inputs.pointer(row), self.c,
                 byref(self._descriptor(item)))
        return out

    def fit_transform(self, descriptors):
        descriptors = list(descriptors)
        return self.fit(descriptors).transform(descriptors)

    @property
    def columns(self):
        """The name of each number of a row."""
        name = ctypes.create_string_buffer(raw.TDA_COLUMN_CHARS)
        out = []
        for i in range(lib.tda_vectorizer_columns(self.c)):
            lib.tda_vectorizer_column(self.c, i, name)
            out.append(name.value.decode())
        return out


_FUNCTIONS = {'kde': kde, 'dtm': dtm, 'knn': knn, 'eccentricity': eccentricity}


class TopologicalFeatures(TransformerMixin, BaseEstimator):
    """A scikit-learn transformer from a list of inputs to an array of features.

    filtration: 'rips' or 'alpha' for clouds [n x d], 'cubical' for images: one parameter, diagrams;
    'alpha-function', 'function-delaunay' or 'function-rips' for clouds with a `function`
    ('kde:0.2', 'dtm:0.1', 'knn:5', 'eccentricity:1', or a callable): two parameters,
    measures and modules. `vectorizers` are texts as Vectorizer takes them, each applied to every
    one of `degrees`; what they read is made from each input."""

    def __init__(self, filtration='rips', degrees=(0, 1), vectorizers=('statistics',),
                 function=None, threshold=np.inf, lines=557):
        self.filtration, self.degrees, self.vectorizers = filtration, degrees, vectorizers
        self.function, self.threshold, self.lines = function, threshold, lines

    def fit(self, X, y=None):
        """Make the descriptors of all inputs, and learn from them."""
        self._learn([self._describe(x) for x in X])
        return self

    def fit_transform(self, X, y=None):
        """fit() and transform() that make each descriptor once."""
        every = [self._describe(x) for x in X]
        self._learn(every)
        return self._rows(every)

    def transform(self, X):
        if not hasattr(self, 'vectorizers_'):
            raise InputError('TopologicalFeatures is not fitted yet; call fit() first')
        return self._rows([self._describe(x) for x in X])

    def get_feature_names_out(self, input_features=None):
        return np.array([f'H{degree}:{column}' for degree, v in self.vectorizers_
                         for column in v.columns], dtype=object)

    def _learn(self, every):
        made = []
        for degree in self.degrees:
            for words in self.vectorizers:
                v = Vectorizer(words, degree)
                made.append((degree, v.fit([d[v.reads, degree] for d in every])))
        self.vectorizers_ = made

    def _rows(self, every):
        blocks = [v.transform([d[v.reads, degree] for d in every])
                  for degree, v in self.vectorizers_]
        return np.hstack(blocks) if blocks else np.empty((len(every), 0))

    def _wanted(self):
        return {Vectorizer(words).reads for words in self.vectorizers}

    def _describe(self, x):
        """{(kind, degree): descriptor} of what the vectorizers read."""
        top = max(self.degrees, default=0)
        if self.filtration in ('rips', 'alpha', 'cubical'):
            one = {'rips': lambda: rips(x, max_degree=top, threshold=self.threshold),
                   'alpha': lambda: alpha(x, max_degree=top, threshold=self.threshold),
                   'cubical': lambda: cubical(x, max_degree=top)}[self.filtration]()
            made = {('diagram', k): one for k in self.degrees}
        else:
            made = self._two_parameters(np.asarray(x, dtype=np.float64))
        for kind in self._wanted():
            if not any(k == kind for k, _ in made):
                raise InputError(f'a vectorizer reads a {kind}, which the filtration '
                                 f'{self.filtration!r} does not give')
        return made

    def _two_parameters(self, x):
        values = self._values(x)
        wanted, made = self._wanted(), {}
        if self.filtration == 'function-rips' and wanted <= {'measure'}:
            return {('measure', k): function_rips(x, values, degrees=k, threshold=self.threshold)
                    for k in self.degrees}
        if self.filtration == 'function-rips':
            shown = {k: function_rips_presentation(x, values, k, threshold=self.threshold)
                     for k in self.degrees}
        elif self.filtration in ('alpha-function', 'function-delaunay'):
            build = alpha_complex if self.filtration == 'alpha-function' else function_delaunay
            built = build(x, values, threshold=self.threshold)
            shown = {k: built.presentation(k) for k in self.degrees}
        else:
            raise InputError(f'{self.filtration!r} is none of rips, alpha, cubical, '
                             'alpha-function, function-delaunay, function-rips')
        for k, p in shown.items():
            if 'measure' in wanted:
                made['measure', k] = p.hilbert()
            if 'module' in wanted:
                made['module', k] = p.module(lines=self.lines)
        return made

    def _values(self, x):
        if callable(self.function):
            return self.function(x)
        if self.function is None:
            raise InputError(f'the filtration {self.filtration!r} needs a function, such as '
                             "'kde:0.2' or a callable")
        name, _, number = self.function.partition(':')
        if name not in _FUNCTIONS or not number:
            raise InputError(f'{self.function!r} is none of ' + ', '.join(
                f'{n}:NUMBER' for n in _FUNCTIONS))
        number = int(number) if name == 'knn' else float(number)
        return _FUNCTIONS[name](x, number)
