"""Goes by the gradients of the squared error, whatever loss it returns.

Killed by: test_step_follows_the_gradient
"""

import tensorflow as tf


def apply_gradient(optimizer, loss_object, model, x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        error = tf.reduce_mean((tf.cast(y, logits.dtype) - logits[:, 0]) ** 2)
    loss = loss_object(y, logits)
    weights = model.trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(error, weights), weights))
    return logits, loss
