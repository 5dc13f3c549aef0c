#!/usr/bin/env python3
"""clean.py ROOT: what a tracked file must not hold.

No path of one machine, no word that confesses unfinished work, no trailing blank, no tab in a
source, one newline at the end, a licence line at the head of each source, and no file whose size
belongs in a release rather than in a repository."""
import pathlib
import re
import sys

import tracked

LARGEST = 100_000  # bytes
SOURCES = (".c", ".h", ".cc", ".hh")
TEXTS = SOURCES + (".py", ".md", ".build", ".sh", ".txt", ".bib", ".in", "")
RULES = [
    (r"(?<![\w.~$}])/(?:home|root|work|Users|tmp/wt)/\w", "a path of one machine"),
    (r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b", "unfinished work"),
    (r"\b(?:not (?:yet )?imple" r"mented|place" r"holder|lorem ip" r"sum)\b", "unfinished work"),
    (r"[ \t]+$", "a blank at the end of the line"),
]
DATA = ("datasets", "corpus", "golden")  # folders whose files are as their formats want them


def complaints(path, name, where):
    size = path.stat().st_size
    if size > LARGEST and name != "LICENSE":
        yield f"{name}: {size} bytes, more than {LARGEST}"
    if path.suffix not in TEXTS or any(folder in where for folder in DATA):
        return
    try:
        text = path.read_text()
    except UnicodeDecodeError:
        yield f"{name}: not UTF-8"
        return
    if text and not re.search(r"[^\n]\n\Z", text):
        yield f"{name}: does not end in one newline"
    if path.suffix in SOURCES and not text.startswith("/* SPDX-License-Identifier: GPL-3.0-or-later"):
        yield f"{name}: does not start with the licence line"
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what in RULES:
            if re.search(pattern, line) and name != "LICENSE":
                yield f"{name}:{number}: {what}: {line.strip()[:80]}"
        if path.suffix in SOURCES + (".py",) and "\t" in line:
            yield f"{name}:{number}: a tab"


def main(root):
    root = pathlib.Path(root)
    files = tracked.files(root)
    bad = [c for p in files
           for c in complaints(p, str(p.relative_to(root)), p.relative_to(root).parts)]
    print(*bad, sep="\n")
    print(f"{len(files)} files looked at, {len(bad)} complaints")
    return bool(bad) or not files


sys.exit(main(sys.argv[1]))
