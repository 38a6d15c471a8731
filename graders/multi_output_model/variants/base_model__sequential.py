"""As a Sequential model that is called on the inputs."""

import keras


def base_model(inputs):
    both = [keras.layers.Dense(128, activation="relu") for _ in range(2)]
    return keras.Sequential(both)(inputs)
