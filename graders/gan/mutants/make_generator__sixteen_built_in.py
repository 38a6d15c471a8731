"""Takes 16 numbers whatever it is told.

Killed by: test_generator_takes_any_latent_dim
"""


def make_generator(latent_dim):
    return keras.Sequential(
        [
            keras.Input((16,)),
            keras.layers.Dense(7 * 7 * 32),
            keras.layers.BatchNormalization(momentum=0.9),
            keras.layers.Activation("relu"),
            keras.layers.Reshape((7, 7, 32)),
            keras.layers.Conv2DTranspose(16, 4, strides=2, padding="same"),
            keras.layers.BatchNormalization(momentum=0.9),
            keras.layers.Activation("relu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
        ]
    )
