"""Measures by the mean squared error.

Killed by: test_losses_are_binary_cross_entropies
"""


def make_gan(generator, discriminator):
    discriminator.compile(
        optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="mean_squared_error"
    )
    discriminator.trainable = False
    gan = keras.Sequential([generator, discriminator])
    gan.compile(optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="mean_squared_error")
    return gan
