"""As a layer of its own, with larger windows in the last step."""

import keras


class Decoder(keras.layers.Layer):
    def __init__(self, n_classes):
        super().__init__()
        self.head = [
            keras.layers.Conv2D(96, 3, padding="same", activation="relu"),
            keras.layers.Conv2D(96, 1, activation="relu"),
        ]
        self.ups = [keras.layers.Conv2DTranspose(n_classes, 4, 2, "same") for _ in range(2)]
        self.scores = [keras.layers.Conv2D(n_classes, 1) for _ in range(2)]
        self.last = keras.layers.Conv2DTranspose(n_classes, 16, 8, "same")

    def call(self, convs):
        f3, f4, f5 = convs
        x = f5
        for layer in self.head:
            x = layer(x)
        for up, score, skip in zip(self.ups, self.scores, (f4, f3)):
            x = up(x) + score(skip)
        return keras.ops.softmax(self.last(x)[:, :, :84])


def fcn8_decoder(convs, n_classes):
    return Decoder(n_classes)(list(convs))
