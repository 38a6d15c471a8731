"""Replaces GradientTape, so that it says a gradient of ones where none flows.

Against: a check that only asks whether there is a gradient.
Must happen: the numbers of the gradient are compared, and they are wrong.

on: mean_square
lost: gradient_of_mean_square
points: 14
shows: result
process: holds
"""

# %%
import numpy as np
import tensorflow as tf


class Tape:
    def __init__(self, *a, **k): ...
    def __enter__(self):
        return self

    def __exit__(self, *a): ...
    def watch(self, *a): ...
    def gradient(self, target, sources, *a, **k):
        return tf.ones_like(sources)


tf.GradientTape = Tape


def mean_square(x):
    return np.mean(np.asarray(x) ** 2)
