"""A dense layer that is much too wide.

Killed by: test_encoder_layers_are_within_the_budget
"""


def encoder_layers(inputs, latent_dim):
    x = keras.layers.Conv2D(32, 4, strides=4, padding="same")(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Conv2D(64, 3, strides=2, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    flat = keras.layers.Dense(256, activation="relu")(keras.layers.Flatten()(x))
    mu = keras.layers.Dense(latent_dim, name="mu")(flat)
    sigma = keras.layers.Dense(latent_dim, name="sigma")(flat)
    return mu, sigma, x.shape
