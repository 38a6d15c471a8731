"""The divergence is reported but does not reach the gradient.

Killed by: test_the_divergence_reaches_the_gradient
"""


def vae_model(encoder, decoder, input_shape):

    class Divergence(keras.layers.Layer):
        def call(self, inputs):
            mu, sigma, z = inputs
            self.add_loss(keras.ops.stop_gradient(kl_reconstruction_loss(mu, sigma)))
            return z

    inputs = keras.Input(shape=input_shape)
    z = Divergence()(encoder(inputs))
    return keras.Model(inputs, decoder(z))
