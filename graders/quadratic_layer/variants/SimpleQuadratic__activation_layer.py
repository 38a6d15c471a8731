"""Keeps the activation as it was given and applies it in a layer of its own."""

import keras


@keras.saving.register_keras_serializable()
class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activation or "linear"
        self.bend = keras.layers.Activation(self.activation)

    def build(self, input_shape):
        self.a = self.add_weight(
            name="a", shape=(input_shape[-1], self.units), initializer="random_normal"
        )
        self.b = self.add_weight(
            name="b", shape=(input_shape[-1], self.units), initializer="random_normal"
        )
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")
        self.built = True

    def call(self, inputs):
        together = keras.ops.concatenate([inputs**2, inputs], axis=-1)
        weights = keras.ops.concatenate([self.a, self.b], axis=0)
        return self.bend(together @ weights + self.c)

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        config["activation"] = keras.activations.serialize(keras.activations.get(self.activation))
        return config
