"""Leaves the generator out: returns the discriminator.

Killed by: test_gan_gives_what_the_discriminator_says
"""


def make_gan(generator, discriminator):
    discriminator.compile(optimizer="adam", loss="binary_crossentropy")
    return discriminator
