"""Takes the variance for the deviation: the half is missing.

Killed by: test_sampling_has_the_right_statistics
"""


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mu, sigma = inputs
        noise = keras.random.normal(keras.ops.shape(mu))
        return mu + keras.ops.exp(sigma) * noise
