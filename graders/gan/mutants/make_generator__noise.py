"""Adds fresh noise to what it paints.

Killed by: test_generator_paints_each_picture_by_itself
"""


class Noise(keras.layers.Layer):
    def call(self, x):
        return keras.ops.clip(x + 0.1 * keras.random.normal(keras.ops.shape(x)), -1, 1)


def make_generator(latent_dim):
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(784, activation="tanh"),
            keras.layers.Reshape((28, 28, 1)),
            Noise(),
        ]
    )
