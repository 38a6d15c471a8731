"""Reports an accuracy for both outputs.

Killed by: test_quality_is_reported_in_grades
"""

import keras


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss={"wine_quality": "mse", "wine_type": "binary_crossentropy"},
        metrics={"wine_quality": "accuracy", "wine_type": "accuracy"},
    )
    return model
