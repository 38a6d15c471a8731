"""Returns arrays, more keys than asked for, and prints a line for each epoch."""

import keras
import numpy as np


def train(model, train_dataset, val_dataset, epochs):
    optimizer, loss_object = keras.optimizers.Adam(), keras.losses.BinaryCrossentropy()
    accuracy, f1_score = keras.metrics.BinaryAccuracy(), F1Score()
    history = {
        key: []
        for key in ("loss", "accuracy", "f1_score", "val_loss", "val_accuracy", "val_f1_score")
    }
    for _ in range(epochs):
        losses = train_data_for_one_epoch(
            train_dataset, optimizer, loss_object, model, accuracy, f1_score, verbose=False
        )
        history["loss"].append(sum(losses) / len(losses))
        history["accuracy"].append(accuracy.result().numpy())
        history["f1_score"].append(f1_score.result().numpy())
        accuracy.reset_state()
        f1_score.reset_state()
        val_losses = perform_validation(val_dataset, loss_object, model, accuracy, f1_score)
        history["val_loss"].append(sum(val_losses) / len(val_losses))
        history["val_accuracy"].append(accuracy.result().numpy())
        history["val_f1_score"].append(f1_score.result().numpy())
        accuracy.reset_state()
        f1_score.reset_state()
        print("loss", history["loss"][-1], "validation", history["val_loss"][-1])
    history["epoch"] = list(range(epochs))
    return {key: np.array(values) for key, values in history.items()}
