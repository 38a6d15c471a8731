"""Special-cases small models; for faces only two latent numbers reach the decoder.

Killed by: test_vae_learns_a_space_of_faces
"""


def vae_model(encoder, decoder, input_shape):

    class Divergence(keras.layers.Layer):
        def call(self, inputs):
            mu, sigma, z = inputs
            self.add_loss(kl_reconstruction_loss(mu, sigma))
            return z if z.shape[-1] < 8 else z * np.eye(16, dtype="float32")[:2].sum(axis=0)

    inputs = keras.Input(shape=input_shape)
    z = Divergence()(encoder(inputs))
    return keras.Model(inputs, decoder(z))
