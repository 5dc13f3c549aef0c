#!/usr/bin/env python3
"""references.py BIB: print docs/references.bib as a page for the API documentation.
references.py BIB FOLDER...: fail, naming them, where a key cited in one of the folders is not in
the file or a key of the file is cited nowhere."""
import pathlib
import re
import sys


def entries(text):
    """Key -> fields, in the order of the file."""
    found = {}
    for key, body in re.findall(r"^@\w+\{(\w+),\n(.*?)^\}", text, re.M | re.S):
        fields = re.findall(r"(\w+)\s*=\s*\{((?:[^{}]|\{[^{}]*\})*)\}", body)
        found[key] = {name: re.sub(r"[{}\\]", "", value).replace("--", "–")
                      for name, value in fields}
    return found


def line(key, fields):
    where = fields.get("journal") or fields.get("booktitle") or ""
    if where and "volume" in fields:
        where += " " + fields["volume"]
    parts = [fields["author"].replace(" and ", ", "), f"*{fields['title']}*", where,
             fields.get("publisher"), "pages " + fields["pages"] if "pages" in fields else None,
             fields.get("note"), fields["year"],
             "arXiv:" + fields["eprint"] if "eprint" in fields else None]
    return f"- @anchor {key} **[{key}]** " + ". ".join(p for p in parts if p) + "."


def check(listed, folders):
    cited = {key for folder in folders for path in pathlib.Path(folder).rglob("*.[ch]*")
             for key in re.findall(r"@cite\s+(\w+)", path.read_text())}
    for key in sorted(cited - set(listed)):
        print(f"{key} is cited and not listed")
    for key in sorted(set(listed) - cited):
        print(f"{key} is listed and not cited")
    print(f"{len(listed)} listed, {len(cited)} cited")
    return cited != set(listed) or not listed


def main(bib, *folders):
    listed = entries(pathlib.Path(bib).read_text())
    if folders:
        return check(listed, folders)
    print("# References\n")
    print(*(line(key, fields) for key, fields in listed.items()), sep="\n")
    return 0


sys.exit(main(*sys.argv[1:]))
