# ---
# jupyter:
#   autograder: {assignment: regression}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Regression

# %% tags=["setup"]
import keras
import numpy as np
import tensorflow as tf

from autograder import check

x_line = np.linspace(-1, 1, 64, dtype="float32").reshape(-1, 1)
y_line = 2 * x_line - 1

# %% [markdown]
# ## `SimpleQuadratic(units)`
#
# A layer that computes $x^2 a + x b + c$, with the weights `a` and `b` of shape (in, units),
# which begin as random numbers, and `c` of shape (units,), which begins as zeros.


# %% exercise="SimpleQuadratic"
class SimpleQuadratic(keras.layers.Layer):
    """A layer whose units are quadratic in each of their inputs: (n, in) → (n, units)."""

    ### BEGIN SOLUTION
    def __init__(self, units=32, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        """Make the weights a, b (in, units) and c (units,)."""
        shape = (input_shape[-1], self.units)
        self.a = self.add_weight(name="a", shape=shape, initializer="random_normal")
        self.b = self.add_weight(name="b", shape=shape, initializer="random_normal")
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        """x²·a + x·b + c, of shape (n, units)."""
        return tf.matmul(tf.square(inputs), self.a) + tf.matmul(inputs, self.b) + self.c

    ### END SOLUTION


# %% check="SimpleQuadratic"
check("SimpleQuadratic")

# %% [markdown]
# ## `rmse(y_true, y_pred)`
#
# The root of the mean of the squares of the differences, over all elements.


# %% exercise="rmse"
def rmse(y_true, y_pred):
    """Root mean squared error of two tensors of one shape: a single number."""
    ### BEGIN SOLUTION
    errors = y_true - y_pred
    return tf.sqrt(tf.reduce_mean(tf.square(errors)))
    ### END SOLUTION


# %% check="rmse"
check("rmse")

# %% [markdown]
# ## `fit_line()`
#
# A model of one `Dense` unit, trained with `SGD` and the loss "mse" for 20 epochs, in batches of
# 32, on the points `x_line`, `y_line` of the line $y = 2x - 1$.


# %% exercise="fit_line"
def fit_line():
    """A model (n, 1) → (n, 1) that has learnt the line from its points."""
    ### BEGIN SOLUTION
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.3), loss="mse")
    model.fit(x_line, y_line, epochs=20, batch_size=32, verbose=0)
    return model
    ### END SOLUTION


# %% check="fit_line"
check("fit_line")
