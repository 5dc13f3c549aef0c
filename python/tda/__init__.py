# SPDX-License-Identifier: GPL-3.0-or-later
"""Topological data analysis: libtda from Python, on NumPy arrays.

    import numpy as np, tda
    diagram = tda.rips(np.random.rand(100, 2))
    diagram[1]                      # births and deaths of loops
    h0, h1 = tda.function_rips(points, tda.kde(points, 0.2))    # two parameters

Calls release the interpreter's lock; Ctrl-C stops them; what the library refuses is raised as a
tda.Error with its own sentence. tda.settings(threads=2) and the like say how calls run."""
from ._library import (BackendError, Cancelled, Context, Error, FileError, InputError,
                       LimitError, NumericError, OutOfMemory, context, settings, version)
from .complexes import (Complex, Presentation, alpha_complex, cech_complex, cubical_complex,
                        degree_rips_complex, delaunay_core, function_delaunay,
                        function_rips_complex, matching_distance, multicover)
from .files import read, read_diagram
from .learn import TopologicalFeatures, Vectorizer, help_of, vectorizers
from .persistence import (alpha, bottleneck, cubical, dtm, eccentricity, function_rips,
                          function_rips_presentation, kde, knn, rips, sliced_wasserstein,
                          transport, wasserstein)
from .results import (Chains, Diagram, Grid, Measure, Module, SignedBarcode, pair_points)

__version__ = version()
