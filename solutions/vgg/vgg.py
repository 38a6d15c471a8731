# ---
# jupyter:
#   autograder: {assignment: vgg}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # A network as a class
#
# In 2014 two people in Oxford, Karen Simonyan and Andrew Zisserman, asked how far one gets with
# nothing but small convolutions, if only there are enough of them. Their network was named after
# their group, **VGG**, and it is so regular that you can say it in one sentence: five times a few
# convolutions of 3 × 3 and a pooling, each time with more filters and on a smaller picture, and a
# classifier at the end ([the paper](https://arxiv.org/abs/1409.1556)).
#
# Written down layer by layer that is a long list in which every line looks like the one before.
# A class says it better: a **block** is a model of its own, with a few numbers to choose, and the
# network is a model made of five of them. You will
#
# 1. write `Block`, a model that convolves a few times and then pools;
# 2. write `MyVGG`, a model that is made of blocks, and teach it to tell cats from dogs.

# %% tags=["setup"]
import keras
import numpy as np

from autograder import check
from autograder.datasets import cats_and_dogs

train = cats_and_dogs.load("train")
test = cats_and_dogs.load("test")

# %% [markdown]
# ## The animals
#
# `train` has 2000 pictures and `test` has 500, each of 32 × 32 pixels with red, green and blue
# from 0 to 1. A label is 0 for a cat and 1 for a dog; half of them are dogs. All pictures are
# painted by a program. Colour and brightness say nothing about the animal, and it may look to
# either side: a linear model gets about 53 % right, hardly more than a coin. What is left is
# shape: ears, muzzle, tail.

# %% tags=["explore"]
import matplotlib.pyplot as plt

figure, axes = plt.subplots(3, 8, figsize=(10, 4))
for axis, image, label in zip(axes.ravel(), train.images, train.labels, strict=False):
    axis.imshow(image)
    axis.set_title(cats_and_dogs.NAMES[label])
    axis.axis("off")

# %% [markdown]
# ## 1. A model of a few layers: `Block`
#
# A class that inherits from `keras.Model` has two methods to write:
#
# | method | when | what for |
# |---|---|---|
# | `__init__` | when it is made | make the layers and keep them as attributes of `self` |
# | `call(inputs)` | every time | send the inputs through the layers, and return what comes out |
#
# Keras looks at every attribute that is set on a model. If it is a layer, then its weights become
# weights of the model, to be trained and saved with it. That is why layers are made in `__init__`,
# once, and not in `call`, which would make new ones each time.
#
# A block makes $r$ convolutions (`repetitions`) of `filters` filters each, one after the other,
# and then a pooling:
#
# $$
# x_{i+1} = \max(0,\; K_i * x_i + b_i), \quad i = 0, \dots, r - 1
# \qquad
# y = \operatorname{maxpool}(x_r)
# $$
#
# - The convolutions are the attributes `conv2D_0`, `conv2D_1`, …, as many as there are repetitions.
#   Each has weights of its own and the activation relu. A convolution leaves the picture as large
#   as it was, because its padding is `"same"`.
# - The pooling is the attribute `max_pool`. It takes the largest of `pool_size` × `pool_size`
#   pixels, then goes on by `strides`. It does not pad.
#
# How does one set an attribute whose name has a number in it that is not known yet? Python has a
# function for that, `setattr(thing, name, value)`, and `getattr(thing, name)` for the way back. In
# older notebooks you will see `vars(self)[name] = …` in its place. That goes behind Keras' back:
# with Keras 3 the layer is there and computes, but its weights are not known and never learn.
#
# **Shapes.** In: `(n, height, width, channels)`. Out, with the default pooling:
# `(n, height // 2, width // 2, filters)`.
#
# **To read:** [Making new layers and models via
# subclassing](https://keras.io/guides/making_new_layers_and_models_via_subclassing/),
# [`Conv2D`](https://keras.io/api/layers/convolution_layers/convolution2d/),
# [`MaxPooling2D`](https://keras.io/api/layers/pooling_layers/max_pooling2d/),
# [`setattr`](https://docs.python.org/3/library/functions.html#setattr).


# %% exercise="Block"
class Block(keras.Model):
    """A few convolutions, one after the other, and a pooling.

    Attributes:
        conv2D_0, conv2D_1, …: the convolutions, `repetitions` of them.
        max_pool: the pooling.

    Args:
        filters: how many filters each convolution has.
        kernel_size: side of the filters, in pixels.
        repetitions: how many convolutions there are.
        pool_size: side of the square of which the pooling takes the largest, in pixels.
        strides: from one such square to the next, in pixels.
    """

    ### BEGIN SOLUTION
    def __init__(self, filters, kernel_size, repetitions, pool_size=2, strides=2, **kwargs):
        super().__init__(**kwargs)
        self.repetitions = repetitions
        for i in range(repetitions):
            convolution = keras.layers.Conv2D(
                filters, kernel_size, padding="same", activation="relu"
            )
            setattr(self, f"conv2D_{i}", convolution)
        self.max_pool = keras.layers.MaxPooling2D(pool_size, strides)

    def call(self, inputs):
        """Pictures (n, height, width, channels) in, smaller ones with `filters` channels out."""
        x = inputs
        for i in range(self.repetitions):
            x = getattr(self, f"conv2D_{i}")(x)
        return self.max_pool(x)

    ### END SOLUTION


# %% check="Block"
check("Block")

# %% [markdown]
# ### Look at it
#
# How many weights does a block of two convolutions have, of 8 filters each, if pictures with three
# channels go in? Work it out first: a filter has a number for each pixel of its square *and each
# channel that comes in*, and one bias.

# %% tags=["explore"]
block = Block(filters=8, kernel_size=3, repetitions=2)
features = block(train.images[:1])
print("in: ", train.images[:1].shape)
print("out:", features.shape)
block.summary()

# %% [markdown]
# ## 2. A model of blocks: `MyVGG`
#
# A model may be an attribute of a model, just like a layer. This is the whole network, for pictures
# of 32 × 32; $w$ is `width`, which is 64 in the paper:
#
# | attribute | what it is | shape afterwards |
# |---|---|---|
# | `block_a` | 2 convolutions of $w$ filters | `(n, 16, 16, w)` |
# | `block_b` | 2 convolutions of $2w$ filters | `(n, 8, 8, 2w)` |
# | `block_c` | 3 convolutions of $4w$ filters | `(n, 4, 4, 4w)` |
# | `block_d` | 3 convolutions of $8w$ filters | `(n, 2, 2, 8w)` |
# | `block_e` | 3 convolutions of $8w$ filters | `(n, 1, 1, 8w)` |
# | `flatten` | one row of numbers for each picture | `(n, 8w)` |
# | `fc` | dense, 256 units, relu | `(n, 256)` |
# | `classifier` | dense, one unit for each class, softmax | `(n, num_classes)` |
#
# All filters are 3 × 3 and all poolings halve the picture, so each block is one of yours. Why small
# filters? Two of 3 × 3 in a row see 5 × 5 pixels, three see 7 × 7, with fewer weights than one
# large filter, and with a relu in between.
#
# The softmax makes probabilities of the last layer's numbers $z$: positive, and 1 in sum.
#
# $$
# p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}
# $$
#
# At its full width the network has 14.8 million weights, most of them in the last blocks. The
# checks build it at that size, but train it with a small `width`, because your time is short and
# cats are simple. So nothing in your class may rely on the 64. The checks compile and train your
# model themselves; their aim is that it is right for 9 out of 10 animals that it has never seen.
#
# **Shapes.** In: `(n, height, width, 3)`, both sides at least 32. Out: `(n, num_classes)`.
#
# **To read:** [the paper](https://arxiv.org/abs/1409.1556), table 1, column D;
# [`Flatten`](https://keras.io/api/layers/reshaping_layers/flatten/);
# [`Dense`](https://keras.io/api/layers/core_layers/dense/).


# %% exercise="MyVGG"
class MyVGG(keras.Model):
    """The network of Simonyan and Zisserman, with a small classifier at its end.

    Attributes:
        block_a, block_b, block_c, block_d, block_e: blocks of convolutions.
        flatten, fc, classifier: the layers after them.

    Args:
        num_classes: how many kinds of pictures there are.
        width: how many filters the convolutions of the first block have.
    """

    ### BEGIN SOLUTION
    def __init__(self, num_classes, width=64, **kwargs):
        super().__init__(**kwargs)
        self.block_a = Block(width, kernel_size=3, repetitions=2)
        self.block_b = Block(2 * width, kernel_size=3, repetitions=2)
        self.block_c = Block(4 * width, kernel_size=3, repetitions=3)
        self.block_d = Block(8 * width, kernel_size=3, repetitions=3)
        self.block_e = Block(8 * width, kernel_size=3, repetitions=3)
        self.flatten = keras.layers.Flatten()
        self.fc = keras.layers.Dense(256, activation="relu")
        self.classifier = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, inputs):
        """Pictures (n, height, width, channels) in, probabilities (n, num_classes) out."""
        x = inputs
        for block in (self.block_a, self.block_b, self.block_c, self.block_d, self.block_e):
            x = block(x)
        return self.classifier(self.fc(self.flatten(x)))

    ### END SOLUTION


# %% check="MyVGG"
check("MyVGG")

# %% [markdown]
# ### Look at it
#
# The full network first, on a single picture. Which block has the most weights, and which one does
# the most work? They are not the same: a filter of `block_a` is used at 1024 places.

# %% tags=["explore"]
full = MyVGG(num_classes=2)
probabilities = full(train.images[:1])
full.summary()
print("cat, dog:", np.asarray(probabilities).round(3))

# %% [markdown]
# Now a narrow one, to be trained. Networks as deep as this one are hard to get going: with Keras'
# usual beginning, relu takes away half of the signal in each of 13 convolutions, and next to
# nothing arrives at the end. [He and others](https://arxiv.org/abs/1502.01852) found the remedy,
# weights with variance $2 / n$ for $n$ numbers that come in. Leave `begin_like_he` out and see how
# many epochs go by before anything happens.


# %% tags=["explore"]
def begin_like_he(model, images):
    """Give a model normal weights of variance 2 / n, and biases of 0."""
    model(images[:1])
    generator = np.random.default_rng(1)
    model.set_weights(
        [
            generator.normal(size=w.shape, scale=np.sqrt(2 / np.prod(w.shape[:-1])))
            if w.ndim > 1
            else np.zeros(w.shape)
            for w in model.get_weights()
        ]
    )


narrow = MyVGG(num_classes=2, width=8)
begin_like_he(narrow, train.images)
narrow.compile(
    optimizer=keras.optimizers.Adam(0.001),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
history = narrow.fit(
    train.images - 0.5,
    train.labels,
    validation_data=(test.images - 0.5, test.labels),
    epochs=6,
    batch_size=32,
    verbose=2,
)

# %% [markdown]
# Which animals does it get wrong? Would you have known?

# %% tags=["explore"]
probabilities = np.asarray(narrow(test.images - 0.5))
doubtful = np.argsort(probabilities[np.arange(len(test.labels)), test.labels])[:16]
figure, axes = plt.subplots(2, 8, figsize=(10, 3))
for axis, which in zip(axes.ravel(), doubtful, strict=True):
    axis.imshow(test.images[which])
    axis.set_title(f"dog: {probabilities[which, 1]:.2f}")
    axis.axis("off")

# %% [markdown]
# ## Hand it in
#
# The grader takes your classes, begins like He, and trains `MyVGG(2, width=4)` for six epochs. If
# you would rather have your own training judged, hand in the weights of `MyVGG(2, width=8)` beside
# this notebook, as `vgg.weights.h5`. Labels and scale have to be those of above: 1 for a dog, and
# pictures minus 0.5.

# %% tags=["explore"]
narrow.save_weights("vgg.weights.h5")

# %% [markdown]
# ## If you want to go on
#
# - `MyVGG(2, width=2)` and `width=16`: how do accuracy and time change?
# - What does the network say about a picture that is upside down? About a grey one?
# - Put a `BatchNormalization` behind every convolution. Is `begin_like_he` still needed?
