#!/usr/bin/env python3
"""features.py TDA: rows do not depend on threads, on interruptions or on where inputs come from.

A run is killed, outright and by Ctrl-C, again and again until it is done; what it leaves is compared
byte for byte with what a run without trouble writes."""
import json
import math
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time

tda = os.path.abspath(sys.argv[1])
TWO = ["--function", "kde:0.3", "-V", "mass", "-V", "s-cdr:resolution=6", "-d", "0-1"]
BOTH = ["--filtration", "alpha", "-V", "counts", "-d", "0-1", "--and", *TWO]


def run(*args, want=0, stdin=None):
    got = subprocess.run([tda, "features", *args], capture_output=True, text=True, input=stdin)
    assert got.returncode == want, (args, got)
    return got


def read(path):
    with open(path, "rb") as f:
        return f.read()


def cloud(stream, n):
    angles = [2 * math.pi * stream.random() for _ in range(n)]
    return [(math.cos(t) + stream.gauss(0, 0.2), math.sin(t) + stream.gauss(0, 0.2)) for t in angles]


def npy(path, shape, values):
    head = repr({"descr": "<f8", "fortran_order": False, "shape": shape}).encode()
    head += b" " * (63 - (10 + len(head)) % 64) + b"\n"
    with open(path, "wb") as f:
        f.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head +
                struct.pack(f"<{len(values)}d", *values))


def inputs(folder, count, n):
    """The same clouds as files and as a batch."""
    stream, values = random.Random(4), []
    os.mkdir(os.path.join(folder, "in"))
    for i in range(count):
        points = cloud(stream, n)
        values += [x for p in points for x in p]
        with open(os.path.join(folder, "in", f"{i:03}.csv"), "w") as f:
            f.writelines(f"{x!r},{y!r}\n" for x, y in points)
    npy(os.path.join(folder, "batch.npy"), (count, n, 2), values)
    return [os.path.join(folder, "in", f"{i:03}.csv") for i in range(count)]


def sources(folder, files):
    """A folder, names, a list, and a batch give one table; so do any threads; and csv and npz hold it."""
    out = os.path.join(folder, "a.npy")
    first = os.path.join(folder, "in")
    run(*BOTH, "-o", out, first)
    table, notes = read(out), json.load(open(os.path.join(folder, "a.json")))
    assert [i["name"] for i in notes["inputs"]] == files, notes["inputs"]
    assert all(len(i["sha256"]) == 64 for i in notes["inputs"])
    assert len(notes["columns"]) == len(set(notes["columns"])) == 2 * 4 + 2 * 3 + 2 * 36
    assert notes["columns"][0] == "1:alpha/H0/counts.bars", notes["columns"][0]
    assert notes["columns"][8] == "2:H0/mass.points", notes["columns"][8]
    assert len(table) == 128 + 8 * len(files) * len(notes["columns"])
    for threads in ("1", "2", "3"):
        run(*BOTH, "-o", out, "-j", threads, first)
        assert read(out) == table, threads
        assert json.load(open(os.path.join(folder, "a.json"))) == notes
    run(*BOTH, "-o", out, *files)
    assert read(out) == table
    run(*BOTH, "-o", out, "--list", "-", stdin="\n".join(files) + "\n")
    assert read(out) == table
    run(*BOTH, "-o", out, os.path.join(folder, "batch.npy"))
    assert read(out) == table
    names = [i["name"] for i in json.load(open(os.path.join(folder, "a.json")))["inputs"]]
    assert names[1] == os.path.join(folder, "batch.npy") + "[1]", names
    got = run(*BOTH, first).stdout.splitlines()
    assert got[0].split(",") == notes["columns"]
    rows = [float(x) for line in got[1:] for x in line.split(",")]
    assert rows == list(struct.unpack(f"<{len(rows)}d", table[128:]))
    return table


def models(folder, files, table):
    """What is learnt on all is applied to some: the rows are those they had."""
    model, out = os.path.join(folder, "m.json"), os.path.join(folder, "b.npy")
    run(*BOTH, "--fit", model, "-o", out, *files)
    assert read(out) == table
    width = (len(table) - 128) // len(files)
    for path in (model, os.path.join(folder, "b.json")):
        kept = os.path.join(folder, "kept.json")
        os.replace(path, kept)
        run("--apply", kept, "-o", out, *files[3:5])
        assert read(out)[128:] == table[128 + 3 * width:128 + 5 * width], path
    got = run("--apply", kept, "-V", "counts", files[0], want=2)
    assert "--vectorizer comes from the model" in got.stderr, got.stderr


def bad(folder, files):
    """A bad input is named; with --keep-going its row is nan, and the exit code tells."""
    wrong, out = os.path.join(folder, "wrong.csv"), os.path.join(folder, "c.npy")
    with open(wrong, "w") as f:
        f.write("1,2\n3,nan\n")
    for threads in ("1", "2"):
        got = run(*BOTH, "-o", out, "-j", threads, files[0], wrong, files[1], want=3)
        assert got.stderr.count("\n") == 1 and f"{wrong}:2:3" in got.stderr, got.stderr
        assert not os.path.exists(out)
        got = run(*BOTH, "-k", "-o", out, "-j", threads, files[0], wrong, files[1], want=3)
        assert "1 of 3 inputs failed; their rows are nan" in got.stderr, got.stderr
        data = read(out)[128:]
        rows = struct.unpack(f"<{len(data) // 8}d", data)
        n = len(rows) // 3
        assert all(x == x for x in rows[:n] + rows[2 * n:]) and all(x != x for x in rows[n:2 * n])
        notes = json.load(open(os.path.join(folder, "c.json")))["inputs"]
        assert "failure" not in notes[0] and wrong in notes[1]["failure"], notes
        os.remove(out)
    got = run(*BOTH, "-o", out, files[0], os.path.join(folder, "none.csv"), want=3)
    assert "No such file" in got.stderr, got.stderr


def size(path):
    """Of a file that may vanish at any moment; 0 without one."""
    try:
        return os.path.getsize(path)
    except FileNotFoundError:
        return 0


def resumed(folder, files, table, how):
    """Kill the run again and again; at the end the table is the one without interruptions."""
    out = os.path.join(folder, "d.npy")
    journal, kills = out + ".journal", 0
    while True:
        before = size(journal)
        going = subprocess.Popen([tda, "features", *BOTH, "-o", out, "-j", "2", *files],
                                 stderr=subprocess.PIPE, text=True)
        while going.poll() is None and size(journal) <= before:
            time.sleep(0.0005)
        going.send_signal(how) if going.poll() is None else None
        text = going.communicate()[1]
        if going.returncode == 0:
            break
        kills += 1
        assert going.returncode in (-how, 128 + how), (going.returncode, text)
        if os.path.exists(out):  # it was done already, but had not removed the journal
            assert read(out) == table
            os.remove(out)
        else:
            assert size(journal) > before, kills
        assert how == signal.SIGKILL or "interrupted" in text, text
        if how == signal.SIGKILL and os.path.exists(journal):  # and the last record may be torn
            with open(journal, "ab") as f:
                f.write(b"tda-jnl1 torn")
    assert kills > 0, "never interrupted"
    assert read(out) == table and not os.path.exists(journal)
    return kills


def not_again(folder, files):
    """What stands in the journal is not computed again: the second run makes the missing rows alone."""
    out = os.path.join(folder, "e.npy")
    wrong = os.path.join(folder, "wrong.csv")
    run("-V", "counts", "-o", out, *files, wrong, want=3)
    assert os.path.exists(out + ".journal")
    got = run("-V", "counts", "-v", "-o", out, *files)
    assert f"{len(files)} inputs, 0 made now" in got.stderr, got.stderr
    assert not os.path.exists(out + ".journal")


def patience(folder):
    """An input that takes too long has failed; others have not."""
    slow, out = os.path.join(folder, "slow.csv"), os.path.join(folder, "f.csv")
    with open(slow, "w") as f:
        f.writelines(f"{x!r},{y!r}\n" for x, y in cloud(random.Random(1), 6000))
    quick = os.path.join(folder, "in", "000.csv")
    got = run("--filtration", "function-rips", "--function", "x", "-V", "mass", "-d", "1", "-k",
              "--timeout", "0.2", "-o", out, slow, quick, want=3)
    assert "took longer than --timeout 0.2" in got.stderr, got.stderr
    lines = open(out).read().splitlines()
    assert lines[1] == "nan,nan,nan" and "nan" not in lines[2], lines


def limit(folder):
    """Too little memory fails with code 4, or leaves a row nan; what half of it, a worker's share, is too
    little for is done with all of it."""
    out, args = os.path.join(folder, "g.npy"), ["--filtration", "function-rips", "--function", "x",
                                                "-V", "mass"]
    files = [os.path.join(folder, "in", f"{i:03}.csv") for i in range(2)]
    run(*args, "-o", out, *files)
    table, least = read(out), 1024
    got = run(*args, "-m", "50", *files, want=4)
    assert got.stderr.count("\n") == 1 and files[0] in got.stderr, got.stderr
    got = run(*args, "-m", "50", "-k", *files, want=3)
    assert got.stdout.splitlines()[1:] == ["nan,nan,nan"] * 2, got
    assert "2 of 2 inputs failed" in got.stderr, got.stderr
    while subprocess.run([tda, "features", *args, "-m", str(int(least)), "-o", out, *files],
                         capture_output=True).returncode == 4:
        least *= 1.3
    assert least > 2048 and read(out) == table, least
    for threads in ("1", "2"):
        os.remove(out)
        run(*args, "-m", str(int(least)), "-j", threads, "-o", out, *files)
        assert read(out) == table, threads


with tempfile.TemporaryDirectory() as top:
    paths = inputs(top, 24, 120)
    whole = sources(top, paths)
    models(top, paths, whole)
    bad(top, paths)
    for number in (signal.SIGKILL, signal.SIGINT):
        resumed(top, paths, whole, number)
    not_again(top, paths)
    patience(top)
    limit(top)
