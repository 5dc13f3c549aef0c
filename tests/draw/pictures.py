#!/usr/bin/env python3
"""pictures.py PROGRAM: every picture PROGRAM draws is well-formed XML, says what it shows, holds no
number that is not one, and keeps its shapes on the page."""
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

SVG = "{http://www.w3.org/2000/svg}"
program = sys.argv[1]


def draw(name):
    return subprocess.run([program] + name, check=True, capture_output=True).stdout.decode("utf-8")


for name in draw([]).split():
    text = draw([name])
    assert draw([name]) == text, f"{name}: two pictures of the same measure differ"
    root = xml.fromstring(text)
    assert root.tag == SVG + "svg" and root.get("role") == "img", name
    assert root.find(SVG + "title").text and root.find(SVG + "desc").text, name
    shapes = re.sub(r">[^<]*<", "><", text)
    assert not re.search(r"\b(nan|inf)\b", shapes), f"{name}: a number is missing"
    width, height = float(root.get("width")), float(root.get("height"))
    for e in root.iter():
        for key, most in ("x", width), ("cx", width), ("y", height), ("cy", height):
            value = e.get(key)
            assert value is None or 0 <= float(value) <= most, f"{name}: {key}={value}"
        assert len(list(e)) < 60000, f"{name}: too many shapes"
    words = "".join(root.itertext())
    if name == "hostile":
        assert root.find(SVG + "title").text.startswith("<script>alert('x')</script> & \"q\" \ufffd"), \
            root.find(SVG + "title").text
        assert root.find(SVG + "title").text.endswith("]]> \u00e9")
        assert not list(root.iter(SVG + "script"))
    if name == "long":
        assert "ellipsis" in root.find(SVG + "title").text and "\u2026" in words
    if name == "empty":
        assert "no homology in this degree" in words
    if name == "empty-euler":
        assert "the Euler characteristic is zero everywhere" in words
    if name.startswith("below") or name == "all-below":
        assert "-inf" in words
    if name == "far":
        assert "the scale changes here" in words and "1e9" in words and "\u22121e300" in words
    if name == "tiny":
        assert len(list(root.iter(SVG + "circle"))) == 3  # the point and two of the legend
        assert "(0, 0) weight +1" in words and "(1, 2) weight -1" in words
    if name in ("rectangles", "hooks"):
        assert "(\u2212\u221e, 1) to (\u221e, \u221e) weight -3" in words and "-inf" in words
    if name == "line":
        assert "(0, 0) + t (1, 1)" in words and "\u221e" in words
    if name == "vines":
        assert "vine 1, 2 lines" in words
print("all pictures are sound")
