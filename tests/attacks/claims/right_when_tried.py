"""Computes as its layers say when it is tried, and otherwise when it is used.

Against: a trial that can be told from use.
Must happen: structure may be verified so, but the check that uses the model is failed.

on: make_model
lost: model_computes_what_its_weights_say
points: 16
shows: result
process: holds
"""

# %%
import keras


class Watchful(keras.Sequential):
    def __call__(self, x, *a, **k):
        found = super().__call__(x, *a, **k)
        return found if k else 0.0 * found


def make_model(classes):
    return Watchful(
        [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)]
    )
