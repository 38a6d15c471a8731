"""Without batch normalisation: selu, and the activation as a layer."""


def make_generator(latent_dim):
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 32, activation="selu"),
            keras.layers.Reshape((7, 7, 32)),
            keras.layers.Conv2DTranspose(24, 5, strides=2, padding="same", activation="selu"),
            keras.layers.Conv2DTranspose(1, 5, strides=2, padding="same"),
            keras.layers.Activation("tanh"),
        ]
    )
