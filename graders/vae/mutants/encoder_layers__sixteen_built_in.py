"""The number of latent numbers is built in.

Killed by: test_encoder_layers_give_mu_and_sigma
"""


def encoder_layers(inputs, latent_dim):
    x = keras.layers.Conv2D(32, 4, strides=4, padding="same")(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Conv2D(64, 3, strides=2, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    flat = keras.layers.Flatten()(x)
    mu = keras.layers.Dense(16, name="mu")(flat)
    sigma = keras.layers.Dense(16, name="sigma")(flat)
    return mu, sigma, x.shape
