"""Has 256 filters at the end, and more parameters than allowed.

Killed by: test_extractor_is_a_small_stack_of_convolutions
"""

from keras import layers


def feature_extractor(inputs):
    x = layers.Conv2D(16, 5, strides=2, padding="same", activation="relu")(inputs)
    x = layers.Conv2D(24, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(48, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(512, 3, padding="same", activation="relu")(x)
    return x
