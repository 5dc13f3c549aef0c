#!/usr/bin/env python3
"""peers.py TDA [POINTS...]: user seconds of the command beside GUDHI's, in one run.

GUDHI builds the alpha complex of the same points and computes its one-parameter persistence;
the command builds it, a density on the points, and the exact two-parameter Hilbert measures of
degrees 0 and 1, and writes them. Both read the points from a file; figures are of whole processes,
medians of three pairs run in turn. Needs Debian's python3-gudhi."""
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile

GUDHI = """
import sys, gudhi
points = [[float(x) for x in line.split(",")] for line in open(sys.argv[1])]
tree = gudhi.AlphaComplex(points=points).create_simplex_tree()
tree.persistence(homology_coeff_field=2)
"""


def noisy_circle(n, dimension):
    rng = random.Random(0)
    for i in range(n):
        if i % 10 >= 7:
            yield [rng.uniform(-1.5, 1.5) for _ in range(dimension)]
            continue
        x = [rng.gauss(0, 1) for _ in range(dimension)]
        r = (1 + rng.gauss(0, 0.05)) / math.sqrt(sum(c * c for c in x))
        yield [r * c for c in x]


def user_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def main():
    tda, sizes = sys.argv[1], [int(n) for n in sys.argv[2:]] or [1000, 10000]
    print("dimension,points,tda_s,gudhi_s,gudhi_over_tda")
    with tempfile.TemporaryDirectory() as folder:
        for dimension in (2, 3):
            for n in sizes:
                path = os.path.join(folder, f"{dimension}-{n}.csv")
                with open(path, "w") as f:
                    for x in noisy_circle(n, dimension):
                        f.write(",".join(map(repr, x)) + "\n")
                ours = [tda, "signed-barcode", "--quiet", "--function", "kde:0.2", path,
                        "-o", os.path.join(folder, "out.csv")]
                theirs = ["/usr/bin/python3", "-c", GUDHI, path]
                pairs = [(user_seconds(ours), user_seconds(theirs)) for _ in range(3)]
                a, b = (statistics.median(p[k] for p in pairs) for k in (0, 1))
                ratio = statistics.median(p[1] / p[0] for p in pairs)
                print(f"{dimension},{n},{a:.2f},{b:.2f},{ratio:.1f}", flush=True)


main()
