"""With keywords, a name and a tuple."""


def encoder_model(latent_dim, input_shape):
    inputs = tf.keras.layers.Input(shape=input_shape)
    mu, sigma, conv_shape = encoder_layers(inputs, latent_dim=latent_dim)
    z = Sampling()((mu, sigma))
    model = tf.keras.Model(inputs=inputs, outputs=[mu, sigma, z], name="encoder")
    model.summary()
    return model, conv_shape
