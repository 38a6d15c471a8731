"""The layer lies behind the decoder and passes the pictures on."""


class AddDivergence(tf.keras.layers.Layer):
    def call(self, images, mu, sigma):
        self.add_loss(kl_reconstruction_loss(mu, sigma))
        return images


def vae_model(encoder, decoder, input_shape):
    inputs = tf.keras.layers.Input(shape=input_shape)
    mu, sigma, z = encoder(inputs)
    images = AddDivergence()(decoder(z), mu=mu, sigma=sigma)
    return tf.keras.Model(inputs=inputs, outputs=images, name="vae")
