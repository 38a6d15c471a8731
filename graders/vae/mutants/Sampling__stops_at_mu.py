"""The mean is cut off from the gradient.

Killed by: test_sampling_lets_gradients_through
"""


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mu, sigma = inputs
        noise = keras.random.normal(keras.ops.shape(mu))
        return keras.ops.stop_gradient(mu) + keras.ops.exp(sigma / 2) * noise
