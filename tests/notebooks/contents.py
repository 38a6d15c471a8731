"""The cells of the `rmse_loss` assignment: as released, as answered well, as answered badly."""

SETUP = """\
import keras
import numpy as np
import tensorflow as tf

from autograder import check
"""

MY_RMSE_STUB = '''\
def my_rmse(y_true, y_pred):
    """The root of the mean squared error, a scalar tensor."""
    # YOUR CODE HERE
    raise NotImplementedError()
'''

MY_HUBER_STUB = '''\
def my_huber(threshold):
    """A loss function: squared for small errors, linear for large ones."""
    # YOUR CODE HERE
    raise NotImplementedError()
'''

HUBER_LOSS_STUB = '''\
class HuberLoss(keras.losses.Loss):
    """The same as a class that can be saved with a model."""

    # YOUR CODE HERE
    raise NotImplementedError()
'''

FIT_LINE_STUB = '''\
def fit_line(loss, xs, ys):
    """A model of one dense unit, trained with `loss` on the points (xs, ys)."""
    # YOUR CODE HERE
    raise NotImplementedError()
'''

MY_RMSE = '''\
def my_rmse(y_true, y_pred):
    """The root of the mean squared error, a scalar tensor."""
    y_pred = tf.convert_to_tensor(y_pred)
    error = tf.cast(y_true, y_pred.dtype) - y_pred
    # The root has no slope at 0, where a perfect prediction would get NaN.
    return tf.sqrt(tf.maximum(tf.reduce_mean(tf.square(error)), 1e-14))
'''

MY_HUBER = '''\
def my_huber(threshold):
    """A loss function: squared for small errors, linear for large ones."""

    def huber(y_true, y_pred):
        y_pred = tf.convert_to_tensor(y_pred)
        error = tf.abs(tf.cast(y_true, y_pred.dtype) - y_pred)
        small = tf.square(error) / 2
        large = threshold * (error - threshold / 2)
        return tf.where(error <= threshold, small, large)

    return huber
'''

HUBER_LOSS = '''\
class HuberLoss(keras.losses.Loss):
    """The same as a class that can be saved with a model."""

    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return my_huber(self.threshold)(y_true, y_pred)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}
'''

FIT_LINE = '''\
def fit_line(loss, xs, ys):
    """A model of one dense unit, trained with `loss` on the points (xs, ys)."""
    xs = np.reshape(xs, (-1, 1)).astype("float32")
    ys = np.reshape(ys, (-1, 1)).astype("float32")
    model = keras.Sequential([keras.layers.Input(shape=(1,)), keras.layers.Dense(1)])
    rate = keras.optimizers.schedules.ExponentialDecay(0.5, 40, 0.6)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=loss)
    model.fit(tf.data.Dataset.from_tensors((xs, ys)).repeat(400), epochs=1, verbose=0)
    return model
'''

PLOT = """\
import matplotlib.pyplot as plt
xs = np.linspace(-1, 4, 20)
model = fit_line(my_rmse, xs, 3 * xs - 1)
plt.plot(xs, model.predict(xs[:, None], verbose=0))
"""

STUBS = {
    "my_rmse": MY_RMSE_STUB,
    "my_huber": MY_HUBER_STUB,
    "HuberLoss": HUBER_LOSS_STUB,
    "fit_line": FIT_LINE_STUB,
}
ANSWERS = {
    "my_rmse": MY_RMSE,
    "my_huber": MY_HUBER,
    "HuberLoss": HUBER_LOSS,
    "fit_line": FIT_LINE,
}

# What students run before anything else in Colab
COLAB_START = """\
try:
    # %tensorflow_version only exists in Colab.
    %tensorflow_version 2.x
except Exception:
    pass
!pip install -q \\
    keras
files = !ls
from google.colab import drive
drive.mount("/content/drive")
"""

# A whole notebook in one cell, training and all
EVERYTHING = (
    SETUP
    + "\n"
    + "\n\n".join(ANSWERS.values())
    + """
xs = np.linspace(-1, 4, 20)
for epoch in range(300):
    model = fit_line(my_huber(1.0), xs, 2 * xs - 1)
print(model.predict(np.array([[10.0]])))
"""
)

# A helper object that the answer looks up: it has to be there when the answer is called
HELPER = """\
squared = keras.losses.MeanSquaredError()
history = fit_line(squared, [0, 1, 2], [1, 3, 5]).history
losses = history.history["loss"]
"""
MY_RMSE_WITH_HELPER = """\
def my_rmse(y_true, y_pred):
    return tf.sqrt(squared(y_true, y_pred))
"""
