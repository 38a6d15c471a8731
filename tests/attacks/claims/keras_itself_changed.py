"""Changes Keras' own Dense, so that an honest description belongs to something else.

Against: trust in a class because it is Keras'.
Must happen: the description is held against an unchanged Keras.

on: make_model
lost: model_has_its_layers, model_computes_what_its_weights_say
points: 14
shows: make_model
process: holds
"""

# %%
import keras


def call(self, x, training=None):
    return keras.ops.matmul(x, self.kernel) * 0.0 + 1.0


keras.layers.Dense.call = call


def make_model(classes):
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)]
    )
