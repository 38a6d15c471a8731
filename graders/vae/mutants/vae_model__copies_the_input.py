"""Copies the input: the decoder has no say in what comes out.

Killed by: test_vae_decodes_draws
"""


def vae_model(encoder, decoder, input_shape):

    class Divergence(keras.layers.Layer):
        def call(self, inputs):
            mu, sigma, z = inputs
            self.add_loss(kl_reconstruction_loss(mu, sigma))
            return z

    inputs = keras.Input(shape=input_shape)
    z = Divergence()(encoder(inputs))
    return keras.Model(
        inputs, keras.layers.Add()([inputs, keras.layers.Rescaling(0.0)(decoder(z))])
    )
