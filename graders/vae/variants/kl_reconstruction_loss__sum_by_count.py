"""A sum, divided by the count."""


def kl_reconstruction_loss(mu, sigma):
    total = keras.ops.sum(keras.ops.exp(sigma) + keras.ops.square(mu) - sigma - 1.0)
    return 0.5 * total / keras.ops.cast(keras.ops.size(mu), total.dtype)
