"""With dense layers for the scores, which are windows of 1, and a softmax in the last layers."""

import tensorflow as tf
from tensorflow.keras.layers import Conv2D, Conv2DTranspose, Cropping2D, Dense, Lambda


def fcn8_decoder(convs, n_classes):
    f3, f4, f5 = convs
    channels = f5.shape[-1]
    x = Conv2D(channels, 3, padding="same", activation="relu")(f5)
    x = Dense(channels, activation="relu")(x)
    for skip in (f4, f3):
        x = Cropping2D(((1, 1), (1, 1)))(Conv2DTranspose(n_classes, (4, 4), (2, 2))(x))
        x = tf.keras.layers.Add()([Dense(n_classes)(skip), x])
    x = Conv2DTranspose(n_classes, 8, strides=8)(x)
    x = Cropping2D(((0, 0), (0, 12)))(x)
    return Lambda(lambda scores: tf.nn.softmax(scores))(x)
