"""Gives brightnesses from 0 to 255.

Killed by: test_decoder_model_paints_each_place_by_itself
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=(latent_dim,))
    return keras.Model(inputs, keras.layers.Rescaling(255.0)(decoder_layers(inputs, conv_shape)))
