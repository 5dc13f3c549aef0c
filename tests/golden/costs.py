#!/usr/bin/env python3
"""costs.py TDA: the memory that `tda info` predicts, beside what the same barcode takes.

What a run takes is the peak of the whole process less that of one that still waits for its input. A prediction
must not be passed by more than a third, and where it is no bound, not be more than four times as much.
Nothing is asked of runs that take less than 4 MB, where the process itself is what counts. Predictions
for images are held to a tenth more or less.

With --max-memory at five parts of what it takes, a run of Rips, of an image or of a complex ends with
exit code 4 or stays within a tenth of the limit; up to 5 MB more are allowed, which reading a file
takes. Above what it needs by its own count it runs."""
import array
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time

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
    code, took = end_of(args)
    assert code == 0, args
    return took


def end_of(args):
    """The exit code and the peak in MB."""
    child = subprocess.Popen([tda, *args], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    usage = os.wait4(child.pid, 0)
    return os.waitstatus_to_exitcode(usage[1]), usage[2].ru_maxrss * 1024e-6


def idle():
    """The peak of a process before it has its input. (That of a child as wait4 has it is at least
    what this process holds: good for large runs alone.)"""
    child = subprocess.Popen([tda, "barcode", "-"], stdin=subprocess.PIPE,
                             stdout=subprocess.DEVNULL)
    before = 0
    while True:
        with open(f"/proc/{child.pid}/status") as f:
            peak = float(re.search(r"^VmHWM:\s+(\d+)", f.read(), re.M)[1]) * 1024e-6
        if peak == before:
            break
        before = peak
        time.sleep(0.1)
    child.communicate(b"1 2\n3 4\n")
    return peak


def limits(nothing, small, case, took):
    for part in (0.1, 0.3, 0.5, 0.7, 0.9):
        limit = part * took
        code, peak = end_of(["barcode", "-m", str(int(limit * 1e6)), *case])
        print(f"  limit {limit:.1f} MB: exit code {code}, peak {peak - nothing:.1f}")
        assert code in (0, 4), (case, limit, code)
        assert peak - nothing < max(small, 1.1 * limit + 5), (case, limit, peak - nothing)
    code, peak = end_of(["barcode", "-m", str(int(3 * took * 1e6)), *case])
    assert code == 0, (case, took)


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
    nothing = idle()
    # less than this process holds cannot be told apart
    small = max(4, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024e-6 - nothing + 1)
    if nothing > 60:
        sys.exit(77)  # a sanitizer counts as well
    for case in cases:
        took = megabytes(["barcode", *case]) - nothing
        bound, said, text = predicted(case)
        print(f"{' '.join(case)}: predicted {said:.1f} MB, took {took:.1f}")
        assert took < small or took < 1.33 * said, text
        if "cubical" in case:
            assert 0.9 * took < said < 1.1 * took, text
        assert bound or took < small or said < 4 * took, text
        if said > 1:
            limit = str(int(said * 0.5e6))
            warned = subprocess.run([tda, "info", "-m", limit, *case], capture_output=True,
                                    text=True).stdout
            assert "past the limit of" in warned, warned
    image = ["--filtration", "cubical"]
    complexes = [[*image, "--engine", engine, npy(path("small.npy"), (40, 40, 40))]
                 for engine in ("twist", "cohomology", "chunk")]
    for case in [["--filtration", "rips", some], ["--filtration", "rips", "-t", "0.12", space],
                 [*image, flat], [*image, solid], [*image, "--construction", "V", solid],
                 *complexes]:
        took = megabytes(["barcode", *case]) - nothing
        print(f"{' '.join(case)}: took {took:.1f}")
        limits(nothing, small, case, took)


if sys.argv[1] == "--make":
    make(sys.argv[2], [int(n) for n in sys.argv[3:]])
else:
    with tempfile.TemporaryDirectory() as temporary:
        main(temporary)
