"""The layers behind a linear activation, named."""


def decoder_model(latent_dim, conv_shape):
    z = keras.Input((latent_dim,), name="z")
    x = keras.layers.Activation("linear")(z)
    return keras.models.Model([z], decoder_layers(inputs=x, conv_shape=conv_shape))
