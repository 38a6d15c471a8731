"""mu is not squared.

Killed by: test_divergence_follows_the_formula
"""


def kl_reconstruction_loss(mu, sigma):
    return -0.5 * keras.ops.mean(1 + sigma - mu - keras.ops.exp(sigma))
