"""Right shapes, but the place does not matter.

Killed by: test_decoder_model_paints_each_place_by_itself
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=(latent_dim,))
    return keras.Model(inputs, decoder_layers(keras.layers.Rescaling(0.0)(inputs), conv_shape))
