#!/usr/bin/env python3
"""golden.py [--exit N] EXPECTED PROGRAM [ARG...]: standard output must equal the file EXPECTED.

Standard error must equal EXPECTED with its ending replaced by .err, where that file exists, and
standard input is the file with the ending .in. TDA_BLESS=1 rewrites the expected files instead
of comparing: look at the diff before you commit it."""
import difflib
import os
import subprocess
import sys


def main(args):
    want_exit = 0
    if args[0] == "--exit":
        want_exit, args = int(args[1]), args[2:]
    expected, command = args[0], args[1:]
    stem = os.path.splitext(expected)[0]
    source = stem + ".in"
    run = subprocess.run(command, text=True, capture_output=True,
                         stdin=open(source) if os.path.exists(source) else subprocess.DEVNULL)
    failed = run.returncode != want_exit
    if failed:
        print(f"exit status {run.returncode}, not {want_exit}\n{run.stderr}")
    pairs = [(expected, run.stdout)]
    if os.path.exists(stem + ".err"):
        pairs.append((stem + ".err", run.stderr))
    for path, got in pairs:
        if os.environ.get("TDA_BLESS"):
            with open(path, "w") as f:
                f.write(got)
        with open(path) as f:
            want = f.read()
        failed |= want != got
        sys.stdout.writelines(difflib.unified_diff(
            want.splitlines(True), got.splitlines(True), path, "got"))
    return failed


sys.exit(main(sys.argv[1:]))
