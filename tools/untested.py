#!/usr/bin/env python3
"""untested.py ROOT: every public function is called in a test, a fuzz target or an example, and
every one that can fail has run out of memory somewhere under tests.

The second rule reads the text of EACH_OOM(...), or of a macro of the same file that uses it, and,
where that calls a function of the same file, the text of this function."""
import pathlib
import re
import sys

import headers
import tracked

# Functions that return a status but never allocate, so that EACH_OOM would find nothing to fail.
NEVER_ALLOCATE = {
    "tda_lines_sweep",
    "tda_cloud_check",
    "tda_diagrams_fit_curve",
    "tda_diagrams_fit_scale_space",
    "tda_diagrams_range",
    "tda_image_check",
    "tda_image_cubical_estimate",
    "tda_measures_corner",
    "tda_vectorizer_see",
}


def balanced(text, start):
    """The text from the parenthesis or brace at `start` to the one that closes it."""
    pairs = {"(": ")", "{": "}"}
    opening, closing, depth = text[start], pairs[text[start]], 0
    for end in range(start, len(text)):
        depth += (text[end] == opening) - (text[end] == closing)
        if depth == 0:
            return text[start:end + 1]
    return text[start:]


def starved(text):
    """What runs out of memory in one test file, as text."""
    macros = re.findall(r"^#define\s+(\w+)\((?:[^\n]*\\\n)*[^\n]*\bEACH_OOM\b", text, re.M)
    names = "|".join(["EACH_OOM", *macros])
    found = "".join(balanced(text, m.end() - 1) for m in re.finditer(rf"\b(?:{names})\s*\(", text))
    bodies = {m[1]: balanced(text, m.end() - 1)
              for m in re.finditer(r"^[\w *]+?\b(\w+)\([^;{}]*\)\s*\{", text, re.M)}
    seen = set()
    while True:
        fresh = {n for n in bodies if n not in seen and re.search(rf"\b{n}\b", found)}
        if not fresh:
            return found
        seen |= fresh
        found += "".join(bodies[n] for n in fresh)


def main(root):
    root = pathlib.Path(root)
    declared = headers.functions(root / "include")
    texts = {p: p.read_text() for folder in ("tests", "fuzz", "examples")
             for p in tracked.files(root / folder, (".c", ".cc", ".h"))}
    every = "".join(texts.values())
    hungry = "".join(starved(t) for p, t in texts.items() if "tests" in p.relative_to(root).parts)
    unused = sorted(n for n in declared if not re.search(rf"\b{n}\s*\(", every))
    fed = sorted(n for n, fails in declared.items()
                 if fails and n not in NEVER_ALLOCATE and not re.search(rf"\b{n}\s*\(", hungry))
    stale = sorted(NEVER_ALLOCATE - set(declared))
    for what, names in (("no test, fuzz target or example calls", unused),
                        ("no EACH_OOM reaches", fed), ("no longer exists:", stale)):
        for name in names:
            print(what, name)
    print(f"{len(declared)} functions, {len(texts)} files looked at")
    return bool(unused or fed or stale or not declared)


sys.exit(main(sys.argv[1]))
