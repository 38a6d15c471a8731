"""Takes what has the shape before flattening.

Killed by: test_decoder_model_goes_from_places_to_pictures
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=conv_shape[1:])
    return keras.Model(inputs, decoder_layers(keras.layers.Flatten()(inputs), conv_shape))
