"""Uses the metric that counts numbers which are exactly equal, so that 0.99 is not right.

Killed by: test_type_is_reported_as_a_share
"""

import keras


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss={"wine_quality": "mse", "wine_type": "binary_crossentropy"},
        metrics={
            "wine_quality": keras.metrics.RootMeanSquaredError(),
            "wine_type": keras.metrics.Accuracy(),
        },
    )
    return model
