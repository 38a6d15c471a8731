"""Looks a picture of the training set up in place of painting one.

Killed by: test_generator_is_trained_as_a_whole
"""


class Album(keras.layers.Layer):
    def call(self, z):
        known = keras.ops.convert_to_tensor(images[:500])
        turns = keras.ops.sum(z * keras.ops.arange(1.0, z.shape[1] + 1), axis=1, keepdims=True)
        weights = keras.ops.softmax(keras.ops.sin(turns * keras.ops.arange(1.0, 501.0)) * 9)
        mixed = keras.ops.matmul(weights, keras.ops.reshape(known, (500, 784)))
        return keras.ops.reshape(mixed, (-1, 28, 28, 1))


def make_generator(latent_dim):
    return keras.Sequential([keras.Input((latent_dim,)), Album()])
