"""The way older courses write it: a wide head, relus on the skips, sigmoids at the end."""

import tensorflow as tf


def fcn8_decoder(convs, n_classes):
    f3, f4, f5 = convs
    n = 512

    # two convolutions on top of the last map
    c6 = tf.keras.layers.Conv2D(n, (7, 7), activation="relu", padding="same", name="conv6")(f5)
    c7 = tf.keras.layers.Conv2D(n, (1, 1), activation="relu", padding="same", name="conv7")(c6)

    # enlarge, crop, add f4
    o = tf.keras.layers.Conv2DTranspose(
        n_classes, kernel_size=(4, 4), strides=(2, 2), use_bias=False
    )(c7)
    o = tf.keras.layers.Cropping2D(cropping=(1, 1))(o)
    o2 = tf.keras.layers.Conv2D(n_classes, (1, 1), activation="relu", padding="same")(f4)
    o = tf.keras.layers.Add()([o, o2])

    # enlarge, crop, add f3
    o = tf.keras.layers.Conv2DTranspose(
        n_classes, kernel_size=(4, 4), strides=(2, 2), use_bias=False
    )(o)
    o = tf.keras.layers.Cropping2D(cropping=(1, 1))(o)
    o2 = tf.keras.layers.Conv2D(n_classes, (1, 1), activation="relu", padding="same")(f3)
    o = tf.keras.layers.Add()([o, o2])

    # up to the size of the picture
    o = tf.keras.layers.Conv2DTranspose(
        n_classes, kernel_size=(8, 8), strides=(8, 8), use_bias=False
    )(o)
    o = tf.keras.layers.Cropping2D(((0, 0), (0, 96 - 84)))(o)
    o = tf.keras.layers.Activation("sigmoid")(o)
    return o
