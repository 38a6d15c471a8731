"""Has a momentum of 1: a frictionless ball.

Killed by: test_define_steps_and_rolls_on
"""

import keras


def define_and_compile_model():
    model = final_model(keras.Input(shape=(48, 48, 3)))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=1.0),
        loss="mean_squared_error",
    )
    return model
