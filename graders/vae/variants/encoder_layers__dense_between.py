"""With a dense layer between the convolutions and both ends."""


def encoder_layers(inputs, latent_dim):
    x = keras.layers.Conv2D(32, 4, strides=4, padding="same")(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Conv2D(64, 3, strides=2, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    flat = keras.layers.Flatten()(x)
    flat = keras.layers.Dense(40)(flat)
    flat = keras.layers.BatchNormalization()(flat)
    flat = keras.layers.Activation("elu")(flat)
    mu = keras.layers.Dense(latent_dim, name="mu")(flat)
    sigma = keras.layers.Dense(latent_dim, name="sigma")(flat)
    return mu, sigma, x.shape
