"""With elu, and without dropout."""


def make_discriminator():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 4, strides=2, padding="same"),
            keras.layers.ELU(),
            keras.layers.Conv2D(32, 4, strides=2, padding="same"),
            keras.layers.ELU(),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
