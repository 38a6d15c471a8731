"""Has all of the parts, but shows them a black picture.

Killed by: test_final_is_made_of_the_three_parts
"""

import keras


def final_model(inputs):
    x = keras.ops.zeros_like(inputs)
    return keras.Model(inputs, bounding_box_regression(dense_layers(feature_extractor(x))))
