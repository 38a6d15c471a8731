"""Trains the last layer only; the others are there and do not learn.

Killed by: test_step_moves_every_weight
"""

import tensorflow as tf


def apply_gradient(optimizer, loss_object, model, x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = loss_object(y, logits)
    weights = model.layers[-1].trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
    return logits, loss
