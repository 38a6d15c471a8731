"""Trains the model as well, on wines of its own.

Killed by: test_compile_does_not_train
"""

import keras
import numpy as np


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss={"wine_quality": "mse", "wine_type": "binary_crossentropy"},
        metrics={"wine_quality": keras.metrics.RootMeanSquaredError(), "wine_type": "accuracy"},
    )
    some = np.random.normal(size=(32, 11))
    model.fit(some, [some[:, 0], some[:, 1] > 0], verbose=0)
    return model
