"""Takes the mean squared error for both outputs.

Killed by: test_type_has_the_binary_cross_entropy
"""

import keras


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss="mse",
        metrics={"wine_quality": keras.metrics.RootMeanSquaredError(), "wine_type": "accuracy"},
    )
    return model
