"""What checks disturb in the student's process, put back when they are done.

Checks seed every generator of random numbers and build models. The student's own sequence of
random numbers, the names that Keras gives to the next layers and the error that `%debug` looks at
go on as if no check had been run.
"""

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np

Restore = Callable[[], None]


@contextmanager
def left_as_it_was() -> Iterator[None]:
    """Put back, in the end, what is the student's own."""
    with ExitStack() as stack:
        for kept in (_python, _numpy, _last_error, _keras, _tensorflow, _tensorflow_generator):
            stack.callback(kept())
        yield


def _python() -> Restore:
    state = random.getstate()
    return lambda: random.setstate(state)


def _numpy() -> Restore:
    state = np.random.get_state()
    return lambda: np.random.set_state(state)


def _last_error() -> Restore:
    names = ("last_type", "last_value", "last_traceback", "last_exc")
    kept = {name: getattr(sys, name) for name in names if hasattr(sys, name)}

    def restore() -> None:
        for name in names:
            vars(sys).pop(name, None)
        vars(sys).update(kept)

    return restore


def _keras() -> Restore:
    """The seed, the global generator, and the counters behind names such as `dense_3`."""
    from keras.src.backend.common import global_state  # noqa: PLC0415 - the checks import it too

    state = vars(global_state.GLOBAL_STATE_TRACKER)
    kept = dict(state)
    counters = {name: dict(value) for name, value in state.items() if isinstance(value, dict)}

    def restore() -> None:
        state.clear()
        state.update(kept)
        for name, counter in counters.items():
            state[name].clear()
            state[name].update(counter)

    return restore


def _tensorflow() -> Restore:
    """The global seed, and what was drawn from it already."""
    from tensorflow.python.eager import context  # noqa: PLC0415 - the checks import it too

    eager: Any = vars(context.context())
    kept = {name: eager[name] for name in ("_seed", "_rng") if name in eager}

    def restore() -> None:
        eager.pop("_rng", None)
        eager.update(kept)

    return restore


def _tensorflow_generator() -> Restore:
    """`tf.random.get_global_generator()`, where somebody has asked for it."""
    from tensorflow.python.ops import stateful_random_ops  # noqa: PLC0415 - as above

    generator: Any = stateful_random_ops.global_generator
    state = None if generator is None else generator.state.numpy()

    def restore() -> None:
        stateful_random_ops.global_generator = generator
        if generator is not None:
            generator.state.assign(state)

    return restore
