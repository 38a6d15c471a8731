"""Enlarges by UpSampling2D and a convolution."""


def make_generator(latent_dim):
    model = keras.Sequential([keras.Input((latent_dim,)), keras.layers.Dense(7 * 7 * 32)])
    model.add(keras.layers.BatchNormalization(momentum=0.9))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Reshape((7, 7, 32)))
    model.add(keras.layers.UpSampling2D())
    model.add(keras.layers.Conv2D(16, 3, padding="same"))
    model.add(keras.layers.BatchNormalization(momentum=0.9))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.UpSampling2D())
    model.add(keras.layers.Conv2D(1, 3, padding="same", activation="tanh"))
    return model
