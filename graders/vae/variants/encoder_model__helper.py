"""With a helper that puts all together, returned as a list."""


def encoded(inputs, latent_dim):
    mu, sigma, shape = encoder_layers(inputs, latent_dim)
    draw = Sampling(name="sampling")
    return [mu, sigma, draw([mu, sigma])], shape


def encoder_model(latent_dim, input_shape):
    image = keras.Input(shape=tuple(input_shape), name="image")
    outputs, shape = encoded(image, latent_dim)
    return [keras.models.Model(image, outputs), shape]
