#!/usr/bin/env python3
"""count.py LOG...: count the tests in meson's testlog.json files, each case of a TAP test as one.

Names what failed and what was skipped; the last line is "N passed, N failed"."""
import json
import os
import re
import sys


def cases(test):
    """(passed, failed) of one entry of the log."""
    result = test["result"]
    if result in ("SKIP", "INTERRUPT"):  # the latter: the time for all tests was up
        return 0, 0
    good = result in ("OK", "EXPECTEDFAIL")
    lines = re.findall(r"^(not )?ok\b(?!.*# SKIP)", test.get("stdout") or "", re.M)
    failed = sum(map(bool, lines))
    passed = len(lines) - failed
    if not lines:
        passed = int(good)
    return passed, failed if good else max(failed, 1)


def main(paths):
    passed = failed = 0
    for path in filter(os.path.exists, paths):
        with open(path) as log:
            for test in map(json.loads, log):
                p, f = cases(test)
                passed, failed = passed + p, failed + f
                if f or not p:
                    print("failed: " if f else "skipped:", test["name"])
    if not passed + failed:
        failed = 1
        print("failed:  no test ran")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main(sys.argv[1:]))
