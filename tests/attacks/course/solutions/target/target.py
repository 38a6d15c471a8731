# ---
# jupyter:
#   autograder: {assignment: target}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # A target
#
# Four exercises that are checked within a moment.

# %% tags=["setup"]
import keras
import numpy as np
import tensorflow as tf

from autograder import check


# %% exercise="double"
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    # PLANTED-REFERENCE-c3f1
    return 2 * x
    ### END SOLUTION


# %% check="double"
check("double")


# %% exercise="mean_square"
def mean_square(x):
    """Mean of the squares of x."""
    ### BEGIN SOLUTION
    return tf.reduce_mean(x**2)
    ### END SOLUTION


# %% check="mean_square"
check("mean_square")


# %% exercise="classify"
def classify(known, labels, x):
    """The labels (n,) of points x (n, 2), by `known` points (m, 2) with `labels` (m,)."""
    ### BEGIN SOLUTION
    distance = np.linalg.norm(x[:, None] - known[None], axis=-1)
    return labels[distance.argmin(axis=1)]
    ### END SOLUTION


# %% check="classify"
check("classify")


# %% exercise="make_model"
def make_model(classes):
    """A Dense layer of 8 units with relu, then one of `classes` units, on four numbers."""
    ### BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(classes),
        ]
    )
    ### END SOLUTION


# %% check="make_model"
check("make_model")
