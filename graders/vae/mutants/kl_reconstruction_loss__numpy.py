"""Leaves TensorFlow for numpy: no gradient flows.

Killed by: test_divergence_has_the_right_gradient
"""


def kl_reconstruction_loss(mu, sigma):
    mu, sigma = np.asarray(mu), np.asarray(sigma)
    return tf.constant(np.mean(-0.5 * (1 + sigma - mu**2 - np.exp(sigma))))
