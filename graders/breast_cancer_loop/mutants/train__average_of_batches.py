"""Averages the F1 scores of batches instead of counting all lumps.

Killed by: test_history_tells_of_each_epoch
"""

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
        losses, scores = [], []
        for x, y in train_dataset:
            logits, loss = apply_gradient(optimizer, loss_object, model, x, y)
            accuracy.update_state(y, logits)
            f1_score.reset_state()
            f1_score.update_state(y, logits)
            losses.append(float(loss))
            scores.append(float(f1_score.result()))
        val_losses = perform_validation(val_dataset, loss_object, model, val_accuracy, val_f1_score)
        history["loss"].append(float(np.mean(losses)))
        history["accuracy"].append(float(accuracy.result()))
        history["f1_score"].append(float(np.mean(scores)))
        history["val_loss"].append(float(np.mean(val_losses)))
        history["val_accuracy"].append(float(val_accuracy.result()))
        history["val_f1_score"].append(float(val_f1_score.result()))
        for metric in (accuracy, f1_score, val_accuracy, val_f1_score):
            metric.reset_state()
    return history
