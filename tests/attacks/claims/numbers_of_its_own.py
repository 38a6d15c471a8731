"""A model that is not Keras' at all, with every attribute that is asked for.

Against: checks that ask for attributes rather than for behaviour.
Must happen: it is no Keras model, and computes nothing.

on: make_model
lost: model_has_its_layers, model_computes_what_its_weights_say
points: 14
shows: is not a Keras model
process: holds
"""

# %%
import numpy as np


class Model:
    name, built, trainable = "model", True, True
    layers = inputs = outputs = weights = ()

    def get_weights(self):
        return [np.zeros((4, 8)), np.ones(8), np.zeros((8, 3)), np.ones(3)]

    def set_weights(self, weights): ...
    def __call__(self, x):
        return np.zeros((len(x), 3))


def make_model(classes):
    return Model()
