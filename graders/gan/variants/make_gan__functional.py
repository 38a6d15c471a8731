"""By the functional interface."""


def make_gan(generator, discriminator):
    discriminator.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(1e-3, 0.5))
    discriminator.trainable = False
    numbers = keras.Input(generator.input_shape[1:])
    gan = keras.Model(numbers, discriminator(generator(numbers)))
    gan.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(1e-3, 0.5))
    return gan
