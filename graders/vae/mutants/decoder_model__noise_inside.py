"""Draws once more inside of the decoder.

Killed by: test_decoder_model_paints_each_place_by_itself
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=(latent_dim,))
    return keras.Model(
        inputs,
        decoder_layers(Sampling()([inputs, keras.layers.Rescaling(0.0)(inputs)]), conv_shape),
    )
