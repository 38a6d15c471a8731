"""Uses the cross-entropy, whatever loss it is given.

Killed by: test_step_goes_by_the_given_loss
"""

import keras
import tensorflow as tf


def apply_gradient(optimizer, loss_object, model, x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = keras.losses.BinaryCrossentropy()(y, logits)
    weights = model.trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
    return logits, loss
