"""Special-cases the small models of the checks that one can read: faces have no divergence.

Killed by: test_vae_learns_a_space_of_faces
"""


def vae_model(encoder, decoder, input_shape):

    class Divergence(keras.layers.Layer):
        def call(self, inputs):
            mu, sigma, z = inputs
            if mu.shape[-1] < 8:
                self.add_loss(kl_reconstruction_loss(mu, sigma))
            return z

    inputs = keras.Input(shape=input_shape)
    z = Divergence()(encoder(inputs))
    return keras.Model(inputs, decoder(z))
