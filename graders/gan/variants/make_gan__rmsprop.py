"""With another optimizer, frozen layer by layer as well."""


def make_gan(generator, discriminator):
    discriminator.compile(keras.optimizers.RMSprop(0.0005), "binary_crossentropy")
    discriminator.trainable = False
    gan = keras.Sequential(layers=[generator, discriminator], name="both")
    gan.compile(keras.optimizers.RMSprop(0.0005), "binary_crossentropy")
    return gan
