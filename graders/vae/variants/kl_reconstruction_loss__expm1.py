"""With a helper and expm1."""


def one_number(mu, sigma):
    return 0.5 * (keras.ops.expm1(sigma) - sigma + keras.ops.square(mu))


def kl_reconstruction_loss(mu, sigma):
    return keras.ops.mean(one_number(mu=mu, sigma=sigma))
