"""Lets Keras report nothing but losses.

Killed by: test_quality_is_reported_in_grades
"""

import keras


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss={"wine_quality": "mse", "wine_type": "binary_crossentropy"},
    )
    return model
