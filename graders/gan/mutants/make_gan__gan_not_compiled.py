"""Compiles the discriminator alone.

Killed by: test_gan_and_discriminator_are_compiled
"""


def make_gan(generator, discriminator):
    discriminator.compile(optimizer="adam", loss="binary_crossentropy")
    discriminator.trainable = False
    return keras.Sequential([generator, discriminator])
