"""Takes probabilities for logits.

Killed by: test_losses_are_binary_cross_entropies
"""


def make_gan(generator, discriminator):
    discriminator.compile(
        optimizer=keras.optimizers.Adam(0.001, beta_1=0.5),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    discriminator.trainable = False
    gan = keras.Sequential([generator, discriminator])
    gan.compile(
        optimizer=keras.optimizers.Adam(0.001, beta_1=0.5),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    return gan
