"""A subclass whose call has no argument training: batch normalisation does nothing in training.

Killed by: test_vae_learns_a_space_of_faces
"""


class VAE(keras.Model):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder

    def call(self, inputs):
        mu, sigma, z = self.encoder(inputs)
        self.add_loss(kl_reconstruction_loss(mu, sigma))
        return self.decoder(z)


def vae_model(encoder, decoder, input_shape):
    return VAE(encoder, decoder)
