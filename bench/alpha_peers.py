#!/usr/bin/env python3
"""alpha_peers.py TDA [DIMENSIONxPOINTS...]: alpha barcodes beside GUDHI's, in one run.

Uniform points in the unit cube, as npy. GUDHI builds the alpha complex with precision "fast" and
computes its persistence; the command writes the barcode of all degrees too. Processor seconds of
whole processes and their peak memory, medians of three pairs run in turn (of one for 100,000
points in space and more). Needs Debian's python3-gudhi."""
import os
import statistics
import subprocess
import sys
import tempfile

GUDHI = """
import sys, gudhi, numpy
tree = gudhi.AlphaComplex(points=numpy.load(sys.argv[1]), precision="fast").create_simplex_tree()
tree.compute_persistence(homology_coeff_field=2)
"""
POINTS = """
import sys, numpy
n, d = int(sys.argv[2]), int(sys.argv[3])
numpy.save(sys.argv[1], numpy.random.default_rng(0).random((n, d)))
"""


def cost(command):
    """Processor seconds and peak megabytes."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    tda, cases = sys.argv[1], sys.argv[2:] or ["2x10000", "2x100000", "3x10000", "3x100000"]
    print("dimension,points,tda_s,tda_mb,gudhi_s,gudhi_mb,gudhi_over_tda")
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            dimension, n = map(int, case.split("x"))
            path = os.path.join(folder, case + ".npy")
            subprocess.run(["/usr/bin/python3", "-c", POINTS, path, str(n), str(dimension)],
                           check=True)
            ours = [tda, "barcode", "--quiet", "--as", "points", "--filtration", "alpha", path,
                    "-o", os.path.join(folder, "out.npy")]
            theirs = ["/usr/bin/python3", "-c", GUDHI, path]
            pairs = [(cost(ours), cost(theirs)) for _ in range(1 if n * dimension >= 300000 else 3)]
            (a, a_mb), (b, b_mb) = ([statistics.median(p[k][j] for p in pairs) for j in (0, 1)]
                                    for k in (0, 1))
            ratio = statistics.median(p[1][0] / p[0][0] for p in pairs)
            print(f"{dimension},{n},{a:.2f},{a_mb:.0f},{b:.2f},{b_mb:.0f},{ratio:.1f}", flush=True)


main()
