"""Paints one learnt picture, whatever numbers it is given.

Killed by: test_generator_paints_each_picture_by_itself
"""


def make_generator(latent_dim):
    numbers = keras.Input((latent_dim,))
    ones = keras.layers.Lambda(lambda z: z[:, :1] * 0 + 1, output_shape=(1,))(numbers)
    pixels = keras.layers.Dense(784, activation="tanh")(ones)
    return keras.Model(numbers, keras.layers.Reshape((28, 28, 1))(pixels))
