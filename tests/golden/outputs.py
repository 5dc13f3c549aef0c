#!/usr/bin/env python3
"""outputs.py TDA: every format of output holds the same numbers, and convert loses none.

Runs where the data are; reads csv, npy, json and svg with the standard library alone."""
import ast
import json
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
import xml.etree.ElementTree as xml

tda = os.path.abspath(sys.argv[1])


def run(*args, want=0):
    got = subprocess.run([tda, *args], capture_output=True, text=True)
    assert got.returncode == want, (args, got)
    assert got.stderr == "" or want or "-v" in args, (args, got.stderr)
    return got.stdout


def read_npy(path):
    with open(path, "rb") as f:
        data = f.read()
    assert data[:8] == b"\x93NUMPY\x01\x00"
    start = 10 + struct.unpack("<H", data[8:10])[0]
    head = ast.literal_eval(data[10:start].decode())
    kind = {"<f8": "d", "<i8": "q"}[head["descr"]]
    count = (len(data) - start) // 8
    return head["shape"], list(struct.unpack(f"<{count}{kind}", data[start:]))


def read_csv(text):
    lines = text.splitlines()
    return lines[0], [[float(x) for x in line.split(",")] for line in lines[1:]]


def signed_barcode(folder):
    names = [os.path.join(folder, "b." + e) for e in ("csv", "npy", "json", "svg")]
    out = run("signed-barcode", "--function", "column:height", "triangle.csv", "--title", "Heights",
              *[a for n in names for a in ("-o", n)])
    assert out == "", out
    plain = run("signed-barcode", "--function", "column:height", "triangle.csv")
    assert open(names[0]).read() == plain
    head, rows = read_csv(plain)
    assert head == "degree,x1,x2,weight" and len(rows) == 5, plain
    shape, values = read_npy(names[1])
    assert shape == (5, 4) and values == [x for row in rows for x in row], (shape, values)
    document = json.load(open(names[2]))
    text = json.dumps(document)
    assert "alpha" in text and "height" in text, text
    picture = open(names[3]).read()
    assert xml.fromstring(picture).tag.endswith("svg") and "Heights" in picture
    assert sorted(os.listdir(folder)) == ["b.csv", "b.json", "b.npy", "b.svg"]


def barcode(folder):
    endings = ("csv", "npy", "npz", "json", "pers", "dipha", "svg")
    names = {e: os.path.join(folder, "b." + e) for e in endings}
    out = run("barcode", "--filtration", "rips", "square.csv", "--title", "Square", "--plot",
              "diagram", *[a for n in names.values() for a in ("-o", n)])
    assert out == "", out
    plain = run("barcode", "--filtration", "rips", "square.csv")
    assert open(names["csv"]).read() == plain
    head, rows = read_csv(plain)
    assert head == "degree,birth,death,birth_cell,death_cell,cut" and len(rows) == 5, plain
    shape, values = read_npy(names["npy"])
    assert shape == (5, 6) and values == [x for row in rows for x in row], (shape, values)
    archive = zipfile.ZipFile(names["npz"])
    assert archive.testzip() is None
    assert archive.namelist() == ["dgm.npy", "dim.npy", "birth_cell.npy", "death_cell.npy",
                                  "cut.npy", "H0.npy", "H1.npy", "meta.json"]
    archive.extract("dgm.npy", folder)
    shape, values = read_npy(os.path.join(folder, "dgm.npy"))
    assert shape == (5, 2) and values == [x for row in rows for x in row[1:3]], values
    archive.extract("H1.npy", folder)
    assert read_npy(os.path.join(folder, "H1.npy")) == ((1, 2), rows[-1][1:3])
    os.remove(os.path.join(folder, "dgm.npy"))
    os.remove(os.path.join(folder, "H1.npy"))
    record = json.loads(archive.read("meta.json"))["record"]
    document = json.load(open(names["json"]))
    assert document["record"] == record and record["field"] == 2, record
    assert [float(x) for d in document["degrees"] for x in d["death"]] == [r[2] for r in rows]
    lines = [line.split() for line in open(names["pers"])]
    assert [[float(x) for x in line[1:]] for line in lines] == [row[:3] for row in rows], lines
    words = struct.unpack("<3q" + 5 * "qdd", open(names["dipha"], "rb").read())
    assert words[:3] == (8067171840, 2, 5) and sorted(words[3::3]) == [-1, 0, 0, 0, 1], words
    picture = open(names["svg"]).read()
    assert xml.fromstring(picture).tag.endswith("svg") and "Square" in picture
    assert sorted(os.listdir(folder)) == sorted("b." + e for e in endings)
    files = [names[e] for e in endings[:-1]]
    files.append(archive_of_others(folder, archive))
    for name in files[1:]:
        same = run("distance", "bottleneck", files[0], name).splitlines()
        assert same[1].endswith(",0"), same


def archive_of_others(folder, ours):
    """H0 and H1 alone, deflated as numpy.savez_compressed does it."""
    name = os.path.join(folder, "others.npz")
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in ("H0.npy", "H1.npy"):
            with archive.open(member, "w", force_zip64=True) as f:
                f.write(ours.read(member))
    return name


def straight_slices(folder):
    """Bars along lines straight from the points, and through the complex that degree 2 asks for."""
    points = ("--filtration", "function-rips", "--function", "column:height", "octahedron.csv")
    many = os.path.join(folder, "lines.txt")
    with open(many, "w") as f:
        f.write("0 0 1 1\n0 0 1 0\n0 -1 2 1\n")
    for line in (("--line", "0,0,1,1"), ("--line", "0,0,1,0"), ("--lines", many)):
        for threshold in ((), ("--threshold", "1.5")):
            both = []
            for degree in ("1", "2"):
                head, rows = read_csv(run("slice", "-d", degree, *line, *threshold, *points))
                names = head.split(",")
                wanted = [i for i, name in enumerate(names) if not name.endswith("_cell")]
                both.append([[row[i] for i in wanted] for row in rows
                             if row[names.index("degree")] < 2])
            assert both[0] == both[1] and both[0], (line, threshold, both)
    for command in (("presentation", "--betti", "-d", "1-2"), ("signed-barcode", "-d", "0-2"),
                    ("signed-barcode", "-d", "1-2", "--function", "knn:2")):
        few, all_ = (run(*command, "--collapse", choice, *points) for choice in ("yes", "no"))
        assert few == all_ and len(few.splitlines()) > 2, (command, few, all_)


def planes(folder):
    """Pictures of a line over the plane, of rectangles and of hooks."""
    name = os.path.join(folder, "p.svg")

    def words(*args):
        assert run(*args, "-o", name) == ""
        return "".join(xml.parse(name).getroot().itertext())

    line = words("slice", "--line", "0,0,1,1", "cone.scc")
    assert "Barcode along a line" in line and "generators" in line and "H_1: 1 bar" in line, line
    line = words("slice", "--line", "0,0,1,1", "--plot", "barcode", "--title", "T", "cone.scc")
    assert "generators" not in line and "never dies" in line, line
    line = words("slice", "--line", "0,0,1,1,1,1", "three.scc")
    assert "generators" not in line and "along the line" in line, line
    names = [os.path.join(folder, "v." + e) for e in ("csv", "npy", "json")]
    many = ("slice", "--sweep", "2,20", "--vines", "cone.scc")
    lines = words(*many, *[a for n in names for a in ("-o", n)])
    assert "Vines" in lines and "generators" in lines and "40 lines" in lines, lines
    head, rows = read_csv(open(names[0]).read())
    assert head.endswith(",cut,vine") and len(rows) > 40, rows
    shape, values = read_npy(names[1])
    assert shape == (len(rows), 8) and values == [x for row in rows for x in row], shape
    document = json.load(open(names[2]))
    assert len(document["lines"]) == 40
    assert [v for d in document["degrees"] for v in d["vine"]] == [row[7] for row in rows]
    ranks = words("signed-barcode", "-i", "rank", "cone.scc")
    assert "by rectangles" in ranks and "(0, 0) to (1, 1) weight +1" in ranks, ranks
    npz = os.path.join(folder, "r.npz")
    assert run("signed-barcode", "-i", "hook", "cone.scc", "-o", npz) == ""
    archive = zipfile.ZipFile(npz)
    assert archive.testzip() is None
    assert archive.namelist() == ["degree.npy", "birth.npy", "death.npy", "weight.npy", "meta.json"]
    assert json.loads(archive.read("meta.json"))["bars"] == "hooks"
    assert "by hooks" in words("signed-barcode", "-i", "hook", "cone.scc")


def modules(folder):
    """The corners in csv are those in JSON; the picture has a region for each interval."""
    table, data, picture = (os.path.join(folder, "m." + x) for x in ("csv", "json", "svg"))
    run("module", "-d", "0-1", "--lines", "9", "--title", "Staircases", "staircase.scc",
        "-o", table, "-o", data, "-o", picture)
    head, *rows = [line.split(",") for line in open(table).read().splitlines()]
    assert head == ["degree", "summand", "corner", "x1", "x2"], head
    found = json.load(open(data))
    again = [[str(m["degree"]), str(i), corner, *map(float, at)]
             for m in found["modules"] for i, s in enumerate(m["summands"])
             for corner in ("birth", "death") for at in s[corner + "s"]]
    assert again == [[*r[:3], *map(float, r[3:])] for r in rows] and rows, (again, rows)
    words = "".join(xml.parse(picture).getroot().itertext())
    assert "Staircases" in words and "interval" in words, words


def decompositions(folder):
    """Summands in JSON: intervals have the corners of the csv, others a presentation alone."""
    table, data, picture = (os.path.join(folder, "d." + x) for x in ("csv", "json", "svg"))
    run("module", "--decompose", "-d", "0", "staircase.scc", "-o", table, "-o", data, "-o", picture)
    _, *rows = [line.split(",") for line in open(table).read().splitlines()]
    (found,) = json.load(open(data))["decompositions"]
    again = [["0", str(i), corner, *map(float, at)]
             for i, s in enumerate(found["summands"][:found["intervals"]])
             for corner in ("birth", "death") for at in s[corner + "s"]]
    assert again == [[*r[:3], *map(float, r[3:])] for r in rows] and rows, (again, rows)
    assert len(found["summands"]) == found["intervals"] + found["others"], found
    assert xml.parse(picture).getroot().tag.endswith("svg")
    got = subprocess.run([tda, "module", "--decompose", "-v", "-d", "0", "-o", data, "late.scc"],
                         capture_output=True, text=True, check=True)
    assert "1 summands, 0 intervals and 1 others" in got.stderr, got.stderr
    (late,) = json.load(open(data))["decompositions"]
    assert late["summands"][0]["matrix"] == [[0, 1]] and "births" not in late["summands"][0], late


def dense(folder):
    name = os.path.join(folder, "h.npy")
    run("signed-barcode", "--dense", "--grid", "3,2", "-d", "0", "-d", "2", "-o", name, "cone.scc")
    shape, values = read_npy(name)
    assert shape == (2, 3, 2), shape
    head, rows = read_csv(run("signed-barcode", "--dense", "--grid", "3,2", "-d", "0", "-d", "2",
                              "cone.scc"))
    assert head == "degree,x1,x2,value"
    assert [row[3] for row in rows] == values
    assert [row[0] for row in rows] == [0] * (len(rows) // 2) + [2] * (len(rows) // 2)


def convert(folder):
    """What is converted gives the same signed barcode as the original."""
    def path(name):
        return os.path.join(folder, name)

    f = ("--function", "column:height")
    plain = run("signed-barcode", *f, "triangle.csv")
    run("convert", *f, "triangle.csv", "-o", path("a.scc"))
    assert run("signed-barcode", path("a.scc")) == plain
    run("convert", *f, "--degree", "0", "triangle.csv", "-o", path("a.firep"))
    presented = read_csv(run("signed-barcode", "-d", "1", path("a.firep")))[1]
    original = read_csv(run("signed-barcode", "-d", "0", *f, "triangle.csv"))[1]
    assert [row[1:] for row in presented] == [row[1:] for row in original], presented
    run("convert", "triangle.csv", "-o", path("t.npy"))
    assert read_npy(path("t.npy")) == ((3, 3), [0, 0, 0, 4, 0, 1, 0, 3, 2])
    run("convert", path("t.npy"), "-o", path("t.csv"))
    assert read_csv("\n" + open(path("t.csv")).read())[1] == [[0, 0, 0], [4, 0, 1], [0, 3, 2]]
    run("convert", "--function", "knn:1", "square.csv", "-o", path("k.csv"))
    head, rows = read_csv(open(path("k.csv")).read())
    assert head.split(",")[:2] == ["x1", "x2"] and rows[2] == [1, 1, 0], (head, rows)
    run("convert", "--format", "lower", "right.lower", "-o", path("d.npy"))
    assert read_npy(path("d.npy")) == ((3,), [4, 3, 5])
    run("convert", "--format", "lower", "right.lower", "-o", path("d.csv"))
    matrix = read_csv("\n" + open(path("d.csv")).read())[1]
    assert matrix == [[0, 4, 3], [4, 0, 5], [3, 5, 0]], matrix
    g = ("--function", "eccentricity:inf")
    assert run("signed-barcode", *g, path("d.csv"), "--format", "full") == \
        run("signed-barcode", *g, "right.lower", "--format", "lower")
    run("convert", "--format", "perseus", "pixels.perseus", "-o", path("p.npy"))
    shape, values = read_npy(path("p.npy"))
    assert shape == (3, 3) and sorted(values) == sorted([1, 4, 6, 8, 20, 4, 7, 6, 5])
    assert run("signed-barcode", "--as", "image", path("p.npy")) == \
        run("signed-barcode", "--format", "perseus", "pixels.perseus")


def results(folder):
    """What was computed goes from format to format without a change, and info counts it."""
    def path(name):
        return os.path.join(folder, name)

    def content(name):
        with open(path(name), "rb") as f:
            return f.read()

    kinds = (
        (["module", "-d", "0-1", "edge.scc"], "json", ["csv", "npz", "json"], "degree 0       1 summand,"),
        (["signed-barcode", "-d", "0-1", "cone.scc"], "csv", ["csv", "npy"], "degree 1       4 points"),
        (["signed-barcode", "-i", "rank", "-d", "0-1", "cone.scc"], "csv", ["csv", "npy", "npz"],
         "degree 0       1 bar"),
        (["barcode", "square.csv"], "json", ["csv", "npy", "pers", "dipha"],
         "degree 0       4 bars, 1 without an end"),
        (["barcode", "square.csv"], "csv", ["csv", "npy", "pers", "dipha"], "degree 1       1 bar,"),
        (["barcode", "square.csv"], "npz", ["csv", "npy"], "degree 1       1 bar,"),
        (["barcode", "square.csv"], "pers", ["pers", "dipha"], "degree 1       1 bar,"),
        (["barcode", "square.csv"], "dipha", ["pers", "dipha"], "degree 0       4 bars"))
    for command, source, formats, told in kinds:
        for ending in {source, *formats}:
            run(*command, "-o", path("a." + ending))
        assert told in run("info", path("a." + source)), (command, source)
        for ending in formats:
            run("convert", path("a." + source), "-o", path("b." + ending))
            assert content("a." + ending) == content("b." + ending), (command, source, ending)
        run("convert", path("a." + source), "-o", path("b.svg"))
        assert xml.parse(path("b.svg")).getroot().tag.endswith("svg")
    for args, why in ((["-o", path("c.csv"), "--scale", "radius"],
                       "--scale is for inputs, and"),
                      (["-o", path("b.scc")], "the ending names the format, .csv, .npy, .npz")):
        got = subprocess.run([tda, "convert", path("a.csv"), *args], capture_output=True, text=True)
        assert got.returncode == 2 and why in got.stderr, (args, got)


def verbose():
    got = subprocess.run([tda, "signed-barcode", "-v", "--function", "column:height",
                          "triangle.csv"], capture_output=True, text=True)
    for words in ("3 points in dimension 3", "alpha-lower-star (the default", "7 cells",
                  "degree 0: 5 points", "total"):
        assert words in got.stderr, (words, got.stderr)
    assert all(line.startswith("tda signed-barcode: ") for line in got.stderr.splitlines())


def first_example(folder):
    """The first command that `tda help` tells to try works as it stands, in the source tree."""
    line = next(x for x in run("help").splitlines() if x.startswith("  tda signed-barcode"))
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    args = line.split()[1:]
    picture = args.index("-o") + 1
    args[picture] = os.path.join(folder, args[picture])
    got = subprocess.run([tda, *args], capture_output=True, text=True, cwd=root)
    assert (got.returncode, got.stdout, got.stderr) == (0, "", ""), (line, got)
    assert xml.parse(args[picture]).getroot().tag.endswith("svg")


def threads():
    """Two threads give the bytes of one, in a run that is large enough to use them."""
    table = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "datasets",
                         "annulus", "annulus.csv")
    for filtration in (["alpha-lower-star"], ["function-rips", "--threshold", "0.3"]):
        one, two = (run("signed-barcode", "--function", "kde:0.2", "--function", "knn:9", "-i",
                        "euler", "--threads", n, "--filtration", *filtration, table)
                    for n in ("1", "2"))
        assert one == two and len(one.splitlines()) > 1000, filtration
        one, two = (run("signed-barcode", "--function", "kde:0.2", "--threads", n,
                        "--filtration", *filtration, table) for n in ("1", "2"))
        assert one == two and len(one.splitlines()) > 1000, filtration


for part in (signed_barcode, barcode, straight_slices, planes, modules, decompositions, dense, convert,
             results, first_example):
    with tempfile.TemporaryDirectory() as folder:
        part(folder)
threads()
verbose()
