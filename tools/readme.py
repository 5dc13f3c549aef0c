#!/usr/bin/env python3
"""readme.py BUILD ROOT: what README.md shows is so.

A ```sh block after a line `<!-- run -->` is run by bash in a copy of the repository, with the
program and the library as installed; where a ```text block follows it, that is what it prints.
Blocks see what those before them wrote. A ```c block after `<!-- file: PATH -->` stands in that
file word for word. Links to files lead somewhere. TDA_BLESS=1 rewrites the text blocks."""
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import tracked

RUN = re.compile(r"<!-- run -->\n```sh\n(.*?)```\n(?:\n?```text\n(.*?)```\n)?", re.S)
FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)```\n", re.S)


def installed(build, tmp):
    """The environment of somebody who has installed libtda."""
    subprocess.run(["meson", "install", "-C", build, "--destdir", tmp / "installed",
                    "--no-rebuild", "--quiet"], check=True)
    pc, = (tmp / "installed").rglob("tda.pc")
    programs, = {p.parent for p in (tmp / "installed").rglob("bin/tda")}
    return {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}",
            "PKG_CONFIG_PATH": str(pc.parent), "LD_LIBRARY_PATH": str(pc.parent.parent),
            "COLUMNS": "80", "LC_ALL": "C.UTF-8"}


def show(want, got):
    sys.stdout.writelines(difflib.unified_diff(want.splitlines(True), got.splitlines(True),
                                               "README.md", "got"))


def main(build, root):
    root = pathlib.Path(root)
    readme = root / "README.md"
    text, bad = readme.read_text(), 0
    for path, block in FILE.findall(text):
        if block not in (root / path).read_text():
            print(f"the block of {path} is not in it")
            show(block, (root / path).read_text())
            bad += 1
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        if not (root / target).exists():
            print(f"README.md links to {target}, which is not there")
            bad += 1
    runs = list(RUN.finditer(text))
    with tempfile.TemporaryDirectory() as folder:
        tmp = pathlib.Path(folder)
        env, copy = installed(build, tmp), tmp / "copy"
        for path in tracked.files(root):
            to = copy / path.relative_to(root)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to)
        results = [subprocess.run(["bash", "-euo", "pipefail", "-c", run[1]], cwd=copy, env=env,
                                  text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                   for run in runs]
    for match, done in reversed(list(zip(runs, results))):  # from the end: places stay valid
        differs = match[2] is not None and match[2] != done.stdout
        if differs and os.environ.get("TDA_BLESS"):
            text = text[:match.start(2)] + done.stdout + text[match.end(2):]
        elif differs or done.returncode:
            print(f"$ {match[1]}exit status {done.returncode}")
            show(match[2] or "", done.stdout)
            bad += 1
    if text != readme.read_text():
        readme.write_text(text)
    print(f"{len(runs)} blocks run, {bad} wrong")
    return bad > 0 or not runs


sys.exit(main(*sys.argv[1:]))
