"""Makes the noise by numpy while the graph is built: a model then always has the same.

Killed by: test_sampling_works_in_a_model
"""


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mu, sigma = inputs
        noise = np.random.normal(size=(mu.shape[0] or 1, mu.shape[1])).astype("float32")
        return mu + keras.ops.exp(sigma / 2) * noise
