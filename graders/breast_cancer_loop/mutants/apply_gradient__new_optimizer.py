"""Makes an optimizer of the same settings for every step, which remembers nothing.

Killed by: test_step_is_the_optimizers
"""

import tensorflow as tf


def apply_gradient(optimizer, loss_object, model, x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = loss_object(y, logits)
    optimizer = type(optimizer).from_config(optimizer.get_config())
    weights = model.trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
    return logits, loss
