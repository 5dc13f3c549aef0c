# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in every format that the library reads."""
import ctypes
import os
from ctypes import byref

import numpy as np

from . import _declared as raw
from . import _inputs
from ._library import call, lib
from .complexes import Complex
from .results import Diagram


def read(path, format='auto', want='cloud'):
    """What a file holds: points as an array [n x d], distances as [n x n] (+inf where a pair is
    not given), an image as an array, a complex as a Complex. want='complex' reads a mesh of an
    OFF file as such; 'image' an npy array as an image."""
    held = raw.tda_input()
    call('tda_input_read', byref(held), os.fsencode(path), byref(_inputs.options(
        'tda_read_opts', format=_inputs.word(format, 'TDA_FORMAT_'),
        **{'as': _inputs.word(want, 'TDA_KIND_')})))
    try:
        return _held(held)
    finally:
        lib.tda_input_clear(byref(held))


def _held(held):
    if held.kind == raw.TDA_KIND_CLOUD:
        shape = held.cloud.size, held.cloud.dimension
        return np.ctypeslib.as_array(held.cloud.at, shape).copy() if shape[0] else np.empty(shape)
    if held.kind == raw.TDA_KIND_DISTANCES:
        return _matrix(held.distances)
    if held.kind == raw.TDA_KIND_IMAGE:
        return _pixels(held.image)
    out = Complex()
    out.c = ctypes.cast(held.complex, type(out.c))  # a copy: the field is emptied below
    held.complex = ctypes.POINTER(raw.tda_complex)()
    return out


def _matrix(d):
    out = np.full((d.size, d.size), np.inf)
    np.fill_diagonal(out, 0)
    if d.lower:
        count = d.size * (d.size - 1) // 2
        rows, columns = np.tril_indices(d.size, -1)
        values = np.ctypeslib.as_array(d.lower, (count,)) if count else np.empty(0)
    else:
        rows, columns, values = (np.ctypeslib.as_array(a, (d.pairs,)) if d.pairs else
                                 np.empty(0, kind) for a, kind in (
                                     (d.tail, int), (d.head, int), (d.value, float)))
    out[rows, columns] = out[columns, rows] = values
    return out


def _pixels(image):
    shape = list(image.shape[:image.axes])
    strides = [8 * s for s in image.stride[:image.axes]]
    if image.channels > 1:
        shape.append(image.channels)
        strides.append(8 * image.channel_stride)
    span = 1 + sum((n - 1) * s // 8 for n, s in zip(shape, strides))
    flat = np.ctypeslib.as_array(image.at, (span,))
    return np.lib.stride_tricks.as_strided(flat, shape, strides).copy()


def read_diagram(path):
    """A Diagram from csv, .pers, DIPHA, npy, or ripser's output."""
    out = Diagram()
    call('tda_diagram_read', byref(out.c), os.fsencode(path))
    return out
