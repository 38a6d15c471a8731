"""Freezes both.

Killed by: test_gan_trains_the_generator_alone
"""


def make_gan(generator, discriminator):
    discriminator.compile(
        optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy"
    )
    generator.trainable = discriminator.trainable = False
    gan = keras.Sequential([generator, discriminator])
    gan.compile(optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy")
    return gan
