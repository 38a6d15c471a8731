"""Draws one number for a face and uses it for all of its latent numbers.

Killed by: test_sampling_has_the_right_statistics
"""


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mu, sigma = inputs
        noise = keras.random.normal((keras.ops.shape(mu)[0], 1))
        return mu + keras.ops.exp(sigma / 2) * noise
