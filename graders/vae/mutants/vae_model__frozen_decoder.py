"""The decoder is not trained.

Killed by: test_likeness_trains_encoder_and_decoder
"""


def vae_model(encoder, decoder, input_shape):

    class Divergence(keras.layers.Layer):
        def call(self, inputs):
            mu, sigma, z = inputs
            self.add_loss(kl_reconstruction_loss(mu, sigma))
            return z

    inputs = keras.Input(shape=input_shape)
    z = Divergence()(encoder(inputs))
    decoder.trainable = False
    return keras.Model(inputs, decoder(z))
