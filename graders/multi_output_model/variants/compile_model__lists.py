"""With lists in the order of the outputs, losses as objects and a smaller learning rate."""

import keras


def compile_model(model):
    model.compile(
        keras.optimizers.RMSprop(0.0001),
        [keras.losses.MeanSquaredError(), keras.losses.BinaryCrossentropy()],
        metrics=[[keras.metrics.RootMeanSquaredError()], [keras.metrics.BinaryAccuracy()]],
    )
    return model
