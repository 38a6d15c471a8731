"""The deviation is cut off from the gradient.

Killed by: test_sampling_lets_gradients_through
"""


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mu, sigma = inputs
        noise = keras.random.normal(keras.ops.shape(mu))
        return mu + keras.ops.stop_gradient(keras.ops.exp(sigma / 2)) * noise
