"""By the functional interface."""


def make_discriminator():
    pictures = keras.Input(shape=(28, 28, 1))
    x = pictures
    for filters in (16, 32):
        x = keras.layers.Conv2D(filters, 5, strides=2, padding="same")(x)
        x = keras.layers.LeakyReLU(negative_slope=0.2)(x)
    x = keras.layers.Dropout(0.2)(keras.layers.Flatten()(x))
    return keras.Model(inputs=pictures, outputs=keras.layers.Dense(1, activation="sigmoid")(x))
