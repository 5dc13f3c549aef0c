#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare alpha complexes with those of GUDHI's Python module: PROGRAM as print_alpha.c.

Points in general position must give the same simplices and, up to rounding, the same values.
Points on grids may be triangulated in another way, so their persistence diagrams are compared.
Skipped (77) without the module."""
import subprocess
import sys

try:
    import gudhi
    import numpy as np
except ImportError:
    sys.exit(77)


def ours(program, points, weights=None):
    text = "%d %d\n" % points.shape
    text += "\n".join(" ".join("%.17g" % x for x in row) for row in points)
    command = [program]
    if weights is not None:
        text += "\n" + " ".join("%.17g" % w for w in weights)
        command.append("weighted")
    out = subprocess.run(command, input=text, text=True, capture_output=True, check=True)
    rows = [line.split() for line in out.stdout.splitlines()]
    return {tuple(int(v) for v in row[1:]): float(row[0]) for row in rows}


def theirs(points, weights=None):
    options = {} if weights is None else {"weights": weights.tolist()}
    tree = gudhi.AlphaComplex(points=points.tolist(), precision="exact",
                              **options).create_simplex_tree()
    return {tuple(sorted(s)): f for s, f in tree.get_filtration()}


def diagram(complex_):
    tree = gudhi.SimplexTree()
    for simplex, value in sorted(complex_.items(), key=lambda item: len(item[0])):
        tree.insert(list(simplex), filtration=value)
    tree.make_filtration_non_decreasing()
    top = max(len(s) for s in complex_)
    bars = tree.persistence(persistence_dim_max=True, min_persistence=1e-6)
    return top, sorted((k, round(b, 7), round(d, 7)) for k, (b, d) in bars)


def close(a, b):
    return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b))


def main():
    program = sys.argv[1]
    rng = np.random.default_rng(1)
    simplices = 0
    for dimension, most, rounds in ((2, 60, 40), (3, 60, 40), (4, 25, 10), (5, 15, 5)):
        for _ in range(rounds):
            points = rng.standard_normal((rng.integers(dimension + 1, most), dimension))
            a, b = ours(program, points), theirs(points)
            assert a.keys() == b.keys(), (dimension, a.keys() ^ b.keys())
            for s, value in a.items():
                assert close(value, b[s]), (points.tolist(), s, value, b[s])
            simplices += len(a)
    weighted = hidden = 0
    for dimension, most, rounds in ((2, 60, 40), (3, 60, 40)):
        for _ in range(rounds):
            points = rng.standard_normal((rng.integers(dimension + 1, most), dimension))
            weights = rng.standard_normal(len(points)) * 0.3
            a, b = ours(program, points, weights), theirs(points, weights)
            assert a.keys() == b.keys(), (dimension, a.keys() ^ b.keys())
            for s, value in a.items():
                assert abs(value - b[s]) <= 1e-9 * max(abs(value), 1e-3), (s, value, b[s])
            weighted += len(a)
            hidden += len(points) - sum(len(s) == 1 for s in a)
    assert weighted > 10000 and hidden > 100
    grids = 0
    for dimension, side, most, rounds in ((2, 6, 40, 40), (3, 4, 40, 40), (4, 3, 25, 10)):
        for _ in range(rounds):
            n = rng.integers(1, most)
            points = np.unique(rng.integers(0, side, (n, dimension)), axis=0).astype(float)
            a, b = diagram(ours(program, points)), diagram(theirs(points))
            assert a[0] == b[0] and len(a[1]) == len(b[1]), (points.tolist(), a, b)
            for x, y in zip(a[1], b[1]):
                assert np.allclose(x, y, rtol=0, atol=2e-7), (x, y)
            grids += 1
    assert simplices > 10000 and grids == 90
    print("%d simplices agree, %d of weighted points, and %d diagrams of grids" %
          (simplices, weighted, grids))


if __name__ == "__main__":
    main()
