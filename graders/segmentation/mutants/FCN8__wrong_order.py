"""Returns the maps from coarse to fine.

Killed by: test_fcn_halves_in_every_block
"""

import keras


def FCN8(input_height, input_width, width=32):
    inputs = keras.Input((input_height, input_width, 1))
    x = keras.layers.ZeroPadding2D(((0, -input_height % 32), (0, -input_width % 32)))(inputs)
    f1 = conv_block(x, width, 3, 2, 2)
    f2 = conv_block(f1, 2 * width, 3, 2, 2)
    f3 = conv_block(f2, 4 * width, 3, 2, 2)
    f4 = conv_block(f3, 8 * width, 3, 2, 2)
    f5 = conv_block(f4, 8 * width, 3, 2, 2)
    return (f5, f4, f3), inputs
