"""Freezes all layers before compiling.

Killed by: test_compiled_model_learns_the_type
"""

import keras


def compile_model(model):
    model.trainable = False
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss={"wine_quality": "mse", "wine_type": "binary_crossentropy"},
        metrics={"wine_quality": keras.metrics.RootMeanSquaredError(), "wine_type": "accuracy"},
    )
    return model
