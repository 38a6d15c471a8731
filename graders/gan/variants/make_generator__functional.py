"""By the functional interface, with LeakyReLU."""


def make_generator(latent_dim):
    numbers = keras.Input((latent_dim,))
    x = keras.layers.Dense(7 * 7 * 32, use_bias=False)(numbers)
    x = keras.layers.LeakyReLU(0.2)(keras.layers.BatchNormalization(momentum=0.9)(x))
    x = keras.layers.Reshape((7, 7, 32))(x)
    x = keras.layers.Conv2DTranspose(16, 5, strides=2, padding="same", use_bias=False)(x)
    x = keras.layers.LeakyReLU(0.2)(keras.layers.BatchNormalization(momentum=0.9)(x))
    x = keras.layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh")(x)
    return keras.Model(numbers, x)
