"""A Sequential model around the layers."""


def decoder_model(latent_dim, conv_shape):
    place = keras.Input((latent_dim,))
    inner = keras.Model(place, decoder_layers(place, conv_shape))
    return keras.Sequential([keras.Input((latent_dim,)), inner])
