"""The sign is wrong.

Killed by: test_divergence_of_the_standard_cloud_is_zero
"""


def kl_reconstruction_loss(mu, sigma):
    return 0.5 * keras.ops.mean(1 + sigma - keras.ops.square(mu) - keras.ops.exp(sigma))
