"""With TensorFlow's own functions."""


class Sampling(tf.keras.layers.Layer):
    def call(self, inputs):
        mu, sigma = inputs
        batch, dim = tf.shape(mu)[0], tf.shape(mu)[1]
        epsilon = tf.random.normal(shape=(batch, dim))
        return mu + tf.exp(0.5 * sigma) * epsilon
