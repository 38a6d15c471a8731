"""Takes sigma itself for the deviation.

Killed by: test_sampling_without_deviation_gives_the_means
"""


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mu, sigma = inputs
        noise = keras.random.normal(keras.ops.shape(mu))
        return mu + sigma * noise
