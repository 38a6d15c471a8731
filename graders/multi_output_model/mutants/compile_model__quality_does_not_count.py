"""Reports both losses as it should, but the quality weighs nothing.

Killed by: test_compiled_model_learns_the_quality
"""

import keras


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss={"wine_quality": "mse", "wine_type": "binary_crossentropy"},
        metrics={"wine_quality": keras.metrics.RootMeanSquaredError(), "wine_type": "accuracy"},
        loss_weights={"wine_quality": 0.0, "wine_type": 1.0},
    )
    return model
