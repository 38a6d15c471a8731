"""Three convolutions of 3 × 3 with a stride of 2."""


def encoder_layers(inputs, latent_dim):
    x = tf.keras.layers.Conv2D(
        filters=16, kernel_size=3, strides=2, padding="same", activation="relu"
    )(inputs)
    x = tf.keras.layers.BatchNormalization()(x)
    x = tf.keras.layers.Conv2D(
        filters=32, kernel_size=3, strides=2, padding="same", activation="relu"
    )(x)
    x = tf.keras.layers.BatchNormalization()(x)
    x = tf.keras.layers.Conv2D(
        filters=64, kernel_size=3, strides=2, padding="same", activation="relu"
    )(x)
    batch_3 = tf.keras.layers.BatchNormalization()(x)
    x = tf.keras.layers.Flatten()(batch_3)
    mu = tf.keras.layers.Dense(latent_dim, name="latent_mu")(x)
    sigma = tf.keras.layers.Dense(latent_dim, name="latent_sigma")(x)
    return mu, sigma, batch_3.shape
