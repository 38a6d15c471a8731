"""Has its inputs and its output in lists."""

import tensorflow as tf


def final_model(inputs):
    box = bounding_box_regression(dense_layers(feature_extractor(inputs), width=1.0))
    return tf.keras.Model(inputs=[inputs], outputs=[box])
