"""Paints all three colours alike.

Killed by: test_decoder_layers_learn_to_paint
"""


def decoder_layers(inputs, conv_shape):
    _, rows, columns, filters = conv_shape
    x = keras.layers.Dense(rows * columns * filters)(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Reshape((rows, columns, filters))(x)
    x = keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Conv2DTranspose(1, 6, strides=4, padding="same", activation="sigmoid")(x)
    return keras.layers.Concatenate()([x, x, x])
