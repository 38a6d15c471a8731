"""Makes its model once and returns it every time.

Killed by: test_define_makes_a_new_model_each_time
"""

import keras

MODEL = final_model(keras.Input(shape=(48, 48, 3)))


def define_and_compile_model():
    model = MODEL
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss="mean_squared_error",
    )
    return model
