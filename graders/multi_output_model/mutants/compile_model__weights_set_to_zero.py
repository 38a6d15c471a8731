"""Starts every model over with all weights at zero.

Killed by: test_compile_does_not_train
"""

import keras


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss={"wine_quality": "mse", "wine_type": "binary_crossentropy"},
        metrics={"wine_quality": keras.metrics.RootMeanSquaredError(), "wine_type": "accuracy"},
    )
    model.set_weights([0 * weight for weight in model.get_weights()])
    return model
