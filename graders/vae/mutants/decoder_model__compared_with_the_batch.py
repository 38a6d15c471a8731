"""Subtracts the mean of the batch from every place.

Killed by: test_decoder_model_paints_each_place_by_itself
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=(latent_dim,))
    return keras.Model(
        inputs, decoder_layers(inputs - keras.ops.mean(inputs, axis=0, keepdims=True), conv_shape)
    )
