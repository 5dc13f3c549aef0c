# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py SOURCE BUILD: put the package together in a folder of its own, and run its tests."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

source, build = map(pathlib.Path, sys.argv[1:])
with tempfile.TemporaryDirectory() as folder:
    package = pathlib.Path(folder) / 'tda'
    shutil.copytree(source / 'python/tda', package)
    shutil.copy(build / 'python/_declared.py', package)
    done = subprocess.run([sys.executable, source / 'tests/python/test_tda.py'], env={
        **os.environ, 'PYTHONPATH': folder, 'PYTHONDONTWRITEBYTECODE': '1',
        'TDA_LIBRARY': str(build / 'libtda.so'), 'TDA_LAYOUT': str(build / 'python/python-layout')})
sys.exit(done.returncode)
