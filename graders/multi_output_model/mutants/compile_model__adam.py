"""Uses Adam.

Killed by: test_compile_takes_rmsprop
"""

import keras


def compile_model(model):
    model.compile(
        optimizer="adam",
        loss={"wine_quality": "mse", "wine_type": "binary_crossentropy"},
        metrics={"wine_quality": keras.metrics.RootMeanSquaredError(), "wine_type": "accuracy"},
    )
    return model
