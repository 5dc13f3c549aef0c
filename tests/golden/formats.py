#!/usr/bin/env python3
"""formats.py TDA: `tda barcode` reads every format there is, and writes every one for each kind of run.

Each row of INPUTS is a tiny file with its bars by hand. The rectangle has the corners (0,0), (4,0),
(4,3), (0,3): its pieces are joined at 3, 3 and 4, its loop lives from 4 to 5."""
import os
import struct
import subprocess
import sys
import tempfile

tda = os.path.abspath(sys.argv[1])
inf = float("inf")


def words(*w):
    return b"".join(struct.pack("<d" if isinstance(x, float) else "<q", x) for x in w)


def npy(shape, values):
    head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}"
    head += " " * (-(11 + len(head)) % 64) + "\n"
    return (b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode()
            + struct.pack(f"<{len(values)}d", *values))


FULL = [0., 4., 5., 3., 4., 0., 3., 5., 5., 3., 0., 4., 3., 5., 4., 0.]
LOWER, UPPER = [4., 5., 3., 3., 5., 4.], [4., 5., 3., 3., 5., 4.]
NEAR = [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]
CORNERS = [0., 0., 4., 0., 4., 3., 0., 3.]
TEXT = "0 0\n4 0\n4 3\n0 3\n"
SPARSE = "0 1 4\n1 2 3\n2 3 4\n0 3 3\n0 2 5\n1 3 5\n"
MAGIC = 8067171840

RECTANGLE = [(0, 0, 3), (0, 0, 3), (0, 0, 4), (0, 0, inf), (1, 4, 5)]
HOLE = [(0, 0, 0.5), (0, 0, 1), (0, 0, inf), (1, 1, 2)]  # a triangle with its edges at .5, 1, 1
STEPS = [(0, 0, inf), (0, 1, 3), (0, 2, 4), (1, 5, 6)]   # the same, cell i at i
SWEPT = [(0, 0, 1), (0, 0, 1), (0, 0, inf), (1, 1, 2)]   # the same along one of two parameters
RING = [(0, 1, inf), (1, 1, 9)]                          # 3 x 3 pixels, 9 in the middle of 1s
CIRCLE = [(0, 0, inf), (0, 1, 5), (1, 5, inf)]           # 0 5 1 5 2 about a circle, and 2 below 0

rips = ["--filtration", "rips"]
INPUTS = [
    ("points", "r.txt", TEXT, rips, RECTANGLE),
    ("off", "r.off", "OFF\n4 0 0\n0 0 0\n4 0 0\n4 3 0\n0 3 0\n", rips, RECTANGLE),
    ("off", "n.off", "nOFF\n2 4 0 0\n" + TEXT, rips, RECTANGLE),
    ("npy", "p.npy", npy((4, 2), CORNERS), rips, RECTANGLE),
    ("npy", "d.npy", npy((4, 4), FULL), ["--as", "distances"], RECTANGLE),
    ("npy", "c.npy", npy((6,), UPPER), ["--as", "distances"], RECTANGLE),
    ("npy", "i.npy", npy((3, 3), [1.] * 4 + [9.] + [1.] * 4), ["--as", "image"], RING),
    ("lower", "r", "4\n5 3\n3 5 4\n", [], RECTANGLE),
    ("lower", "gudhi.csv", "\n4;\n5;3;\n3;5;4;\n", [], RECTANGLE),
    ("upper", "r", "4 5 3\n3 5\n4\n", [], RECTANGLE),
    ("full", "r", "\n".join(" ".join(map(str, FULL[i:i + 4])) for i in (0, 4, 8, 12)), [],
     RECTANGLE),
    ("sparse", "r", SPARSE, [], RECTANGLE),
    ("binary", "r", struct.pack("<6f", *LOWER), [], RECTANGLE),
    ("dipha", "d.dipha", words(MAGIC, 7, 4, *FULL), [], RECTANGLE),
    ("dipha", "s.dipha", words(MAGIC, 8, 4, 3, 3, 3, 3, *sum(NEAR, []),
                               *[FULL[4 * i + j] for i in range(4) for j in NEAR[i]]), [], RECTANGLE),
    ("dipha", "i.dipha", words(MAGIC, 1, 9, 2, 3, 3, *[1.] * 4, 9., *[1.] * 4), [], RING),
    ("dipha", "c.dipha", words(MAGIC, 0, 0, 7, 2, 0, 0, 0, 1, 1, 1, 2, 0., 0., 0., .5, 1., 1., 2.,
                               0, 0, 0, 0, 2, 4, 6, 9, 0, 1, 0, 2, 1, 2, 3, 4, 5), [], HOLE),
    ("rivet", "p.rivet", "--datatype points_fn\n0,0,0,0\n0,0\n4,0\n4,3\n0,3\n", rips, RECTANGLE),
    ("rivet", "m.rivet", "--datatype metric_fn\n0,0,0,0\n4,5,3\n3,5\n4\n", rips, RECTANGLE),
    ("rivet", "b.rivet", "--datatype bifiltration\n0 ; 0 0\n1 ; 0 0\n2 ; 0 0\n0 1 ; 1 1\n"
     "0 2 ; 1 1\n1 2 ; 1 1\n0 1 2 ; 2 1\n", ["--parameter", "1"], None),
    ("firep", "r.firep", "--datatype firep\n1 3 3\n2 0 ; 0 1 2\n1 0 ; 1 2\n1 0 ; 0 2\n1 0 ; 0 1\n",
     ["--parameter", "1", "-d", "1"], None),
    ("scc2020", "r.scc", "scc2020\n2\n1 3 3\n2 0 ; 0 1 2\n1 0 ; 1 2\n1 0 ; 0 2\n1 0 ; 0 1\n"
     "0 0 ;\n0 0 ;\n0 0 ;\n", ["--parameter", "1"], SWEPT),
    ("perseus", "r", "2\n3\n3\n" + "1\n" * 4 + "9\n" + "1\n" * 4, [], RING),
    ("perseus", "circle", "1\n-5\n0\n5\n1\n5\n2\n", [], CIRCLE),
    ("fsc", "r.fsc", "0 0 0\n0 1 0\n0 2 0\n1 0 1 .5\n1 0 2 1\n1 1 2 1\n2 0 1 2 2\n", [], HOLE),
    ("value-first", "r", "0 0 0\n0 0 1\n0 0 2\n.5 1 0 1\n1 1 0 2\n1 1 1 2\n2 2 0 1 2\n", [], HOLE),
    ("nmfsimtop", "r", "1\n0 0 0\n0 1 0\n0 2 0\n1 0 1 .5\n1 0 2 1\n1 1 2 1\n2 0 1 2 2\n", [], HOLE),
    ("hasse", "r", "0 0\n0 0\n0 0\n1 0 1 .5\n1 0 2 1\n1 1 2 1\n2 3 4 5 2\n", [], HOLE),
    ("hera", "hera.txt", "bifiltration_phat_like\n7\n0 0 0\n0 0 0\n0 0 0\n1 1 0 1 2\n1 1 0 0 2\n"
     "1 1 0 0 1\n2 2 0 3 4 5\n", ["--parameter", "1"], SWEPT),
    ("scubtop", "r", "2\n0 0 1\n1 0 1\n2 0 1\n0 1 1\n2 1 1\n0 2 1\n1 2 1\n2 2 1\n1 1 9\n", [], RING),
    ("phat", "r.phat", "# a triangle\n0\n0\n0\n1 0 1\n1 0 2\n1 1 2\n2 3 4 5\n", [], STEPS),
    ("phat", "b.phat", words(7, *[0] * 6, 1, 2, 0, 1, 1, 2, 0, 2, 1, 2, 1, 2, 2, 3, 3, 4, 5), [],
     STEPS),
    ("zigzag", "r.zigzag", "i 0\ni 1\ni 0 1\nd 0 1\n", None, None),
]


def run(*args):
    return subprocess.run([tda, *args], capture_output=True, text=True)


def bars(args):
    got = run("barcode", *args)
    assert got.returncode == 0, (args, got.stderr)
    rows = [line.split(",") for line in got.stdout.splitlines()[1:]]
    return sorted((int(r[0]), float(r[1]), float(r[2])) for r in rows)


def inputs(folder):
    seen = set()
    for form, name, content, options, want in INPUTS:
        path = os.path.join(folder, name)
        with open(path, "wb") as f:
            f.write(content if isinstance(content, bytes) else content.encode())
        if form == "zigzag":
            got = bars([path])
            assert got == [(0, 1, inf), (0, 2, 3), (0, 4, inf)], got
            continue
        seen.add(form)
        got = bars(["--format", form, *options, path])
        if want is None:  # what the scc2020 file of the same triangle gives, degree by degree
            want = SWEPT if form == "rivet" else [b for b in SWEPT if b[0] == 1]
            got = [b for b in got if form == "rivet" or b[0] == 1]
        assert got == want, (form, name, got, want)
        if "." in name and form not in ("lower", "rivet"):
            sniffed = bars([*options, path])
            assert [b for b in sniffed if b in want] == want, (name, sniffed)
    text = run("help", "barcode").stdout
    listed = text[text.index("--format"):]
    listed = listed[listed.index(": ") + 2:listed.index(". Default")]
    formats = set(listed.replace(",", " ").replace(" or ", " ").split())
    assert formats == seen, formats ^ seen


def outputs(folder):
    """Each kind of run writes each format; one that does not says so and writes nothing."""
    def path(name):
        return os.path.join(folder, name)

    kinds = [
        ["--filtration", "rips", path("r.txt")],
        ["--filtration", "rips", "--field", "3", path("r.txt")],
        ["--filtration", "sparse-rips", "-e", "0.2", path("r.txt")],
        ["--filtration", "alpha", path("r.txt")],
        ["--filtration", "cech", path("r.txt")],
        ["--filtration", "witness", "-l", "3", "-t", "9", path("r.txt")],
        ["--filtration", "lower-star", "--function", "knn:2", path("r.txt")],
        ["--filtration", "weighted-alpha", "--function", "knn:2", path("r.txt")],
        ["--as", "image", path("i.npy")],
        ["--engine", "chunk", "--as", "image", path("i.npy")],
        [path("r.fsc")], [path("r.phat")], [path("r.zigzag")],
    ]
    endings = ("csv", "npy", "npz", "json", "pers", "dipha", "svg")
    for kind in kinds:
        names = [path("out." + e) for e in endings]
        got = run("barcode", *[a for n in names for a in ("-o", n)], *kind)
        assert (got.returncode, got.stderr) == (0, ""), (kind, got)
        for name in names:
            assert os.path.getsize(name) > 0, (kind, name)
        for name in names[1:-1]:
            same = run("distance", "bottleneck", names[0], name).stdout.splitlines()
            assert same and all(line.endswith(",0") for line in same[1:]), (kind, name, same)
        for name in names:
            os.remove(name)
    extended = ["barcode", "--extended", "--parameter", "1", path("r.scc")]
    for ending in endings:
        name = path("extended." + ending)
        got = run(*extended, "-o", name)
        if ending in ("csv", "npy", "npz", "json"):
            assert got.returncode == 0 and os.path.getsize(name) > 0, got
            continue
        assert got.returncode == 2 and not os.path.exists(name), got
        assert "the ending names the format, .csv, .npz, .json or .npy" in got.stderr, got


with tempfile.TemporaryDirectory() as temporary:
    inputs(temporary)
    outputs(temporary)
