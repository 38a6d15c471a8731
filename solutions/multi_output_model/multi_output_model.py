# ---
# jupyter:
#   autograder: {assignment: multi_output_model}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # One network, two answers
#
# Eleven numbers come out of a laboratory for every bottle of wine: how much acid, how much sugar,
# how much alcohol. From them you want to know two different things: how **good** the wine is, which
# is a number, and whether it is **red or white**, which is a yes or a no.
#
# Two networks could do it. But whatever helps to tell a red wine from a white one may also help to
# judge it, and one network that answers both questions has to find out only once. A model that is
# a plain stack of layers cannot have two ends, so this is where you meet the **functional API** of
# Keras: you take a tensor that stands for the input, pass it through layers, and say at last where
# the model begins and where it ends. Any picture of boxes and arrows can be built that way.
#
# ![Eleven measurements go into two dense layers of 128 units; from there one arrow leads to the
# wine's quality and another to its type](pictures/two_heads.svg)
#
# You will
#
# 1. bring the measurements to one scale, `normalise(train, frame)`;
# 2. build the part that both answers share, `base_model(inputs)`;
# 3. put two ends on it, `final_model(inputs)`;
# 4. tell Keras what counts as a mistake at each end, `compile_model(model)`.
#
# Then you train it. Work through the exercises in order. Each one is followed by a cell that checks
# it.

# %% tags=["setup"]
import keras
import numpy as np
import pandas as pd

from autograder import check
from autograder.datasets import wine

train = wine.load("train")
test = wine.load("test")
measurements = list(wine.MEASUREMENTS)

# %% [markdown]
# ## The wines
#
# `train` has 3000 wines and `test` has 1000. Both are pandas frames: a row is a wine, a column is a
# measurement, and the last two columns are what you want to predict.
#
# - `quality`: the grade that tasters gave, 5, 6 or 7.
# - `is_red`: 1 for a red wine, 0 for a white one.
#
# The wines are generated. For each type their measurements have the means, deviations and
# correlations of 4931 Portuguese wines that were really analysed ([Cortez and others,
# 2009](https://doi.org/10.24432/C56S3T)), and their quality is made up. Do not buy wine by it.
#
# Look at the table that the next cell prints. Which two columns differ most in size?

# %% tags=["explore"]
train.describe().loc[["mean", "std", "min", "max"]].T.round(3)

# %% [markdown]
# ## 1. One scale for all: `normalise`
#
# A dense layer multiplies every measurement by a weight, and all weights start out at about the
# same size. Sulfur dioxide comes in hundreds and chlorides in hundredths: at the beginning the
# network would see nothing but sulfur. So every measurement $x$ of a column is moved and scaled,
#
# $$
# z = \frac{x - \mu}{\sigma}
# $$
#
# with the mean $\mu$ and the standard deviation $\sigma$ of that column.
#
# Of that column in which table? The model will one day be asked about a single new bottle, and a
# single bottle has no deviation. It has also to get the same $z$ for the same $x$ every time. So
# $\mu$ and $\sigma$ are measured once, **on the wines that the model is trained with**, and used
# for every wine that comes later. Whatever you learn from the test wines, even their mean, makes
# the test easier than life will be.
#
# **Shapes.** In: `train` of shape `(n, k)` and `frame` of shape `(m, k)`, with the same $k$ columns
# in the same order; $m$ may be 1. Out: shape `(m, k)`. Both arguments stay as they are.
#
# Some divide by $n$ when they work out the deviation and some by $n - 1$. Either will do.
#
# **To read:** [`DataFrame.mean`](https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.mean.html)
# and [how pandas lines up rows and
# columns](https://pandas.pydata.org/docs/user_guide/dsintro.html#data-alignment-and-arithmetic).


# %% exercise="normalise"
def normalise(train, frame):
    """Scale measurements by the mean and the deviation of the training set.

    Args:
        train: frame of shape (n, k), the measurements to train with, in their own units.
        frame: frame of shape (m, k), the measurements to scale, with the same columns.

    Returns:
        A frame or an array of shape (m, k), without units: how many deviations each measurement
        lies above the mean.
    """
    ### BEGIN SOLUTION
    return (frame - train.mean()) / train.std()
    ### END SOLUTION


# %% check="normalise"
check("normalise")

# %% [markdown]
# ### Look at it
#
# The training wines have mean 0 and deviation 1 exactly. What about the test wines, and why?

# %% tags=["explore"]
for name, frame in {"train": train, "test": test}.items():
    scaled = pd.DataFrame(normalise(train[measurements], frame[measurements]))
    print(name)
    print(scaled.agg(["mean", "std", "min", "max"]).round(2).to_string(header=measurements))

# %% [markdown]
# ## 2. What both answers share: `base_model`
#
# In the functional API a layer is used like a function. Making it and calling it are two steps,
# though you will often see them in one line:
#
# ```python
# layer = keras.layers.Flatten()     # makes a layer; it has seen no data yet
# tensor = layer(another_tensor)     # calls it, and gets the tensor that comes out
# ```
#
# The tensors have a shape and no numbers yet: they stand for what will flow there. The first of
# them comes from [`keras.Input`](https://keras.io/api/layers/core_layers/input/) and is given to
# you as `inputs`.
#
# A **dense** layer with weights $W$ and biases $b$, followed by a **relu**, computes
#
# $$
# \operatorname{dense}(x) = \max(0,\; x W + b)
# $$
#
# for each wine $x$, element by element. The maximum is what bends the straight line. Without it,
# two layers in a row would be no more than one: put one formula $xW + b$ into another and see.
#
# Build **two dense layers of 128 units, each with relu**, one after the other, and return the
# tensor that comes out of the second one. Not a model: that comes later, when both ends are there.
#
# **Shapes.** In: a symbolic tensor `(None, k)`; `None` stands for any number of wines, and $k$ is
# 11 here, but nothing in your function needs to know that. Out: a symbolic tensor `(None, 128)`.
#
# **To read:** [The functional API](https://keras.io/guides/functional_api/), its introduction, and
# [`Dense`](https://keras.io/api/layers/core_layers/dense/).


# %% exercise="base_model"
def base_model(inputs):
    """Two dense layers of 128 units with relu.

    Args:
        inputs: symbolic tensor of shape (None, k), normalised measurements.

    Returns:
        Symbolic tensor of shape (None, 128).
    """
    ### BEGIN SOLUTION
    x = keras.layers.Dense(128, activation="relu")(inputs)
    return keras.layers.Dense(128, activation="relu")(x)
    ### END SOLUTION


# %% check="base_model"
check("base_model")

# %% [markdown]
# ### Look at it
#
# The tensor knows its shape and nothing else yet. How many weights and biases do the two layers
# have? Work it out before you look: the second number is not the first one.

# %% tags=["explore"]
inputs = keras.Input(shape=(len(measurements),))
features = base_model(inputs)
print("in: ", inputs.shape)
print("out:", features.shape)
keras.Model(inputs, features).summary()

# %% [markdown]
# ## 3. Two ends: `final_model`
#
# A tensor may be used more than once. That is all it takes for a network to fork: call two layers
# on the same tensor and there are two arrows out of one box.
#
# | output | what it says | layer | activation |
# |---|---|---|---|
# | `wine_quality` | a number such as 5.7 | dense, 1 unit | none: any number may come out |
# | `wine_type` | the probability that the wine is red | dense, 1 unit | sigmoid |
#
# The sigmoid squeezes any number $z$ into a probability:
#
# $$
# \sigma(z) = \frac{1}{1 + e^{-z}}
# $$
#
# The name of an output is the name of the layer that it comes from, so give these two layers theirs
# (every layer takes a `name`). In exercise 4 you will speak of the outputs by these names.
#
# At last a `keras.Model` says where the network begins and where it ends; it finds the way between
# by itself. Both outputs have to stand on one and the same base, and their order is that of the
# table.
#
# **Shapes.** In: a symbolic tensor `(None, k)`. Out: a model, whose two outputs have shape
# `(None, 1)`.
#
# **To read:** [Models with multiple inputs and
# outputs](https://keras.io/guides/functional_api/#manipulate-complex-graph-topologies).


# %% exercise="final_model"
def final_model(inputs):
    """One network with two outputs, `wine_quality` and `wine_type`.

    Args:
        inputs: symbolic tensor of shape (None, k), normalised measurements.

    Returns:
        A keras.Model from `inputs` to the two outputs, each of shape (None, 1).
    """
    ### BEGIN SOLUTION
    x = base_model(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x)
    return keras.Model(inputs=inputs, outputs=[quality, red])
    ### END SOLUTION


# %% check="final_model"
check("final_model")

# %% [markdown]
# ### Look at it
#
# What does an untrained model say about the first three wines? What would you expect the type to
# be, if it knows nothing?

# %% tags=["explore"]
model = final_model(keras.Input(shape=(len(measurements),)))
model.summary()
three = np.asarray(normalise(train[measurements], train[measurements][:3]), dtype="float32")
for name, answer in zip(model.output_names, model(three), strict=True):
    print(name, np.asarray(answer).ravel().round(3))

# %% [markdown]
# ## 4. What counts as a mistake: `compile_model`
#
# The two answers are wrong in different ways, so each has a loss of its own. For the quality $q$ of
# $n$ wines it is the **mean squared error**; for the type $t$, which is 0 or 1, and the predicted
# probability $p$ it is the **binary cross-entropy**:
#
# $$
# L_\text{quality} = \frac{1}{n}\sum_{i=1}^{n} (q_i - \hat q_i)^2
# \qquad
# L_\text{type} = -\frac{1}{n}\sum_{i=1}^{n} \bigl(t_i \ln p_i + (1 - t_i)\ln(1 - p_i)\bigr)
# $$
#
# Keras adds both up and makes the sum smaller. A loss is what training follows; a **metric** is
# what people read. Let Keras report the **root mean squared error** of the quality, which is in
# grades again, and the **accuracy** of the type, the share of wines for which it is right.
#
# Where there is only one output, `compile` is given one loss. Here it wants to know which belongs
# to which output, and the names from exercise 3 say so.
#
# The optimizer is **RMSprop**. Take its learning rate as it is, or choose your own; from 0.0001 to
# 0.01 all goes well. An optimizer keeps a memory for every weight of its model, so each model needs
# a new one.
#
# Nothing is trained here. Return the model that you were given.
#
# **To read:** [`Model.compile`](https://keras.io/api/models/model_training_apis/#compile-method)
# and [Passing data to multi-input, multi-output
# models](https://keras.io/guides/training_with_built_in_methods/#passing-data-to-multiinput-multioutput-models).


# %% exercise="compile_model"
def compile_model(model):
    """Get a model with the outputs `wine_quality` and `wine_type` ready for training.

    Args:
        model: a keras.Model such as `final_model` makes.

    Returns:
        The same model, compiled: RMSprop, and a loss and a metric for each output.
    """
    ### BEGIN SOLUTION
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss={"wine_quality": "mean_squared_error", "wine_type": "binary_crossentropy"},
        metrics={
            "wine_quality": [keras.metrics.RootMeanSquaredError()],
            "wine_type": ["accuracy"],
        },
    )
    return model
    ### END SOLUTION


# %% check="compile_model"
check("compile_model")

# %% [markdown]
# ## Train it
#
# A fifth of the training wines is set aside to watch how the network does on wines that it does not
# learn from. Read the table that this prints, or better, draw it. Which of the two questions is the
# easier one? Does the network learn to judge wines, or does it learn these wines by heart, and in
# which column would you see the difference?

# %% tags=["explore"]
scaled = np.asarray(normalise(train[measurements], train[measurements]), dtype="float32")
answers = {
    "wine_quality": train["quality"].to_numpy("float32"),
    "wine_type": train["is_red"].to_numpy("float32"),
}
model = compile_model(final_model(keras.Input(shape=(len(measurements),))))
history = model.fit(scaled, answers, epochs=20, batch_size=32, validation_split=0.2, verbose=0)
curves = pd.DataFrame(history.history)
curves.index.name = "epoch"
print(curves.iloc[[0, 1, 2, 4, 9, 14, 19]].T.round(3).to_string())


# %% [markdown]
# Learning curves in letters, for those without a library that draws: a row is an epoch, and the
# further right the letter stands, the larger the loss. `t` is measured on the wines that it learns
# from, `v` on those set aside.


# %% tags=["explore"]
def draw(curves, name, width=60):
    """Print the learning curve of one loss, for training (t) and validation (v)."""
    t, v = curves[name], curves[f"val_{name}"]
    # the first epochs are so much worse than all others that they would fill the picture
    largest = max(t[2:].max(), v[2:].max())
    print(f"{name}, from 0 to {largest:.3f}")
    for epoch in curves.index[2:]:
        row = [" "] * (width + 1)
        row[round(width * t[epoch] / largest)] = "t"
        row[round(width * v[epoch] / largest)] = "v"
        print(f"{epoch:3d} |{''.join(row)}")


draw(curves, "wine_quality_loss")
draw(curves, "wine_type_loss")

# %% [markdown]
# And now the wines that neither you nor the network have looked at. Compare with two guessers who
# have never seen a wine: one says that all wines are white, the other gives every wine the mean
# grade.

# %% tags=["explore"]
scaled_test = np.asarray(normalise(train[measurements], test[measurements]), dtype="float32")
quality, red = (np.asarray(answer)[:, 0] for answer in model(scaled_test))


def rmse(guess):
    """How far a guess is from the quality of the test wines, in grades."""
    return np.sqrt(np.mean((guess - test["quality"]) ** 2))


print(f"type right: {np.mean((red > 0.5) == test['is_red']):.1%}", end="")
print(f"   saying “white” each time: {np.mean(test['is_red'] == 0):.1%}")
print(f"quality off by {rmse(quality):.2f}", end="")
print(f"   saying the mean each time: {rmse(train['quality'].mean()):.2f}")

# %% [markdown]
# ## If you want to go on
#
# - Take both relus out and train again. Which answer gets worse, and which does not mind? What does
#   that tell you about the wines?
# - Give one loss more weight with `loss_weights`. Is there a price?
# - Train one network for the quality alone. Is it better or worse than the one with two ends?
