"""With a dictionary of outputs, whose keys are the names too."""

import keras


def final_model(inputs):
    x = base_model(inputs)
    outputs = {
        "wine_quality": keras.layers.Dense(1, name="wine_quality")(x),
        "wine_type": keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x),
    }
    return keras.Model(inputs, outputs, name="two_heads")
