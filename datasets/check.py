#!/usr/bin/env python3
"""check.py DATASETS: each dataset says where it comes from, and its files are what it says.

A README.md names origin, licence and columns, and lists the SHA-256 of every data file as
`sha256sum` prints it, indented by four blanks. Nothing is larger than 100 kB."""
import hashlib
import pathlib
import re
import sys

HEADINGS = ("## Origin", "## Licence", "## Columns", "## Files", "## Try it")
SOURCES = ("README.md", "generate.c")


def complaints(folder):
    text = (folder / "README.md").read_text()
    for heading in HEADINGS:
        if f"\n{heading}\n" not in text:
            yield f"{folder.name}: README.md lacks '{heading}'"
    listed = {name: digest for digest, name in re.findall(r"^    ([0-9a-f]{64})  (\S+)$", text, re.M)}
    there = {p.name for p in folder.iterdir()} - set(SOURCES)
    for name in sorted(there ^ set(listed)):
        yield f"{folder.name}/{name}: {'not listed in README.md' if name in there else 'missing'}"
    for name in sorted(there & set(listed)):
        data = (folder / name).read_bytes()
        if hashlib.sha256(data).hexdigest() != listed[name]:
            yield f"{folder.name}/{name}: not the file that README.md describes"
        if len(data) > 100_000:
            yield f"{folder.name}/{name}: {len(data)} bytes, more than 100 kB"


root = pathlib.Path(sys.argv[1])
folders = sorted(p for p in root.iterdir() if p.is_dir())
bad = [c for folder in folders for c in complaints(folder)]
print(*bad, sep="\n")
print(f"{len(folders)} datasets looked at, {len(bad)} complaints")
sys.exit(bool(bad) or len(folders) < 3)
