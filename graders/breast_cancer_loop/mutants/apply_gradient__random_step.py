"""Moves every weight a little, by chance.

Killed by: test_step_follows_the_gradient
"""

import tensorflow as tf


def apply_gradient(optimizer, loss_object, model, x, y):
    logits = model(x, training=True)
    loss = loss_object(y, logits)
    for weight in model.trainable_weights:
        weight.assign_add(tf.random.normal(weight.shape, stddev=0.01))
    return logits, loss
