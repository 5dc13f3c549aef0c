#!/usr/bin/env python3
"""scripts.py ROOT: shellcheck has nothing to say about the shell scripts, Python can compile the
others, and each can be run. Skipped (exit 77) without shellcheck."""
import os
import pathlib
import shutil
import subprocess
import sys

import tracked


def main(root):
    root = pathlib.Path(root)
    heads = {p: p.open("rb").readline(80) for p in tracked.files(root)}
    shell = [p for p, head in heads.items() if p.suffix == ".sh" or
             head.startswith((b"#!/bin/sh", b"#!/usr/bin/env bash"))]
    bad = [f"{p}: cannot be run" for p, head in heads.items()
           if head.startswith(b"#!") and not os.access(p, os.X_OK)]
    for path in tracked.files(root, (".py",)):
        try:
            compile(path.read_text(), str(path), "exec")
        except SyntaxError as error:
            bad.append(f"{path}: {error}")
    print(*bad, sep="\n")
    print(f"{len(shell)} shell scripts")
    if bad:
        return 1
    if not shutil.which("shellcheck"):
        print("skipped: no shellcheck")
        return 77
    run = subprocess.run(["shellcheck", "-x", *(p.relative_to(root) for p in shell)], cwd=root)
    return run.returncode


sys.exit(main(sys.argv[1]))
