# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python package on the library that was built, on arrays of all layouts and on bad ones."""
import gc
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import numpy as np
import tda
from tda import _declared as raw
from tda import _library

try:
    import gudhi
except ImportError:
    gudhi = None
try:
    import sklearn.base
    import sklearn.ensemble
    import sklearn.model_selection
    import sklearn.pipeline
except ImportError:
    sklearn = None


def circle(n, seed=0, noise=0.05):
    rng = np.random.default_rng(seed)
    t = rng.uniform(0, 2 * np.pi, n)
    return np.c_[np.cos(t), np.sin(t)] + noise * rng.normal(size=(n, 2))


def rows(bars):
    return sorted(map(tuple, np.asarray(bars).tolist()))


class Declared(unittest.TestCase):
    """The interface that was read off the headers."""

    def test_layout(self):
        """Every struct has the size and the offsets that the compiler gives it."""
        said = dict(line.split() for line in subprocess.run(
            os.environ['TDA_LAYOUT'], check=True, capture_output=True,
            text=True).stdout.splitlines())
        for name in raw.structs:
            struct = getattr(raw, name)
            self.assertEqual(int(said.pop(name)), raw.sizeof(struct), name)
            for field, _ in struct._fields_:
                self.assertEqual(int(said.pop(f'{name}.{field}')),
                                 getattr(struct, field).offset, f'{name}.{field}')
        self.assertEqual(said, {})

    def test_every_function_is_there(self):
        exported = {line.split()[-1] for line in subprocess.run(
            ['nm', '-D', '--defined-only', _library.lib._name], check=True, capture_output=True,
            text=True).stdout.splitlines()}
        self.assertEqual({n for n in exported if n.startswith('tda_')}, set(raw.functions))

    def test_defaults(self):
        self.assertEqual(raw.defaults['tda_rips_opts']['max_degree'], 1)
        self.assertEqual(raw.defaults['tda_rips_opts']['threshold'], np.inf)
        self.assertEqual(raw.defaults['tda_module_opts']['lines'], 557)


class OneParameter(unittest.TestCase):
    def test_square(self):
        square = [[0, 0], [1, 0], [0, 1], [1, 1]]
        d = tda.rips(square)
        self.assertEqual(rows(d[0]), [(0, 1)] * 3 + [(0, np.inf)])
        self.assertEqual(d[1].tolist(), [[1, np.sqrt(2)]])
        self.assertEqual(len(d), 5)
        self.assertEqual(d.degree.tolist(), [0, 0, 0, 0, 1])
        self.assertEqual(repr(d), '<tda.Diagram H0: 4, H1: 1>')
        self.assertEqual(d.cells, 'pair')
        i, j = tda.pair_points(d.death_cell[-1])[0]
        self.assertEqual(np.hypot(*np.subtract(square[i], square[j])), np.sqrt(2))
        self.assertEqual(tda.pair_points([-1]).tolist(), [[-1, -1]])
        with self.assertRaises(IndexError):
            d[2]

    @unittest.skipUnless(gudhi, 'GUDHI is not installed')
    def test_as_gudhi(self):
        for seed in range(30):
            points = np.round(circle(3 + seed, seed, 0.3), 1 + seed % 3)
            tree = gudhi.RipsComplex(points=points).create_simplex_tree(max_dimension=2)
            tree.compute_persistence()
            for degree, bars in enumerate(tda.rips(points)):
                want = tree.persistence_intervals_in_dimension(degree)
                np.testing.assert_allclose(rows(bars), rows(want.reshape(-1, 2)), atol=1e-12)

    def test_layouts_give_the_same(self):
        points = circle(40)
        wide = np.zeros((40, 4))
        wide[:, ::2] = points
        far = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
        want = tda.rips(points).csv()
        for other in (points.tolist(), np.asfortranarray(points), wide[:, ::2]):
            self.assertEqual(tda.rips(other).csv(), want)
        np.testing.assert_allclose(rows(tda.rips(distances=far)[1]), rows(tda.rips(points)[1]),
                                   rtol=1e-12)

    def test_sparse_distances(self):
        try:
            import scipy.sparse
        except ImportError:
            self.skipTest('scipy is not installed')
        pairs = scipy.sparse.coo_matrix(([1., 2., 2.], ([0, 1, 2], [1, 2, 1])), (4, 4))
        d = tda.rips(distances=pairs)
        self.assertEqual(rows(d[0]), [(0, 1), (0, 2), (0, np.inf), (0, np.inf)])
        none = scipy.sparse.coo_matrix((3, 3))
        self.assertEqual(rows(tda.rips(distances=none)[0]), [(0, np.inf)] * 3)
        twice = scipy.sparse.coo_matrix(([1., 2.], ([0, 1], [1, 0])), (2, 2))
        with self.assertRaisesRegex(tda.InputError, 'points 1 and 0 is given as 1.0 and 2.0'):
            tda.rips(distances=twice)

    def test_arrays_outlive_their_result(self):
        want = tda.rips(circle(50)).death.tolist()
        for _ in range(20):
            death = tda.rips(circle(50)).death
            gc.collect()
            self.assertEqual(death.tolist(), want)
        with self.assertRaises(ValueError):
            death[0] = 1

    def test_representatives(self):
        d = tda.rips([[0, 0], [1, 0], [0, 1], [1, 1]], representatives='cycles')
        self.assertEqual(len(d.representatives), 5)
        coefficient, edges = d.representatives[4]
        self.assertEqual(coefficient.tolist(), [1] * 4)
        self.assertEqual(rows(np.sort(edges, axis=1)), [(0, 1), (0, 2), (1, 3), (2, 3)])
        with self.assertRaisesRegex(tda.InputError, "'loops' is none of cycles, cocycles"):
            tda.rips([[0]], representatives='loops')

    def test_images(self):
        pixels = np.array([[1, 4, 6], [8, 20, 4], [7, 6, 5]], float)
        self.assertEqual([b.tolist() for b in tda.cubical(pixels)], [[[1, np.inf]], [[8, 20]]])
        v = tda.cubical(pixels, 'V')
        self.assertEqual(rows(v[0]), [(1, np.inf), (4, 6)])
        padded = np.zeros((6, 9))
        padded[::2, ::3] = pixels
        self.assertEqual(tda.cubical(padded[::2, ::3]).csv(), tda.cubical(pixels).csv())
        self.assertEqual(tda.cubical(pixels.astype(np.int16)).csv(), tda.cubical(pixels).csv())
        self.assertEqual(tda.cubical(pixels, periodic=(True, True)).degrees, 3)

    def test_alpha_and_distances(self):
        a, b = tda.alpha(circle(60)), tda.alpha(circle(60, 1))
        self.assertEqual(tda.bottleneck(a, a), 0)
        self.assertGreater(tda.bottleneck(a, b, degree=1), 0)
        d, e = [[[0, 2], [1, 4]]], [[[0, 3]]]
        self.assertEqual(tda.wasserstein(d, e, order=1), 2)
        self.assertAlmostEqual(tda.wasserstein(d, e), 2 ** 0.5)
        self.assertAlmostEqual(tda.sliced_wasserstein(d, e), 1.571, 3)
        found, pairs = tda.bottleneck(d, e, matching=True)
        self.assertEqual((found, pairs.shape), (1, (2, 2)))


class Parameters(unittest.TestCase):
    def setUp(self):
        self.points = circle(60)
        self.density = tda.kde(self.points, 0.3)

    def test_functions(self):
        far = np.hypot(*(self.points[:, None] - self.points[None]).transpose(2, 0, 1))
        want = -np.exp(-far ** 2 / (2 * 0.3 ** 2)).mean(axis=1)
        np.testing.assert_allclose(self.density, want, rtol=1e-12)
        np.testing.assert_allclose(tda.knn(self.points, 3), np.sort(far)[:, 2], rtol=1e-12)

    def test_measures_agree(self):
        """Without a complex, from a complex, and from its presentation."""
        implicit = tda.function_rips(self.points, self.density, degrees=1)
        built = tda.function_rips_complex(self.points, self.density)
        explicit = built.hilbert(1)
        self.assertEqual(implicit.csv(), explicit.csv())
        self.assertEqual(built.presentation(1).hilbert().csv(), explicit.csv())
        grid = built.grid(6)
        self.assertEqual(grid.shape, (6, 6))
        self.assertTrue((implicit.evaluate(grid) >= 0).all())
        mass = implicit.evaluate([[np.max(implicit.points[:, 0])], [np.max(self.density)]])
        self.assertEqual(mass[0, 0], implicit.weights.sum())
        h0 = tda.function_rips(self.points, self.density)[0]
        self.assertEqual(h0.weights.sum(), 1)

    def test_presentation(self):
        p = tda.alpha_complex(self.points, self.density).presentation(1)
        betti = p.betti()
        self.assertEqual(len(p.generators), betti[0].weights.sum())
        self.assertEqual(len(p.relations), len(p.columns))
        summands, intervals = p.decompose()
        self.assertEqual(sum(len(s.generators) for s in summands), len(p.generators))
        self.assertLessEqual(len(intervals), len(summands))
        module = p.module()
        low, high = module.box
        for s in np.linspace(low, high, 4):
            for t in np.linspace(s, high, 3):
                self.assertEqual(p.rank(s, t), p.rank_barcode().rank(s, t))
        line, = p.slices(low, [1.0, 1.0])
        self.assertEqual(len(line[1]), len(module.json() and line[1]))
        grid = tda.Grid([np.linspace(0, 2, 5), np.linspace(-0.3, 0, 4)])
        self.assertEqual(module.landscape(grid, 2).shape, (2, 5, 4))
        self.assertEqual(module.representation(grid, 0.1).shape, (5, 4))
        self.assertEqual(tda.matching_distance(p, p)[0], 0)

    def test_by_hand(self):
        c = tda.Complex.simplicial([[0, 1], [1, 2], [0, 2], [0, 1, 2]],
                                   [[1, 0], [1, 0], [1, 0], [2, 1]])
        self.assertEqual((len(c), c.params, c.dimension), (7, 2, 2))
        h1 = c.hilbert(1)
        self.assertEqual(rows(np.c_[h1.points, h1.weights]), [(1, 0, 1), (2, 1, -1)])
        euler = c.euler()
        self.assertEqual(euler.evaluate([[1, 2], [0, 1]]).tolist(), [[0, 0], [0, 1]])
        self.assertEqual(c.faces(6).size, 3)
        star = c.lower_star([3.0, 1.0, 2.0])
        self.assertEqual(star.diagram()[0].tolist(), [[1, np.inf]])
        m = tda.Measure([[1, 0], [1, 0], [2, 1]], [2, -1, -1])
        self.assertEqual(tda.transport(m, h1), 0)
        many = tda.cubical_complex(np.random.default_rng(0).random((3, 3, 2)), channels=-1)
        self.assertEqual(many.params, 2)
        self.assertIsInstance(many.grades, list)

    def test_pictures(self):
        for shown in (tda.rips(self.points), tda.function_rips(self.points, self.density)[1],
                      tda.alpha_complex(self.points, self.density).module(1)):
            self.assertTrue(shown._repr_svg_().startswith('<svg'))


class Refusals(unittest.TestCase):
    def test_sentences(self):
        for call, sentence in [
                (lambda: tda.rips([[0, 1], [2, np.nan]]), 'row 1, column 1'),
                (lambda: tda.rips([1, 2]), 'points has the shape 2; it should be any x any'),
                (lambda: tda.rips([['a']]), 'points: could not convert'),
                (lambda: tda.rips(np.empty((3, 0))), 'no coordinates'),
                (lambda: tda.rips(), 'either points or distances'),
                (lambda: tda.rips(distances=[[0, 1], [2, 0]]), '1.0 in row 0, column 1'),
                (lambda: tda.rips(distances=[[1.0]]), 'from point 0 to itself is 1.0'),
                (lambda: tda.rips(distances=[[0, 1]]), 'it should be square'),
                (lambda: tda.rips([[0]], scale='metre'), 'none of diameter, radius'),
                (lambda: tda.rips([[0]], field=4), '4'),
                (lambda: tda.function_rips([[0], [1]], [1.0]), 'function has the shape 1 x 1'),
                (lambda: tda.cubical(5.0), '1 to 8 axes'),
                (lambda: tda.function_rips([[0]], [0], degrees=(2, 1)), 'degrees 2 to 1'),
                (lambda: tda.Vectorizer('nothing'), 'nothing'),
                (lambda: tda.Vectorizer('mass').fit([tda.rips([[0]])]), 'reads a Measure')]:
            with self.assertRaises(tda.InputError) as caught:
                call()
            self.assertIn(sentence, str(caught.exception))
            self.assertIsInstance(caught.exception, ValueError)
        with self.assertRaises(OSError):
            tda.read('/nowhere/at/all.csv')

    def test_limit(self):
        with tda.settings(max_bytes=1000):
            with self.assertRaises(tda.LimitError):
                tda.rips(circle(200), max_degree=2)
        self.assertEqual(tda.rips(circle(20)).degrees, 2)


class Control(unittest.TestCase):
    def test_threads_and_nesting(self):
        points = circle(100)
        want = tda.rips(points).csv()
        with tda.settings(threads=2) as outer:
            self.assertEqual(tda.rips(points).csv(), want)
            with tda.settings(seed=3) as inner:
                self.assertEqual(inner.given['threads'], 2)
            self.assertIs(tda.context(), outer)

    def test_progress_and_cancel(self):
        seen = []
        points = np.random.default_rng(0).random((300, 3))
        with tda.settings(progress=lambda f, s: seen.append((f, s))):
            tda.rips(points)
        self.assertTrue(seen and all(0 <= f <= 1 and s for f, s in seen))
        with tda.settings(progress=lambda f, s: False):
            with self.assertRaises(tda.Cancelled):
                tda.rips(points)
        with tda.settings(progress=lambda f, s: 1 / 0):
            with self.assertRaises(ZeroDivisionError):
                tda.rips(points)
        self.assertEqual(tda.rips(points).degrees, 2)

    def test_many_threads_at_once(self):
        """The lock of the interpreter is released, and each thread has its own context."""
        clouds = [circle(60, s) for s in range(8)]
        want, got = [tda.rips(c).csv() for c in clouds], [None] * 8

        def work(i):
            for _ in range(5):
                got[i] = tda.rips(clouds[i]).csv()
        threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(got, want)

    def test_interrupt(self):
        """Ctrl-C stops a long call."""
        code = ('import numpy as np, tda\nprint("on", flush=True)\n'
                'try:\n    tda.rips(np.random.rand(2000, 8), max_degree=3)\n'
                'except KeyboardInterrupt:\n    print("stopped")\n')
        with subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE,
                              text=True) as child:
            self.assertEqual(child.stdout.readline(), 'on\n')
            time.sleep(1)
            child.send_signal(signal.SIGINT)
            self.assertEqual(child.communicate(timeout=60)[0], 'stopped\n')


class Files(unittest.TestCase):
    def test_round_trips(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            points = circle(10)
            np.save(folder / 'p.npy', points)
            self.assertEqual(tda.read(folder / 'p.npy').tolist(), points.tolist())
            (folder / 'd.csv').write_text(tda.rips(points).csv())
            self.assertEqual(tda.read_diagram(folder / 'd.csv')[1].tolist(),
                             tda.rips(points)[1].tolist())
            image = np.arange(12.0).reshape(3, 4)
            np.save(folder / 'i.npy', image)
            self.assertEqual(tda.read(folder / 'i.npy', want='image').tolist(), image.tolist())
            (folder / 'o.off').write_text('OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n')
            self.assertEqual(len(tda.read(folder / 'o.off', want='complex')), 7)
            (folder / 'm.csv').write_text('0,2\n2,0\n')
            self.assertEqual(tda.read(folder / 'm.csv', format='full').tolist(),
                             [[0, 2], [2, 0]])


class Learning(unittest.TestCase):
    def test_vectorizers(self):
        self.assertIn('mass', tda.vectorizers())
        for name in tda.vectorizers():
            self.assertTrue(tda.help_of(name).strip())
        measures = [tda.function_rips(circle(30, s), tda.kde(circle(30, s), 0.3), degrees=1)
                    for s in range(4)]
        v = tda.Vectorizer('hilbert:resolution=4')
        self.assertEqual(v.columns, [])
        x = v.fit_transform(measures)
        self.assertEqual(x.shape, (4, len(v.columns)))
        self.assertEqual(v.transform(measures[2:3]).tolist(), x[2:3].tolist())

    @unittest.skipUnless(sklearn, 'scikit-learn is not installed')
    def test_scikit_learn(self):
        clouds = [circle(40, s) if s % 2 else np.random.default_rng(s).normal(size=(40, 2))
                  for s in range(24)]
        labels = [s % 2 for s in range(24)]
        for features in (
                tda.TopologicalFeatures(vectorizers=('statistics', 'entropy')),
                tda.TopologicalFeatures('function-delaunay', (1,), ('s-cdr:resolution=6', 'mass'),
                                        'kde:0.3')):
            twin = sklearn.base.clone(features)
            x = features.fit_transform(clouds)
            self.assertEqual(twin.fit(clouds).transform(clouds).tolist(), x.tolist())
            self.assertEqual(len(features.get_feature_names_out()), x.shape[1])
            line = sklearn.pipeline.make_pipeline(
                sklearn.base.clone(features),
                sklearn.ensemble.RandomForestClassifier(20, random_state=0))
            scores = sklearn.model_selection.cross_val_score(line, clouds, labels, cv=3)
            self.assertGreater(scores.mean(), 0.9)
        with self.assertRaisesRegex(tda.InputError, 'not fitted'):
            twin.__class__().transform(clouds)
        with self.assertRaisesRegex(tda.InputError, 'reads a module'):
            tda.TopologicalFeatures(vectorizers=('s-cdr',)).fit(clouds)


if __name__ == '__main__':
    unittest.main()
