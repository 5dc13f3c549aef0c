#!/usr/bin/env python3
"""barcode_peers.py BUILD [--pairs N] [--limit SECONDS] [--total SECONDS] [--list] [CASE...]: barcodes
beside other programs.

BUILD is a build folder with the benchmarks. One run measures everything on the same inputs, which
our benchmarks make, in turns: ours, then each opponent, N times (5). The figures are medians; so is
each ratio, of the ratios of the turns. An opponent that takes longer than the limit (300) is stopped
and not tried again; one that takes longer than a fifteenth of it has one turn. After the total, 18 times
the limit, no opponent is begun, and its column says "not run". Those that are not installed are left
out. Opponents are Debian's ripser, GUDHI
through python3-gudhi (Rips by edge collapse and expansion), and PHAT inside tda-bench-matrix.

Rips and alpha are user seconds of whole processes that read a file and write the bars; beside
that stand our seconds of the computation alone. Images and matrices are processor seconds of the
computation alone, on both sides. Ratios are to ours, or to the clock's step of 4 ms where ours are
less. Writes a table in Markdown; CASE may be the beginning of names."""
import os
import re
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time

PYTHON = "/usr/bin/python3"
RIPS = {  # name: (points or distances, degree, threshold, field)
    "sphere-192-h2": ("points", 2, None, 2),
    "sphere-192-h2-z3": ("points", 2, None, 3),
    "cube16-50-h7": ("points", 7, None, 2),
    "fractal-512-h2": ("lower", 2, None, 2),
    "fractal-512-h2-z3": ("lower", 2, None, 3),
    "bumps-2000-h1": ("points", 1, None, 2),
    "klein-900-h1": ("points", 1, None, 2),
    "klein-900-h1-z3": ("points", 1, None, 3),
    "o3-1024-h3": ("points", 3, 1.8, 2),
    "o3-4096-h3": ("points", 3, 1.4, 2),
    "rp2-600-h2": ("lower", 2, None, 2),
    "random-150-h2": ("lower", 2, None, 2),
    "clifford-1500-h1": ("points", 1, None, 2),
    "sphere-400-h2": ("points", 2, None, 2),
    "clifford-50000-h2": ("points", 2, 0.15, 2),
}
THREADS = ("klein-900-h1", "sphere-400-h2", "rp2-600-h2", "random-150-h2", "clifford-1500-h1")
CUBICAL = ("noise-2d-512-t", "smooth-2d-512-t", "noise-2d-512-v", "smooth-2d-512-v",
           "noise-2d-2048-t", "smooth-2d-2048-t", "noise-2d-2048-v", "smooth-2d-2048-v",
           "noise-3d-64-t", "smooth-3d-64-t", "noise-3d-64-v", "smooth-3d-64-v",
           "noise-3d-128-t", "smooth-3d-128-t", "noise-3d-128-v", "smooth-3d-128-v")
ALPHA = ("2x100000", "2x1000000", "3x100000", "3x1000000")
MATRIX = ("cubical-noise-64", "cubical-smooth-64", "alpha-cube-100000", "alpha-sphere-100000",
          "rips-sphere-1000-threshold-0.5")

GUDHI_RIPS = """
import math, sys, gudhi, numpy
path, kind, degree, threshold, field = sys.argv[1:]
rows = [[float(x) for x in line.split(",")] for line in open(path)]
if kind == "lower":
    n = len(rows) + 1
    d = numpy.zeros((n, n))
    for i, row in enumerate(rows, 1):
        d[i, :i] = d[:i, i] = row
    rows = [list(d[i, :i]) for i in range(n)]
else:
    x = numpy.array(rows)
    d = None
if threshold == "None":
    if d is None:
        d = numpy.stack([numpy.sqrt(((x - p) ** 2).sum(axis=1)) for p in x])
    threshold = d.max(axis=1).min()
threshold = math.nextafter(float(threshold), math.inf)
if kind == "lower":
    rips = gudhi.RipsComplex(distance_matrix=rows, max_edge_length=threshold)
else:
    rips = gudhi.RipsComplex(points=rows, max_edge_length=threshold)
tree = rips.create_simplex_tree(max_dimension=1)
tree.collapse_edges()
tree.expansion(int(degree) + 1)
bars = tree.persistence(homology_coeff_field=int(field), min_persistence=0)
print("bars", sum(k <= int(degree) and b < e for k, (b, e) in bars))
"""
GUDHI_CUBICAL = """
import sys, time, numpy, gudhi
path, axes = sys.argv[1], int(sys.argv[2])
at = numpy.fromfile(path)
at = at.reshape([round(len(at) ** (1 / axes))] * axes)
start = time.process_time()
bars = gudhi.CubicalComplex(top_dimensional_cells=at).persistence(homology_coeff_field=2)
print("seconds", time.process_time() - start)
print("bars", sum(b < e for k, (b, e) in bars))
"""
GUDHI_ALPHA = """
import sys, gudhi, numpy
tree = gudhi.AlphaComplex(points=numpy.load(sys.argv[1]), precision="fast").create_simplex_tree()
bars = tree.persistence(homology_coeff_field=2, min_persistence=0)
print("bars", sum(b < e for k, (b, e) in bars))
"""
POINTS = """
import sys, numpy
numpy.save(sys.argv[1], numpy.random.default_rng(0).random((int(sys.argv[2]), int(sys.argv[3]))))
"""


class Run:
    """A process that ended: its user and wall seconds, megabytes and text; None where stopped."""

    def __init__(self, command, limit):
        self.stopped = False
        self.text = ""
        with tempfile.TemporaryFile("w+") as out:
            start = time.monotonic()
            child = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
            usage = self.wait(child, start, limit)
            self.wall = time.monotonic() - start
            out.seek(0)
            self.text = out.read()
        self.user, self.mb = usage.ru_utime, usage.ru_maxrss / 1024
        if child.returncode and not self.stopped:
            raise RuntimeError(f"{' '.join(command[:3])} failed:\n{self.text[-2000:]}")

    def wait(self, child, start, limit):
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                child.returncode = os.waitstatus_to_exitcode(status)
                return usage
            if limit and time.monotonic() - start > limit:
                self.stopped = True
                child.send_signal(signal.SIGKILL)
                limit = None
            time.sleep(0.002)

    def number(self, name):
        """What stands behind a word at the beginning of a line."""
        return float(re.search(rf"^{name} (\S+)", self.text, re.M)[1])


def installed():
    found = set()
    if subprocess.run(["sh", "-c", "command -v ripser"], capture_output=True).returncode == 0:
        found.add("ripser")
    if os.path.exists(PYTHON) and subprocess.run(
            [PYTHON, "-c", "import gudhi, numpy"], capture_output=True).returncode == 0:
        found.add("gudhi")
    return found


def seconds(x):
    return f"{x:.3f}" if x < 1 else f"{x:.3g}"


class Table:
    """Turns of one case: ours first, then each opponent until it is too slow or fails."""

    def __init__(self, options):
        self.options = options
        self.begin = time.monotonic()

    def case(self, section, name, ours, opponents, turns=None):
        """ours() gives (seconds, alone, mb, bars); an opponent (name, function) the same or None."""
        mine, theirs, slow = [], {who: [] for who, _ in opponents}, {}
        for _ in range(turns or self.options["pairs"]):
            mine.append(ours())
            for who, run in opponents:
                if who in slow or (theirs[who] and theirs[who][0][0] > self.options["limit"] / 15):
                    continue
                if time.monotonic() - self.begin > self.options["total"]:
                    slow[who] = "not run"
                    continue
                try:
                    got = run()
                except RuntimeError as error:
                    print(error, file=sys.stderr)
                    slow[who] = "failed"
                    continue
                if got is None:
                    slow[who] = f"> {self.options['limit']:g}"
                else:
                    theirs[who].append(got)
        me = [statistics.median(x[k] for x in mine) for k in (0, 1, 2)]
        bars = mine[0][3]
        first = True
        for who, _ in opponents or [("", None)]:
            turns = theirs.get(who, [])
            if turns:
                them = statistics.median(x[0] for x in turns)
                ratio = statistics.median(t[0] / max(m[0], 0.004) for t, m in zip(turns, mine))
                their_bars = turns[0][3]
                same = "" if their_bars is None else "yes" if their_bars == bars \
                    else f"{their_bars:.0f}"
                row = [seconds(them), f"{statistics.median(x[2] for x in turns):.0f}",
                       f"{ratio:.1f}", same]
            else:
                row = [slow.get(who, ""), "", "", ""]
            head = [section, name, seconds(me[0]), seconds(me[1]), f"{me[2]:.0f}",
                    f"{bars:.0f}"] if first else [""] * 6
            print("| " + " | ".join(head + [who] + row) + " |", flush=True)
            first = False


def bars_of_ripser(text):
    """Bars of positive length."""
    lines = text[text.index("persistence intervals"):].splitlines()
    return sum(line.startswith(" [") for line in lines)


def rips(table, build, folder, name, found, limit):
    kind, degree, threshold, field = RIPS[name]
    bench = os.path.join(build, "bench", "tda-bench-rips")
    path = os.path.join(folder, "input.txt")
    with open(path, "w") as f:
        subprocess.run([bench, "--write", name], stdout=f, check=True)
    tda = [os.path.join(build, "src", "cli", "tda"), "barcode", "--quiet", "--format", kind,
           "--filtration", "rips", "-d", str(degree), "--field", str(field),
           "-o", os.path.join(folder, "bars.csv"), path]
    ripser = ["ripser", "--format", "point-cloud" if kind == "points" else "lower-distance",
              "--dim", str(degree), path]
    if threshold:
        tda[2:2] = ["-t", str(threshold)]
        ripser[1:1] = ["--threshold", str(threshold)]
    gudhi = [PYTHON, "-c", GUDHI_RIPS, path, kind, str(degree), str(threshold), str(field)]

    def ours():
        whole = Run(tda, None)
        fields = Run([bench, "--repeats", "1", name], None).text.splitlines()[1].split(",")
        return whole.user, float(fields[7]), whole.mb, float(fields[3])

    def by_ripser():
        run = Run(ripser, limit)
        return None if run.stopped else (run.user, 0, run.mb, bars_of_ripser(run.text))

    def by_gudhi():
        run = Run(gudhi, limit)
        return None if run.stopped else (run.user, 0, run.mb, run.number("bars"))

    opponents = []
    if "ripser" in found and field == 2:  # Debian's knows no other
        opponents.append(("ripser", by_ripser))
    if "gudhi" in found:
        opponents.append(("GUDHI, collapse", by_gudhi))
    table.case("Rips", name, ours, opponents)


def threads(table, build, name):
    """Wall seconds of two threads; the opponent is one thread."""
    bench = os.path.join(build, "bench", "tda-bench-rips")

    def run(n):
        fields = Run([bench, "--threads", n, "--repeats", "1", name],
                     None).text.splitlines()[1].split(",")
        return float(fields[7]), float(fields[7]), float(fields[8]), float(fields[3])

    table.case("two threads", name, lambda: run("2"), [("one thread", lambda: run("1"))])


def cubical(table, build, folder, name, found, limit):
    bench = os.path.join(build, "bench", "tda-bench-cubical")
    path = os.path.join(folder, "image")

    def ours():
        fields = Run([bench, "--repeats", "1", name], None).text.splitlines()[-1].split(",")
        return float(fields[6]), float(fields[6]), float(fields[8]), float(fields[2])

    def by_gudhi():
        run = Run([PYTHON, "-c", GUDHI_CUBICAL, path, name[name.index("d-") - 1]], limit)
        return None if run.stopped else (run.number("seconds"), 0, run.mb, run.number("bars"))

    opponents = []
    if "gudhi" in found and name.endswith("-t"):  # Debian's takes top cells alone
        subprocess.run([bench, "--write", name, path], stdout=subprocess.DEVNULL, check=True)
        opponents.append(("GUDHI", by_gudhi))
    table.case("image", name, ours, opponents)


def alpha(table, build, folder, name, found, limit):
    dimension, n = name.split("x")
    path = os.path.join(folder, "points.npy")
    subprocess.run([PYTHON, "-c", POINTS, path, n, dimension], check=True)
    out = os.path.join(folder, "bars.npy")
    tda = [os.path.join(build, "src", "cli", "tda"), "barcode", "--quiet", "--as", "points",
           "--filtration", "alpha", "-o", out, path]

    def ours():
        run = Run(tda, None)
        rows = (os.path.getsize(out) - 128) // 48
        return run.user, run.user, run.mb, rows

    def by_gudhi():
        run = Run([PYTHON, "-c", GUDHI_ALPHA, path], limit)
        return None if run.stopped else (run.user, 0, run.mb, run.number("bars"))

    table.case("alpha", name, ours, [("GUDHI, fast", by_gudhi)] if "gudhi" in found else [])


def matrix(table, build, name):
    """Pairs of sorted cells by ours and by the best of PHAT's, in one process that takes three turns."""
    bench = os.path.join(build, "bench", "tda-bench-matrix")
    last = {}

    def ours():
        run = Run([bench, "--phat", name], None)
        head, row = (line.split(",") for line in run.text.splitlines()[:2])
        last.update(zip(head, row), mb=run.mb)
        return float(last["pairs_s"]), float(last["diagram_s"]), run.mb, float(last["bars"])

    def phat():
        best = min(float(last[k]) for k in last if k.startswith("phat_") and k.endswith("_s"))
        return best, 0, last["mb"], None

    table.case("matrix", name, ours, [("PHAT, best", phat)], turns=1)


def parse(arguments):
    options = {"pairs": 5, "limit": 300.0, "total": None, "list": "--list" in arguments}
    arguments = [a for a in arguments if a != "--list"]
    for name, kind in (("pairs", int), ("limit", float), ("total", float)):
        if "--" + name in arguments:
            at = arguments.index("--" + name)
            options[name] = kind(arguments[at + 1])
            del arguments[at:at + 2]
    if options["total"] is None:
        options["total"] = 18 * options["limit"]
    return options, arguments


def main():
    options, arguments = parse(sys.argv[1:])
    # what opponents take longest for comes last
    every = [("matrix", n) for n in MATRIX] + [("image", n) for n in CUBICAL] + \
        [("threads", n) for n in THREADS] + [("alpha", n) for n in ALPHA] + \
        [("rips", n) for n in RIPS]
    if options["list"] or not arguments:
        print(__doc__ if not arguments else "")
        print("\n".join(f"{kind}/{name}" for kind, name in every))
        return
    build, wanted = arguments[0], arguments[1:]
    found, limit = installed(), options["limit"]
    # a process that takes too much memory is to fail alone
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    table = Table(options)
    print("| work | case | ours s | of these alone s | ours MB | bars | opponent | its s | its MB "
          "| its s / ours | same bars |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for kind, name in every:
            if wanted and not any(f"{kind}/{name}".startswith(w) or name.startswith(w)
                                  for w in wanted):
                continue
            try:
                if kind == "rips":
                    rips(table, build, folder, name, found, limit)
                elif kind == "threads":
                    threads(table, build, name)
                elif kind == "image":
                    cubical(table, build, folder, name, found, limit)
                elif kind == "alpha":
                    alpha(table, build, folder, name, found, limit)
                else:
                    matrix(table, build, name)
            except (RuntimeError, subprocess.CalledProcessError, IndexError) as error:
                print(f"| {kind} | {name} | failed | | | | | | | | |", flush=True)
                print(error, file=sys.stderr)


if __name__ == "__main__":
    main()
