"""With a seed generator of its own."""


class Sampling(keras.layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seeds = keras.random.SeedGenerator(1337)

    def call(self, inputs):
        z_mean, z_log_var = inputs[0], inputs[1]
        epsilon = keras.random.normal(shape=keras.ops.shape(z_mean), seed=self.seeds)
        return z_mean + keras.ops.exp(0.5 * z_log_var) * epsilon
