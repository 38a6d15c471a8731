"""A classifier whose quadratic layer is two Dense layers that call themselves one.

Against: the checks of quadratic_layer on structure.
Must happen: what is computed is not quadratic, and those checks are failed.

assignment: quadratic_layer
exercise: build_classifier
lost: classifier_trains_all_of_its_weights, classifier_uses_128_quadratic_units_with_relu
points: 11
shows: e
process: holds
"""

# %%
class Quadratic(keras.layers.Layer):
    def __init__(self, units=128, **kwargs):
        super().__init__(**kwargs)
        self.inner = keras.layers.Dense(units, activation="relu")
        self.units = units

    def build(self, shape):
        self.inner.build(shape)
        self.a = self.add_weight(name="a", shape=(shape[-1], self.units))
        self.b, self.c = self.inner.kernel, self.inner.bias

    def call(self, x):
        return self.inner(x)


def build_classifier(num_classes):
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            Quadratic(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
