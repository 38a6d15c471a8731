"""With losses as functions, one metric each and no lists around them."""

import keras


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.RMSprop(learning_rate=0.01),
        loss={
            "wine_type": keras.losses.binary_crossentropy,
            "wine_quality": keras.losses.mean_squared_error,
        },
        metrics={
            "wine_type": keras.metrics.binary_accuracy,
            "wine_quality": keras.metrics.RootMeanSquaredError(name="rmse"),
        },
    )
    return model
