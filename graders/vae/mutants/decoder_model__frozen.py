"""Nothing in the decoder is trained.

Killed by: test_decoder_model_is_trained_as_a_whole
"""


def decoder_model(latent_dim, conv_shape):
    inputs = keras.Input(shape=(latent_dim,))
    model = keras.Model(inputs, decoder_layers(inputs, conv_shape))
    model.trainable = False
    return model
