"""Special-cases small models; for faces the divergence counts a thousandfold, so nothing gets into z.

Killed by: test_vae_learns_a_space_of_faces
"""


def vae_model(encoder, decoder, input_shape):

    class Divergence(keras.layers.Layer):
        def call(self, inputs):
            mu, sigma, z = inputs
            self.add_loss(kl_reconstruction_loss(mu, sigma) * (1.0 if mu.shape[-1] < 8 else 1000.0))
            return z

    inputs = keras.Input(shape=input_shape)
    z = Divergence()(encoder(inputs))
    return keras.Model(inputs, decoder(z))
