"""Pools in place of strides."""


def make_discriminator():
    model = keras.Sequential([keras.Input((28, 28, 1))])
    for filters in (12, 24):
        model.add(keras.layers.Conv2D(filters, 3, padding="same", activation="leaky_relu"))
        model.add(keras.layers.AveragePooling2D(2))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    return model
