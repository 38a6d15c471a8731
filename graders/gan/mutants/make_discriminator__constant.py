"""Answers one half to everything: the right shapes with a dead branch.

Killed by: test_discriminator_judges_each_picture_by_itself
"""


def make_discriminator():
    pictures = keras.Input((28, 28, 1))
    x = keras.layers.Conv2D(16, 4, strides=2, padding="same", activation="leaky_relu")(pictures)
    x = keras.layers.Rescaling(0.0)(keras.layers.Flatten()(x))
    return keras.Model(pictures, keras.layers.Dense(1, activation="sigmoid")(x))
