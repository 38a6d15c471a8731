"""Has the right shapes and values, but no gradient reaches the first layer.

Killed by: test_base_learns_in_both_layers
"""

import keras


def base_model(inputs):
    x = keras.layers.Dense(128, activation="relu")(inputs)
    x = keras.ops.stop_gradient(x)
    return keras.layers.Dense(128, activation="relu")(x)
