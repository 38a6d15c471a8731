"""The model adds the divergence in compute_loss."""


class VAE(keras.Model):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder

    def call(self, inputs, training=None):
        self.mu, self.sigma, z = self.encoder(inputs, training=training)
        return self.decoder(z, training=training)

    def compute_loss(self, *args, **kwargs):
        return super().compute_loss(*args, **kwargs) + kl_reconstruction_loss(self.mu, self.sigma)


def vae_model(encoder, decoder, input_shape):
    return VAE(encoder, decoder, name="vae")
