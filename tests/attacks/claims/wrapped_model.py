"""Returns an object around a right model: asked about itself it is the model, called it is not.

Against: objects that pass every question on but one.
Must happen: what is called and what is described have to be the same thing.

on: make_model
lost: model_has_its_layers, model_computes_what_its_weights_say
points: 14
shows: make_model
process: holds
"""

# %%
import keras


class Wrapped(keras.Sequential):
    def __call__(self, x, *a, **k):
        return keras.ops.zeros((len(x), 3)) if hasattr(x, "numpy") else super().__call__(x, *a, **k)


def make_model(classes):
    return Wrapped(
        [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)]
    )
