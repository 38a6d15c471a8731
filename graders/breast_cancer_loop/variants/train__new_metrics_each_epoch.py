"""Makes new metrics for each epoch, and collects tensors."""

import tensorflow as tf


def train(model, train_dataset, val_dataset, epochs):
    adam = tf.keras.optimizers.Adam(learning_rate=0.001)
    bce = tf.keras.losses.BinaryCrossentropy(from_logits=False)
    history = {}
    for epoch in range(epochs):
        for prefix in ("", "val_"):
            metrics = [tf.keras.metrics.BinaryAccuracy(), F1Score()]
            if prefix:
                losses = perform_validation(val_dataset, bce, model, *metrics)
            else:
                losses = train_data_for_one_epoch(train_dataset, adam, bce, model, *metrics, False)
            values = [tf.reduce_mean(losses), *(metric.result() for metric in metrics)]
            for name, value in zip(("loss", "accuracy", "f1_score"), values):
                history.setdefault(prefix + name, []).append(value)
    return history
