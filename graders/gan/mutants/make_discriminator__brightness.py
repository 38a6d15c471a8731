"""Sees nothing of a picture but how bright it is.

Killed by: test_discriminator_can_learn_to_judge
"""


def make_discriminator():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
