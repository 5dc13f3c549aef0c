"""headers.py - What the public headers declare: shared by the rules that ask about it."""
import pathlib
import re


def text_of(include):
    """All public headers as one text without comments."""
    text = "".join(p.read_text() for p in sorted(pathlib.Path(include).rglob("*.h")))
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def functions(include):
    """Name of every public function -> True where it can fail for want of memory or data."""
    found = {}
    for declaration in re.findall(r"\bTDA_API\b([^;{]*);", text_of(include)):
        name = re.search(r"\b(tda_\w+)\s*\(", declaration)
        if name:
            found[name[1]] = "TDA_CHECKED" in declaration
    return found


def statuses(include):
    """Public functions that return a tda_status."""
    return set(re.findall(r"\bTDA_API\s+tda_status\s+(tda_\w+)\s*\(", text_of(include)))


def undeclared(include):
    """Functions declared without TDA_API."""
    text = re.sub(r"^\s*#(?:[^\n]*\\\n)*[^\n]*", "", text_of(include), flags=re.M)
    found = set()
    for piece in re.split(r"[;{}]", text):
        name = re.search(r"\b(tda_\w+)\s*\(", piece)
        if name and not re.search(r"\bTDA_API\b|\btypedef\b", piece):
            found.add(name[1])
    return found
