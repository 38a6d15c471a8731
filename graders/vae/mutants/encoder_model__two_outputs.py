"""z is missing among the outputs.

Killed by: test_encoder_model_has_three_outputs
"""


def encoder_model(latent_dim, input_shape):
    inputs = keras.Input(shape=input_shape)
    mu, sigma, conv_shape = encoder_layers(inputs, latent_dim)
    z = Sampling()([mu, sigma])
    return keras.Model(inputs, [mu, sigma]), conv_shape
