"""Does not compile the model.

Killed by: test_define_returns_a_compiled_model
"""

import keras


def define_and_compile_model():
    model = final_model(keras.Input(shape=(48, 48, 3)))
    return model
