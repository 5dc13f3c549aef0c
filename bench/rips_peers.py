#!/usr/bin/env python3
"""rips_peers.py BENCH [CASE...]: Rips persistence beside Debian's ripser, in one run.

BENCH is build/bench/tda-bench-rips. Each case is timed in pairs, ours and then ripser's, as whole
processes from files: user seconds, the best of the pairs. Ours also gives the seconds of the
computation alone, without reading. Needs `ripser` on PATH; --pairs N sets the number of pairs."""
import os
import re
import subprocess
import sys
import tempfile

CASES = {  # name: (format of ripser, degree, threshold)
    "sphere-192-h2": ("point-cloud", 2, None),
    "cube16-50-h7": ("point-cloud", 7, None),
    "fractal-512-h2": ("lower-distance", 2, None),
    "bumps-2000-h1": ("point-cloud", 1, None),
    "klein-900-h1": ("point-cloud", 1, None),
    "o3-1024-h3": ("point-cloud", 3, 1.8),
    "rp2-600-h2": ("lower-distance", 2, None),
    "random-150-h2": ("lower-distance", 2, None),
    "clifford-1500-h1": ("point-cloud", 1, None),
    "sphere-400-h2": ("point-cloud", 2, None),
}


def user_seconds(command):
    """User seconds and standard output of one process."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(write, 1)
        os.close(read)
        os.execvp(command[0], command)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    status, usage = os.wait4(pid, 0)[1:]
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return usage.ru_utime, usage.ru_maxrss / 1024, text


def bars_of_ripser(text):
    """Bars of positive length by degree."""
    bars = {}
    degree = None
    for line in text.splitlines():
        start = re.match(r"persistence intervals in dim (\d+)", line)
        if start:
            degree = int(start[1])
        elif degree is not None and line.startswith(" ["):
            bars[degree] = bars.get(degree, 0) + 1
    return bars


def main(bench, names, pairs):
    print("| case | ours | ripser | ripser / ours | MB | ripser's MB | bars | ripser's |")
    print("|---|---|---|---|---|---|---|---|")
    for name in names or CASES:
        fmt, degree, threshold = CASES[name]
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            subprocess.run([bench, "--write", name], stdout=file, check=True)
            command = ["ripser", "--format", fmt, "--dim", str(degree), file.name]
            if threshold:
                command[1:1] = ["--threshold", str(threshold)]
            ours, theirs, mine, other, text = [], [], 0, 0, ""
            for _ in range(pairs):
                fields = user_seconds([bench, "--repeats", "1", name])[2].splitlines()[1].split(",")
                ours.append(float(fields[7]))
                mine = max(mine, float(fields[8]))
                seconds, memory, text = user_seconds(command)
                theirs.append(seconds)
                other = max(other, memory)
        print(f"| {name} | {min(ours):.3f} | {min(theirs):.2f} | {min(theirs) / min(ours):.1f} "
              f"| {mine:.0f} | {other:.0f} | {fields[3]} | {sum(bars_of_ripser(text).values())} |",
              flush=True)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    count = 5
    if "--pairs" in arguments:
        at = arguments.index("--pairs")
        count = int(arguments[at + 1])
        del arguments[at:at + 2]
    main(arguments[0], arguments[1:], count)
