"""Makes its optimizer once, for all models.

Killed by: test_compile_makes_an_optimizer_for_each_model
"""

import keras

OPTIMIZER = keras.optimizers.RMSprop()


def compile_model(model):
    model.compile(
        optimizer=OPTIMIZER,
        loss={"wine_quality": "mse", "wine_type": "binary_crossentropy"},
        metrics={"wine_quality": keras.metrics.RootMeanSquaredError(), "wine_type": "accuracy"},
    )
    return model
