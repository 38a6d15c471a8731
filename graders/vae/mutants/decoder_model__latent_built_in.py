"""The number of latent numbers is built in.

Killed by: test_decoder_model_goes_from_places_to_pictures
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=(16,))
    return keras.Model(inputs, decoder_layers(inputs, conv_shape))
