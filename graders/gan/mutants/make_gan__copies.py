"""Joins copies of both models with the same weights.

Killed by: test_gan_is_made_of_the_given_models
"""


def make_gan(generator, discriminator):
    discriminator.compile(
        optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy"
    )
    discriminator.trainable = False
    first, last = keras.models.clone_model(generator), keras.models.clone_model(discriminator)
    first.set_weights(generator.get_weights())
    last.set_weights(discriminator.get_weights())
    last.trainable = False
    gan = keras.Sequential([first, last])
    gan.compile(optimizer=keras.optimizers.Adam(0.001, beta_1=0.5), loss="binary_crossentropy")
    return gan
