"""With the base wrapped in a model of its own, other initialisation, and a layer that is not used."""

import keras


def final_model(inputs):
    measurements = keras.Input(shape=inputs.shape[1:])
    base = keras.Model(measurements, base_model(measurements), name="base")
    x = base(inputs)
    unused = keras.layers.Dense(7)(x)
    kind = keras.layers.Dense(1, "sigmoid", name="wine_type", kernel_initializer="zeros")(x)
    quality = keras.layers.Dense(1, "linear", name="wine_quality", bias_initializer="ones")(x)
    return keras.Model(inputs, [quality, kind])
