"""Freezes both layers: random features that no training changes.

Killed by: test_base_learns_in_both_layers
"""

import keras


def base_model(inputs):
    x = keras.layers.Dense(128, activation="relu", trainable=False)(inputs)
    return keras.layers.Dense(128, activation="relu", trainable=False)(x)
