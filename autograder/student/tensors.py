"""The two things that have to happen where the student's tensors live."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any


def gradient(function: Callable[..., Any], args: tuple[Any, ...], wrt: int) -> Any:
    """d sum(function(*args)) / d args[wrt], or None where no gradient flows."""
    import tensorflow as tf

    tensors = [tf.convert_to_tensor(arg) if index == wrt else arg for index, arg in enumerate(args)]
    with tf.GradientTape() as tape:
        tape.watch(tensors[wrt])
        total = tf.reduce_sum(function(*tensors))
    return tape.gradient(total, tensors[wrt])


def seed(value: int, again: bool) -> None:
    """Seed Python, NumPy, TensorFlow and Keras, so that a check can be replayed.

    TensorFlow throws its kernels away with every seed, since one that draws random numbers
    holds their state; to make them again takes milliseconds. But a kernel is known by its seed,
    too: with one that was not used in this process before, no kernel is there to be mistaken.
    """
    import keras

    with contextlib.nullcontext() if again else _kernels_kept():
        keras.utils.set_random_seed(value)


@contextlib.contextmanager
def _kernels_kept() -> Iterator[None]:
    from tensorflow.python.eager import context

    library, name = context.pywrap_tfe, "TFE_ContextClearCaches"
    clear = getattr(library, name, None)
    if clear is None:  # another version of TensorFlow: it does as it does
        yield
        return
    setattr(library, name, lambda handle: None)
    try:
        yield
    finally:
        setattr(library, name, clear)
