"""One layer holds both models and adds the divergence."""


class Both(keras.layers.Layer):
    def __init__(self, encoder, decoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder, self.decoder = encoder, decoder

    def call(self, images):
        mu, sigma, z = self.encoder(images)
        self.add_loss(kl_reconstruction_loss(mu=mu, sigma=sigma))
        return self.decoder(z)


def vae_model(encoder, decoder, input_shape):
    return keras.Sequential([keras.Input(input_shape), Both(encoder, decoder)])
