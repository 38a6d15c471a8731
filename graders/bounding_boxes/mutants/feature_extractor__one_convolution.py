"""Has one convolution only.

Killed by: test_extractor_is_a_small_stack_of_convolutions
"""

from keras import layers


def feature_extractor(inputs):
    return layers.Conv2D(32, 9, strides=6, padding="same", activation="relu")(inputs)
