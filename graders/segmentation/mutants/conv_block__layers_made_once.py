"""Makes its layers at the first call and uses them for ever.

Killed by: test_block_learns
"""

import keras

made = {}


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    key = (input.shape[-1], filters, str(kernel_size), str(pooling_size), str(pool_strides))
    if key not in made:
        made[key] = [
            keras.layers.Conv2D(filters, kernel_size, padding="same"),
            keras.layers.LeakyReLU(),
            keras.layers.Conv2D(filters, kernel_size, padding="same"),
            keras.layers.LeakyReLU(),
            keras.layers.MaxPooling2D(pooling_size, strides=pool_strides),
            keras.layers.BatchNormalization(),
        ]
    x = input
    for layer in made[key]:
        x = layer(x)
    return x
