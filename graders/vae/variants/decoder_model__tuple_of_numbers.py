"""Makes plain numbers of its arguments first."""


def decoder_model(latent_dim, conv_shape):
    shape = (None, *(int(n) for n in conv_shape[1:]))
    inputs = keras.layers.Input((int(latent_dim),), dtype="float32")
    return keras.Model(inputs, [decoder_layers(inputs, shape)][0], name="paints")
