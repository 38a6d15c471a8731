"""Normalises by the batch outside of training, too.

Killed by: test_generator_paints_each_picture_by_itself
"""


def make_generator(latent_dim):
    numbers = keras.Input((latent_dim,))
    x = keras.layers.Dense(7 * 7 * 32)(numbers)
    x = keras.layers.BatchNormalization()(x, training=True)
    x = keras.layers.Reshape((7, 7, 32))(keras.layers.ReLU()(x))
    x = keras.layers.Conv2DTranspose(16, 4, strides=2, padding="same", activation="relu")(x)
    x = keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh")(x)
    return keras.Model(numbers, x)
