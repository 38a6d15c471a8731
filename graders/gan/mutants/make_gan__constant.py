"""Answers one half whatever it is given: right shapes with a dead branch.

Killed by: test_gan_gives_what_the_discriminator_says
"""


def make_gan(generator, discriminator):
    discriminator.compile(optimizer="adam", loss="binary_crossentropy")
    discriminator.trainable = False
    numbers = keras.Input(generator.input_shape[1:])
    judged = discriminator(generator(numbers))
    gan = keras.Model(numbers, keras.layers.Rescaling(0.0, offset=0.5)(judged))
    gan.compile(optimizer="adam", loss="binary_crossentropy")
    return gan
