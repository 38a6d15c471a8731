"""Has metrics of its own for validation, and resets them at the beginning of each epoch."""

import keras
import numpy as np


def train(model, train_dataset, val_dataset, epochs):
    optimizer, loss_object = keras.optimizers.Adam(), keras.losses.BinaryCrossentropy()
    accuracy, f1_score = keras.metrics.BinaryAccuracy(), F1Score()
    val_accuracy, val_f1_score = keras.metrics.BinaryAccuracy(), F1Score()
    history = {
        key: []
        for key in ("loss", "accuracy", "f1_score", "val_loss", "val_accuracy", "val_f1_score")
    }
    for _ in range(epochs):
        for metric in (accuracy, f1_score, val_accuracy, val_f1_score):
            metric.reset_state()
        losses = train_data_for_one_epoch(
            train_dataset, optimizer, loss_object, model, accuracy, f1_score, verbose=False
        )
        val_losses = perform_validation(val_dataset, loss_object, model, val_accuracy, val_f1_score)
        history["loss"].append(float(np.mean(losses)))
        history["accuracy"].append(float(accuracy.result()))
        history["f1_score"].append(float(f1_score.result()))
        history["val_loss"].append(float(np.mean(val_losses)))
        history["val_accuracy"].append(float(val_accuracy.result()))
        history["val_f1_score"].append(float(val_f1_score.result()))
    return history
