"""Collects the weights that may move from the layers, and calls with y as a column."""

import tensorflow as tf


def apply_gradient(optimizer, loss_object, model, x, y):
    column = tf.reshape(y, (-1, 1))
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = loss_object(column, logits)
    weights = [w for layer in model.layers for w in layer.trainable_weights]
    gradients = tape.gradient(loss, weights)
    optimizer.apply_gradients((g, w) for g, w in zip(gradients, weights))
    return logits, loss
