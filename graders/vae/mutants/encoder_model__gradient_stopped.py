"""No gradient passes from z to the encoder.

Killed by: test_encoder_model_is_trained_by_way_of_z
"""


def encoder_model(latent_dim, input_shape):
    inputs = keras.Input(shape=input_shape)
    mu, sigma, conv_shape = encoder_layers(inputs, latent_dim)
    z = Sampling()([keras.ops.stop_gradient(mu), keras.ops.stop_gradient(sigma)])
    return keras.Model(inputs, [mu, sigma, z]), conv_shape
