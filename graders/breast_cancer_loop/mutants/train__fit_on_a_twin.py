"""Leaves everything to fit, on a second model with the same layers.

Killed by: test_training_needs_no_compile
"""

import keras


def train(model, train_dataset, val_dataset, epochs):
    twin = keras.Model(model.inputs, model.outputs)
    twin.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=[keras.metrics.BinaryAccuracy(name="accuracy"), F1Score()],
    )
    return twin.fit(train_dataset, validation_data=val_dataset, epochs=epochs, verbose=0).history
