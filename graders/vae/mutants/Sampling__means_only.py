"""Returns the means: nothing is drawn.

Killed by: test_sampling_draws_anew_in_every_call
"""


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mu, sigma = inputs
        noise = keras.random.normal(keras.ops.shape(mu))
        return mu + 0.0 * noise
