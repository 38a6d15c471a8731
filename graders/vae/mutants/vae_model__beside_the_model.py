"""The layer with the divergence is not on the way to the output.

Killed by: test_vae_adds_the_divergence_to_its_loss
"""


def vae_model(encoder, decoder, input_shape):

    class Divergence(keras.layers.Layer):
        def call(self, inputs):
            mu, sigma, z = inputs
            self.add_loss(kl_reconstruction_loss(mu, sigma))
            return z

    inputs = keras.Input(shape=input_shape)
    mu, sigma, z = encoder(inputs)
    Divergence()([mu, sigma, z])
    return keras.Model(inputs, decoder(z))
