"""Takes sigma for the deviation.

Killed by: test_divergence_of_the_standard_cloud_is_zero
"""


def kl_reconstruction_loss(mu, sigma):
    return -0.5 * keras.ops.mean(
        1
        + keras.ops.log(keras.ops.square(sigma) + 1e-7)
        - keras.ops.square(mu)
        - keras.ops.square(sigma)
    )
