# ---
# jupyter:
#   autograder: {assignment: quadratic_layer}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # A layer of one's own
#
# A `Dense` layer draws straight lines through its input and leaves the bending to the activation.
# In this assignment you write a layer that bends by itself: each of its units is a parabola. Then
# you build a network around it that reads handwritten digits.
#
# You will
#
# 1. write `SimpleQuadratic`, a layer with weights of its own, which Keras trains and saves like
#    any other;
# 2. use it in `build_classifier(num_classes)`.
#
# What you have written can be used in any Keras model afterwards, beside the layers that come
# with Keras: there is nothing that those can do and yours cannot.

# %% tags=["setup"]
import keras
import numpy as np
import tensorflow as tf

from autograder import check

# %% [markdown]
# ## 1. The layer: `SimpleQuadratic(units, activation)`
#
# A layer with `units` units, given $n$ samples of `in` numbers each, computes
#
# $$
# y = \sigma\bigl(x^2 \, a + x \, b + c\bigr)
# $$
#
# where $x^2$ squares every element of $x$ by itself, $a$ and $b$ are matrices, $c$ is a vector
# that is added to every row, and $\sigma$ is the activation.
#
# ![x is squared and multiplied by a; x itself is multiplied by b; both and c are added, then
# comes the activation](pictures/quadratic.svg)
#
# Why? Points inside of a circle cannot be told from those outside by a straight line, but
# $x_1^2 + x_2^2 - r^2$ does it with a single unit. (Which $a$, $b$ and $c$ are these?)
#
# A layer in Keras is a class with up to four methods, called at different times:
#
# | method | when | what for |
# |---|---|---|
# | `__init__` | when it is made | keep the settings; how wide the input will be is not known yet |
# | `build(input_shape)` | before the first call | make the weights, now that it is known |
# | `call(inputs)` | every time | compute |
# | `get_config()` | when it is saved | everything that `__init__` needs to make the layer again |
#
# **Attributes.** `units` and `activation`; after building also the weights
#
# | weight | shape | begins as |
# |---|---|---|
# | `a` | (in, units) | small random normal numbers, such as Keras' `"random_normal"` |
# | `b` | (in, units) | others of the same kind |
# | `c` | (units,) | zeros |
#
# Keras trains and saves the weights that it knows of. It knows those that a layer makes with
# `self.add_weight(…)`. In older notebooks you will see `tf.Variable(…)` in its place. With
# Keras 3 such a layer computes the right thing and never learns.
#
# **Shapes.** In: `(n, in)` or `(n, steps, in)`. Out: the same, with `units` for `in`.
#
# **Saving.** Every layer also takes settings that are Keras' own, `name` and `dtype` among them.
# They come to your `__init__` as further keyword arguments, also when a saved model is read
# again; hand them on to `super().__init__`.
#
# **To read:** [Making new layers via subclassing](https://keras.io/guides/making_new_layers_and_models_via_subclassing/),
# [`add_weight`](https://keras.io/api/layers/base_layer/),
# [`keras.activations.get` and `serialize`](https://keras.io/api/layers/activations/).


# %% exercise="SimpleQuadratic"
class SimpleQuadratic(keras.layers.Layer):
    """A layer whose units are quadratic in each of their inputs.

    Args:
        units: how many numbers come out for each sample.
        activation: applied to the result: a name such as "relu", a function, or None.
    """

    ### BEGIN SOLUTION
    def __init__(self, units=32, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        """Make the weights a, b (in, units) and c (units,)."""
        shape = (input_shape[-1], self.units)
        self.a = self.add_weight(name="a", shape=shape, initializer="random_normal")
        self.b = self.add_weight(name="b", shape=shape, initializer="random_normal")
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        """activation(x²·a + x·b + c), of shape (…, units)."""
        quadratic = keras.ops.matmul(keras.ops.square(inputs), self.a)
        linear = keras.ops.matmul(inputs, self.b)
        return self.activation(quadratic + linear + self.c)

    def get_config(self):
        """What `__init__` needs to make this layer again."""
        return {
            **super().get_config(),
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
        }

    ### END SOLUTION


# %% check="SimpleQuadratic"
check("SimpleQuadratic")

# %% [markdown]
# ### Look at it
#
# A single unit, and points inside and outside of a circle. What share of them does a `Dense`
# unit get right, and what share a quadratic one? Then look at the weights: can you read
# the circle's radius off them?

# %% tags=["explore"]
generator = np.random.default_rng(3)
points = generator.uniform(-2, 2, size=(1000, 2)).astype("float32")
inside = (np.sum(points**2, axis=1, keepdims=True) < 1.5**2).astype("float32")
for unit in (
    keras.layers.Dense(1, activation="sigmoid"),
    SimpleQuadratic(units=1, activation="sigmoid"),
):
    model = keras.Sequential([keras.Input((2,)), unit])
    model.compile(optimizer=keras.optimizers.Adam(0.1), loss="binary_crossentropy")
    model.fit(points, inside, epochs=30, verbose=0)
    right = tf.reduce_mean(keras.metrics.binary_accuracy(inside, model(points)))
    print(f"{type(unit).__name__:16} {float(right):.0%} right")
a, b, c = (np.asarray(weight).ravel().round(2) for weight in (unit.a, unit.b, unit.c))
print("a", a, " b", b, " c", c)

# %% [markdown]
# ## 2. A network around it: `build_classifier(num_classes)`
#
# The pictures are handwritten digits of 8 × 8 pixels, numbers from 0 (paper) to 1 (ink). Build
# a model that takes a batch of them and says for each how probable each class is:
#
# | step | shape afterwards |
# |---|---|
# | pictures | `(n, 8, 8)` |
# | flatten: one row of pixels for each picture | `(n, 64)` |
# | your layer, with 128 units and `"relu"` | `(n, 128)` |
# | dropout of a share of 0.2 | `(n, 128)` |
# | `Dense` with softmax | `(n, num_classes)` |
#
# **Dropout** sets, at every step of training, a random fifth of the numbers that pass through it
# to 0, so that no unit can rely on another one. Outside of training it does nothing. Keras takes
# care of the difference if you let it.
#
# **Softmax** makes probabilities of any numbers $z$: all positive, and 1 in sum.
#
# $$
# p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}
# $$
#
# The checks compile and train your model themselves, with a loss that expects probabilities.
# Nothing is to be compiled or trained here. The aim: 95 % of the digits that it has never seen.
#
# How many numbers does your network train? Work it out from the shapes, then ask
# `model.summary()`.
#
# **To read:** [`Sequential`](https://keras.io/guides/sequential_model/),
# [`Flatten`](https://keras.io/api/layers/reshaping_layers/flatten/),
# [`Dropout`](https://keras.io/api/layers/regularization_layers/dropout/).


# %% exercise="build_classifier"
def build_classifier(num_classes):
    """Build a classifier of pictures around a quadratic layer.

    Args:
        num_classes: how many kinds of pictures there are.

    Returns:
        A Keras model that maps pictures (n, 8, 8) to probabilities (n, num_classes).
    """
    ### BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            SimpleQuadratic(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
    ### END SOLUTION


# %% check="build_classifier"
check("build_classifier")

# %% [markdown]
# ### Look at it
#
# Train it, and look at some digits that it has never seen. What happens without the dropout, or
# with a `Dense` layer in the place of yours? Is the difference larger than that between two
# trainings of the same network?

# %% tags=["explore"]
from autograder.datasets import digits

train, test = digits.load("train"), digits.load("test")
classifier = build_classifier(num_classes=10)
classifier.compile(
    optimizer=keras.optimizers.Adam(0.002),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
classifier.fit(*train, validation_data=tuple(test), epochs=10, batch_size=32, verbose=2)

# %% tags=["explore"]
probabilities = np.asarray(classifier(test.images))
for picture, label, chances in list(zip(*test, probabilities, strict=True))[:3]:
    print(f"\na {label}, taken for a {chances.argmax()} with probability {chances.max():.2f}")
    for row in picture:
        print("  " + "".join(" .:oO@"[int(pixel * 5.99)] * 2 for pixel in row))
