#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""peers.py TDA: barcodes of the command beside those of ripser and of GUDHI's Python module.

Distances and pixels are small integers, so that ties abound and ripser's float32 loses nothing;
bars must then agree as multisets, exactly. Half of GUDHI's inputs are doubles as they come.
Skipped (77) without either program."""
import collections
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import gudhi
    import numpy as np
except ImportError:
    sys.exit(77)
if not shutil.which("ripser"):
    sys.exit(77)

tda = os.path.abspath(sys.argv[1])
inf = float("inf")


def bars(found):
    return collections.Counter(bar for bar in found if bar[1] < bar[2])


def ours(path, *options):
    out = subprocess.run([tda, "barcode", *options, path], text=True, capture_output=True)
    assert out.returncode == 0, (options, out.stderr)
    rows = [line.split(",") for line in out.stdout.splitlines()[1:]]
    return bars((int(r[0]), float(r[1]), float(r[2])) for r in rows)


def ripsers(path, degree, threshold):
    limit = ["--threshold", repr(threshold)] if threshold else []
    out = subprocess.run(["ripser", "--format", "lower-distance", "--dim", str(degree), *limit, path],
                         text=True, capture_output=True, check=True)
    found, k = [], None
    for line in out.stdout.splitlines():
        head = re.match(r"persistence intervals in dim (\d+)", line)
        bar = re.match(r" \[([^,]+),([^)]*)\)", line)
        if head:
            k = int(head.group(1))
        elif bar:
            found.append((k, float(bar.group(1)), float(bar.group(2).strip() or inf)))
    return bars(found)


def gudhis(complex_, prime):
    return bars((k, b, d) for k, (b, d) in
                complex_.persistence(homology_coeff_field=prime, min_persistence=0))


def triangle(stream, n, exact):
    spread = stream.choice([1, 2, 5, 30])
    return [[float(stream.randint(1, spread)) if exact else stream.random() for _ in range(i)]
            for i in range(n)]


def write_triangle(path, rows):
    with open(path, "w") as f:
        for row in rows[1:]:
            f.write(",".join(map(repr, row)) + "\n")


def rips_beside_ripser(folder, seed):
    stream = random.Random(seed)
    path, degree = os.path.join(folder, "d.lower"), stream.randint(1, 3)
    rows = triangle(stream, stream.randint(2, 14), True)
    write_triangle(path, rows)
    threshold = stream.randint(1, 5) if seed % 4 == 0 else None
    limit = ["--threshold", str(threshold)] if threshold else []
    a = ours(path, "--format", "lower", "--max-degree", str(degree), *limit)
    b = ripsers(path, degree, threshold)
    assert a == b, (seed, rows, a - b, b - a)


def rips_beside_gudhi(folder, seed):
    stream = random.Random(seed)
    path, degree = os.path.join(folder, "d.lower"), stream.randint(0, 2)
    prime = stream.choice([2, 3, 5, 11])
    rows = triangle(stream, stream.randint(2, 11), seed % 2)
    write_triangle(path, rows)
    tree = gudhi.RipsComplex(distance_matrix=rows).create_simplex_tree(max_dimension=degree + 1)
    a = ours(path, "--format", "lower", "--max-degree", str(degree), "--field", str(prime))
    b = gudhis(tree, prime)
    assert a == b, (seed, prime, rows, a - b, b - a)


def image_beside_gudhi(folder, seed):
    stream = random.Random(seed)
    path = os.path.join(folder, "image.npy")
    axes = stream.randint(1, 3)
    periodic = [seed % 3 == 0 and stream.random() < 0.6 for _ in range(axes)]
    shape = [stream.randint(3, (40, 12, 6)[axes - 1]) for _ in range(axes)]
    count = int(np.prod(shape))
    pixels = np.array([stream.randint(0, 6) if seed % 2 else stream.random()
                       for _ in range(count)], dtype=float).reshape(shape)
    np.save(path, pixels)
    # GUDHI wants the first axis to vary fastest.
    options = {"dimensions": shape, "top_dimensional_cells": pixels.flatten(order="F")}
    if any(periodic):
        complex_ = gudhi.PeriodicCubicalComplex(periodic_dimensions=periodic, **options)
    else:
        complex_ = gudhi.CubicalComplex(**options)
    chosen = [",".join(str(i + 1) for i in range(axes) if periodic[i])]
    a = ours(path, "--filtration", "cubical", *(["--periodic", *chosen] if chosen[0] else []))
    b = gudhis(complex_, 2)
    assert a == b, (seed, shape, periodic, a - b, b - a)


with tempfile.TemporaryDirectory() as folder:
    for seed in range(300):
        rips_beside_ripser(folder, seed)
        rips_beside_gudhi(folder, seed)
        image_beside_gudhi(folder, seed)
print("300 matrices beside ripser, 300 and 300 images beside GUDHI: the same bars")
