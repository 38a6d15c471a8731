"""Paints one colour all over, in the right shape.

Killed by: test_decoder_layers_learn_to_paint
"""


def decoder_layers(inputs, conv_shape):
    rows, columns = 8 * conv_shape[1], 8 * conv_shape[2]
    x = keras.layers.Dense(32, activation="relu")(inputs)
    x = keras.layers.Dense(3, activation="sigmoid")(x)
    x = keras.layers.Reshape((1, 1, 3))(x)
    return keras.layers.UpSampling2D((rows, columns))(x)
