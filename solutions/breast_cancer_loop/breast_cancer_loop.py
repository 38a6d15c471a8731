# ---
# jupyter:
#   autograder: {assignment: breast_cancer_loop}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---

# %% [markdown]
# # Training without `fit`
#
# `model.fit` hides a loop: take a batch, ask the model, measure the mistake, work out in which
# direction each weight should move, move it, take the next batch. Most days it may stay hidden.
# But the day will come when you want something to happen in the middle of that loop: two models
# that train each other, a loss that depends on the last step, a quantity that nobody has thought
# of printing. Then you write the loop yourself. It is about thirty lines, and here you write all
# of them.
#
# The question that the network is to answer: the cells of a lump in a breast were looked at through
# a microscope and measured. Is the lump **malignant**?
#
# You will
#
# 1. write a metric that Keras has to be told about, `F1Score`;
# 2. take one step of training, `apply_gradient`;
# 3. take a step for every batch, `train_data_for_one_epoch`;
# 4. look at how good the model is without changing it, `perform_validation`;
# 5. put it together, `train`.
#
# Work through the exercises in order. Each one is followed by a cell that checks it.

# %% tags=["setup"]
import keras
import numpy as np
import pandas as pd
import tensorflow as tf

from autograder import check
from autograder.datasets import breast_cancer

lumps = breast_cancer.load("train", standardised=True)
test = breast_cancer.load("test", standardised=True)


def batches(features, labels, size=32):
    """A dataset of batches: features (size, 30) and labels (size,); the last may be smaller."""
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(size)


train_dataset = batches(lumps.features[:309], lumps.labels[:309])
val_dataset = batches(lumps.features[309:], lumps.labels[309:])


def build_model():
    """A small network that has learnt nothing yet."""
    return keras.Sequential(
        [
            keras.Input((30,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


# %% [markdown]
# ## The lumps
#
# There are 569 of them, from the university hospital of Wisconsin ([Wolberg, Street and
# Mangasarian, 1995](https://doi.org/10.24432/C5DW2B)). In a picture of the cells somebody traced
# the border of every nucleus; thirty numbers tell how large the nuclei are, how smooth, how
# regular. They are **standardised** here: 0 is the mean of a measurement over the lumps to train
# with, 1 is its deviation.
#
# - `features`: float32, shape `(n, 30)`.
# - `labels`: int64, shape `(n,)`; **1 is malignant, 0 is benign**.
#
# Of the 369 lumps in `lumps`, 309 are to train with and 60 to validate with. The 200 in `test` wait
# until the end.
#
# A **dataset** is, in all that follows, something that can be looped over, again and again, and
# gives pairs `(x, y)`: `x` of shape `(size, 30)`, and `y` of shape `(size,)`. The last batch may be
# smaller than the others.

# %% tags=["explore"]
for name, part in {"lumps": lumps, "test": test}.items():
    print(f"{name}: {len(part.labels)}, of which {part.labels.mean():.0%} are malignant")
for x, y in train_dataset.take(2):
    print("a batch:", x.shape, y.shape, "with labels", y.numpy()[:10], "…")

# %% [markdown]
# ## 1. How good is it? `F1Score`
#
# Who calls every lump benign is right in 63 of 100 cases and misses every cancer. **Accuracy**, the
# share of right answers, does not see that. So one looks at those lumps that matter:
#
# - true positives, $\mathrm{TP}$: malignant, and found;
# - false positives, $\mathrm{FP}$: benign, and yet called malignant;
# - false negatives, $\mathrm{FN}$: malignant, and missed.
#
# $$
# \text{precision} = \frac{\mathrm{TP}}{\mathrm{TP} + \mathrm{FP}} \qquad
# \text{recall} = \frac{\mathrm{TP}}{\mathrm{TP} + \mathrm{FN}} \qquad
# F_1 = \frac{2 \cdot \text{precision} \cdot \text{recall}}{\text{precision} + \text{recall}}
#     = \frac{2\,\mathrm{TP}}{2\,\mathrm{TP} + \mathrm{FP} + \mathrm{FN}}
# $$
#
# The last form follows from the others. It has one advantage: only one denominator, which is 0 only
# where nothing is malignant and nothing was called so. Let the score be **0** then. A model's first
# batch may well be like that, and a NaN stays in an average for ever.
#
# A metric in Keras has a memory. It is told about one batch after the other and answers for all of
# them together. That is not the average of the batches' scores: why not? Keras uses three of its
# methods:
#
# - `update_state(y_true, y_pred, sample_weight=None)`: one more batch. `y_true` has labels 0 and 1
#   of any dtype, `y_pred` has *probabilities*, and more than 0.5 means "malignant". Each may have
#   shape `(n,)` or `(n, 1)`, and not always the same one. Where there is a `sample_weight` of shape
#   `(n,)`, a lump with weight 3 counts as three such lumps.
# - `result()`: the score of everything since the last reset; a single number.
# - `reset_state()`: forget everything.
#
# A memory that Keras knows of is made by `add_weight`. A metric with such a memory can also be used
# in `fit` and `evaluate`, which this notebook does without.
#
# **To read:** [`keras.metrics.Metric`](https://keras.io/api/metrics/base_metric/#metric-class), and
# [Custom metrics](https://keras.io/guides/training_with_built_in_methods/#custom-metrics).


# %% exercise="F1Score"
class F1Score(keras.metrics.Metric):
    """F1 score of all batches since the last reset, from probabilities.

    Args:
        name: what Keras calls it in its reports.
    """

    ### BEGIN SOLUTION
    def __init__(self, name="f1_score", **kwargs):
        super().__init__(name=name, **kwargs)
        self.found = self.add_weight(name="found", initializer="zeros")
        self.wrong = self.add_weight(name="wrong", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        """One more batch: labels and probabilities of shape (n,) or (n, 1)."""
        true = keras.ops.cast(keras.ops.reshape(y_true, (-1,)), "float32")
        said = keras.ops.cast(keras.ops.reshape(y_pred, (-1,)) > 0.5, "float32")
        weight = 1.0
        if sample_weight is not None:
            weight = keras.ops.cast(keras.ops.reshape(sample_weight, (-1,)), "float32")
        self.found.assign_add(keras.ops.sum(weight * true * said))
        self.wrong.assign_add(keras.ops.sum(weight * keras.ops.abs(true - said)))

    def result(self):
        """The score, a scalar; 0 where nothing is positive."""
        return keras.ops.divide_no_nan(2 * self.found, 2 * self.found + self.wrong)

    # reset_state, as it is inherited, sets all of the metric's weights to 0
    ### END SOLUTION


# %% check="F1Score"
check("F1Score")

# %% [markdown]
# ### Look at it
#
# Four doctors see the same ten lumps, of which three are malignant. Guess the F1 scores first.
# Which doctor would you go to, and would you choose by accuracy?

# %% tags=["explore"]
truth = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
doctors = {
    "never worries": np.zeros(10),
    "always worries": np.ones(10),
    "misses one": np.array([1, 1, 0, 0, 0, 0, 0, 0, 0, 0.0]),
    "worries about two more": np.array([1, 1, 1, 1, 1, 0, 0, 0, 0, 0.0]),
}
for name, opinion in doctors.items():
    score = F1Score()
    score.update_state(truth, opinion)
    print(f"{name:24} accuracy {np.mean(opinion == truth):.1f}   F1 {float(score.result()):.2f}")

# %% [markdown]
# ## 2. One step: `apply_gradient`
#
# A step of training has three parts.
#
# 1. *Forward*: the model's outputs for a batch, and the loss $L$ of these outputs.
# 2. *Backward*: the gradient, that is, for every weight $w$ the slope $\partial L / \partial w$.
# 3. *Update*: the optimizer moves every weight. Plain gradient descent with rate $\eta$ does
#
# $$
# w \leftarrow w - \eta\,\frac{\partial L}{\partial w}
# $$
#
# and others such as Adam keep a memory of former gradients. That is the optimizer's business: it is
# given pairs of a gradient and a weight.
#
# For the backward part TensorFlow has to know how the loss came about. A `tf.GradientTape` writes
# down what is computed *while it is open*, as far as weights are involved, and can play it
# backwards afterwards. What happens before the tape is opened, after it is closed, or in NumPy, it
# does not know.
#
# Some layers do something else in training than afterwards (`Dropout`, `BatchNormalization`), and
# this is training: tell the model so when you call it. Some weights may be frozen (`layer.trainable
# = False`), and these have to stay where they are.
#
# Return what the model said and the loss, both *of before the step*. The outputs are called
# `logits` here because most programs of this kind call them so. The networks of this notebook end
# in a sigmoid, so they are probabilities.
#
# **Shapes.** In: `x` of shape `(n, k)`, `y` of shape `(n,)`. Out: `logits`, shape `(n, 1)`, and
# `loss`, a scalar tensor.
#
# **To read:** the first half of [Writing a training loop from
# scratch](https://keras.io/guides/writing_a_custom_training_loop_in_tensorflow/), and
# [`tf.GradientTape`](https://www.tensorflow.org/api_docs/python/tf/GradientTape).


# %% exercise="apply_gradient"
def apply_gradient(optimizer, loss_object, model, x, y):
    """Take one step of training.

    Args:
        optimizer: a keras optimizer, which moves the weights.
        loss_object: a keras loss; `loss_object(y_true, y_pred)` is a scalar.
        model: the model to train.
        x: tensor of shape (n, k), one batch of features.
        y: tensor of shape (n,), its labels.

    Returns:
        A pair (logits, loss): the model's outputs for `x` and their loss, before the step.
    """
    ### BEGIN SOLUTION
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = loss_object(y, logits)
    weights = model.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))
    return logits, loss
    ### END SOLUTION


# %% check="apply_gradient"
check("apply_gradient")

# %% [markdown]
# ### Look at it
#
# The same batch, ten times over. What happens with a rate of 0.01, what with 10, and what if you
# make a new Adam for every step?

# %% tags=["explore"]
x, y = next(iter(train_dataset))
for rate in (0.1, 1.0):
    model, optimizer = build_model(), keras.optimizers.SGD(rate)
    loss_object = keras.losses.BinaryCrossentropy()
    falling = [float(apply_gradient(optimizer, loss_object, model, x, y)[1]) for _ in range(10)]
    print(f"rate {rate}: " + " ".join(f"{loss:.3f}" for loss in falling))

# %% [markdown]
# ## 3. Once through the data: `train_data_for_one_epoch`
#
# An **epoch** is one pass over the data set, in the order in which it comes: a step for each batch.
# On the way, both metrics are told about every batch, by the outputs that the step was computed
# from (what use would it be to ask the model again, after the step?). They are *not* reset here:
# whoever called this function will want to read them afterwards.
#
# With `verbose` you may print how far it has come; without it, print nothing.
#
# **Out:** a list with the loss of each batch, in order.
#
# **To read:** nothing new. You have everything.


# %% exercise="train_data_for_one_epoch"
def train_data_for_one_epoch(
    train_dataset,
    optimizer,
    loss_object,
    model,
    train_acc_metric,
    train_f1score_metric,
    verbose=True,
):
    """Take one step of training for each batch.

    Args:
        train_dataset: gives pairs (x, y), x of shape (n, k) and y of shape (n,).
        optimizer: a keras optimizer.
        loss_object: a keras loss.
        model: the model to train.
        train_acc_metric: a keras metric, to be told about every batch.
        train_f1score_metric: another one.
        verbose: whether to print the progress.

    Returns:
        A list with the loss of each batch.
    """
    ### BEGIN SOLUTION
    losses = []
    for step, (x, y) in enumerate(train_dataset, start=1):
        logits, loss = apply_gradient(optimizer, loss_object, model, x, y)
        train_acc_metric.update_state(y, logits)
        train_f1score_metric.update_state(y, logits)
        losses.append(float(loss))
        if verbose:
            print(f"\rbatch {step}: loss {losses[-1]:.4f}", end="")
    if verbose:
        print()
    return losses
    ### END SOLUTION


# %% check="train_data_for_one_epoch"
check("train_data_for_one_epoch")

# %% [markdown]
# ### Look at it
#
# The losses of the batches of a first epoch. Do they fall from one to the next? Why not always?

# %% tags=["explore"]
model = build_model()
accuracy, f1_score = keras.metrics.BinaryAccuracy(), F1Score()
losses = train_data_for_one_epoch(
    train_dataset,
    keras.optimizers.Adam(0.01),
    keras.losses.BinaryCrossentropy(),
    model,
    accuracy,
    f1_score,
)
for loss in losses:
    print(f"{float(loss):.3f} {'▇' * round(60 * float(loss))}")
print(f"accuracy {float(accuracy.result()):.3f}   F1 {float(f1_score.result()):.3f}")

# %% [markdown]
# ## 4. Only look: `perform_validation`
#
# The lumps that the model has been trained with are no judge of it: it may know them by heart. So
# after each epoch it is asked about others, and **nothing in it may change** by that, not even the
# running means that a normalisation keeps. That is the other mode of the model.
#
# **Out:** a list with the loss of each batch, in order. Both metrics have been told about every
# batch, and not been reset.
#
# **To read:** the second half of the guide of exercise 2, and [what is the difference between
# `training` and `trainable`](https://keras.io/getting_started/faq/) in the questions that are often
# asked.


# %% exercise="perform_validation"
def perform_validation(dataset, loss_object, model, val_acc_metric, val_f1score_metric):
    """Measure how good a model is, and leave it as it is.

    Args:
        dataset: gives pairs (x, y), x of shape (n, k) and y of shape (n,).
        loss_object: a keras loss.
        model: the model to look at.
        val_acc_metric: a keras metric, to be told about every batch.
        val_f1score_metric: another one.

    Returns:
        A list with the loss of each batch.
    """
    ### BEGIN SOLUTION
    losses = []
    for x, y in dataset:
        logits = model(x, training=False)
        val_acc_metric.update_state(y, logits)
        val_f1score_metric.update_state(y, logits)
        losses.append(float(loss_object(y, logits)))
    return losses
    ### END SOLUTION


# %% check="perform_validation"
check("perform_validation")

# %% [markdown]
# ### Look at it
#
# Twice the same question gets twice the same answer, if nothing has moved.

# %% tags=["explore"]
for _ in range(2):
    accuracy, f1_score = keras.metrics.BinaryAccuracy(), F1Score()
    losses = perform_validation(
        val_dataset, keras.losses.BinaryCrossentropy(), model, accuracy, f1_score
    )
    print([round(float(loss), 4) for loss in losses], end="   ")
    print(f"accuracy {float(accuracy.result()):.3f}   F1 {float(f1_score.result()):.3f}")

# %% [markdown]
# ## 5. All of it: `train`
#
# An epoch of training, then a look at the validation data; and that `epochs` times. What the
# metrics show at the end of an epoch is to be about this epoch only, so this is where they are
# reset.
#
# Use
#
# - a new optimizer for each call: **Adam with the settings that it comes with** (an optimizer has
#   a memory for the weights of one model);
# - the **binary cross-entropy** of probabilities;
# - the **accuracy** for answers of yes or no, where more than 0.5 means yes, and your `F1Score`.
#
# `fit`, `train_on_batch`, `evaluate` and the like are not used, of course: they are what you are
# writing.
#
# **Out:** a dictionary of six lists, each with a number for each epoch:
#
# | key | what |
# |---|---|
# | `loss`, `val_loss` | mean of the losses of the batches |
# | `accuracy`, `val_accuracy` | accuracy over all lumps of the epoch |
# | `f1_score`, `val_f1_score` | F1 score over all lumps of the epoch |
#
# **To read:** [`Adam`](https://keras.io/api/optimizers/adam/) and
# [accuracy metrics](https://keras.io/api/metrics/accuracy_metrics/): one of them fits.


# %% exercise="train"
def train(model, train_dataset, val_dataset, epochs):
    """Train a model and watch how good it is.

    Args:
        model: a keras model from features (n, k) to probabilities (n, 1).
        train_dataset: gives pairs (x, y) to train with.
        val_dataset: gives pairs (x, y) to validate with.
        epochs: how often to go through the data.

    Returns:
        A dictionary with the keys "loss", "accuracy", "f1_score", "val_loss", "val_accuracy" and
        "val_f1_score", and a list of `epochs` numbers under each.
    """
    ### BEGIN SOLUTION
    optimizer, loss_object = keras.optimizers.Adam(), keras.losses.BinaryCrossentropy()
    accuracy, f1_score = keras.metrics.BinaryAccuracy(), F1Score()
    names = ("loss", "accuracy", "f1_score")
    history = {prefix + name: [] for prefix in ("", "val_") for name in names}

    def record(prefix, losses):
        history[f"{prefix}loss"].append(float(np.mean(losses)))
        for name, metric in (("accuracy", accuracy), ("f1_score", f1_score)):
            history[prefix + name].append(float(metric.result()))
            metric.reset_state()

    for _ in range(epochs):
        losses = train_data_for_one_epoch(
            train_dataset, optimizer, loss_object, model, accuracy, f1_score, verbose=False
        )
        record("", losses)
        record("val_", perform_validation(val_dataset, loss_object, model, accuracy, f1_score))
    return history
    ### END SOLUTION


# %% check="train"
check("train")

# %% [markdown]
# ## Train it
#
# Twenty epochs take some seconds. Read the table: from which epoch on does the network no longer
# get better on lumps that it does not learn from?

# %% tags=["explore"]
model = build_model()
history = pd.DataFrame(train(model, train_dataset, val_dataset, 20))
history.index = history.index + 1
history.index.name = "epoch"
print(history.iloc[[0, 1, 2, 4, 9, 14, 19]].round(3).to_string())

# %% [markdown]
# And now the 200 lumps that neither you nor the network have seen.

# %% tags=["explore"]
said = np.asarray(model(test.features, training=False))[:, 0] > 0.5
malignant = test.labels == 1
print(f"right: {np.mean(said == malignant):.1%}", end="")
print(f"   saying “benign” each time: {np.mean(~malignant):.1%}")
print(f"malignant and missed: {np.sum(malignant & ~said)} of {malignant.sum()}")
print(f"benign and called malignant: {np.sum(~malignant & said)} of {np.sum(~malignant)}")

# %% [markdown]
# ## If you want to go on
#
# - A straight line through the thirty measurements does as well as your network: take the hidden
#   layer out and see. What does that say about the lumps?
# - A missed cancer is worse than a false alarm. Weigh malignant lumps more in the loss. What
#   happens to precision, and what to recall?
# - Put `@tf.function` above `apply_gradient`, and have each new optimizer `build` its memory before
#   the first step. How much faster is an epoch, and why?
