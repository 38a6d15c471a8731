"""With a helper function, and noise of that deviation."""


def draw(mu, sigma):
    return (
        mu + tf.math.exp(sigma * 0.5) * tf.keras.backend.random_normal(shape=tf.shape(mu))
        if hasattr(tf.keras.backend, "random_normal")
        else mu + tf.math.exp(sigma * 0.5) * tf.random.normal(tf.shape(mu), 0.0, 1.0)
    )


class Sampling(keras.layers.Layer):
    """Draws z."""

    def call(self, inputs, training=None):
        return draw(*inputs)
