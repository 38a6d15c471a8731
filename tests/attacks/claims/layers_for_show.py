"""Has the right layers in its attribute `layers`, and computes with others.

Against: `model.layers`, which a subclass may define.
Must happen: the layers that are shown are those that compute, or the check fails.

on: make_model
lost: model_has_its_layers, model_computes_what_its_weights_say
points: 14
shows: make_model
process: holds
"""

# %%
import keras


class Shown(keras.Sequential):
    @property
    def layers(self):
        if not hasattr(self, "_shown"):
            inner = [keras.Input((4,)), keras.layers.Dense(8, activation="relu")]
            object.__setattr__(
                self, "_shown", keras.Sequential([*inner, keras.layers.Dense(self._classes)])
            )
        return self._shown.layers


def make_model(classes):
    model = Shown([keras.Input((4,)), keras.layers.Dense(classes)])
    object.__setattr__(model, "_classes", classes)
    return model
