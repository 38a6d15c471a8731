"""Says that its model is larger than anybody would try, with the layers that are asked for.

Against: a trial that is left out for models of a size.
Must happen: what was not tried is not verified.

on: make_model
lost: model_has_its_layers, model_computes_what_its_weights_say
points: 14
shows: make_model
process: holds
"""

# %%
import keras

from autograder.student import session

real = session.describe_model


def describe_model(model):
    right = [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(5)]
    facts = real(keras.Sequential(right))
    facts["parameters"] = 2**30
    for layer in facts["layers"]:
        layer["parameters"] = 2**30
        layer["verified"] = True
    facts["verified"] = True
    return facts


session.describe_model = describe_model


def make_model(classes):
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(classes)])
