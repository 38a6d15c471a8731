"""The number of latent numbers is built in.

Killed by: test_encoder_model_has_three_outputs
"""


def encoder_model(latent_dim, input_shape):
    inputs = keras.Input(shape=input_shape)
    mu, sigma, conv_shape = encoder_layers(inputs, 16)
    z = Sampling()([mu, sigma])
    return keras.Model(inputs, [mu, sigma, z]), conv_shape
