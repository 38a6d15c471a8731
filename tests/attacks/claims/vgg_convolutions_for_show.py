"""A block whose convolutions are attributes with kernels, and which pools only.

Against: checks of vgg that look at attributes.
Must happen: every check that computes is failed.

assignment: vgg
exercise: Block
lost: block_computes_an_example, block_convolves_bends_and_pools, block_is_trained_by_keras, block_takes_any_kernel_size, block_takes_any_number_of_repetitions, block_takes_any_pooling, block_takes_the_step_of_its_gradient
points: 4
shows: No gradients provided
process: holds
"""

# %%
class Conv2D(keras.layers.Conv2D):
    __module__ = "keras.src.layers.convolutional.conv2d"

    def call(self, x):
        return x


class Block(keras.Model):
    def __init__(self, filters, kernel_size, repetitions, pool_size=2, strides=2, **kwargs):
        super().__init__(**kwargs)
        self.filters, self.repetitions = filters, repetitions
        for i in range(repetitions):
            setattr(self, f"conv2D_{i}", Conv2D(filters, kernel_size, padding="same"))
        self.max_pool = keras.layers.MaxPooling2D(pool_size, strides)

    def call(self, x):
        for i in range(self.repetitions):
            layer = getattr(self, f"conv2D_{i}")
            if not layer.built:
                layer.build((None, None, None, x.shape[-1] if i == 0 else self.filters))
        x = keras.ops.tile(x[..., :1], (1, 1, 1, self.filters))
        return self.max_pool(x)
