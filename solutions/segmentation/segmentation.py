# ---
# jupyter:
#   autograder: {assignment: segmentation}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Every pixel a class
#
# A network that names what is in a picture gives one answer. Here it has to give 5376: for **each
# pixel** of a picture of 64 × 84, does it belong to a 0, to a 1, …, to a 9, or to none of them?
# This is called **semantic segmentation**. Cars find the road by it, and doctors the edge of a
# tumour.
#
# There are two things to reconcile. To know *what* a stroke belongs to, a network has to see
# the whole digit, so it makes the picture smaller and smaller. To know *where* the stroke ends it
# needs every pixel. The network that you build, a **fully convolutional network** named FCN-8, goes
# down and comes up again, and on its way up it adds what it knew on its way down ([Long, Shelhamer
# and Darrell, 2015](https://arxiv.org/abs/1411.4038)).
#
# You will
#
# 1. write the block that the way down is made of, `conv_block(…)`;
# 2. put five of them in a row, `FCN8(input_height, input_width, width)`;
# 3. come up again, `fcn8_decoder(convs, n_classes)`;
# 4. measure how well two pictures of classes agree, `class_wise_metrics(y_true, y_pred)`.
#
# Then you train it and look at the masks that it paints.

# %% tags=["setup"]
import keras
import numpy as np
import tensorflow as tf

from autograder import check

n_classes = 11  # the ten digits, and the background

# %% [markdown]
# ## The scenes
#
# `images` has the shape `(n, 64, 84, 1)`: rows from the top, columns from the left, and one channel
# with the ink of a pixel, from 0 to 1. The digits were written by people; the scenes were put
# together by a program.
#
# `masks` has the shape `(n, 64, 84, 11)` and holds zeros and ones. Masks 0 to 9 show where that
# digit is, and mask 10, the last one, is the background. So along the last axis each pixel has
# exactly one 1. `masks.argmax(axis=-1)` turns them into a **label map** `(n, 64, 84)` with one
# number from 0 to 10 for each pixel.
#
# Run the cell and look at the scenes and their masks. Three pixels of four are background: keep
# that in mind for exercise 4.

# %% tags=["explore"]
from IPython.display import Image, display

from autograder.datasets import digit_scenes

train, test = digit_scenes.load("train"), digit_scenes.load("test")

NAMES_OF_COLOURS = "e63c3c 3cb44b ffe119 0082c8 f58230 911eb4 46f0f0 f032e6 d2f53c fabed4 141414"
COLOURS = np.array([list(bytes.fromhex(name)) for name in NAMES_OF_COLOURS.split()])


def show(images, *label_maps, zoom=2):
    """Display pictures in a row, and a row for each kind of label map below them."""
    rows = [255 * images.repeat(3, axis=-1), *(COLOURS[labels] for labels in label_maps)]
    framed = [np.pad(row, ((0, 0), (2, 2), (2, 2), (0, 0)), constant_values=255) for row in rows]
    sheet = np.concatenate([np.concatenate(list(row), axis=1) for row in framed])
    large = sheet.repeat(zoom, axis=0).repeat(zoom, axis=1)
    display(Image(tf.io.encode_png(large.astype("uint8")).numpy()))


show(train.images[:6], train.masks[:6].argmax(axis=-1))
print("share of the pixels:", train.masks.mean(axis=(0, 1, 2)).round(3))

# %% [markdown]
# ## 1. A step down: `conv_block`
#
# The block consists of these layers, in this order:
#
# | layer | what it does | shape afterwards |
# |---|---|---|
# | convolution | `filters` filters of `kernel_size`, padding `same` | `(None, h, w, filters)` |
# | leaky relu | bends | as before |
# | convolution | the same once more | as before |
# | leaky relu | bends | as before |
# | max pooling | windows of `pooling_size`, `pool_strides` apart | smaller |
# | batch normalisation | brings every channel to one scale | as before |
#
# With padding `same` a convolution pretends that there are zeros around the picture, so that as
# many places come out as went in. The pooling is not padded.
#
# A **leaky relu** lets a little of what is negative through,
#
# $$
# \operatorname{leaky}(x) = \begin{cases} x & x \ge 0 \\ \alpha x & x < 0\end{cases}
# $$
#
# with a small slope $\alpha$ such as Keras' own 0.3 or 0.2: a channel that is negative everywhere
# still has a gradient and can come back to life. Anything from 0.001 to 0.5 will do.
#
# **Batch normalisation** takes the mean and the variance of every channel, over all places of all
# pictures of the batch, and computes
#
# $$
# z = \gamma\,\frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta
# $$
#
# with $\gamma$ and $\beta$ to be learnt. While it trains it also keeps a moving mean and
# variance, which it uses later on, when there is no batch.
#
# **Shapes.** In: a symbolic tensor `(None, h, w, c)`. Out: a symbolic tensor
# `(None, h', w', filters)`. With windows of 2 that are 2 apart, $h'$ is the half of $h$. Sizes and
# strides are whole numbers or pairs of them; hand them on to Keras as they are.
#
# **To read:** [`Conv2D`](https://keras.io/api/layers/convolution_layers/convolution2d/),
# [`LeakyReLU`](https://keras.io/api/layers/activation_layers/leaky_relu/),
# [`MaxPooling2D`](https://keras.io/api/layers/pooling_layers/max_pooling2d/),
# [`BatchNormalization`](https://keras.io/api/layers/normalization_layers/batch_normalization/).


# %% exercise="conv_block"
def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    """Two convolutions with leaky relus, max pooling, batch normalisation.

    Args:
        input: symbolic tensor of shape (None, h, w, c).
        filters: how many channels come out of each convolution.
        kernel_size: size of the windows of the convolutions.
        pooling_size: size of the windows of the pooling.
        pool_strides: how far apart the windows of the pooling are.

    Returns:
        Symbolic tensor of shape (None, h', w', filters).
    """
    ### BEGIN SOLUTION
    x = input
    for _ in range(2):
        x = keras.layers.Conv2D(filters, kernel_size, padding="same")(x)
        x = keras.layers.LeakyReLU()(x)
    x = keras.layers.MaxPooling2D(pooling_size, strides=pool_strides)(x)
    return keras.layers.BatchNormalization()(x)
    ### END SOLUTION


# %% check="conv_block"
check("conv_block")

# %% [markdown]
# ### Look at it
#
# Which of the layers have weights, and which of these does the optimizer not touch?

# %% tags=["explore"]
picture = keras.Input((64, 96, 1))
keras.Model(picture, conv_block(picture, 32, 3, 2, 2)).summary()

# %% [markdown]
# ## 2. All the way down: `FCN8`
#
# Five blocks, one after the other. Each has kernels of 3, and pools with windows of 2 that are 2
# apart, so that the map is halved both ways. What it loses in places it gains in channels:
#
# | after block | channels | places, for pictures of 64 × 84 | a place stands for |
# |---|---|---|---|
# | – (padded) | 1 | 64 × 96 | 1 × 1 pixel |
# | 1 | `width` | 32 × 48 | 2 × 2 |
# | 2 | 2 · `width` | 16 × 24 | 4 × 4 |
# | 3 → `f3` | 4 · `width` | 8 × 12 | 8 × 8 |
# | 4 → `f4` | 8 · `width` | 4 × 6 | 16 × 16 |
# | 5 → `f5` | 8 · `width` | 2 × 3 | 32 × 32 |
#
# Halving five times works out without a rest only if height and width are multiples of 32. 84 is
# none. So before the first block, add **columns of zeros** to the right until the width is one, and
# rows of zeros at the bottom if the height is none. (Other people share them out to both sides, or
# let the pooling drop a rest. The checks do not mind, as long as your decoder knows of it.)
#
# Your function makes the input itself. It returns two things: the three maps `(f3, f4, f5)` as a
# tuple, and the input. The decoder will need all three maps: `f5` knows most about *what* and
# `f3` about *where*.
#
# **Shapes.** The input is `(None, input_height, input_width, 1)`. With `width=32`, what comes out
# has 128, 256 and 256 channels. The checks train at a smaller width, so that it does not take all
# day.
#
# **To read:** [`keras.Input`](https://keras.io/api/layers/core_layers/input/),
# [`ZeroPadding2D`](https://keras.io/api/layers/reshaping_layers/zero_padding2d/).


# %% exercise="FCN8"
def FCN8(input_height, input_width, width=32):
    """Five blocks of convolutions, with pooling by 2 in each.

    Args:
        input_height: rows of a picture.
        input_width: columns of a picture.
        width: channels of the first block; those after it have 2, 4, 8 and 8 times as many.

    Returns:
        A tuple (f3, f4, f5) with what comes out of the last three blocks, symbolic tensors of
        shape (None, h / 8, w / 8, 4 * width), (None, h / 16, w / 16, 8 * width) and
        (None, h / 32, w / 32, 8 * width), where h and w are height and width after padding;
        and the input, a symbolic tensor of shape (None, input_height, input_width, 1).
    """
    ### BEGIN SOLUTION
    inputs = keras.Input((input_height, input_width, 1))
    x = keras.layers.ZeroPadding2D(((0, -input_height % 32), (0, -input_width % 32)))(inputs)
    outputs = []
    for factor in (1, 2, 4, 8, 8):
        x = conv_block(x, factor * width, 3, 2, 2)
        outputs.append(x)
    return tuple(outputs[2:]), inputs
    ### END SOLUTION


# %% check="FCN8"
check("FCN8")

# %% [markdown]
# ### Look at it
#
# Which block has most of the parameters? Which one does most of the multiplications?

# %% tags=["explore"]
convs, inputs = FCN8(64, 84)
for name, tensor in zip(("f3", "f4", "f5"), convs, strict=True):
    print(name, tensor.shape)
keras.Model(inputs, convs[-1]).summary()

# %% [markdown]
# ## 3. And up again: `fcn8_decoder`
#
# Every map is turned into **scores**: a number for each class at each place. Then coarse scores
# are enlarged and finer ones added to them.
#
# | step | shape afterwards |
# |---|---|
# | a **head** on `f5`, see below | `(None, 2, 3, any)` |
# | enlarge by 2, to `n_classes` channels | `(None, 4, 6, n_classes)` |
# | **add** the scores of `f4`: a convolution with a window of 1 | the same |
# | enlarge by 2 | `(None, 8, 12, n_classes)` |
# | **add** the scores of `f3`: a convolution with a window of 1 | the same |
# | enlarge by 8 | `(None, 64, 96, n_classes)` |
# | **crop** what the padding had added | `(None, 64, 84, n_classes)` |
# | softmax over the classes | the same |
#
# The **head** is a convolution with relu that looks at more than one place, and after it one with
# a window of 1 and relu. How many filters they have is up to you. Something like the channels of
# `f5`, or twice as many, is enough.
#
# A **transposed convolution** enlarges. A usual convolution with strides $s$ gathers a window of
# pixels into one place, and moves on by $s$. The transposed one does it backwards: every place
# paints a window, its number times the kernel, and the next place paints its window $s$ pixels
# further on. Where windows overlap, what they paint is added up. Without padding, $h$ places
# with windows of $k$ become
#
# $$
# h' = s\,(h - 1) + k
# $$
#
# rows. With $s = 2$ and $k = 4$, neighbours overlap by half and the result is smooth, but there is
# a row too many at each edge: 2 places give 6 rows, and 4 are due. **Cropping** takes off what is
# too much. Mind where: a place has to come to lie over the pixels that it stands for, or the masks
# that you add up are shifted against each other.
#
# The last step, by 8, has to paint the shape of strokes, so let it learn, too. And since you padded
# on the right, crop on the right.
#
# At the end **softmax** turns the scores of a pixel into probabilities. (One sigmoid for each class
# also gives numbers from 0 to 1; the checks take that, too.)
#
# **Shapes.** In: the tuple `(f3, f4, f5)` that your `FCN8(64, 84, …)` returned, at any width. Out:
# a symbolic tensor `(None, 64, 84, n_classes)`.
#
# The checks train your network at `width=8` on 400 scenes for three epochs, much as in the last
# cells below. On scenes that it has never seen they ask for a mean IoU of **0.2** and a mean Dice
# of **0.3** (what these are, you will know after exercise 4). That may take three minutes at most;
# what this was tried with takes ten seconds.
#
# **To read:**
# [`Conv2DTranspose`](https://keras.io/api/layers/convolution_layers/convolution2d_transpose/),
# [`Cropping2D`](https://keras.io/api/layers/reshaping_layers/cropping2d/),
# [`Add`](https://keras.io/api/layers/merging_layers/add/).


# %% exercise="fcn8_decoder"
def fcn8_decoder(convs, n_classes):
    """From maps of features to a probability for each class at each pixel.

    Args:
        convs: tuple (f3, f4, f5) of symbolic tensors, as FCN8(64, 84, …) gives them.
        n_classes: how many classes there are.

    Returns:
        Symbolic tensor of shape (None, 64, 84, n_classes), from 0 to 1.
    """
    ### BEGIN SOLUTION
    f3, f4, f5 = convs
    layers = keras.layers
    x = layers.Conv2D(2 * f5.shape[-1], 3, padding="same", activation="relu")(f5)
    x = layers.Conv2D(2 * f5.shape[-1], 1, activation="relu")(x)
    for skip in (f4, f3):
        x = layers.Conv2DTranspose(n_classes, 4, strides=2, use_bias=False)(x)
        x = layers.Cropping2D(1)(x)
        x = layers.Add()([x, layers.Conv2D(n_classes, 1)(skip)])
    x = layers.Conv2DTranspose(n_classes, 8, strides=8, use_bias=False)(x)
    x = layers.Cropping2D(((0, x.shape[1] - 64), (0, x.shape[2] - 84)))(x)
    return layers.Softmax()(x)
    ### END SOLUTION


# %% check="fcn8_decoder"
check("fcn8_decoder")

# %% [markdown]
# ## 4. How good is a mask? `class_wise_metrics`
#
# Whoever says that everything is background is right for three pixels of four, and has understood
# nothing. So do not count pixels that are right; look at one class at a time. Let $A$ be the pixels
# that belong to the class and $B$ those that are predicted to. The **intersection over union**
# and the **Dice score** are
#
# $$
# \operatorname{IoU} = \frac{|A \cap B| + \epsilon}{|A \cup B| + \epsilon}
# \qquad
# \operatorname{Dice} = \frac{2\,|A \cap B| + \epsilon}{|A| + |B| + \epsilon}
# $$
#
# Both are 1 if the two are the same and 0 if they have no pixel in common. Which of them is the
# larger one in between?
#
# The $\epsilon$ **smooths**: a class that is in neither of the pictures would give 0 / 0. Take a
# small one, such as 0.00001, so that nothing else changes. For such a class the checks take
# any number from 0 to 1. Think of what a formula does to it if you put $\epsilon$ in another place.
#
# **Shapes.** In: two arrays of whole numbers of the same shape, usually label maps `(n, 64, 84)`.
# Pixels of all $n$ pictures are counted together. Out: two lists, IoU and Dice, with a
# number for each of the `n_classes` classes, in their order, the background at the end. `n_classes`
# was set to 11 at the top of the notebook.


# %% exercise="class_wise_metrics"
def class_wise_metrics(y_true, y_pred):
    """Intersection over union and Dice score, class by class.

    Args:
        y_true: array of shape (n, h, w), the class of each pixel, 0 to 10.
        y_pred: array of the same shape, the predicted class of each pixel.

    Returns:
        Two lists of 11 numbers from 0 to 1: IoU of each class, Dice score of each class.
    """
    ### BEGIN SOLUTION
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    smoothing = 1e-5
    iou, dice = [], []
    for label in range(n_classes):
        true, pred = y_true == label, y_pred == label
        both, areas = np.sum(true & pred), np.sum(true) + np.sum(pred)
        iou.append((both + smoothing) / (areas - both + smoothing))
        dice.append((2 * both + smoothing) / (areas + smoothing))
    return iou, dice
    ### END SOLUTION


# %% check="class_wise_metrics"
check("class_wise_metrics")

# %% [markdown]
# ### Look at it
#
# What do those get who say “background” each time? And someone whose masks are right, but who is
# three pixels off to the right?

# %% tags=["explore"]
truth = test.masks.argmax(axis=-1)
guesses = {
    "everything is background": np.full_like(truth, 10),
    "three pixels off": np.roll(truth, 3, axis=2),
}
for name, guess in guesses.items():
    iou, dice = class_wise_metrics(truth, guess)
    print(
        f"{name}: {np.mean(truth == guess):.0%} of the pixels are right;"
        f" mean over the digits: IoU {np.mean(iou[:10]):.2f}, Dice {np.mean(dice[:10]):.2f}"
    )

# %% [markdown]
# ## Train it
#
# The loss is the **cross-entropy** of every pixel, as if it were a picture of its own. Watch how
# the IoU stays low at first although the loss falls. There are two reasons. It pays to say
# “background” until the network is sure of something better. And the moving means of batch
# normalisation need some hundred steps until they are what they should be.

# %% tags=["explore"]
convs, inputs = FCN8(64, 84, width=8)
model = keras.Model(inputs, fcn8_decoder(convs, n_classes))
epochs, batch_size = 3, 2
# large steps in the beginning, ever smaller ones towards the end
rate = keras.optimizers.schedules.CosineDecay(0.008, epochs * len(train.images) // batch_size)
model.compile(optimizer=keras.optimizers.Adam(rate), loss="categorical_crossentropy")
for epoch in range(epochs):
    history = model.fit(train.images, train.masks, batch_size=batch_size, verbose=0)
    painted = model.predict(test.images, verbose=0).argmax(axis=-1)
    iou, dice = class_wise_metrics(truth, painted)
    print(
        f"epoch {epoch}: loss {history.history['loss'][0]:.3f}, on test scenes"
        f" mean IoU {np.mean(iou[:10]):.2f}, mean Dice {np.mean(dice[:10]):.2f}"
    )

# %% [markdown]
# The upper masks are the true ones, the lower ones are painted by your network. Which digits does
# it mix up? What is wrong at the edges of strokes, and which step of the decoder is to blame?

# %% tags=["explore"]
show(test.images[:6], truth[:6], painted[:6])
for digit in range(10):
    print(digit, f"IoU {iou[digit]:.2f}  Dice {dice[digit]:.2f}")

# %% [markdown]
# ## Hand it in
#
# The grader trains your network at `width=8` in just this way. If you would rather have your own
# training judged, hand in its weights beside this notebook, as `segmentation.weights.h5`.

# %% tags=["explore"]
model.save_weights("segmentation.weights.h5")

# %% [markdown]
# ## If you want to go on
#
# - Leave out the skip of `f3`, enlarge by 16 at the end instead, and train again. What becomes of
#   the strokes? (This is what FCN-16 does; FCN-32 has no skips at all.)
# - Add skips of the first two blocks as well. How much finer do the masks get?
# - Give the ten digits more weight in the loss than the background. What gets better, and what
#   worse?
