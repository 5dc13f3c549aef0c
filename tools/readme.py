#!/usr/bin/env python3
"""readme.py BUILD ROOT PAGE...: what the pages of the documentation show is so.

A ```sh block after a line `<!-- run -->` is run by bash in a copy of the repository, with the
program and the library as installed; where a ```text block follows it, that is what it prints.
Blocks see what those before them on the page wrote. A ```c block after `<!-- file: PATH -->`
stands in that file word for word. Links to files lead somewhere. TDA_BLESS=1 rewrites the text
blocks."""
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
    package = [str(p.parent.parent) for p in (tmp / "installed").rglob("tda/_declared.py")]
    # Python is the system's, which is what the package was installed for.
    return {**os.environ, "PATH": f"{programs}:/usr/bin:{os.environ['PATH']}",
            "PYTHONPATH": ":".join(package), "PYTHONDONTWRITEBYTECODE": "1",
            "PKG_CONFIG_PATH": str(pc.parent), "LD_LIBRARY_PATH": str(pc.parent.parent),
            "COLUMNS": "80", "LC_ALL": "C.UTF-8"}


def show(page, want, got):
    sys.stdout.writelines(difflib.unified_diff(want.splitlines(True), got.splitlines(True),
                                               page.name, "got"))


def quoted(root, page, text):
    """How many quoted files and links of a page are not as it says."""
    bad = 0
    for path, block in FILE.findall(text):
        if block not in (root / path).read_text():
            print(f"{page.name}: the block of {path} is not in it")
            show(page, block, (root / path).read_text())
            bad += 1
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        if not (page.parent / target).exists():
            print(f"{page.name} links to {target}, which is not there")
            bad += 1
    return bad


def printed(page, text, copy, env):
    """Runs the commands of a page: how many there are, and how many print something else."""
    bad, runs = 0, list(RUN.finditer(text))
    results = [subprocess.run(["bash", "-euo", "pipefail", "-c", run[1]], cwd=copy, env=env,
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
               for run in runs]
    for match, done in reversed(list(zip(runs, results))):  # from the end: places stay valid
        differs = match[2] is not None and match[2] != done.stdout
        if differs and os.environ.get("TDA_BLESS"):
            text = text[:match.start(2)] + done.stdout + text[match.end(2):]
        elif differs or done.returncode:
            print(f"{page.name}: $ {match[1]}exit status {done.returncode}")
            show(page, match[2] or "", done.stdout)
            bad += 1
    if text != page.read_text():
        page.write_text(text)
    return len(runs), bad


def main(build, root, *pages):
    root, count, bad = pathlib.Path(root), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        tmp = pathlib.Path(folder)
        env = installed(build, tmp)
        for page in [root / page for page in pages]:
            copy, text = tmp / page.name, page.read_text()
            for path in tracked.files(root):
                to = copy / path.relative_to(root)
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, to)
            runs, wrong = printed(page, text, copy, env)
            count, bad = count + runs, bad + wrong + quoted(root, page, text)
    print(f"{count} blocks run, {bad} wrong")
    return bad > 0 or not count


sys.exit(main(*sys.argv[1:]))
