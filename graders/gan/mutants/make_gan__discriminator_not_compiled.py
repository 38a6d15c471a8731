"""Compiles the whole model alone.

Killed by: test_gan_and_discriminator_are_compiled
"""


def make_gan(generator, discriminator):
    discriminator.trainable = False
    gan = keras.Sequential([generator, discriminator])
    gan.compile(optimizer="adam", loss="binary_crossentropy")
    return gan
