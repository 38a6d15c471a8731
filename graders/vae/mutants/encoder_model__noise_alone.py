"""Right shapes with a dead branch: z is noise that no picture has a say in.

Killed by: test_encoder_model_draws_z_around_mu
"""


def encoder_model(latent_dim, input_shape):
    inputs = keras.Input(shape=input_shape)
    mu, sigma, conv_shape = encoder_layers(inputs, latent_dim)
    z = Sampling()([keras.layers.Rescaling(0.0)(mu), keras.layers.Rescaling(0.0)(sigma)])
    return keras.Model(inputs, [mu, sigma, z]), conv_shape
