"""Leaves everything to fit.

Killed by: test_training_compiles_nothing
"""

import keras


def train(model, train_dataset, val_dataset, epochs):
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=[keras.metrics.BinaryAccuracy(name="accuracy"), F1Score()],
    )
    return model.fit(train_dataset, validation_data=val_dataset, epochs=epochs, verbose=0).history
