"""Import what many forks are to share, and nothing that would make a fork unsafe.

A fork copies only the thread that calls it. A module that starts threads when it is imported,
or lets TensorFlow compute, must not be in memory before: what those threads held would stay
locked in every copy. Such a module can not be unloaded, so the process that finds one begins
anew without it (`begin_anew`), and whoever needs it imports it after the fork.
"""

import contextlib
import importlib
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

# with this in their environment, libraries start no threads when they are imported: OpenBLAS,
# and the allocator of pyarrow, which pandas imports where it is installed
QUIET = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}

_TASKS = Path("/proc/self/task")
_TENSORFLOW = "tensorflow.python.eager.context"


class UnsafeToFork(Exception):  # noqa: N818 - it is news, not an error
    """After this module was imported, a fork is no longer safe."""

    def __init__(self, module: str, reason: str) -> None:
        super().__init__(f"{module}: {reason}")
        self.module = module
        self.reason = reason


def preload(required: Iterable[str], also: Iterable[str] = (), cold: Iterable[str] = ()) -> None:
    """Import modules by name.

    Args:
        required: any exception that these raise goes on to the caller.
        also: imported where that works.
        cold: not imported, though named elsewhere.

    Raises:
        UnsafeToFork: a module after which this process must not fork.
    """
    left_out = {*cold}
    for name in required:
        if name not in left_out:
            importlib.import_module(name)
            _require_safe(name)
    for name in also:
        if name not in left_out:
            # a course may name what is not installed; its notebooks will say so
            with contextlib.suppress(Exception, SystemExit):
                importlib.import_module(name)
            _require_safe(name)


def unsafe() -> str:
    """Why a fork of this process would not be safe; empty when it would be."""
    threads = len(list(_TASKS.iterdir())) if _TASKS.is_dir() else threading.active_count()
    if threads > 1:
        return f"it starts {threads - 1} threads"
    if (module := sys.modules.get(_TENSORFLOW)) is not None:
        context = module.context_safe()
        if context is not None and context._initialized:
            return "it lets TensorFlow compute"
    return ""


def begin_anew(*more: str) -> NoReturn:
    """Replace this process by a fresh one with the same arguments and some more."""
    os.execv(sys.executable, [*sys.orig_argv, *more])  # noqa: S606 - no shell is wanted


def _require_safe(name: str) -> None:
    if reason := unsafe():
        raise UnsafeToFork(name, reason)
