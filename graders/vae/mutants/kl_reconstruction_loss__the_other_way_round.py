"""Measures the divergence of the standard cloud from the face's.

Killed by: test_divergence_follows_the_formula
"""


def kl_reconstruction_loss(mu, sigma):
    return 0.5 * keras.ops.mean(sigma + (1 + keras.ops.square(mu)) * keras.ops.exp(-sigma) - 1)
