"""Is a linear model: nothing between the pixels and the answer.

Killed by: test_discriminator_can_learn_to_judge
"""


def make_discriminator():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
