"""Lets the pooling drop what cannot be halved."""

import keras


def FCN8(input_height, input_width, width=32):
    inputs = keras.layers.Input((input_height, input_width, 1))
    f2 = conv_block(conv_block(inputs, width, 3, 2, 2), width * 2, 3, 2, 2)
    f3 = conv_block(f2, width * 4, 3, 2, 2)
    f4 = conv_block(f3, width * 8, 3, 2, 2)
    return (f3, f4, conv_block(f4, width * 8, 3, 2, 2)), inputs
