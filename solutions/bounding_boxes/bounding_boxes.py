# ---
# jupyter:
#   autograder: {assignment: bounding_boxes}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Where is the bird?
#
# A network that tells a bird from a cat may look at the whole picture and say one word. In this
# assignment you build one that points: given a picture with a bird in it, it draws a box around the
# bird. A box is four numbers, so this is **regression**, like guessing the quality of a wine, only
# that the measurements are the pixels and four answers are due at once.
#
# You will
#
# 1. measure how good a box is, `intersection_over_union(pred_box, true_box)`;
# 2. turn a picture into a map of features, `feature_extractor(inputs)`;
# 3. condense the map into one vector, `dense_layers(features)`;
# 4. read four numbers off it, `bounding_box_regression(x)`;
# 5. put the three together, `final_model(inputs)`;
# 6. get the model ready for training, `define_and_compile_model()`.
#
# Then you train it, and look at the boxes that it draws.

# %% tags=["setup"]
import keras
import numpy as np
import tensorflow as tf

from autograder import check

# %% [markdown]
# ## The birds
#
# A picture is an array of shape `(48, 48, 3)`: rows from the top, columns from the left, and
# for each pixel red, green and blue from 0 to 1. Beside the birds there are branches, leaves and
# fruit, some of them as colourful as a bird.
#
# A box is `[x_min, y_min, x_max, y_max]`. It is **normalised**: 0 is the left or upper edge of the
# picture and 1 the right or lower one, whatever its size in pixels. Mind the order: $x$ comes
# first, and $y$ grows *downwards*, as it does in arrays of pixels.
#
# Run the cell and look at the birds. (They are painted by a program. The exercise is known with
# [photographs of real ones](https://www.vision.caltech.edu/datasets/cub_200_2011/), for which one
# needs a larger network, that has seen many photographs before, and some patience.)

# %% tags=["explore"]
from IPython.display import Image, display

from autograder.datasets import birds

train, test = birds.load("train"), birds.load("test")


def show(images, *kinds_of_boxes, zoom=3, columns=8):
    """Display pictures in rows, with boxes of the first kind in yellow and of the second in red."""
    tiles = []
    for place, image in enumerate(images):
        large = image.repeat(zoom, axis=0).repeat(zoom, axis=1)
        for boxes, colour in zip(kinds_of_boxes, ([1, 1, 0], [1, 0, 0]), strict=False):
            corners = np.clip(boxes[place], 0, 1) * (len(large) - 1)
            x_min, y_min, x_max, y_max = corners.round().astype(int)
            large[[y_min, y_max], x_min : x_max + 1] = colour
            large[y_min : y_max + 1, [x_min, x_max]] = colour
        tiles.append(np.pad(large, ((2, 2), (2, 2), (0, 0)), constant_values=1))
    rows = [np.concatenate(tiles[k : k + columns], axis=1) for k in range(0, len(tiles), columns)]
    pixels = tf.image.convert_image_dtype(np.concatenate(rows), tf.uint8)
    display(Image(tf.io.encode_png(pixels).numpy()))


show(train.images[:24], train.boxes[:24])
print("the first box:", train.boxes[0].round(2))

# %% [markdown]
# ## 1. How good is a box? `intersection_over_union`
#
# The mean squared error of four coordinates says little to people. What they want to know is how
# well two boxes cover each other. So divide the area that lies in **both** boxes by the area that
# lies in **at least one** of them:
#
# $$
# \operatorname{IoU}(A, B) = \frac{|A \cap B|}{|A \cup B|}
# \qquad |A \cup B| = |A| + |B| - |A \cap B|
# $$
#
# It is 1 if they are the same and 0 if they have nothing in common; a box that is as good as one
# half is usually said to have found its object.
#
# Where two boxes overlap, they overlap in a box. Draw two of them on paper. Which of the two left
# edges is the left edge of the overlap? And what comes out for its width if the boxes lie side by
# side, with a gap between?
#
# What comes from a network need not be a proper box. Your function has to cope with
#
# - boxes that **touch** or lie apart: 0;
# - a box **without area** or with its edges swapped ($x_\text{max} < x_\text{min}$), against a
#   proper one: 0;
# - two boxes without area: 0 / 0. Any number from 0 to 1 will do here, but not NaN.
#
# **Shapes.** In: two arrays `(n, 4)`; row $i$ of one is compared with row $i$ of the other. Out:
# an array `(n,)`, or `(n, 1)` if you prefer. Coordinates may be in any unit, pixels for instance.
#
# **To read:** [`numpy.maximum`](https://numpy.org/doc/stable/reference/generated/numpy.maximum.html),
# which is not `numpy.max`.


# %% exercise="intersection_over_union"
def intersection_over_union(pred_box, true_box):
    """Share of the area of two boxes together that lies in both of them.

    Args:
        pred_box: array of shape (n, 4), predicted boxes: x_min, y_min, x_max, y_max.
        true_box: array of shape (n, 4), the true boxes, in the same unit.

    Returns:
        Array of shape (n,) or (n, 1), from 0 to 1, without a unit.
    """
    ### BEGIN SOLUTION
    pred_box, true_box = np.asarray(pred_box), np.asarray(true_box)

    def area(low, high):
        return np.prod(np.maximum(high - low, 0), axis=-1)

    overlap = area(
        np.maximum(pred_box[:, :2], true_box[:, :2]), np.minimum(pred_box[:, 2:], true_box[:, 2:])
    )
    areas = [area(box[:, :2], box[:, 2:]) for box in (pred_box, true_box)]
    return overlap / np.maximum(sum(areas) - overlap, 1e-12)
    ### END SOLUTION


# %% check="intersection_over_union"
check("intersection_over_union")

# %% [markdown]
# ### Look at it
#
# Someone who looks at no picture at all might always draw the mean of all boxes. How good is that?
# What you train has to be clearly better.

# %% tags=["explore"]
mean_box = np.repeat(train.boxes.mean(axis=0, keepdims=True), len(test.boxes), axis=0)
iou = np.ravel(intersection_over_union(mean_box, test.boxes))
print(f"always the mean box: IoU {iou.mean():.2f}, at least one half for {np.mean(iou >= 0.5):.0%}")
show(test.images[:8], test.boxes[:8], mean_box[:8])

# %% [markdown]
# ## 2. From pixels to features: `feature_extractor`
#
# A single pixel says nothing about birds. A **convolution** looks at a small window at a time and
# asks the same question everywhere: is there an eye here, an edge, something red beside something
# green? A second one asks about the answers of the first, and so on. Between them, **pooling** or
# strides make the map smaller, so that the windows of the later layers see more of the picture.
# What comes out is a map again, with fewer places than the picture had pixels, and many numbers
# at each place.
#
# Large networks do just this with photographs, and one that was trained with millions of them may
# be borrowed for its features. No such weights are given here: our birds are small enough to start
# from nothing. Build a stack of your own:
#
# - at least two convolutions, each with an activation that bends, such as relu;
# - out comes a map of **at least 4 × 4 and at most 12 × 12 places**: with fewer, nobody could tell
#   any more where the bird was;
# - a budget of **150 000 parameters**. Four convolutions with 16 to 64 filters are plenty. Make the
#   map smaller early: a convolution costs time at every place, and a check that trains has to be
#   done within two minutes. (The answer that this was tried with takes five seconds.)
#
# One check puts a small dense layer on your features and trains both together for a short while.
# On birds that it has never seen, its boxes have to reach a mean IoU of **0.4**.
#
# **Shapes.** In: a symbolic tensor `(None, 48, 48, 3)`. Out: a symbolic tensor `(None, h, w, c)`
# with any number $c$ of channels. Return the tensor, not a model.
#
# **To read:** [`Conv2D`](https://keras.io/api/layers/convolution_layers/convolution2d/) with its
# `padding` and `strides`,
# [`MaxPooling2D`](https://keras.io/api/layers/pooling_layers/max_pooling2d/).


# %% exercise="feature_extractor"
def feature_extractor(inputs):
    """A stack of convolutions that turns pictures into maps of features.

    Args:
        inputs: symbolic tensor of shape (None, 48, 48, 3), pictures with pixels from 0 to 1.

    Returns:
        Symbolic tensor of shape (None, h, w, c), with h and w from 4 to 12.
    """
    ### BEGIN SOLUTION
    x = keras.layers.Conv2D(16, 5, strides=2, padding="same", activation="relu")(inputs)
    x = keras.layers.Conv2D(24, 3, padding="same", activation="relu")(x)
    x = keras.layers.MaxPooling2D()(x)
    x = keras.layers.Conv2D(48, 3, padding="same", activation="relu")(x)
    x = keras.layers.MaxPooling2D()(x)
    return keras.layers.Conv2D(64, 3, padding="same", activation="relu")(x)
    ### END SOLUTION


# %% check="feature_extractor"
check("feature_extractor")

# %% [markdown]
# ### Look at it
#
# Which of your layers has most of the parameters, and which one does most of the multiplications?
# These are not the same. (Every parameter of a convolution is used once at each place of the map
# that comes out.)

# %% tags=["explore"]
inputs = keras.Input((48, 48, 3))
keras.Model(inputs, feature_extractor(inputs)).summary()

# %% [markdown]
# ## 3. From a map to a vector: `dense_layers`
#
# Now all places come together:
#
# | step | shape afterwards, for a map of 6 × 6 places |
# |---|---|
# | features | `(None, 6, 6, c)` |
# | pooling over small windows, 2 × 2 for instance | `(None, 3, 3, c)` |
# | flatten | `(None, 9 · c)` |
# | dense, 1024 units, relu | `(None, 1024)` |
# | dense, 512 units, relu | `(None, 512)` |
#
# Pooling comes first because the dense layer after it has a weight for every number that it is
# given and each of its units: how many does the pooling save?
#
# Networks that name what is in a picture often pool over the *whole* map at the end. They want the
# same word wherever the bird sits. You want the opposite: for every channel the vector must still
# say where in the map it was strong.
#
# With `width` the two layers can be made narrower: with `width=0.25` they have 256 and 128 units.
#
# **Shapes.** In: a symbolic tensor `(None, h, w, c)`, where $h$ and $w$ are at least 4. Out: a
# symbolic tensor `(None, 512 · width)`.
#
# **To read:** [pooling layers](https://keras.io/api/layers/pooling_layers/),
# [`Flatten`](https://keras.io/api/layers/reshaping_layers/flatten/).


# %% exercise="dense_layers"
def dense_layers(features, width=1.0):
    """Pool and flatten a map of features, then two dense layers with relu.

    Args:
        features: symbolic tensor of shape (None, h, w, c).
        width: the layers have 1024 and 512 units, times this.

    Returns:
        Symbolic tensor of shape (None, 512 * width).
    """
    ### BEGIN SOLUTION
    x = keras.layers.AveragePooling2D(pool_size=2)(features)
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dense(int(1024 * width), activation="relu")(x)
    return keras.layers.Dense(int(512 * width), activation="relu")(x)
    ### END SOLUTION


# %% check="dense_layers"
check("dense_layers")

# %% [markdown]
# ## 4. Four numbers: `bounding_box_regression`
#
# The last layer reads the box off the vector: **one dense layer with 4 units, without an
# activation**, named `bounding_box`.
#
# The coordinates of our boxes lie between 0 and 1, so a sigmoid seems to suggest itself. But near
# 0 and 1 its slope is nearly nothing, and a bird at the edge of the picture would teach the network
# hardly anything. A straight line learns equally well everywhere, and nothing keeps it from saying
# 0.97.
#
# **Shapes.** In: a symbolic tensor `(None, k)`, for any $k$. Out: a symbolic tensor `(None, 4)`.


# %% exercise="bounding_box_regression"
def bounding_box_regression(x):
    """The box, as a linear function of a vector: one dense layer named `bounding_box`.

    Args:
        x: symbolic tensor of shape (None, k).

    Returns:
        Symbolic tensor of shape (None, 4): x_min, y_min, x_max, y_max.
    """
    ### BEGIN SOLUTION
    return keras.layers.Dense(4, name="bounding_box")(x)
    ### END SOLUTION


# %% check="bounding_box_regression"
check("bounding_box_regression")

# %% [markdown]
# ## 5. All together: `final_model`
#
# Call your three functions one after the other, with the dense layers at their full width, and
# make a `keras.Model` from the inputs to the box. Add nothing of your own in between.
#
# **Shapes.** In: a symbolic tensor `(None, 48, 48, 3)`. Out: a model, whose one output has shape
# `(None, 4)`.
#
# **To read:** [The functional API](https://keras.io/guides/functional_api/).


# %% exercise="final_model"
def final_model(inputs):
    """A model from pictures to boxes, made of the three functions above.

    Args:
        inputs: symbolic tensor of shape (None, 48, 48, 3), pictures with pixels from 0 to 1.

    Returns:
        A keras.Model from `inputs` to boxes of shape (None, 4).
    """
    ### BEGIN SOLUTION
    x = dense_layers(feature_extractor(inputs))
    return keras.Model(inputs=inputs, outputs=bounding_box_regression(x))
    ### END SOLUTION


# %% check="final_model"
check("final_model")

# %% [markdown]
# ### Look at it
#
# What does the model draw before it has learnt anything?

# %% tags=["explore"]
model = final_model(keras.Input((48, 48, 3)))
print(np.asarray(model(test.images[:3])).round(2))

# %% [markdown]
# ## 6. Ready to learn: `define_and_compile_model`
#
# Make the inputs and the model on them, all of whose layers are to learn, and compile it:
#
# - The loss is the **mean squared error** of the four coordinates.
# - The optimizer is **SGD with momentum**. Plain gradient descent follows the slope $g$ under its
#   feet. With a momentum $m$ it rolls: a part of the last step $v$ is taken once more,
#
# $$
# v \leftarrow m\,v - \eta\,g \qquad w \leftarrow w + v
# $$
#
# A momentum of 0.9 is common; think of anything from 0.5 to 0.99. The learning rate $\eta$ may be
# anything from 0.005 to 0.2. How many times larger than $\eta\,g$ do the steps become in the end,
# if the slope always stays the same and $m = 0.9$?
#
# Nothing is trained here. A check trains your model, with your optimizer and loss, as in the cell
# below: 16 birds at a time, at a learning rate of 0.05 and at last 0.005 (unless you give a
# schedule of your own). The aim, on birds that it has never seen: an IoU of one half or more for
# **70 %** of them, and **0.55** in the mean.
#
# **Shapes.** The model takes pictures `(None, 48, 48, 3)` and gives boxes `(None, 4)`.
#
# **To read:** [`SGD`](https://keras.io/api/optimizers/sgd/),
# [`Model.compile`](https://keras.io/api/models/model_training_apis/#compile-method).


# %% exercise="define_and_compile_model"
def define_and_compile_model():
    """The model for pictures of 48 × 48 pixels, compiled.

    Returns:
        A keras.Model from (None, 48, 48, 3) to (None, 4), with SGD with momentum as its
        optimizer and the mean squared error as its loss.
    """
    ### BEGIN SOLUTION
    model = final_model(keras.Input(shape=(48, 48, 3)))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9), loss="mean_squared_error"
    )
    return model
    ### END SOLUTION


# %% check="define_and_compile_model"
check("define_and_compile_model")

# %% [markdown]
# ## Train it
#
# A mirrored bird is a bird. So every picture is used twice: as it is, and mirrored. Its box has to
# be mirrored too. Look at `mirrored` before you go on: why do $x_\text{min}$ and $x_\text{max}$
# change places?

# %% tags=["explore"]


def mirrored(images, boxes):
    """The same birds, looking the other way."""
    x_min, y_min, x_max, y_max = boxes.T
    return images[:, :, ::-1], np.stack([1 - x_max, y_min, 1 - x_min, y_max], axis=1)


model = define_and_compile_model()
for epoch in range(8):
    model.optimizer.learning_rate = 0.05 if epoch < 6 else 0.005
    pictures, boxes = mirrored(*train) if epoch % 2 else train
    history = model.fit(pictures, boxes, batch_size=16, verbose=0)
    iou = np.ravel(intersection_over_union(np.asarray(model(test.images)), test.boxes))
    print(
        f"epoch {epoch}: loss {history.history['loss'][0]:.4f}, on test birds mean IoU "
        f"{iou.mean():.2f}, at least one half for {np.mean(iou >= 0.5):.0%}"
    )

# %% [markdown]
# The yellow boxes are the true ones, the red ones are drawn by your network. In the second row you
# see those with which it did worst. What is difficult about them?

# %% tags=["explore"]
drawn = np.asarray(model(test.images))
worst = np.argsort(iou)[:8]
show(test.images[:8], test.boxes[:8], drawn[:8])
show(test.images[worst], test.boxes[worst], drawn[worst])

# %% [markdown]
# ## Hand it in
#
# The grader trains what `define_and_compile_model()` returns for seven epochs, with a learning rate
# of 0.05 and at the end of 0.005; and for a few more where the loss is still near that of the mean
# box, as happens to a few in a hundred. If you would rather have your own training judged, hand in
# the weights beside this notebook, as `bounding_boxes.weights.h5`.

# %% tags=["explore"]
model.save_weights("bounding_boxes.weights.h5")

# %% [markdown]
# ## If you want to go on
#
# - Take `GlobalAveragePooling2D` for the pooling, and train again. What is lost, and where do the
#   red boxes lie now?
# - Leave the mirrored birds out. Compare the IoU on the birds that it learns from with that on
#   test birds.
# - The IoU is what you want; why not train for it? Write $1 - \operatorname{IoU}$ as a loss, with
#   `keras.ops`. What is its gradient when two boxes do not overlap?
