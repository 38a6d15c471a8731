"""Uses the optimizer's `apply`, and a tape that lasts."""

import tensorflow as tf


def apply_gradient(optimizer, loss_object, model, x, y):
    variables = model.trainable_variables
    with tf.GradientTape(persistent=True) as tape:
        logits = model(x, training=True)
        loss = loss_object(y_true=y, y_pred=logits)
    gradients = [tape.gradient(loss, variable) for variable in variables]
    optimizer.apply(gradients, variables)
    return (logits, loss)
