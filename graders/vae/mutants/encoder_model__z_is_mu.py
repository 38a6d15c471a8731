"""z is mu: nothing is drawn.

Killed by: test_encoder_model_draws_z_around_mu
"""


def encoder_model(latent_dim, input_shape):
    inputs = keras.Input(shape=input_shape)
    mu, sigma, conv_shape = encoder_layers(inputs, latent_dim)
    z = keras.layers.Activation("linear")(mu)
    return keras.Model(inputs, [mu, sigma, z]), conv_shape
