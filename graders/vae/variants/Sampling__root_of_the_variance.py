"""Takes the root of the variance, and noise like mu."""


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        (mu, sigma) = inputs
        std = keras.ops.sqrt(keras.ops.exp(sigma))
        return keras.ops.add(mu, keras.ops.multiply(std, tf.random.normal(tf.shape(std))))
