"""Holds the weights of both ends so close to zero that hardly anything is learnt.

Killed by: test_final_model_learns_the_type
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    small = keras.regularizers.L2(1000.0)
    quality = keras.layers.Dense(1, name="wine_quality", kernel_regularizer=small)(x)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type", kernel_regularizer=small)(x)
    return keras.Model(inputs, [quality, red])
