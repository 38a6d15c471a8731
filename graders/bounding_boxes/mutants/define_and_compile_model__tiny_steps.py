"""Has a learning rate with which nothing is learnt in a lifetime.

Killed by: test_define_steps_and_rolls_on
"""

import keras


def define_and_compile_model():
    model = final_model(keras.Input(shape=(48, 48, 3)))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=1e-6, momentum=0.9),
        loss="mean_squared_error",
    )
    return model
