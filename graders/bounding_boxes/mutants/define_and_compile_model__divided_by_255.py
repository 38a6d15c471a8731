"""Takes the pixels for numbers from 0 to 255.

Killed by: test_birds_are_found
"""

import keras


def define_and_compile_model():
    inputs = keras.Input((48, 48, 3))
    small = keras.layers.Rescaling(1 / 255)(inputs)
    model = keras.Model(inputs, final_model(keras.Input(shape=(48, 48, 3)))(small))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss="mean_squared_error",
    )
    return model
