#!/usr/bin/env python3
"""collapse.py LIBTDA [PAIRS]: edge collapse beside GUDHI's, in one run.

LIBTDA is the shared library, such as build/libtda.so. Both get the same sparse distances, with the
graph already in memory, and are timed in processor seconds of this process; medians of PAIRS pairs
(3). Needs python3-gudhi and python3-numpy."""
import ctypes
import statistics
import sys
import time

import gudhi
import numpy


class Distances(ctypes.Structure):
    _fields_ = [("size", ctypes.c_int64), ("lower", ctypes.c_void_p), ("pairs", ctypes.c_int64),
                ("tail", ctypes.c_void_p), ("head", ctypes.c_void_p), ("value", ctypes.c_void_p),
                ("own", ctypes.c_void_p)]


class Cloud(ctypes.Structure):
    _fields_ = [("size", ctypes.c_int64), ("dimension", ctypes.c_int64), ("at", ctypes.c_void_p),
                ("own", ctypes.c_void_p)]


def orthogonal(rng, n):
    """n random matrices of O(3), as points of R^9."""
    q, r = numpy.linalg.qr(rng.standard_normal((n, 3, 3)))
    return (q * numpy.sign(numpy.diagonal(r, axis1=1, axis2=2))[:, None, :]).reshape(n, 9)


def clifford(rng, n):
    """n points of the torus of two unit circles in R^4."""
    a = rng.random((n, 2)) * 2 * numpy.pi
    return numpy.stack([numpy.cos(a), numpy.sin(a)], axis=2).reshape(n, 4)


def sphere(rng, n):
    x = rng.standard_normal((n, 3))
    return x / numpy.linalg.norm(x, axis=1)[:, None]


CASES = [("O(3), 1,024 points, 1.8", orthogonal, 1024, 1.8),
         ("O(3), 4,096 points, 1.4", orthogonal, 4096, 1.4),
         ("Clifford torus, 6,000 points, 0.4", clifford, 6000, 0.4),
         ("sphere, 400 points, 1", sphere, 400, 1.0)]


def neighbours(lib, points, threshold):
    points = numpy.ascontiguousarray(points, dtype=float)
    out = Distances()
    cloud = Cloud(*points.shape, points.ctypes.data, None)
    assert lib.tda_cloud_neighbours(None, ctypes.byref(out), ctypes.byref(cloud),
                                    ctypes.c_double(threshold)) == 0
    return out


def column(address, size, kind):
    return numpy.ctypeslib.as_array(ctypes.cast(address, ctypes.POINTER(kind)), (size,)).copy()


def ours(lib, graph):
    out, start = Distances(), time.process_time()
    assert lib.tda_distances_collapse(None, ctypes.byref(out), ctypes.byref(graph),
                                      ctypes.c_double(numpy.inf)) == 0
    seconds, edges = time.process_time() - start, out.pairs
    lib.tda_distances_clear(ctypes.byref(out))
    return seconds, edges


def theirs(size, tail, head, value):
    tree = gudhi.SimplexTree()
    for v in range(size):
        tree.insert([v], 0)
    for u, v, x in zip(tail, head, value):
        tree.insert([u, v], x)
    start = time.process_time()
    tree.collapse_edges()
    return time.process_time() - start, tree.num_simplices() - size


def main(path, pairs="3"):
    lib = ctypes.CDLL(path)
    print("| input | edges | ours keeps | GUDHI keeps | ours | GUDHI | GUDHI / ours |")
    print("|---|---|---|---|---|---|---|")
    for name, make, n, threshold in CASES:
        graph = neighbours(lib, make(numpy.random.default_rng(1), n), threshold)
        columns = [column(graph.tail, graph.pairs, ctypes.c_int64).tolist(),
                   column(graph.head, graph.pairs, ctypes.c_int64).tolist(),
                   column(graph.value, graph.pairs, ctypes.c_double).tolist()]
        runs = [(ours(lib, graph), theirs(n, *columns)) for _ in range(int(pairs))]
        a, b = (statistics.median(r[k][0] for r in runs) for k in (0, 1))
        print(f"| {name} | {graph.pairs:,} | {runs[0][0][1]:,} | {runs[0][1][1]:,} "
              f"| {a:.3f} | {b:.3f} | {b / a:.1f} |", flush=True)


main(*sys.argv[1:])
