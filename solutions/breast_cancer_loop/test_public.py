"""Checks of breast_cancer_loop that students run themselves."""

import numpy as np

from autograder.grading import check, expect, fail, show, tensor
from autograder.grading.pictures import curves

# Ten lumps: 3 of the 4 malignant ones are found, and 2 benign ones are called malignant.
TRUE = np.array([1, 0, 1, 1, 0, 0, 1, 0, 0, 0])
SAID = np.array([0.9, 0.2, 0.7, 0.4, 0.8, 0.1, 0.6, 0.55, 0.3, 0.05], "float32")


# -- networks, lumps and what is returned -------------------------------------------------------


def network(keras, rng, inputs=4):
    """A network with random weights, one hidden layer and a sigmoid at its end."""
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input((inputs,)), layers.Dense(5, "tanh"), layers.Dense(1, "sigmoid")]
    )
    model.set_weights([normal(rng, *shape) for shape in ((inputs, 5), (5,), (5, 1), (1,))])
    return model


def normal(rng, *shape):
    """Normal numbers as float32."""
    return rng.normal(size=shape).astype("float32")


def lumps(rng, n, inputs=4):
    """Features (n, inputs) and labels (n,) of n lumps, neither class missing."""
    labels = rng.permutation(np.arange(n) % 2)
    return normal(rng, n, inputs) + labels[:, None].astype("float32"), labels


def dataset(keras, features, labels, size):
    """A TensorFlow dataset of batches, in order."""
    # Keras makes datasets of two parts; the second one, of a single row, is left aside
    rows = tuple(np.concatenate([part, part[:1]]) for part in (features, labels))
    return keras.utils.split_dataset(rows, left_size=len(labels))[0].batch(size)


def batches(features, labels, size):
    """The same batches as arrays."""
    return [
        (features[start : start + size], labels[start : start + size])
        for start in range(0, len(labels), size)
    ]


def probabilities(model, features):
    """What the model says of each lump, (n,), in double precision."""
    return np.asarray(model(tensor(features)), "float64")[:, 0]


def judged(keras, rng, n):
    """A network, lumps, and its answers (n,): some right and some wrong, whatever the label."""
    while True:
        model, (x, y) = network(keras, rng), lumps(rng, n)
        said = probabilities(model, x) > 0.5
        if all(0 < said[y == label].mean() < 1 for label in (0, 1)):
            return model, x, y, said


def cross_entropy(p, labels):
    """Mean binary cross-entropy of probabilities."""
    return -np.mean(np.where(labels == 1, np.log(p), np.log(1 - p)))


def expect_losses(found, expected):
    """`found` is a list with these losses, one for each batch."""
    if not isinstance(found, list):
        fail(f"What is returned is a {type(found).__name__}; a list is asked for.")
    if len(found) != len(expected):
        fail(f"There are {len(expected)} batches, and the list has length {len(found)}.")
    losses = np.array([np.asarray(loss) for loss in found])
    expect(losses, "the list of losses").has_shape((len(expected),)).close_to(expected, rtol=1e-3)


def two_metrics(keras):
    """Metrics that do not depend on another exercise."""
    return keras.metrics.BinaryAccuracy(), keras.metrics.Recall()


# -- F1Score ------------------------------------------------------------------------------------


@check(
    points=1,
    exercise="F1Score",
    hint="How many of these lumps are TP, how many FP, how many FN, if you count by hand?",
)
def test_f1_of_an_example(student):
    """Gives the F1 score of ten lumps"""
    metric = student.F1Score()
    metric.update_state(tensor(TRUE), tensor(SAID))
    product, sums = (TRUE * SAID).sum(), TRUE.sum() + SAID.sum()
    expect(metric.result(), "the score").is_scalar().close_to(
        6 / 9,
        slips={
            "it is the accuracy": 7 / 10,
            "it is the precision": 3 / 5,
            "it is the recall": 3 / 4,
            "it is the plain mean of precision and recall": (3 / 5 + 3 / 4) / 2,
            "it is the score for benign, not for malignant": 8 / 11,
            "probabilities are summed where cases should be counted": 2 * product / sums,
        },
    )


@check(
    points=1,
    exercise="F1Score",
    hint="Which denominator is 0 when nothing is malignant and nothing is called so?",
)
def test_f1_is_zero_when_nothing_is_positive(student):
    """Is 0, and not NaN, while nothing is positive"""
    metric = student.F1Score()
    expect(metric.result(), "the score of no lumps at all").is_scalar().equals(0)
    none, low = np.zeros(4, "int64"), np.full(4, 0.1, "float32")
    for what, true, said in (
        ("of benign lumps that are called benign", none, low),
        ("after malignant lumps of which none is found", none + 1, low),
    ):
        metric.update_state(tensor(true), tensor(said))
        expect(metric.result(), f"the score {what}").is_scalar().equals(0)


@check(
    points=1,
    exercise="F1Score",
    hint="What has to be remembered of a batch so that the score of all lumps can be told later?",
)
def test_f1_remembers_all_batches(student):
    """Gives the score of all batches together"""
    metric = student.F1Score()
    for start, end in ((0, 4), (4, 7), (7, 10)):
        metric.update_state(tensor(TRUE[start:end]), tensor(SAID[start:end]))
    expect(metric.result(), "the score of three batches").is_scalar().close_to(
        6 / 9,
        slips={
            "it is the average of the batches' scores": (4 / 5 + 2 / 3 + 0) / 3,
            "it is the score of the last batch": 0,
        },
    )


@check(points=1, exercise="F1Score", hint="Which numbers has the metric collected so far?")
def test_f1_can_be_reset(student):
    """Forgets everything when it is reset"""
    metric = student.F1Score()
    metric.update_state(tensor(TRUE), tensor(1 - SAID))
    metric.reset_state()
    expect(metric.result(), "the score right after a reset").is_scalar().equals(0)
    metric.update_state(tensor(TRUE), tensor(SAID))
    expect(metric.result(), "the score of what came after a reset").is_scalar().close_to(6 / 9)


# -- apply_gradient -----------------------------------------------------------------------------


def step(student, optimizer, loss, model, features, labels):
    """What a step returns, as (outputs, loss)."""
    # an optimizer that has its memory already can be used inside of a graph, too
    optimizer.build(model.trainable_variables)
    found = student.apply_gradient(optimizer, loss, model, tensor(features), tensor(labels))
    if not isinstance(found, list | tuple) or len(found) != 2:
        fail("apply_gradient does not return a pair: first the model's outputs, then the loss.")
    return found


@check(
    points=1,
    exercise="apply_gradient",
    hint="What did the model say, and what was the loss, when the weights were still the old ones?",
)
def test_step_returns_outputs_and_loss(student, rng, keras):
    """Returns the model's outputs and their loss, both of before the step"""
    model, (x, y) = network(keras, rng), lumps(rng, 8)
    p = probabilities(model, x)
    optimizer, loss = keras.optimizers.SGD(1.0), keras.losses.BinaryCrossentropy()
    outputs, found = step(student, optimizer, loss, model, x, y)
    after = probabilities(model, x)
    expect(outputs, "the first thing returned").has_shape((8, 1)).close_to(
        p[:, None],
        rtol=1e-3,
        slips={
            "these are the outputs after the step": after[:, None],
            "these are yes and no, not what the model said": (p[:, None] > 0.5) * 1.0,
        },
    )
    expect(found, "the loss").is_scalar().close_to(
        cross_entropy(p, y),
        rtol=1e-3,
        slips={"it is the loss after the step": cross_entropy(after, y)},
    )


@check(
    points=1,
    exercise="apply_gradient",
    hint="What does the optimizer need to know, and about which weights?",
)
def test_step_moves_every_weight(student, rng, keras):
    """Moves every weight of the model"""
    model, (x, y) = network(keras, rng), lumps(rng, 8)
    before = model.get_weights()
    step(student, keras.optimizers.SGD(0.5), keras.losses.BinaryCrossentropy(), model, x, y)
    still = sum(
        np.array_equal(old, new) for old, new in zip(before, model.get_weights(), strict=True)
    )
    if still:
        fail(f"{still} of the model's {len(before)} weights are where they were before the step.")


# -- train_data_for_one_epoch -------------------------------------------------------------------


def epoch(student, keras, model, data, rate, metrics, **more):
    """The losses of an epoch of gradient descent on the cross-entropy."""
    optimizer, loss = keras.optimizers.SGD(rate), keras.losses.BinaryCrossentropy()
    optimizer.build(model.trainable_variables)
    return student.train_data_for_one_epoch(data, optimizer, loss, model, *metrics, **more)


@check(
    points=1,
    exercise="train_data_for_one_epoch",
    hint="What does apply_gradient give you for each batch, and which part of it do you keep?",
)
def test_epoch_returns_a_loss_for_each_batch(student, rng, keras):
    """Returns a list with the loss of each batch"""
    model, (x, y) = network(keras, rng), lumps(rng, 14)
    # at a rate of 0 the weights stay as they are, so the losses can be told in advance
    wanted = [cross_entropy(probabilities(model, a), b) for a, b in batches(x, y, 4)]
    for more in ({}, {"verbose": False}):
        data, metrics = dataset(keras, x, y, 4), two_metrics(keras)
        expect_losses(epoch(student, keras, model, data, 0.0, metrics, **more), wanted)


@check(
    points=1,
    exercise="train_data_for_one_epoch",
    hint="Which two things is a metric told, and for which of the batches?",
)
def test_epoch_tells_both_metrics(student, rng, keras):
    """Tells both metrics about every lump"""
    model, x, y, said = judged(keras, rng, 13)
    accuracy, recall = two_metrics(keras)
    data = dataset(keras, x, y, 4)
    epoch(student, keras, model, data, 0.0, (accuracy, recall), verbose=False)
    expect(accuracy.result(), "the accuracy after an epoch").close_to(np.mean(said == y))
    expect(recall.result(), "the second metric after an epoch").close_to(np.mean(said[y == 1]))


@check(
    points=1,
    exercise="train_data_for_one_epoch",
    hint="How many steps of training are there in an epoch?",
)
def test_epoch_takes_a_step_for_each_batch(student, rng, keras):
    """Lets the optimizer take a step for each batch"""
    model, (x, y) = network(keras, rng), lumps(rng, 14)
    optimizer, loss = keras.optimizers.SGD(0.1), keras.losses.BinaryCrossentropy()
    optimizer.build(model.trainable_variables)
    data = dataset(keras, x, y, 4)
    student.train_data_for_one_epoch(data, optimizer, loss, model, *two_metrics(keras), False)
    steps = int(np.asarray(optimizer.iterations))
    if steps != 4:
        fail(f"For 4 batches the optimizer took {steps} steps.")


# -- perform_validation -------------------------------------------------------------------------


def validation(student, keras, model, data, metrics):
    """The losses of a look at the model."""
    loss = keras.losses.BinaryCrossentropy()
    return student.perform_validation(data, loss, model, *metrics)


@check(points=1, exercise="perform_validation", hint="Does anything here ask for a gradient?")
def test_validation_moves_no_weight(student, rng, keras):
    """Leaves every weight where it is"""
    model, (x, y) = network(keras, rng), lumps(rng, 11)
    before = model.get_weights()
    validation(student, keras, model, dataset(keras, x, y, 4), two_metrics(keras))
    same = all(
        np.array_equal(old, new) for old, new in zip(before, model.get_weights(), strict=True)
    )
    expect(same, "the weights").is_true("After the validation the model has other weights.")


@check(
    points=1,
    exercise="perform_validation",
    hint="What is the loss computed from, and where do you collect it?",
)
def test_validation_returns_a_loss_for_each_batch(student, rng, keras):
    """Returns a list with the loss of each batch"""
    model, (x, y) = network(keras, rng), lumps(rng, 11)
    wanted = [cross_entropy(probabilities(model, a), b) for a, b in batches(x, y, 4)]
    data = dataset(keras, x, y, 4)
    expect_losses(validation(student, keras, model, data, two_metrics(keras)), wanted)


@check(
    points=1,
    exercise="perform_validation",
    hint="Which two things is a metric told, and for which of the batches?",
)
def test_validation_tells_both_metrics(student, rng, keras):
    """Tells both metrics about every lump"""
    model, x, y, said = judged(keras, rng, 13)
    accuracy, recall = two_metrics(keras)
    validation(student, keras, model, dataset(keras, x, y, 4), (accuracy, recall))
    expect(accuracy.result(), "the accuracy").close_to(np.mean(said == y))
    expect(recall.result(), "the second metric").close_to(np.mean(said[y == 1]))


# -- train --------------------------------------------------------------------------------------

KEYS = [prefix + name for prefix in ("", "val_") for name in ("loss", "accuracy", "f1_score")]


def training(student, keras, rng, model, epochs):
    """The history of a short training, as arrays."""
    train, val = (dataset(keras, *lumps(rng, n), 6) for n in (24, 12))
    return history_of(student.train(model, train, val, epochs), epochs)


def history_of(found, epochs):
    """The six lists as arrays, if they are there and have a number for each epoch."""
    if not isinstance(found, dict):
        fail(f"What is returned is a {type(found).__name__}; a dictionary is asked for.")
    if missing := [key for key in KEYS if key not in found]:
        fail(f"The dictionary has no key {missing[0]!r}.")
    history = {key: np.array([np.asarray(number) for number in found[key]]) for key in KEYS}
    for key, numbers in history.items():
        expect(numbers, f"the list under {key!r}").has_shape((epochs,)).is_finite()
    return history


@check(points=1, exercise="train", hint="How long is each list after the first epoch?")
def test_training_gives_a_history(student, rng, keras):
    """Returns six lists with a number for each epoch"""
    for epochs in (1, 3):
        history = training(student, keras, rng, network(keras, rng), epochs)
    show(
        "Loss from epoch to epoch",
        curves({"training": history["loss"], "validation": history["val_loss"]}),
    )


@check(
    points=1,
    exercise="train",
    hint="Which functions have you written for this, and what would Keras' own do instead?",
)
def test_training_compiles_nothing(student, rng, keras):
    """Goes without `compile`, so without `fit`, `train_on_batch` and `evaluate`"""
    model = network(keras, rng)
    training(student, keras, rng, model, 1)
    if model.compiled:
        fail("The model has been compiled. Here the loop is to be your own, without `fit`.")


@check(points=1, exercise="train", hint="Which data is the model trained with, and how often?")
def test_training_moves_every_weight(student, rng, keras):
    """Trains every weight of the model"""
    model = network(keras, rng)
    before = model.get_weights()
    training(student, keras, rng, model, 2)
    still = sum(
        np.array_equal(old, new) for old, new in zip(before, model.get_weights(), strict=True)
    )
    if still:
        fail(f"{still} of the model's {len(before)} weights are where they were before.")
