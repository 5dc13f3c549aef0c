#!/usr/bin/env python3
"""layers.py SRC: every #include goes down, as SRC/LAYERS says; public headers obey the same table.
A header <room>_<part>.h is of the room, whose own header includes it.

The line `cli:` gives no rooms: the command includes its own files and <tda...> alone."""
import pathlib
import re
import sys


def read_layers(path):
    """Room -> rooms it may include; complaints about rooms that are not listed below."""
    allowed, bad = {}, []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        room, below = line.split(":")
        up = set(below.split()) - set(allowed)
        if up:
            bad.append(f"{path}:{number}: {room} looks up at {' '.join(sorted(up))}")
        allowed[room] = {room, *below.split()}
    return allowed, bad


def includes(path):
    """(line number, text between the quotes or brackets, is it quoted?)"""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if found:
            yield number, found[2], found[1] == '"'


def header_room(stem, allowed):
    """The room of the public header <tda/stem.h>: its own name, or what stands before _ in it."""
    return stem if stem in allowed else stem.split("_")[0]


def complaint(room, target, quoted, allowed):
    """What is wrong with one include of a file of `room`, or None."""
    public = re.fullmatch(r"tda(?:/(\w+)\.h|\.h)", target)
    if public and quoted:
        return f'write <{target}>, not "{target}"'
    if room == "cli":
        own = quoted and target.startswith("cli/")
        outside = not quoted and not any(target.startswith(r + "/") for r in allowed)
        return None if public or own or outside else f"the command may not include {target}"
    if public:
        if not public[1]:
            return f"a room names its headers, not the umbrella {target}"
        return None if header_room(public[1], allowed) in allowed[room] else \
            f"{room} may not include {public[1]}"
    if not quoted:
        inside = target.split("/")[0] in allowed and "/" in target
        return f'write "{target}", not <{target}>' if inside else None
    if "/" not in target or target.split("/")[0] not in allowed:
        return f'write the room in "{target}"'
    below = target.split("/")[0]
    return None if below in allowed[room] else f"{room} may not include {below}"


def main(src):
    src = pathlib.Path(src)
    allowed, bad = read_layers(src / "LAYERS")
    public = src.parent / "include/tda"
    files = [(p, p.parent.name) for p in src.glob("*/*.*") if p.suffix in (".c", ".h", ".cc", ".hh")]
    files += [(p, header_room(p.stem, allowed)) for p in public.glob("*.h")]
    bad += [f"{p}: deeper than a room" for p in src.glob("*/*/*")]
    for path, room in sorted(files):
        if room not in allowed:
            bad.append(f"{path}: {room} is not in LAYERS")
            continue
        for number, target, quoted in includes(path):
            wrong = complaint(room, target, quoted, allowed)
            if wrong:
                bad.append(f"{path}:{number}: {wrong}")
    reached = {t for _, t, _ in includes(public.parent / "tda.h")}
    reached |= {t for h in list(reached) for _, t, _ in includes(public.parent / h)}
    for path in sorted(public.glob("*.h")):
        if f"tda/{path.name}" not in reached:
            bad.append(f"tda.h does not include {path.name}")
    print(*bad, sep="\n")
    print(f"{len(files)} files looked at, {len(bad)} wrong")
    return bool(bad) or not files


sys.exit(main(sys.argv[1]))
