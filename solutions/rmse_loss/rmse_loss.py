# ---
# jupyter:
#   autograder: {assignment: rmse_loss}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # A loss of one's own
#
# A network learns whatever makes one number small. That number is the **loss**, and choosing it
# is choosing what counts as a mistake. Keras brings some thirty losses; in this assignment you
# write two that you could have taken from the shelf, so that the day you need one that nobody
# has written yet, you can.
#
# You will
#
# 1. write a loss as a function, `my_rmse`;
# 2. write a loss that has a setting, `my_huber(threshold)`: a function that makes a function;
# 3. write the same loss as a class, `HuberLoss(threshold)`, which can be saved with a model;
# 4. use any of them to train the smallest network there is, `fit_line`.
#
# Work through the exercises in order. Each one is followed by a cell that checks it.

# %% tags=["setup"]
import keras
import numpy as np
import tensorflow as tf

from autograder import check

# %% [markdown]
# ## 1. A loss is a function: `my_rmse`
#
# Keras calls a loss with two tensors of the same shape, first what is true, then what the
# network predicted, and wants to know how bad that is. The **root mean squared error** is
#
# $$
# \operatorname{rmse}(y, \hat y) = \sqrt{\frac{1}{n}\sum_{i=1}^{n} (y_i - \hat y_i)^2}
# $$
#
# where the sum runs over *all* $n$ elements, whatever the shape. Why the root? The squared
# error of a house price is in square pounds; its root is in pounds again, a typical size of
# the mistakes that one can picture.
#
# Training follows the gradient of the loss, so every step from `y_pred` to your result has to be
# one that TensorFlow can differentiate:
#
# $$
# \frac{\partial \operatorname{rmse}}{\partial \hat y_i}
#   = \frac{\hat y_i - y_i}{n \cdot \operatorname{rmse}(y, \hat y)}
# $$
#
# The formula divides by the loss itself: where every prediction is perfect the root has no
# slope. Nothing is left to learn there, so the checks do not ask what happens at that point.
#
# **Shapes.** In: two tensors of one shape, such as `(32, 1)`, `(7,)` or `(8, 28, 28)`.
# Out: a single number, shape `()`.
#
# **To read:** [`keras.ops`](https://keras.io/api/ops/numpy/), the operations to build with, and
# [Creating custom losses](https://keras.io/api/losses/#creating-custom-losses).


# %% exercise="my_rmse"
def my_rmse(y_true, y_pred):
    """Root mean squared error.

    Args:
        y_true: tensor of any shape, the right values.
        y_pred: tensor of the same shape, the predicted values.

    Returns:
        A scalar tensor, in the unit of `y_true`.
    """
    ### BEGIN SOLUTION
    mean_square = keras.ops.mean(keras.ops.square(y_pred - y_true))
    # At exactly 0 the slope of a root is infinite and one step of training would end in NaN.
    return keras.ops.sqrt(keras.ops.maximum(mean_square, 1e-14))
    ### END SOLUTION


# %% check="my_rmse"
check("my_rmse")

# %% [markdown]
# ### Look at it
#
# Two forecasts are wrong by 8 degrees in all: one by 2 degrees on each of four days, the other by
# 8 degrees on one day. Which is the worse forecast? Guess what each loss says before you run this.

# %% tags=["explore"]
truth = tf.constant([[20.0], [21.0], [19.0], [23.0]])
forecasts = {
    "a little wrong every day": truth + 2.0,
    "very wrong on one day": truth + tf.constant([[0.0], [0.0], [0.0], [8.0]]),
}
for name, forecast in forecasts.items():
    mae = float(keras.ops.mean(keras.ops.abs(forecast - truth)))
    print(f"{name:25}  mean absolute error {mae:.2f}   rmse {float(my_rmse(truth, forecast)):.2f}")

# %% [markdown]
# ## 2. A loss with a setting: `my_huber(threshold)`
#
# One wild measurement among a hundred good ones dominates a squared error, because it is
# squared. The **Huber loss** squares small errors and lets large ones count only in proportion
# to their size. With the error $e = \hat y - y$ and a threshold $\delta > 0$:
#
# $$
# L_\delta(e) = \begin{cases}
#   \tfrac12 e^2 & \text{if } |e| \le \delta \\[4pt]
#   \delta\,\bigl(|e| - \tfrac12 \delta\bigr) & \text{otherwise}
# \end{cases}
# $$
#
# ![Half the squared error and the Huber loss: the same near zero, a straight line outside the
# thresholds](pictures/huber.svg)
#
# The odd-looking $\tfrac12\delta$ is what makes both pieces meet at the threshold, in value and
# in slope. Put $|e| = \delta$ into both lines and see.
#
# Keras calls a loss with `y_true` and `y_pred` only, so where does the threshold come from? From
# a function around it: `my_huber(2.0)` does not compute a loss, it *returns a function* that
# does, and that remembers the 2.0. Several such functions, with different thresholds, have to
# live side by side.
#
# **Shapes.** In: two tensors of one shape. Out: the loss of every element, in that shape; or
# already averaged, over the last axis or over everything. Keras averages whatever is left.
#
# **To read:** [`keras.ops.where`](https://keras.io/api/ops/numpy/), which chooses between two
# tensors element by element (an `if` cannot: why?), and Python's own words on functions
# [inside of functions](https://docs.python.org/3/faq/programming.html#how-do-you-make-a-higher-order-function-in-python).


# %% exercise="my_huber"
def my_huber(threshold):
    """Make a Huber loss.

    Args:
        threshold: where the parabola ends and the straight lines begin, a positive number.

    Returns:
        A function of (y_true, y_pred), two tensors of one shape, that returns their Huber loss.
    """
    ### BEGIN SOLUTION

    def huber(y_true, y_pred):
        size = keras.ops.abs(y_pred - y_true)
        small = keras.ops.square(size) / 2
        large = threshold * (size - threshold / 2)
        return keras.ops.where(size <= threshold, small, large)

    return huber
    ### END SOLUTION


# %% check="my_huber"
check("my_huber")

# %% [markdown]
# ### Look at it
#
# A table of what an error costs. In which rows do the columns agree, and from where on not?

# %% tags=["explore"]
print("error   half its square   huber(1)   huber(3)")
for error in (-6.0, -3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0):
    y_true, y_pred = tf.constant([[0.0]]), tf.constant([[error]])
    costs = [float(np.mean(my_huber(threshold)(y_true, y_pred))) for threshold in (1.0, 3.0)]
    print(f"{error:5.1f}   {error**2 / 2:15.2f}   {costs[0]:8.2f}   {costs[1]:8.2f}")

# %% [markdown]
# ## 3. A loss that can be saved: `HuberLoss(threshold)`
#
# A function made by a function has a weakness: nobody can see from outside which threshold is in
# it, so a saved model cannot bring it back. A subclass of `keras.losses.Loss` can say what it is.
# Keras uses three of its methods:
#
# - `call(y_true, y_pred)`: the loss of each element. Keras does the averaging, and the weighting
#   where some samples count more than others.
# - `get_config()`: a dictionary of everything that `__init__` needs to make the same loss again.
# - `from_config(config)`: makes it. The one that you inherit calls `HuberLoss(**config)`.
#
# What the base class puts into its own configuration comes back to your `__init__` as well. Either
# it can take it and hand it on, or your configuration must not contain it.
#
# **Attributes.** `threshold`.
#
# **To read:** [`keras.losses.Loss`](https://keras.io/api/losses/#loss-class) and
# [Customizing serialization](https://keras.io/guides/serialization_and_saving/#custom-objects).


# %% exercise="HuberLoss"
class HuberLoss(keras.losses.Loss):
    """The Huber loss as an object that knows its threshold.

    Args:
        threshold: where the parabola ends and the straight lines begin, a positive number.
    """

    ### BEGIN SOLUTION
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        """Loss of every element, in the shape of the arguments."""
        size = keras.ops.abs(y_pred - y_true)
        small = keras.ops.square(size) / 2
        large = self.threshold * (size - self.threshold / 2)
        return keras.ops.where(size <= self.threshold, small, large)

    def get_config(self):
        """What `__init__` needs to make this loss again."""
        return {**super().get_config(), "threshold": self.threshold}

    ### END SOLUTION


# %% check="HuberLoss"
check("HuberLoss")

# %% [markdown]
# ### Look at it
#
# The loss goes into a dictionary and comes out again. Does the copy know its threshold?

# %% tags=["explore"]
original = HuberLoss(2.5)
config = original.get_config()
copy = HuberLoss.from_config(config)
print("configuration:", config)
print("threshold of the copy:", copy.threshold)

# %% [markdown]
# ## 4. Train with it: `fit_line(loss, xs, ys)`
#
# One `Dense` unit with one input is a straight line: its weight is the slope, its bias the
# intercept. Make such a model, train it with the loss that you are given until it fits, and return
# it. Someone else will ask it for predictions far outside of your data, where the smallest error
# in the slope shows.
#
# What you will be given:
#
# - `loss`: anything that `compile` accepts: a name such as `"mse"`, a function, an object;
# - `xs` and `ys`: 30 to 60 points, as arrays of shape `(n,)` or `(n, 1)`; the xs lie between −3
#   and 3, slope and intercept between −5 and 5. All points lie on one line, except perhaps for
#   a few wild ones.
#
# Prepare for two things. Some losses are steep even close to their minimum (which ones, in the
# table of exercise 2?): steps of a fixed size then jump to and fro across it, so let the steps get
# smaller towards the end. And an epoch costs Keras about 25 ms whatever its size, so
# some dozens of epochs in small batches beat thousands of epochs. Ten seconds a fit is plenty.
#
# **To read:** [optimizers](https://keras.io/api/optimizers/),
# [learning rate schedules](https://keras.io/api/optimizers/learning_rate_schedules/), and
# [`fit`](https://keras.io/api/models/model_training_apis/).


# %% exercise="fit_line"
def fit_line(loss, xs, ys):
    """Fit a straight line by training a network of one unit.

    Args:
        loss: a name, function or object, as `compile` accepts it.
        xs: array of shape (n,) or (n, 1).
        ys: array of shape (n,) or (n, 1).

    Returns:
        The trained model, which maps shape (m, 1) to shape (m, 1).
    """
    ### BEGIN SOLUTION
    epochs, batch_size = 25, 4
    xs, ys = np.reshape(xs, (-1, 1)), np.reshape(ys, (-1, 1))
    steps = epochs * -(-len(xs) // batch_size)
    learning_rate = keras.optimizers.schedules.CosineDecay(0.15, steps)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)
    model.fit(xs, ys, epochs=epochs, batch_size=batch_size, verbose=0)
    return model
    ### END SOLUTION


# %% check="fit_line"
check("fit_line")

# %% [markdown]
# ### Look at it
#
# Forty points of the line $y = 2x - 1$, four of which were measured very badly. Every loss gets the
# same points. Which of them find the line, and what does that have to do with the picture in
# exercise 2? Try other thresholds, and more bad points.

# %% tags=["explore"]
generator = np.random.default_rng(7)
xs = generator.uniform(-3, 3, 40)
ys = 2 * xs - 1
ys[np.argsort(xs)[-4:]] += 25
for name, loss in {
    "mse": "mse",
    "my_rmse": my_rmse,
    "my_huber(1.0)": my_huber(1.0),
    "HuberLoss(0.1)": HuberLoss(0.1),
}.items():
    slope, intercept = (np.asarray(weight).item() for weight in fit_line(loss, xs, ys).weights)
    print(f"{name:15}  slope {slope:6.2f}   intercept {intercept:6.2f}")
