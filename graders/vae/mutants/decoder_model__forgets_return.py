"""Makes the model and does not return it.

Killed by: test_decoder_model_goes_from_places_to_pictures
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=(latent_dim,))
    model = keras.Model(inputs, decoder_layers(inputs, conv_shape))
