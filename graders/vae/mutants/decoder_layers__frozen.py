"""The dense layer is not trained.

Killed by: test_decoder_layers_are_trained_as_a_whole
"""


def decoder_layers(inputs, conv_shape):
    _, rows, columns, filters = conv_shape
    x = keras.layers.Dense(rows * columns * filters, trainable=False)(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Reshape((rows, columns, filters))(x)
    x = keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    return keras.layers.Conv2DTranspose(3, 6, strides=4, padding="same", activation="sigmoid")(x)
