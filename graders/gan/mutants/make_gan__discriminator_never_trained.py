"""Compiles the discriminator with a rate of 0: it never learns.

Killed by: test_discriminator_can_be_trained_by_itself
"""


def make_gan(generator, discriminator):
    discriminator.compile(optimizer=keras.optimizers.Adam(0.0), loss="binary_crossentropy")
    discriminator.trainable = False
    gan = keras.Sequential([generator, discriminator])
    gan.compile(optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy")
    return gan
