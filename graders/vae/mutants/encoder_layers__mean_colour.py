"""Right shapes with a dead branch: only the picture's mean colours reach mu and sigma.

Killed by: test_encoder_layers_learn_what_a_face_is_like
"""


def encoder_layers(inputs, latent_dim):
    x = keras.layers.Conv2D(32, 4, strides=4, padding="same")(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Conv2D(64, 3, strides=2, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Activation("relu")(x)
    flat = keras.layers.GlobalAveragePooling2D()(inputs)
    mu = keras.layers.Dense(latent_dim, name="mu")(flat)
    sigma = keras.layers.Dense(latent_dim, name="sigma")(flat)
    return mu, sigma, x.shape
