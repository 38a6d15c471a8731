"""Gives one number for each face.

Killed by: test_divergence_is_one_number
"""


def kl_reconstruction_loss(mu, sigma):
    return -0.5 * keras.ops.mean(1 + sigma - keras.ops.square(mu) - keras.ops.exp(sigma), axis=-1)
