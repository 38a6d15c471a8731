"""Has a small model of its own: a coarse look at the pixels, and a straight line.

Killed by: test_birds_are_found
"""

import keras


def define_and_compile_model():
    inputs = keras.Input((48, 48, 3))
    x = keras.layers.Flatten()(keras.layers.AveragePooling2D(6)(inputs))
    model = keras.Model(inputs, bounding_box_regression(x))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss="mean_squared_error",
    )
    return model
