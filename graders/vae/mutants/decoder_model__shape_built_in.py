"""The notebook's shape is built in.

Killed by: test_decoder_model_fits_any_size
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=(latent_dim,))
    return keras.Model(inputs, decoder_layers(inputs, (None, 8, 8, 64)))
