"""Adds a layer behind the discriminator.

Killed by: test_gan_is_made_of_the_given_models
"""


def make_gan(generator, discriminator):
    discriminator.compile(
        optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy"
    )
    discriminator.trainable = False
    gan = keras.Sequential([generator, discriminator, keras.layers.Flatten()])
    gan.compile(optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy")
    return gan
