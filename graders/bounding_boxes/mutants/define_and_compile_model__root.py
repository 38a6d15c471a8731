"""Takes the root of the mean squared error.

Killed by: test_define_takes_the_mean_squared_error
"""

import keras


def define_and_compile_model():
    model = final_model(keras.Input(shape=(48, 48, 3)))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss=lambda y, p: keras.ops.sqrt(keras.ops.mean(keras.ops.square(y - p))),
    )
    return model
