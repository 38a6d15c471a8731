"""With a tuple of outputs."""


def encoder_model(latent_dim, input_shape):
    inputs = keras.Input(shape=input_shape)
    mu, sigma, conv_shape = encoder_layers(inputs, latent_dim)
    z = Sampling()([mu, sigma])
    return keras.Model(inputs, (mu, sigma, z)), conv_shape
