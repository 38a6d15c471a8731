"""The pictures' size is built in.

Killed by: test_encoder_model_fits_any_size
"""


def encoder_model(latent_dim, input_shape):
    inputs = keras.Input(shape=(64, 64, 3))
    mu, sigma, conv_shape = encoder_layers(inputs, latent_dim)
    z = Sampling()([mu, sigma])
    return keras.Model(inputs, [mu, sigma, z]), conv_shape
