#!/usr/bin/env python3
"""costs.py TDA: the memory that `tda info` predicts, beside what the same barcode takes.

What a run takes is the peak of the whole process less that of a run on three points. A prediction
must not be passed by more than a third, and where it is no bound, not be more than four times as much.
Nothing is asked of runs that take less than 4 MB, where the process itself is what counts."""
import array
import os
import random
import re
import subprocess
import sys
import tempfile

tda = os.path.abspath(sys.argv[1])


def npy(path, shape):
    """Made by a process of its own: what this one once held counts for those it starts."""
    subprocess.run([sys.executable, __file__, "--make", path, *map(str, shape)], check=True)
    return path


def make(path, shape):
    rng = random.Random(0)
    count = 1
    for n in shape:
        count *= n
    head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
    head += " " * (63 - (10 + len(head)) % 64) + "\n"
    with open(path, "wb") as f:
        f.write(b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head.encode())
        array.array("d", (rng.random() for _ in range(count))).tofile(f)


def megabytes(args):
    child = subprocess.Popen([tda, *args], stdout=subprocess.DEVNULL)
    usage = os.wait4(child.pid, 0)
    assert usage[1] == 0, args
    return usage[2].ru_maxrss / 1024


def predicted(args):
    got = subprocess.run([tda, "info", *args], capture_output=True, text=True, check=True).stdout
    got = got[got.index("tda barcode"):]
    unit = {"B": 1e-6, "kB": 1e-3, "MB": 1, "GB": 1e3}
    found = re.search(r"^memory +(at most|about) (\S+) (\w+)", got, re.M)
    return found[1] == "at most", float(found[2]) * unit[found[3]], got


def main(folder):
    def path(name):
        return os.path.join(folder, name)

    plane, space = npy(path("plane.npy"), (40000, 2)), npy(path("space.npy"), (12000, 3))
    some, few = npy(path("some.npy"), (1200, 3)), npy(path("few.npy"), (110, 3))
    flat, solid = npy(path("flat.npy"), (800, 800)), npy(path("solid.npy"), (60, 60, 60))
    cases = [
        [plane], [space],
        ["--filtration", "delaunay-cech", space],
        ["--filtration", "periodic-alpha", "--box", "1,1", plane],
        ["--filtration", "periodic-alpha", "--box", "1,1,1", space],
        ["--filtration", "lower-star", "--function", "knn:5", space],
        ["--filtration", "rips", some],
        ["--filtration", "rips", "-t", "0.12", space],
        ["--filtration", "sparse-rips", "-e", "0.5", some],
        ["--filtration", "cech", few],
        ["--filtration", "witness", "-l", "60", "-t", "9", some],
        ["--filtration", "cubical", flat],
        ["--filtration", "cubical", solid],
    ]
    nothing = megabytes(["barcode", npy(path("three.npy"), (3, 2))])
    if nothing > 60:
        sys.exit(77)  # a sanitizer counts as well
    for case in cases:
        took = megabytes(["barcode", *case]) - nothing
        bound, said, text = predicted(case)
        print(f"{' '.join(case)}: predicted {said:.1f} MB, took {took:.1f}")
        assert took < 4 or took < 1.33 * said, text
        assert bound or took < 4 or said < 4 * took, text
        if said > 1:
            limit = str(int(said * 0.5e6))
            warned = subprocess.run([tda, "info", "-m", limit, *case], capture_output=True,
                                    text=True).stdout
            assert "past the limit of" in warned, warned


if sys.argv[1] == "--make":
    make(sys.argv[2], [int(n) for n in sys.argv[3:]])
else:
    with tempfile.TemporaryDirectory() as temporary:
        main(temporary)
