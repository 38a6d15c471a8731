"""Adds one after the other, with losses as objects and metrics."""


def make_gan(generator, discriminator):
    rates = {"learning_rate": 0.001, "beta_1": 0.5}
    discriminator.compile(
        keras.optimizers.Adam(**rates), keras.losses.BinaryCrossentropy(), metrics=["accuracy"]
    )
    discriminator.trainable = False
    gan = keras.Sequential()
    gan.add(generator)
    gan.add(discriminator)
    gan.compile(keras.optimizers.Adam(**rates), keras.losses.BinaryCrossentropy())
    return gan
