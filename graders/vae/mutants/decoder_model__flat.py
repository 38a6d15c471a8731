"""Gives all brightnesses in one row.

Killed by: test_decoder_model_goes_from_places_to_pictures
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=(latent_dim,))
    return keras.Model(inputs, keras.layers.Flatten()(decoder_layers(inputs, conv_shape)))
