"""Takes the cross-entropy of several classes, which is 0 where there is only one.

Killed by: test_type_has_the_binary_cross_entropy
"""

import keras


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss={"wine_quality": "mse", "wine_type": "categorical_crossentropy"},
        metrics={"wine_quality": keras.metrics.RootMeanSquaredError(), "wine_type": "accuracy"},
    )
    return model
