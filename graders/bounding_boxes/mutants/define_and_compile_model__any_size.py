"""Leaves the size of the pictures open, with layers of its own that allow for it.

Killed by: test_define_makes_a_new_model_each_time
"""

import keras


def define_and_compile_model():
    inputs = keras.Input((None, None, 3))
    x = keras.layers.GlobalAveragePooling2D()(feature_extractor(inputs))
    model = keras.Model(inputs, bounding_box_regression(x))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss="mean_squared_error",
    )
    return model
