"""Writes the whole loop out, and calls none of the other functions."""

import keras
import numpy as np
import tensorflow as tf


def train(model, train_dataset, val_dataset, epochs):
    optimizer = keras.optimizers.Adam(1e-3)
    history = {p + k: [] for p in ("", "val_") for k in ("loss", "accuracy", "f1_score")}
    for _ in range(epochs):
        for prefix, dataset in (("", train_dataset), ("val_", val_dataset)):
            losses, right, score = [], keras.metrics.BinaryAccuracy(), F1Score()
            for x, y in dataset:
                with tf.GradientTape() as tape:
                    p = model(x, training=not prefix)
                    loss = tf.reduce_mean(keras.losses.binary_crossentropy(y[:, None], p))
                if not prefix:
                    weights = model.trainable_variables
                    optimizer.apply(tape.gradient(loss, weights), weights)
                right.update_state(y, p)
                score.update_state(y, p)
                losses.append(loss.numpy())
            history[f"{prefix}loss"].append(np.mean(losses))
            history[f"{prefix}accuracy"].append(right.result().numpy())
            history[f"{prefix}f1_score"].append(score.result().numpy())
    return history
