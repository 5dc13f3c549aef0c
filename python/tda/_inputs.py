# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrays and words as the library's arguments. Arrays of doubles in C order are not copied."""
import ctypes

import numpy as np

from . import _declared as raw
from ._library import InputError


def pointer(array, kind=ctypes.c_double):
    """The address of an array that lives as long as the pointer does."""
    if array is None:
        return None
    out = ctypes.cast(array.ctypes.data, ctypes.POINTER(kind))
    out.array = array
    return out


def doubles(values, *shape, name='array'):
    """A C-ordered array of doubles; None in the shape stands for any length."""
    try:
        out = np.ascontiguousarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f'{name}: {error}') from None
    if len(shape) != out.ndim or any(w not in (None, h) for w, h in zip(shape, out.shape)):
        want = ' x '.join('any' if w is None else str(w) for w in shape)
        have = ' x '.join(map(str, out.shape)) or 'a number'
        raise InputError(f'{name} has the shape {have}; it should be {want}')
    return out


def integers(values, name='list'):
    out = np.asarray(values)
    if out.size and not np.issubdtype(out.dtype, np.integer):
        raise InputError(f'{name} should hold whole numbers')
    return np.ascontiguousarray(out.reshape(-1), dtype=np.int64)


def cloud(points, name='points'):
    array = doubles(points, None, None, name=name)
    if array.shape[1] == 0:
        raise InputError(f'{name} have no coordinates')
    out = raw.tda_cloud(array.shape[0], array.shape[1], pointer(array), None)
    out.array = array
    return out


def function(values, size, name='function'):
    """One function [n] or several [n x k] on n points; NULL for None."""
    if values is None:
        return None
    array = np.asarray(values, dtype=np.float64)
    array = array[:, None] if array.ndim == 1 else array
    return cloud(doubles(array, size, None, name=name), name)


def distances(matrix):
    """A square symmetric array, or a scipy.sparse matrix whose stored entries are the pairs."""
    if hasattr(matrix, 'tocoo'):
        return _sparse(matrix.tocoo())
    full = doubles(matrix, None, None, name='distances')
    size = full.shape[0]
    if full.shape[1] != size:
        raise InputError(f'distances have the shape {size} x {full.shape[1]}; it should be square')
    wrong = np.argwhere(full != full.T)
    if len(wrong) and not np.isnan(full[tuple(wrong[0])]):
        i, j = wrong[0]
        raise InputError(f'distances are not symmetric: {full[i, j]} in row {i}, column {j}, '
                         f'but {full[j, i]} in row {j}, column {i}')
    if np.any(full.diagonal()):
        i = np.flatnonzero(full.diagonal())[0]
        raise InputError(f'the distance from point {i} to itself is {full[i, i]}, not 0')
    lower = full[np.tril_indices(size, -1)]
    out = raw.tda_distances(size, pointer(lower), 0, None, None, None, None)
    out.array = lower
    return out


def _sparse(matrix):
    if matrix.shape[0] != matrix.shape[1]:
        raise InputError(f'distances have the shape {matrix.shape[0]} x {matrix.shape[1]}; '
                         'it should be square')
    pairs = {}
    for i, j, value in zip(matrix.row.tolist(), matrix.col.tolist(), matrix.data.tolist()):
        if i == j and value == 0:
            continue
        known = pairs.setdefault((min(i, j), max(i, j)), value)
        if known != value:
            raise InputError(f'the distance of points {i} and {j} is given as {known} and {value}')
    ends = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    head, tail = np.ascontiguousarray(ends[:, 0]), np.ascontiguousarray(ends[:, 1])
    value = np.array(list(pairs.values()), dtype=np.float64)
    # A list of no pairs still has an address: without one the distances would count as dense.
    keep = [np.append(a, a.dtype.type(0)) for a in (tail, head, value)]
    out = raw.tda_distances(matrix.shape[0], None, len(pairs),
                            pointer(keep[0], ctypes.c_int64), pointer(keep[1], ctypes.c_int64),
                            pointer(keep[2]), None)
    out.array = keep
    return out


def image(array, channels=None):
    """A view of an array of any strides; `channels` is the axis of the channels, or None."""
    values = np.asarray(array)
    if values.dtype != np.float64 or any(s % 8 for s in values.strides):
        values = doubles(values, *[None] * values.ndim, name='image')
    axes = [a for a in range(values.ndim) if channels is None or a != channels % values.ndim]
    if not 1 <= len(axes) <= raw.TDA_IMAGE_AXES:
        raise InputError(f'an image has 1 to {raw.TDA_IMAGE_AXES} axes, not {len(axes)}')
    out = raw.tda_image(axes=len(axes), channels=1, at=pointer(values) if values.size else None)
    for k, axis in enumerate(axes):
        out.shape[k], out.stride[k] = values.shape[axis], values.strides[axis] // 8
    if channels is not None:
        out.channels = values.shape[channels]
        out.channel_stride = values.strides[channels] // 8
    out.array = values
    return out


def word(value, prefix):
    """'radius-squared' with TDA_SCALE_: the constant; what there is to choose from, otherwise."""
    name = prefix + str(value).upper().replace('-', '_')
    if name in vars(raw) and isinstance(getattr(raw, name), int):
        return getattr(raw, name)
    known = [n[len(prefix):].lower().replace('_', '-') for n in vars(raw) if n.startswith(prefix)]
    raise InputError(f'{value!r} is none of {", ".join(known)}')


def choice(value):
    """None, False and True."""
    return raw.TDA_CHOICE_AUTO if value is None else (
        raw.TDA_CHOICE_YES if value else raw.TDA_CHOICE_NO)


def options(kind, **given):
    """The default options of that kind, but for what is given; arrays stay alive with them."""
    out = getattr(raw, kind)()
    types = dict(out._fields_)
    out.array = given
    for name, value in {**raw.defaults[kind], **given}.items():
        if issubclass(types[name], ctypes.Array):
            for k, item in enumerate(value):
                getattr(out, name)[k] = item
        elif isinstance(value, np.ndarray):
            setattr(out, name, pointer(value))
        elif value is not None and not (value == 0 and issubclass(
                types[name], (ctypes._Pointer, ctypes.c_char_p, ctypes.c_void_p,
                              ctypes._CFuncPtr))):
            setattr(out, name, value)
    return out
