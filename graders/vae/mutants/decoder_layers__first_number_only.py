"""Right shapes with a dead branch: only the first latent number has a say.

Killed by: test_decoder_layers_use_every_latent_number
"""


def decoder_layers(inputs, conv_shape):
    _, rows, columns, filters = conv_shape
    x = keras.layers.Dense(rows * columns * filters)(inputs[:, :1])
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Reshape((rows, columns, filters))(x)
    x = keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    return keras.layers.Conv2DTranspose(3, 6, strides=4, padding="same", activation="sigmoid")(x)
