"""Uses Adam.

Killed by: test_define_takes_sgd_with_momentum
"""

import keras


def define_and_compile_model():
    model = final_model(keras.Input(shape=(48, 48, 3)))
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss="mean_squared_error",
    )
    return model
