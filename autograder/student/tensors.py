"""The two things that have to happen where the student's tensors live."""

from collections.abc import Callable
from typing import Any


def gradient(function: Callable[..., Any], args: tuple[Any, ...], wrt: int) -> Any:
    """d sum(function(*args)) / d args[wrt], or None where no gradient flows."""
    import tensorflow as tf

    tensors = [tf.convert_to_tensor(arg) if index == wrt else arg for index, arg in enumerate(args)]
    with tf.GradientTape() as tape:
        tape.watch(tensors[wrt])
        total = tf.reduce_sum(function(*tensors))
    return tape.gradient(total, tensors[wrt])


def seed(value: int) -> None:
    """Seed Python, NumPy, TensorFlow and Keras, so that a check can be replayed."""
    import keras

    keras.utils.set_random_seed(value)
