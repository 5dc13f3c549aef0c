#!/usr/bin/env python3
"""symbols.py LIBRARY INCLUDE: the library exports exactly what the headers declare.

Also: every declaration says TDA_API, and every one that returns a status says TDA_CHECKED."""
import subprocess
import sys

import headers


def main(library, include):
    nm = subprocess.run(["nm", "-D", "--defined-only", library], check=True, text=True,
                        capture_output=True).stdout
    exported = {line.split()[2] for line in nm.splitlines()}
    declared = headers.functions(include)
    checked = {name for name, fails in declared.items() if fails}
    wrong = {
        "exported, not declared": exported - set(declared),
        "declared, not exported": set(declared) - exported,
        "without TDA_API": headers.undeclared(include),
        "a status without TDA_CHECKED": headers.statuses(include) - checked,
    }
    for what, names in wrong.items():
        for name in sorted(names):
            print(f"{what}: {name}")
    print(f"{len(declared)} functions declared, {len(exported)} exported")
    return any(wrong.values()) or not declared


sys.exit(main(*sys.argv[1:]))
