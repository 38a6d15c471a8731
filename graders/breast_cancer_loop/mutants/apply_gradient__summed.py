"""Multiplies the loss by the number of lumps before it takes gradients.

Killed by: test_step_follows_the_gradient
"""

import tensorflow as tf


def apply_gradient(optimizer, loss_object, model, x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = loss_object(y, logits)
        summed = loss * tf.cast(len(x), loss.dtype)
    weights = model.trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(summed, weights), weights))
    return logits, loss
