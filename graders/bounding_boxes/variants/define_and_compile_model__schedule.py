"""Has a learning rate that falls by itself."""

import keras


def define_and_compile_model():
    model = final_model(keras.Input(shape=(48, 48, 3)))
    model.compile(
        optimizer=keras.optimizers.SGD(
            keras.optimizers.schedules.ExponentialDecay(0.05, 200, 0.8), momentum=0.9
        ),
        loss="mean_squared_error",
    )
    return model
