"""In a loop, with leaky relu and a tuple for the shape."""


def encoder_layers(inputs, latent_dim):
    x = inputs
    for filters, size in ((24, 4), (48, 2)):
        x = keras.layers.Conv2D(filters, size + 1, strides=size, padding="same")(x)
        x = keras.layers.LeakyReLU()(keras.layers.BatchNormalization(momentum=0.9)(x))
    features = keras.layers.Flatten()(x)
    return (
        keras.layers.Dense(latent_dim)(features),
        keras.layers.Dense(latent_dim)(features),
        (None, *x.shape[1:]),
    )
