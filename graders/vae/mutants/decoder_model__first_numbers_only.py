"""Right shapes with a dead branch: only the first three latent numbers get through.

Killed by: test_decoder_model_uses_every_number
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=(latent_dim,))
    return keras.Model(inputs, decoder_layers(inputs[:, :3], conv_shape))
