"""Returns what `compile` returns, which is nothing.

Killed by: test_define_returns_a_compiled_model
"""

import keras


def define_and_compile_model():
    model = final_model(keras.Input(shape=(48, 48, 3)))
    return model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss="mean_squared_error",
    )
