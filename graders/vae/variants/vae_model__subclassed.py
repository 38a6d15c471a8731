"""As a subclass of Model."""


class VAE(keras.Model):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder

    def call(self, inputs, training=None):
        mu, sigma, z = self.encoder(inputs, training=training)
        self.add_loss(kl_reconstruction_loss(mu, sigma))
        return self.decoder(z, training=training)


def vae_model(encoder, decoder, input_shape):
    return VAE(encoder, decoder)
