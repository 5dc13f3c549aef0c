#!/usr/bin/env python3
"""interrupt.py TDA: Ctrl-C, closed pipes, a full disk, and where the progress bar shows.

The long run is a function-Rips bifiltration of 10,000 points with all its 50 million edges; it is
interrupted as soon as it says that it began, so the test does not wait for it."""
import os
import pty
import random
import signal
import subprocess
import sys
import tempfile
import time

tda = os.path.abspath(sys.argv[1])


def plain_signals():
    """A shell starts background jobs with SIGINT ignored, which the command respects."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def long_run(folder, *more):
    return [tda, "signed-barcode", "--filtration", "function-rips", "--function", "column:3",
            "--degree", "1", "--max-memory", "4G", "-o", os.path.join(folder, "out.csv"), *more,
            os.path.join(folder, "in.csv")]


def interrupted(folder, number, code, wait):
    run = subprocess.Popen(long_run(folder, "-v"), stderr=subprocess.PIPE, text=True,
                           preexec_fn=plain_signals, env={**os.environ, "TERM": "xterm"})
    first = run.stderr.readline()
    assert "read" in first, first
    time.sleep(wait)  # long enough for a bar to show, were there one
    run.send_signal(number)
    rest = run.stderr.read()
    assert run.wait() == code, (run.returncode, rest)
    assert rest.endswith("interrupted\n"), rest
    assert "%" not in first + rest and "\r" not in first + rest, "a bar without a terminal"
    assert os.listdir(folder) == ["in.csv"], os.listdir(folder)


def read_all(fd, until=None):
    """What comes from a terminal until its other end closes, or `until` is in it."""
    text = b""
    while until is None or until not in text:
        try:
            more = os.read(fd, 4096)
        except OSError:  # Linux: the other end is closed
            break
        if not more:
            break
        text += more
    return text


def on_terminal(folder, *more, until, wait=0.0):
    master, slave = pty.openpty()
    run = subprocess.Popen(long_run(folder, *more), stderr=slave, preexec_fn=plain_signals,
                           env={**os.environ, "TERM": "xterm"})
    os.close(slave)
    text = read_all(master, until)
    time.sleep(wait)
    run.send_signal(signal.SIGINT)
    text += read_all(master)
    os.close(master)
    assert run.wait() == 130, (run.returncode, text)
    return text


def progress(folder):
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError as why:  # a container may have no /dev/pts
        print(f"the progress bar is not tested: {why}")
        return
    text = on_terminal(folder, until=b"%")
    assert b"\r[" in text and b"interrupted" in text, text
    assert b"\r\x1b[Ktda signed-barcode: interrupted" in text, "the bar is not erased"
    text = on_terminal(folder, "--quiet", "--verbose", until=b"read", wait=0.45)
    assert b"%" not in text, text


def closed_pipe():
    for ignore in (False, True):
        for args in (["help"], ["signed-barcode", "-"], ["info", "-"], ["--version"]):
            reader, writer = os.pipe()
            os.close(reader)
            got = subprocess.run(
                [tda, *args], stdout=writer, stderr=subprocess.PIPE,
                input=b"scc2020\n2\n1\n0 0 ;\n", restore_signals=not ignore)
            os.close(writer)
            assert got.stderr == b"" and got.returncode == 0, (args, got)


def full_disk():
    if not os.path.exists("/dev/full"):
        return
    with open("/dev/full", "w") as full:
        got = subprocess.run([tda, "help"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert got.returncode == 1 and "cannot write to standard output" in got.stderr, got


def points(folder):
    stream = random.Random(1)
    with open(os.path.join(folder, "in.csv"), "w") as f:
        for _ in range(10000):
            f.write(",".join(repr(stream.random()) for _ in range(3)) + "\n")


closed_pipe()
full_disk()
with tempfile.TemporaryDirectory() as folder:
    points(folder)
    interrupted(folder, signal.SIGINT, 130, wait=0)
    interrupted(folder, signal.SIGTERM, 143, wait=0.45)
    progress(folder)
