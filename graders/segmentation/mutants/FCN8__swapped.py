"""Makes an input with width and height swapped.

Killed by: test_fcn_returns_three_maps_and_the_input
"""

import keras


def FCN8(input_height, input_width, width=32):
    inputs = keras.Input((input_width, input_height, 1))
    x = keras.layers.ZeroPadding2D(((0, -input_height % 32), (0, -input_width % 32)))(inputs)
    f1 = conv_block(x, width, 3, 2, 2)
    f2 = conv_block(f1, 2 * width, 3, 2, 2)
    f3 = conv_block(f2, 4 * width, 3, 2, 2)
    f4 = conv_block(f3, 8 * width, 3, 2, 2)
    f5 = conv_block(f4, 8 * width, 3, 2, 2)
    return (f3, f4, f5), inputs
