"""Has a tape of its own instead of calling apply_gradient."""

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
    losses = []
    for x, y in train_dataset:
        with tf.GradientTape() as tape:
            logits = model(x, training=True)
            loss = loss_object(y, logits)
        weights = model.trainable_weights
        optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        train_f1score_metric.update_state(y, logits)
        train_acc_metric.update_state(y_true=y, y_pred=logits)
        losses.append(loss.numpy())
    return losses
