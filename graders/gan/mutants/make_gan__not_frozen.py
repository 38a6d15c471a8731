"""Does not freeze the discriminator.

Killed by: test_gan_trains_the_generator_alone
"""


def make_gan(generator, discriminator):
    discriminator.compile(
        optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy"
    )
    gan = keras.Sequential([generator, discriminator])
    gan.compile(optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy")
    return gan
