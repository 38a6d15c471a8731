"""z comes from an encoder of its own, so mu and sigma say nothing about it.

Killed by: test_encoder_model_draws_z_around_mu
"""


def encoder_model(latent_dim, input_shape):
    inputs = keras.Input(shape=input_shape)
    mu, sigma, conv_shape = encoder_layers(inputs, latent_dim)
    other = keras.Input(shape=input_shape)
    own = keras.Model(other, list(encoder_layers(other, latent_dim)[:2]))
    z = Sampling()(list(own(inputs)))
    return keras.Model(inputs, [mu, sigma, z]), conv_shape
