# SPDX-License-Identifier: GPL-3.0-or-later
"""The shared library: found, given prototypes, and called, with failures as exceptions."""
import contextlib
import ctypes
import ctypes.util
import os
import pathlib
import signal
import threading

from . import _declared as raw


def _names():
    """Where the library may be, best first."""
    if os.environ.get('TDA_LIBRARY'):
        yield os.environ['TDA_LIBRARY']
        return
    here = pathlib.Path(__file__).resolve().parent
    for folder in (here, here.parent / '.tda.mesonpy.libs', *[above / 'lib' for above in here.parents]):
        yield from map(str, sorted(folder.glob('libtda.so*')))
        yield from map(str, sorted(folder.glob('*-linux-gnu/libtda.so*')))
    yield ctypes.util.find_library('tda') or 'libtda.so.0'


def _load():
    for name in _names():
        try:
            found = ctypes.CDLL(name)
            break
        except OSError as error:
            reason = error
    else:
        raise ImportError(f'the shared library of libtda cannot be loaded ({reason}); '
                          'say where it is with the environment variable TDA_LIBRARY')
    for name, (result, arguments) in raw.functions.items():
        try:
            function = getattr(found, name)
        except AttributeError:
            raise ImportError(f'{found._name} has no {name}(): it is not the libtda '
                              'that this package was made for') from None
        function.restype, function.argtypes = result, arguments
    return found


lib = _load()


class Error(Exception):
    """What the library refused or could not do; the text is its own sentence."""


class InputError(Error, ValueError):
    """An argument, or the data in it, breaks the contract; a file is not in the format it claims."""


class OutOfMemory(Error, MemoryError):
    """Memory ran out."""


class LimitError(Error):
    """Over the limit of bytes, or past what an index holds."""


class Cancelled(Error):
    """Stopped by Context.cancel() or by the progress function returning False."""


class FileError(Error, OSError):
    """A file could not be opened, read or written."""


class NumericError(Error, ArithmeticError):
    """An iteration did not converge."""


class BackendError(Error, RuntimeError):
    """GUDHI, CGAL, PHAT or GSL reported a failure."""


_ERRORS = {raw.TDA_EINVAL: InputError, raw.TDA_ENOMEM: OutOfMemory, raw.TDA_ELIMIT: LimitError,
           raw.TDA_ECANCEL: Cancelled, raw.TDA_EIO: FileError, raw.TDA_EFORMAT: InputError,
           raw.TDA_ENUMERIC: NumericError, raw.TDA_EBACKEND: BackendError}


class Context:
    """Run control of calls: threads, seed, limit of bytes, progress. See settings()."""

    def __init__(self, threads=1, seed=0, max_bytes=None, progress=None):
        self.given = {'threads': threads, 'seed': seed, 'max_bytes': max_bytes,
                      'progress': progress}
        self.handle = ctypes.POINTER(raw.tda_ctx)()
        if lib.tda_ctx_new(ctypes.byref(self.handle)):
            raise OutOfMemory('no memory for a context')
        self._raised = self._signal = None
        self._callback = raw.tda_progress_fn(self._poll)
        lib.tda_ctx_set_threads(self.handle, threads)
        lib.tda_ctx_set_seed(self.handle, seed)
        if max_bytes is not None:
            lib.tda_ctx_set_max_bytes(self.handle, max_bytes)
        lib.tda_ctx_set_progress(self.handle, self._callback, None)

    def __del__(self):
        if getattr(self, 'handle', None):
            lib.tda_ctx_free(self.handle)

    def cancel(self):
        """Ask the call that runs in another thread to stop soon."""
        lib.tda_ctx_cancel(self.handle)

    def _poll(self, fraction, stage, _user):
        """Python's own signals, such as Ctrl-C, are looked at on the way in."""
        try:
            progress = self.given['progress']
            return self._signal is None and (
                progress is None or progress(fraction, stage.decode()) is not False)
        except BaseException as error:  # pylint: disable=broad-except; it is raised again
            self._raised = error
            return False

    def _note(self, *signal_and_frame):
        self._signal = signal_and_frame

    def call(self, name, *arguments):
        """Call a function that returns a status; anything but success is raised. Ctrl-C is noted
        while it runs, as an exception inside a callback would be lost, and raised afterwards."""
        handler = None
        if threading.current_thread() is threading.main_thread():
            handler = signal.getsignal(signal.SIGINT)
        if not callable(handler):
            return self._call(name, *arguments)
        signal.signal(signal.SIGINT, self._note)
        try:
            self._call(name, *arguments)
        finally:
            signal.signal(signal.SIGINT, handler)
            noted, self._signal = self._signal, None
            if noted:
                handler(*noted)

    def _call(self, name, *arguments):
        status = getattr(lib, name)(self.handle, *arguments)
        if status == raw.TDA_OK:
            return
        if status == raw.TDA_ECANCEL:
            lib.tda_ctx_resume(self.handle)
        raised, self._raised = self._raised, None
        if raised is not None:
            raise raised
        sentence = lib.tda_ctx_message(self.handle) or lib.tda_strerror(status)
        raise _ERRORS.get(status, Error)(sentence.decode())


class _Stack(threading.local):
    """The contexts of one thread, the one in use last."""

    def __init__(self):
        super().__init__()
        self.contexts = [Context()]


_stack = _Stack()


def context():
    """The context that calls of this thread run under."""
    return _stack.contexts[-1]


@contextlib.contextmanager
def settings(**given):
    """with tda.settings(threads=4, seed=1, max_bytes=2**30, progress=show): ...

    Calls of this thread inside run so: with that many threads, 0 meaning one a processor; with
    random streams from that seed; refused where their estimate passes max_bytes; progress is
    called with (fraction, stage) now and then, and stops the call by returning False or by an
    exception. What is not given stays as it was. Gives the Context."""
    new = Context(**{**context().given, **given})
    _stack.contexts.append(new)
    try:
        yield new
    finally:
        _stack.contexts.remove(new)


def call(name, *arguments):
    context().call(name, *arguments)


def version():
    """The version of the library that runs."""
    return lib.tda_version().decode()


def text(name, *arguments):
    """What a writer of the library makes, as a string."""
    out = raw.tda_bytes()
    try:
        call(name, ctypes.byref(out), *arguments)
        return ctypes.string_at(out.at, out.size).decode()
    finally:
        lib.tda_bytes_clear(ctypes.byref(out))
