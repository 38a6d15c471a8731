"""Is written with tf.keras, and the loss is an object."""

import tensorflow as tf


def define_and_compile_model():
    model = final_model(tf.keras.layers.Input(shape=(48, 48, 3)))
    model.compile(
        optimizer=tf.keras.optimizers.SGD(momentum=0.8, learning_rate=0.1),
        loss=tf.keras.losses.MeanSquaredError(),
    )
    return model
