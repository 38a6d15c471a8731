"""The shape of the notebook's pictures is built in.

Killed by: test_decoder_layers_fit_any_size
"""


def decoder_layers(inputs, conv_shape):
    rows, columns, filters = 8, 8, 64
    x = keras.layers.Dense(rows * columns * filters)(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Reshape((rows, columns, filters))(x)
    x = keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    return keras.layers.Conv2DTranspose(3, 6, strides=4, padding="same", activation="sigmoid")(x)
