"""With a model of the layers inside of the model."""


def encoder_model(latent_dim, input_shape):
    first = keras.Input(input_shape)
    mu, sigma, conv_shape = encoder_layers(first, latent_dim)
    inner = keras.Model(first, [mu, sigma])
    inputs = keras.Input(input_shape)
    mu, sigma = inner(inputs)
    return keras.Model(inputs, [mu, sigma, Sampling(name="z")([mu, sigma])]), conv_shape
