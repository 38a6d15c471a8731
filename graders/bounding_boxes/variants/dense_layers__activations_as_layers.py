"""Has activations as layers of their own, and a Reshape to flatten."""

from keras import layers


def dense_layers(features, width=1.0):
    x = layers.AveragePooling2D(2, padding="same")(features)
    x = layers.Reshape((-1,))(x)
    for units in (1024, 512):
        x = layers.Dense(int(units * width))(x)
        x = layers.ReLU()(x)
    return x
