"""Counts the batches first, to show how far it is; tells the metrics columns."""

import tensorflow as tf


def train_data_for_one_epoch(
    train_dataset,
    optimizer,
    loss_object,
    model,
    train_acc_metric,
    train_f1score_metric,
    verbose=True,
):
    count = len(list(train_dataset))
    losses = []
    for step, (x, y) in enumerate(train_dataset):
        logits, loss = apply_gradient(optimizer, loss_object, model, x, y)
        column = tf.expand_dims(y, axis=1)
        for metric in (train_acc_metric, train_f1score_metric):
            metric.update_state(column, logits)
        losses.append(tf.squeeze(loss))
        if verbose:
            print(f"{step + 1} of {count}: {losses[-1]:.3f}")
    return losses
