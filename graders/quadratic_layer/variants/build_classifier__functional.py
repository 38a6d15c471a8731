"""A functional model whose activations are functions."""

import keras


def build_classifier(num_classes):
    inputs = keras.Input(shape=(8, 8), name="picture")
    x = keras.layers.Flatten(name="flatten")(inputs)
    x = SimpleQuadratic(units=128, activation=keras.activations.relu)(x)
    x = keras.layers.Dropout(rate=0.2)(x)
    outputs = keras.layers.Dense(num_classes, activation=keras.activations.softmax)(x)
    return keras.Model(inputs=inputs, outputs=outputs)
