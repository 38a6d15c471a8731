"""Draws noise for one face and uses it for the whole batch.

Killed by: test_sampling_has_the_right_statistics
"""


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mu, sigma = inputs
        noise = keras.random.normal((mu.shape[1],))
        return mu + keras.ops.exp(sigma / 2) * noise
