"""Is a Sequential of named parts."""

import keras


class MyVGG(keras.Sequential):
    def __init__(self, num_classes, width=64):
        super().__init__()
        for name, times, repetitions in zip("abcde", (1, 2, 4, 8, 8), (2, 2, 3, 3, 3)):
            block = Block(filters=times * width, kernel_size=3, repetitions=repetitions)
            setattr(self, "block_" + name, block)
            self.add(block)
        self.add(keras.layers.Flatten(name="flatten"))
        self.add(keras.layers.Dense(256, activation="relu", name="fc"))
        self.add(keras.layers.Dense(num_classes, activation="softmax", name="classifier"))
