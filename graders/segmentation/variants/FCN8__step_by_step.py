"""The way older courses write it: one step after the other, with pairs for sizes."""

import tensorflow as tf


def FCN8(input_height=64, input_width=84, width=32):
    img_input = tf.keras.layers.Input(shape=(input_height, input_width, 1))

    # pad so that height and width can be halved five times
    rows, columns = (32 - input_height % 32) % 32, (32 - input_width % 32) % 32
    x = tf.keras.layers.ZeroPadding2D(padding=((0, rows), (0, columns)))(img_input)

    # block 1
    x = conv_block(x, filters=width, kernel_size=(3, 3), pooling_size=(2, 2), pool_strides=(2, 2))
    # block 2
    x = conv_block(
        x, filters=2 * width, kernel_size=(3, 3), pooling_size=(2, 2), pool_strides=(2, 2)
    )
    # block 3
    x = conv_block(
        x, filters=4 * width, kernel_size=(3, 3), pooling_size=(2, 2), pool_strides=(2, 2)
    )
    f3 = x
    # block 4
    x = conv_block(
        x, filters=8 * width, kernel_size=(3, 3), pooling_size=(2, 2), pool_strides=(2, 2)
    )
    f4 = x
    # block 5
    x = conv_block(
        x, filters=8 * width, kernel_size=(3, 3), pooling_size=(2, 2), pool_strides=(2, 2)
    )
    f5 = x

    return (f3, f4, f5), img_input
