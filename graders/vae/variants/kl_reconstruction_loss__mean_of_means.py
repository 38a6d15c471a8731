"""The mean of the faces' means."""


def kl_reconstruction_loss(mu, sigma):
    one = -0.5 * (1 + sigma - mu * mu - tf.exp(sigma))
    return tf.reduce_mean(tf.reduce_mean(one, axis=-1))
