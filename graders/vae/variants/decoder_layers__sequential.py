"""As a Sequential model that is called."""


def decoder_layers(inputs, conv_shape):
    layers = keras.layers
    stack = keras.Sequential(
        [
            layers.Dense(conv_shape[1] * conv_shape[2] * conv_shape[3], use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Reshape(conv_shape[1:]),
            layers.Conv2DTranspose(32, 4, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2DTranspose(3, 8, strides=4, padding="same", activation="sigmoid"),
        ]
    )
    return stack(inputs)
