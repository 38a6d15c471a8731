"""With layers for the activations, and other names."""

from keras import layers


def base_model(wine):
    hidden = layers.Dense(units=128)(wine)
    hidden = layers.Activation("relu")(hidden)
    hidden = layers.Dense(units=128)(hidden)
    return layers.ReLU()(hidden)
