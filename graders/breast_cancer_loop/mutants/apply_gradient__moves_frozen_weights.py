"""Thaws all layers, so that frozen weights move, too.

Killed by: test_step_leaves_frozen_weights
"""

import tensorflow as tf


def apply_gradient(optimizer, loss_object, model, x, y):
    for layer in model.layers:
        layer.trainable = True
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = loss_object(y, logits)
    weights = model.trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
    return logits, loss
