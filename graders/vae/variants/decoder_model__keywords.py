"""With keywords and a name."""


def decoder_model(latent_dim, conv_shape):
    inputs = tf.keras.layers.Input(shape=(latent_dim,))
    outputs = decoder_layers(inputs, conv_shape)
    model = tf.keras.Model(inputs=inputs, outputs=outputs, name="decoder")
    model.summary()
    return model
