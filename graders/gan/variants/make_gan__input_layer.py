"""Begins with an input of its own; the loss is given as a function."""


def compiled(model):
    optimizer = keras.optimizers.Adam(learning_rate=0.001, beta_1=0.5)
    model.compile(optimizer=optimizer, loss=keras.losses.binary_crossentropy)
    return model


def make_gan(generator, discriminator):
    compiled(discriminator).trainable = False
    width = generator.input_shape[-1]
    return compiled(keras.Sequential([keras.Input((width,)), generator, discriminator]))
