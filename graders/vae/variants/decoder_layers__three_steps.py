"""Three transposed convolutions with a stride of 2."""


def decoder_layers(inputs, conv_shape):
    units = conv_shape[1] * conv_shape[2] * conv_shape[3]
    x = tf.keras.layers.Dense(units, activation="relu")(inputs)
    x = tf.keras.layers.BatchNormalization()(x)
    x = tf.keras.layers.Reshape((conv_shape[1], conv_shape[2], conv_shape[3]))(x)
    x = tf.keras.layers.Conv2DTranspose(
        filters=32, kernel_size=3, strides=2, padding="same", activation="relu"
    )(x)
    x = tf.keras.layers.BatchNormalization()(x)
    x = tf.keras.layers.Conv2DTranspose(
        filters=16, kernel_size=3, strides=2, padding="same", activation="relu"
    )(x)
    x = tf.keras.layers.BatchNormalization()(x)
    return tf.keras.layers.Conv2DTranspose(
        filters=3,
        kernel_size=3,
        strides=2,
        padding="same",
        activation="sigmoid",
        name="decode_final",
    )(x)
