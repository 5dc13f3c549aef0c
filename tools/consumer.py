#!/usr/bin/env python3
"""consumer.py BUILD PROGRAM.c PROJECT.build OUTPUT: somebody else's program, built against what
`meson install` installs and nothing more, prints OUTPUT.

By pkg-config and the shared library, by pkg-config and the static one, and by a meson project.
The first installs into an empty folder, which also shows that the files can be moved."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **options)
    if done.returncode:
        print(f"$ {' '.join(map(str, command))}\n{done.stdout}\nexit status {done.returncode}")
        sys.exit(1)
    return done.stdout


def main(build, program, project, expected):
    compiler = os.environ.get("CC", "cc").split()
    extra = os.environ.get("TDA_SANITIZE", "").split()  # as the library was built
    want = pathlib.Path(expected).read_text()
    with tempfile.TemporaryDirectory() as folder:
        tmp = pathlib.Path(folder)
        run("meson", "install", "-C", build, "--destdir", tmp / "root", "--no-rebuild", "--quiet")
        found = list((tmp / "root").rglob("tda.pc"))
        assert len(found) == 1, found
        headers = {str(p.relative_to(p.parents[1 if p.name == "tda.h" else 2]))
                   for p in (tmp / "root").rglob("*.h")}
        assert "include/tda.h" in headers and "tda/core.h" not in headers, headers
        libraries = found[0].parent.parent
        env = {**os.environ, "PKG_CONFIG_PATH": str(found[0].parent),
               "LD_LIBRARY_PATH": str(libraries)}
        here = tmp / "program"
        here.mkdir()
        shutil.copy(program, here / "consumer.c")
        shutil.copy(project, here / "meson.build")

        def flags(*options):
            return run("pkg-config", *options, "tda", env=env).split()

        def says_it(name, executable, env):
            got = run(executable, env=env)
            print(f"{name}: {'as expected' if got == want else got}")
            return got == want

        run(*compiler, "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", *extra,
            "consumer.c", *flags("--cflags", "--libs"), "-o", "shared", env=env, cwd=here)
        good = says_it("shared", here / "shared", env)
        linked = run("ldd", here / "shared", env=env)
        assert str(libraries) in linked, linked
        static = tmp / "static"  # the static library alone, so that -ltda can mean no other
        static.mkdir()
        for archive in libraries.glob("libtda.a"):
            shutil.copy(archive, static)
            words = [w for w in flags("--cflags", "--libs", "--static")
                     if w != f"-L{libraries}"]
            run(*compiler, *extra, "consumer.c", f"-L{static}", *words, "-o", "static", env=env,
                cwd=here)
            bare = {k: v for k, v in env.items() if k != "LD_LIBRARY_PATH"}
            good &= says_it("static", here / "static", bare)
        args = [f"-Dc_args={' '.join(extra)}", f"-Dc_link_args={' '.join(extra)}"]
        run("meson", "setup", *(args if extra else []), "out", env=env, cwd=here)
        run("ninja", "-C", "out", env=env, cwd=here)
        good &= says_it("meson", here / "out" / "consumer", env)
        return not good


sys.exit(main(*sys.argv[1:]))
