"""With max pooling in the place of strides, and one head that is split."""


def encoder_layers(inputs, latent_dim):
    x = keras.layers.AveragePooling2D(2)(inputs)
    x = keras.layers.Conv2D(24, 3, padding="same", activation="relu")(x)
    x = keras.layers.MaxPooling2D(2)(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.Conv2D(48, 3, padding="same", activation="relu")(x)
    x = keras.layers.MaxPooling2D(2)(x)
    x = keras.layers.BatchNormalization()(x)
    both = keras.layers.Dense(2 * latent_dim)(keras.layers.Flatten()(x))
    return both[:, :latent_dim], both[:, latent_dim:], x.shape
