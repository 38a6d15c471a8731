"""Compiles the model as well, with a helper for the ends."""

import keras


def end(x, name, activation):
    return keras.layers.Dense(1, activation=activation, name=name)(x)


def final_model(inputs):
    x = base_model(inputs)
    ends = [end(x, "wine_quality", "linear"), end(x, "wine_type", keras.activations.sigmoid)]
    model = keras.Model(inputs, ends)
    model.compile("adam", loss=["mse", "binary_crossentropy"])
    return model
