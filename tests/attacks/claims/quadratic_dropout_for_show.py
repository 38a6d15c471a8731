"""A classifier whose Dropout is a class of that name that drops nothing.

Against: the check of quadratic_layer that looks for the name.
Must happen: whether pixels are dropped in training is tried, and that check is failed.

assignment: quadratic_layer
exercise: build_classifier
lost: classifier_is_made_of_the_layers_asked_for, classifier_drops_a_fifth_in_training_only
points: 11
shows: e
process: holds
"""

# %%
class Dropout(keras.layers.Layer):
    __module__ = "keras.src.layers.regularization.dropout"
    rate = 0.2

    def call(self, x, training=None):
        return x


def build_classifier(num_classes):
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            SimpleQuadratic(128, activation="relu"),
            Dropout(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
