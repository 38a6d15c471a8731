"""mu and sigma are swapped.

Killed by: test_divergence_of_the_standard_cloud_is_zero
"""


def kl_reconstruction_loss(mu, sigma):
    return -0.5 * keras.ops.mean(1 + mu - keras.ops.square(sigma) - keras.ops.exp(mu))
