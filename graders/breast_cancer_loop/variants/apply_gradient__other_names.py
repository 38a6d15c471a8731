"""Names its arguments otherwise, watches weights by itself and returns a list."""

import tensorflow as tf


def gradients_of(loss_fn, net, features, labels):
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        for weight in net.trainable_variables:
            tape.watch(weight.value)
        said = net(features, training=True)
        loss = loss_fn(labels, said)
    return said, loss, tape.gradient(loss, [w.value for w in net.trainable_variables])


def apply_gradient(opt, loss_fn, net, features, labels):
    said, loss, gradients = gradients_of(loss_fn, net, features, labels)
    opt.apply_gradients(list(zip(gradients, net.trainable_variables)))
    return [said, loss]
