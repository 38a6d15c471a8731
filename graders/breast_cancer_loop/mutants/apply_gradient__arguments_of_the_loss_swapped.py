"""Hands the loss the outputs as labels and the labels as outputs.

Killed by: test_step_returns_outputs_and_loss
"""

import tensorflow as tf


def apply_gradient(optimizer, loss_object, model, x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = loss_object(logits, y)
    weights = model.trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
    return logits, loss
