#!/usr/bin/env python3
"""bifiltrations.py TDA [REPEATS]: whole processes of the command on bifiltrations, as a table.

Makes the inputs (70 % of the points on a noisy circle, 30 % uniform in the box about it; points uniform
in a cube; a graph with five edges for each vertex), runs each command on one thread, with a table
from the disk to a file on it, and prints user seconds, system seconds and peak megabytes of the
best of REPEATS runs (3). Functions are Gaussian codensities."""
import math
import os
import random
import subprocess
import sys
import tempfile


def circle(n):
    r = random.Random(n)
    for i in range(n):
        if i % 10 < 7:
            angle, radius = r.uniform(0, 2 * math.pi), 1 + r.gauss(0, 0.05)
            yield radius * math.cos(angle), radius * math.sin(angle)
        else:
            yield 3 * r.random() - 1.5, 3 * r.random() - 1.5


def cube(n, d):
    r = random.Random(n)
    for _ in range(n):
        yield [r.random() for _ in range(d)]


def enclosing(points):
    """The least radius of a ball about a point that holds all."""
    return min(max(math.dist(p, q) for q in points) for p in points)


def graph(n, m, name):
    r = random.Random(n)
    at = [(r.random(), r.random()) for _ in range(n)]
    with open(name, "w") as f:
        f.write("scc2020\n2\n%d %d 0\n" % (m, n))
        for _ in range(m):
            u, v = r.sample(range(n), 2)
            x, y = (max(at[u][k], at[v][k]) + 0.2 * r.random() for k in range(2))
            f.write("%.6f %.6f ; %d %d\n" % (x, y, u, v))
        f.writelines("%r %r ;\n" % p for p in at)


def write(points, name):
    with open(name, "w") as f:
        f.writelines(",".join(map(repr, p)) + "\n" for p in points)


def measure(command, repeats):
    best = None
    for _ in range(repeats):
        process = subprocess.Popen(command)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit("failed: " + " ".join(command))
        row = used.ru_utime, used.ru_stime, used.ru_maxrss / 1024
        best = min(best, row) if best else row
    return best


def main():
    tda, repeats = os.path.abspath(sys.argv[1]), int((sys.argv + ["3"])[2])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for n in (100, 200, 500, 2000, 10000):
            write(circle(n), "c%d.csv" % n)
        write(cube(1000, 2), "u1000.csv")
        write(cube(4000, 2), "u4000.csv")
        write(cube(10000, 3), "v10000.csv")
        graph(200000, 1000000, "graph.scc")
        half = str(0.5 * enclosing(list(circle(200))))
        part = str(0.3 * enclosing(list(cube(1000, 3))))
        f2, f1 = ["--function", "kde:0.2"], ["--function", "kde:0.1"]
        alpha = [*f2, "--filtration", "alpha-lower-star", "-t", "1.2"]
        rips = ["--filtration", "function-rips"]
        out = ["-o", "out.csv"]
        rank = ["signed-barcode", "-i", "rank", "-d", "0-1", *alpha, *out]
        mma = ["module", "-d", "0-1", *out]
        rows = [
            ("H1 presentation, function-Rips, 100 points",
             ["presentation", *f2, *rips, "-o", "out.scc", "c100.csv"]),
            ("the same, 200 points, half the radius",
             ["presentation", *f2, *rips, "-t", half, "-o", "out.scc", "c200.csv"]),
            ("H1 presentation, alpha, 2,000 points",
             ["presentation", *alpha, "-o", "out.scc", "c2000.csv"]),
            ("the same, 10,000 points", ["presentation", *alpha, "-o", "out.scc", "c10000.csv"]),
            ("Hilbert measures, function-Rips, 1,000 points in the plane",
             ["signed-barcode", "-d", "1", *f1, *rips, *out, "u1000.csv"]),
            ("the same, 4,000 points", ["signed-barcode", "-d", "1", *f1, *rips, *out, "u4000.csv"]),
            ("the same, 2,000 points of the noisy circle",
             ["signed-barcode", "-d", "1", *f2, *rips, *out, "c2000.csv"]),
            ("the same, 10,000 points in space, 0.3 of the radius",
             ["signed-barcode", "-d", "1", *f1, *rips, "-t", part, *out, "v10000.csv"]),
            ("ranks of H0 and H1 on 50 x 50, alpha, 500 points", [*rank, "--grid", "50", "c500.csv"]),
            ("the same, 2,000 points", [*rank, "--grid", "50", "c2000.csv"]),
            ("ranks on the exact grid, 500 points", [*rank, "c500.csv"]),
            ("modules of H0 and H1, 557 lines, alpha, 2,000 points", [*mma, *alpha, "c2000.csv"]),
            ("the same, 10,000 points", [*mma, *alpha, "c10000.csv"]),
            ("the same, function-Rips, 100 points", [*mma, *f2, *rips, "c100.csv"]),
            ("H0 Betti numbers of a graph with 10^6 edges",
             ["presentation", "--betti", "-d", "0", *out, "graph.scc"]),
        ]
        print("| work | user s | system s | MB |\n|---|---|---|---|")
        for name, command in rows:
            user, system, peak = measure([tda, *command], repeats)
            print("| %s | %.2f | %.2f | %.0f |" % (name, user, system, peak), flush=True)


main()
