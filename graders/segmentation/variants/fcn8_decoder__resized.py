"""Enlarges scores by interpolation at first, and learns the last step only."""

import keras
from keras import layers


def fcn8_decoder(convs, n_classes):
    f3, f4, f5 = convs
    head = keras.Sequential(
        [
            layers.Conv2D(128, 3, padding="same", activation="relu"),
            layers.Conv2D(64, 1, activation="relu"),
            layers.Conv2D(n_classes, 1),
        ]
    )
    x = head(f5)
    for skip in (f4, f3):
        x = layers.UpSampling2D(2, interpolation="bilinear")(x)
        x = layers.add([x, layers.Conv2D(n_classes, 1, use_bias=False)(skip)])
    x = layers.Conv2DTranspose(n_classes, 8, 8)(x)
    x = layers.Cropping2D(((0, 0), (0, 12)))(x)
    return layers.Activation("softmax")(x)
