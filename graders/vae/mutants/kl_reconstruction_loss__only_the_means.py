"""Leaves the variances out: clouds may shrink to points.

Killed by: test_divergence_follows_the_formula
"""


def kl_reconstruction_loss(mu, sigma):
    return 0.5 * keras.ops.mean(keras.ops.square(mu))
