"""With the sigmoid as an operation, and pixels made of channels."""


def decoder_layers(inputs, conv_shape):
    _, rows, columns, filters = conv_shape
    x = keras.layers.Dense(rows * columns * filters)(inputs)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Reshape((rows, columns, filters))(x)
    x = keras.layers.Conv2DTranspose(24, 4, strides=2, padding="same")(x)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(4 * 4 * 3, 3, padding="same")(x)
    x = keras.layers.Reshape((2 * rows, 2 * columns, 4, 4, 3))(x)
    x = keras.layers.Permute((1, 3, 2, 4, 5))(x)
    x = keras.layers.Reshape((8 * rows, 8 * columns, 3))(x)
    return keras.ops.sigmoid(x)
