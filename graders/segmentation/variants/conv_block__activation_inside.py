"""With activations inside of the convolutions, and other initial weights."""

from keras.layers import BatchNormalization, Conv2D, MaxPooling2D


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    common = dict(padding="same", activation="leaky_relu", kernel_initializer="he_normal")
    x = Conv2D(filters, kernel_size, **common)(input)
    x = Conv2D(filters, kernel_size, **common)(x)
    x = MaxPooling2D(pooling_size, strides=pool_strides)(x)
    return BatchNormalization(momentum=0.95)(x)
