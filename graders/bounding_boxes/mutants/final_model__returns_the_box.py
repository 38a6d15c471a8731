"""Returns the tensor of the box, and no model.

Killed by: test_final_is_a_model_on_the_given_inputs
"""

import keras


def final_model(inputs):
    return bounding_box_regression(dense_layers(feature_extractor(inputs)))
