"""Makes its layers outside of the function, so that all bases share them.

Killed by: test_base_has_its_own_layers_each_time
"""

import keras

first = keras.layers.Dense(128, activation="relu")
second = keras.layers.Dense(128, activation="relu")


def base_model(inputs):
    return second(first(inputs))
