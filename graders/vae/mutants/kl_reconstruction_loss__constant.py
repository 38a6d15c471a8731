"""Always 0: right for the standard cloud, and nothing else.

Killed by: test_divergence_of_the_standard_cloud_is_zero
"""


def kl_reconstruction_loss(mu, sigma):
    return 0.0 * keras.ops.mean(mu + sigma)
