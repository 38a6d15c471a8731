"""With upsampling and convolutions."""


def decoder_layers(inputs, conv_shape):
    x = keras.layers.Dense(int(np.prod(conv_shape[1:])))(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.LeakyReLU(0.1)(x)
    x = keras.layers.Reshape(tuple(conv_shape)[1:])(x)
    x = keras.layers.UpSampling2D(2)(x)
    x = keras.layers.Conv2D(32, 3, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.LeakyReLU(0.1)(x)
    x = keras.layers.Conv2DTranspose(3, 4, strides=4)(x)
    return keras.layers.Activation("sigmoid")(x)
