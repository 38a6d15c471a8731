"""The softmax is a layer of its own, a reshape flattens, and relu is given as a layer too."""

import keras
from keras import layers


def build_classifier(num_classes):
    model = keras.Sequential()
    model.add(keras.Input((8, 8)))
    model.add(layers.Reshape((64,)))
    model.add(SimpleQuadratic(128, activation=keras.ops.relu))
    model.add(layers.Dropout(0.2, seed=1))
    model.add(layers.Dense(num_classes))
    model.add(layers.Activation("softmax"))
    return model
