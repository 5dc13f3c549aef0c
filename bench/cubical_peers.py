#!/usr/bin/env python3
"""cubical_peers.py BENCH [CASE...]: image diagrams beside GUDHI's, in one run.

BENCH is build/bench/tda-bench-cubical; cases are its own, of the T construction, which is what
GUDHI's Python module takes. GUDHI builds its bitmap complex from the same doubles and computes
persistence over Z/2; the bars must be the same to the last bit. Processor seconds of both,
without reading the file, medians of three pairs run in turn. Needs Debian's python3-gudhi."""
import collections
import os
import statistics
import subprocess
import sys
import tempfile

CASES = ("noise-2d-512-t", "smooth-2d-512-t", "noise-2d-512-t-periodic", "smooth-2d-2048-t",
         "noise-3d-64-t", "smooth-3d-64-t", "smooth-3d-64-t-periodic", "smooth-4d-12-t")
GUDHI = """
import sys, time, numpy, gudhi
path, axes, periodic = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "1"
at = numpy.fromfile(path)
side = round(len(at) ** (1 / axes))
at = at.reshape([side] * axes)
start = time.process_time()
if periodic:
    c = gudhi.PeriodicCubicalComplex(top_dimensional_cells=at, periodic_dimensions=[True] * axes)
else:
    c = gudhi.CubicalComplex(top_dimensional_cells=at)
bars = c.persistence(homology_coeff_field=2)
print(time.process_time() - start)
for degree, (birth, death) in bars:
    print(f"{degree},{birth!r},{death!r}")
"""


def bars(lines):
    table = collections.Counter()
    for line in lines:
        degree, birth, death = line.split(",")
        if float(birth) != float(death):
            table[int(degree), float(birth), float(death)] += 1
    return table


def run(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def main():
    bench, cases = sys.argv[1], sys.argv[2:] or CASES
    print("case,tda_s,gudhi_s,gudhi_over_tda,same_bars")
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            path = os.path.join(folder, "image")
            ours = bars(run([bench, "--write", case, path]))
            axes = case[case.index("d-") - 1]
            theirs = ["/usr/bin/python3", "-c", GUDHI, path, axes, str(int("periodic" in case))]
            pairs = []
            for _ in range(3):
                mine = float(run([bench, "--repeats", "1", case])[-1].split(",")[6])
                out = run(theirs)
                pairs.append((mine, float(out[0])))
            same = "yes" if bars(out[1:]) == ours else "no"
            a, b = (statistics.median(p[k] for p in pairs) for k in (0, 1))
            ratio = statistics.median(p[1] / p[0] for p in pairs)
            print(f"{case},{a:.3f},{b:.2f},{ratio:.0f},{same}", flush=True)


main()
