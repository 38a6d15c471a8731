"""Gives the deviation as the second output.

Killed by: test_encoder_model_draws_z_around_mu
"""


def encoder_model(latent_dim, input_shape):
    inputs = keras.Input(shape=input_shape)
    mu, sigma, conv_shape = encoder_layers(inputs, latent_dim)
    z = Sampling()([mu, sigma])
    return keras.Model(inputs, [mu, keras.ops.exp(sigma / 2), z]), conv_shape
