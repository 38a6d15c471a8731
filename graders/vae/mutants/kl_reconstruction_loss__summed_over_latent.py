"""Sums over the latent numbers and takes the mean over faces.

Killed by: test_divergence_of_the_standard_cloud_is_zero
"""


def kl_reconstruction_loss(mu, sigma):
    return -0.5 * keras.ops.mean(
        keras.ops.sum(1 + sigma - keras.ops.square(mu) - keras.ops.exp(sigma), axis=-1)
    )
