"""Shares the zeros out to both sides, in a loop."""

import keras


def FCN8(input_height, input_width, width=32):
    picture = keras.Input(shape=(input_height, input_width, 1), name="picture")
    missing = -input_height % 32, -input_width % 32
    x = keras.layers.ZeroPadding2D([(n // 2, n - n // 2) for n in missing])(picture)
    maps = []
    for power in (0, 1, 2, 3, 3):
        x = conv_block(x, 2**power * width, 3, 2, 2)
        maps += [x]
    return maps[-3:], picture
