"""In terms of the variance."""


def kl_reconstruction_loss(mu, sigma):
    variance = keras.ops.exp(sigma)
    return keras.ops.mean(variance + mu**2 - 1 - keras.ops.log(variance)) / 2
