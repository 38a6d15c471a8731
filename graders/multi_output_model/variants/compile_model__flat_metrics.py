"""With one metric for each output in a flat list, and some momentum."""

import keras


def compile_model(model):
    optimizer = keras.optimizers.RMSprop(learning_rate=5e-4, momentum=0.5, rho=0.95)
    losses = dict(wine_quality="MSE", wine_type=keras.losses.BinaryCrossentropy())
    model.compile(
        optimizer=optimizer,
        loss=losses,
        metrics=[
            keras.metrics.RootMeanSquaredError(),
            "accuracy",
        ],
    )
    return model
