"""Checks of breast_cancer_loop on networks and lumps that are drawn for each grading."""

import contextlib

import numpy as np
from sklearn.metrics import accuracy_score, f1_score, recall_score

from autograder.datasets import breast_cancer
from autograder.grading import check, expect, fail, show, tensor
from autograder.grading.pictures import confusion, curves

# -- lumps --------------------------------------------------------------------------------------


def normal(rng, *shape):
    """Normal numbers as float32."""
    return rng.normal(size=shape).astype("float32")


def lumps(rng, n, inputs=4):
    """Features (n, inputs) and labels (n,) of n lumps, of which a third is malignant."""
    labels = rng.permutation(np.arange(n) % 3 == 0).astype("int64")
    return normal(rng, n, inputs) + (labels[:, None] - 0.5).astype("float32"), labels


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


# -- a network, and what has to come of it ------------------------------------------------------


def network(keras, rng, inputs=4):
    """A network with random weights, one hidden layer and a sigmoid at its end."""
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input((inputs,)), layers.Dense(5, "tanh"), layers.Dense(1, "sigmoid")]
    )
    kernels = normal(rng, inputs, 5) / np.sqrt(inputs), normal(rng, 5, 1) / np.sqrt(5)
    biases = 0.2 * normal(rng, 5), 0.2 * normal(rng, 1)
    model.set_weights([kernels[0], biases[0], kernels[1], biases[1]])
    return model


def weights_of(model):
    """The network's weights in double precision."""
    return [np.asarray(weight, "float64") for weight in model.get_weights()]


def outputs(weights, x):
    """Probabilities (n,) of a network with these weights."""
    a, b, c, d = weights
    return 1 / (1 + np.exp(-(np.tanh(x @ a + b) @ c + d)[:, 0]))


def cross_entropy(p, y):
    """Mean binary cross-entropy, and its slope by the probabilities."""
    return -np.mean(np.where(y == 1, np.log(p), np.log(1 - p))), (p - y) / (p * (1 - p)) / len(y)


def squared_error(p, y):
    """Mean squared error, and its slope by the probabilities."""
    return np.mean((p - y) ** 2), 2 * (p - y) / len(y)


def slopes(weights, x, y, loss=cross_entropy):
    """The gradient of a batch's loss by each weight, worked out by the chain rule."""
    a, b, c, _ = weights
    hidden, p = np.tanh(x @ a + b), outputs(weights, x)
    z = (loss(p, y)[1] * p * (1 - p))[:, None]
    inner = z @ c.T * (1 - hidden**2)
    return [x.T @ inner, inner.sum(axis=0), hidden.T @ z, z.sum(axis=0)]


class Descent:
    """Gradient descent, with momentum, as Keras' SGD does it."""

    def __init__(self, rate, momentum=0.0):
        self.rate, self.momentum, self.speeds = rate, momentum, [0, 0, 0, 0]

    def __call__(self, weights, gradients):
        pairs = zip(self.speeds, gradients, strict=True)
        self.speeds = [self.momentum * v - self.rate * g for v, g in pairs]
        return [w + v for w, v in zip(weights, self.speeds, strict=True)]


class Adam:
    """Adam with the settings that it comes with."""

    def __init__(self):
        self.steps, self.means, self.squares = 0, [0, 0, 0, 0], [0, 0, 0, 0]

    def __call__(self, weights, gradients):
        self.steps += 1
        self.means = [0.9 * m + 0.1 * g for m, g in zip(self.means, gradients, strict=True)]
        self.squares = [
            0.999 * v + 0.001 * g**2 for v, g in zip(self.squares, gradients, strict=True)
        ]
        rate = 0.001 * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        moments = zip(weights, self.means, self.squares, strict=True)
        return [w - rate * m / (np.sqrt(v) + 1e-7) for w, m, v in moments]


def follow(weights, optimizer, parts, loss=cross_entropy):
    """Weights after a step for each batch; each batch's loss and probabilities before its step."""
    losses, said = [], []
    for x, y in parts:
        p = outputs(weights, x)
        losses.append(loss(p, y)[0])
        said.append(p)
        weights = optimizer(weights, slopes(weights, x, y, loss))
    return weights, losses, np.concatenate(said)


def expect_weights(model, wanted, when, slips):
    """The model has these weights, unless it has those of one of the slips."""
    for place, (name, found, right) in enumerate(
        zip(
            ("kernel of the first", "bias of the first", "kernel of the last", "bias of the last"),
            weights_of(model),
            wanted,
            strict=True,
        )
    ):
        expect(found, f"the {name} layer {when}").close_to(
            right,
            rtol=1e-3,
            atol=1e-4,
            slips={sentence: weights[place] for sentence, weights in slips.items()},
        )


def expect_losses(found, expected):
    """`found` is a list with these losses, one for each batch."""
    if not isinstance(found, list) or len(found) != len(expected):
        fail("What is returned is no list with a number for each batch.")
    losses = np.array([np.asarray(loss) for loss in found])
    expect(losses, "the list of losses").close_to(np.array(expected), rtol=2e-3)


# -- F1Score ------------------------------------------------------------------------------------


def some_answers(rng, n):
    """Labels and probabilities of n lumps, right in most cases."""
    true = (rng.uniform(size=n) < 0.35).astype("int64")
    said = np.clip(true * 0.4 + rng.uniform(0.05, 0.6, size=n), 0, 1).astype("float32")
    # none so near to one half that rounding decides
    return true, np.where(np.abs(said - 0.5) < 0.01, said + 0.02, said).astype("float32")


@check(
    points=2,
    exercise="F1Score",
    hint="What is collected from a batch: scores, or counts from which a score can be made?",
)
def test_f1_of_random_batches(student, rng):
    """Gives the score of all lumps, however they come in batches"""
    for sizes in rng.integers(3, 40, size=(3, 4)):
        metric = student.F1Score()
        parts = [some_answers(rng, int(n)) for n in sizes]
        for true, said in parts:
            metric.update_state(tensor(true), tensor(said))
        true, said = (np.concatenate(column) for column in zip(*parts, strict=True))
        each = [f1_score(true, said > 0.5, zero_division=0) for true, said in parts]
        expect(metric.result(), "the score").is_scalar().close_to(
            f1_score(true, said > 0.5),
            slips={
                "it is the average of the batches' scores": np.mean(each),
                "it is the score of the last batch": each[-1],
                "it is the accuracy": np.mean(true == (said > 0.5)),
            },
        )


@check(
    points=1,
    exercise="F1Score",
    hint="Which shape has the difference of an array of shape (n, 1) and one of shape (n,)?",
)
def test_f1_takes_labels_and_outputs_of_any_form(student, rng):
    """Takes flat labels or columns, of any dtype, and such probabilities"""
    true, said = some_answers(rng, 30)
    wanted = f1_score(true, said > 0.5)
    for kind in ("int64", "int32", "float32", "bool", "uint8"):
        for labels in (true, true[:, None]):
            for answers in (said, said[:, None]):
                metric = student.F1Score()
                metric.update_state(tensor(labels.astype(kind)), tensor(answers))
                what = f"the score of {kind} labels {labels.shape} and outputs {answers.shape}"
                expect(metric.result(), what).is_scalar().close_to(wanted)


@check(
    points=1,
    exercise="F1Score",
    hint="How much does a lump of weight 3 add to what you count?",
)
def test_f1_counts_by_weight(student, rng):
    """Counts a lump as often as its weight says"""
    metric = student.F1Score()
    true, said = some_answers(rng, 60)
    weight = rng.integers(0, 6, size=60).astype("float32")
    for rows in (slice(0, 25), slice(25, 60)):
        metric.update_state(
            tensor(true[rows]), tensor(said[rows, None]), sample_weight=tensor(weight[rows])
        )
    expect(metric.result(), "the weighted score").close_to(
        f1_score(true, said > 0.5, sample_weight=weight),
        slips={"the weights make no difference to it": f1_score(true, said > 0.5)},
    )


@check(
    points=1,
    exercise="F1Score",
    hint="Where does each object of your class keep its counts, and who else can reach them?",
)
def test_f1_scores_keep_apart(student, rng):
    """Keeps the counts of two metrics apart, and takes a name"""
    first, second = student.F1Score(), student.F1Score(name="of_validation")
    expect(first.name, "the name by default").equals("f1_score")
    expect(second.name, "the name that was given").equals("of_validation")
    answers = [some_answers(rng, 25) for _ in range(2)]
    for metric, (true, said) in zip((first, second), answers, strict=True):
        metric.update_state(tensor(true), tensor(said))
    first.reset_state()
    true, said = answers[1]
    expect(first.result(), "the score of a metric that was reset").equals(0)
    expect(second.result(), "the score of another metric").close_to(f1_score(true, said > 0.5))


@check(
    points=1,
    exercise="F1Score",
    hint="What has to be the base of your class so that Keras takes it for a metric?",
)
def test_f1_works_inside_of_keras(student, rng, keras):
    """Works inside of `evaluate`, again and again, and is reported by its name"""
    model = network(keras, rng)
    # in a graph, many a right metric would stumble over an `if`
    model.compile(loss="binary_crossentropy", metrics=[student.F1Score()], run_eagerly=True)
    for n in (40, 33):
        x, y = lumps(rng, n)
        found = model.evaluate(x, y, batch_size=16, verbose=0, return_dict=True)
        if "f1_score" not in found:
            fail("Keras does not report the score under the name f1_score.")
        p = outputs(weights_of(model), x)
        expect(found["f1_score"], "the score that evaluate reports").close_to(
            f1_score(y, p > 0.5), rtol=1e-3
        )


# -- apply_gradient -----------------------------------------------------------------------------


def step(student, optimizer, loss, model, x, y):
    """What a step returns, as (outputs, loss)."""
    # an optimizer that has its memory already can be used inside of a graph, too
    if not optimizer.built:
        optimizer.build(model.trainable_variables)
    return student.apply_gradient(optimizer, loss, model, tensor(x), tensor(y))


@check(
    points=3,
    exercise="apply_gradient",
    hint="Which slope is it that each weight is moved against, and how far?",
)
def test_step_follows_the_gradient(student, rng, keras):
    """Moves each weight against its slope, by the optimizer's rate"""
    for _ in range(2):
        model, rate = network(keras, rng), float(rng.uniform(0.2, 1.0))
        x, y = lumps(rng, int(rng.integers(5, 20)))
        before = weights_of(model)
        gradients = slopes(before, x, y)
        step(student, keras.optimizers.SGD(rate), keras.losses.BinaryCrossentropy(), model, x, y)
        expect_weights(
            model,
            Descent(rate)(before, gradients),
            "after a step",
            {
                "nothing has moved it": before,
                "it went uphill": Descent(-rate)(before, gradients),
                "the step was taken twice": Descent(2 * rate)(before, gradients),
                "the loss was summed rather than averaged": Descent(rate * len(y))(
                    before, gradients
                ),
            },
        )


@check(
    points=1,
    exercise="apply_gradient",
    hint="Who decides what counts as a mistake: this function, or whoever calls it?",
)
def test_step_goes_by_the_given_loss(student, rng, keras):
    """Goes by the loss that it is given"""
    model, (x, y) = network(keras, rng), lumps(rng, 12)
    before = weights_of(model)
    _, loss = step(student, keras.optimizers.SGD(0.8), keras.losses.MeanSquaredError(), model, x, y)
    p = outputs(before, x)
    expect(loss, "the mean squared error").close_to(
        squared_error(p, y)[0],
        rtol=1e-3,
        slips={
            "it is the cross-entropy": cross_entropy(p, y)[0],
            "each output is compared with every label": np.mean((p[:, None] - y) ** 2),
        },
    )
    expect_weights(
        model,
        Descent(0.8)(before, slopes(before, x, y, squared_error)),
        "after a step by the mean squared error",
        {"the step went by the cross-entropy": Descent(0.8)(before, slopes(before, x, y))},
    )


@check(
    points=2,
    exercise="apply_gradient",
    hint="Who moves the weights? What does it remember of the steps before?",
)
def test_step_is_the_optimizers(student, rng, keras):
    """Leaves the step to the optimizer, with its memory of former steps"""
    model, optimizer = network(keras, rng), keras.optimizers.SGD(0.3, momentum=0.9)
    loss, wanted = keras.losses.BinaryCrossentropy(), weights_of(model)
    plain, with_memory = wanted, Descent(0.3, 0.9)
    for _ in range(3):
        x, y = lumps(rng, 9)
        step(student, optimizer, loss, model, x, y)
        wanted = with_memory(wanted, slopes(wanted, x, y))
        plain = Descent(0.3)(plain, slopes(plain, x, y))
    expect_weights(
        model,
        wanted,
        "after three steps with momentum",
        {"the steps were those of an optimizer without memory": plain},
    )


def network_with_modes(keras, rng):
    """A network that behaves otherwise in training: one layer, normalised before its sigmoid."""
    layers = keras.layers
    normalisation = layers.BatchNormalization(momentum=0.5, epsilon=0.001)
    model = keras.Sequential(
        [keras.Input((4,)), layers.Dense(1), normalisation, layers.Activation("sigmoid")]
    )
    scale, shift, mean, variance = rng.uniform(0.5, 2.0, size=(4, 1))
    model.set_weights([normal(rng, 4, 1), normal(rng, 1), scale, shift, mean, variance])
    return model


def normalised(weights, x, by_batch):
    """Probabilities (n,) of such a network, in training by the batch's own mean and variance."""
    kernel, bias, scale, shift, mean, variance = weights
    z = x @ kernel + bias
    if by_batch:
        mean, variance = z.mean(axis=0), z.var(axis=0)
    return 1 / (1 + np.exp(-(scale * (z - mean) / np.sqrt(variance + 0.001) + shift)[:, 0]))


@check(
    points=1,
    exercise="apply_gradient",
    hint="How does a BatchNormalization layer know whether it is being trained?",
)
def test_step_asks_the_model_in_training(student, rng, keras):
    """Uses the model as it is in training"""
    model, (x, y) = network_with_modes(keras, rng), lumps(rng, 12)
    before = weights_of(model)
    loss = keras.losses.BinaryCrossentropy()
    said, _ = step(student, keras.optimizers.SGD(0.1), loss, model, x, y)
    expect(said, "what the model said").close_to(
        normalised(before, x, True)[:, None],
        rtol=2e-3,
        slips={
            "the model was not told that this is training": normalised(before, x, False)[:, None]
        },
    )


@check(
    points=1,
    exercise="apply_gradient",
    hint="Which list of a model's weights has only those that may be moved?",
)
def test_step_leaves_frozen_weights(student, rng, keras):
    """Leaves frozen weights alone and moves the others"""
    model, (x, y) = network(keras, rng), lumps(rng, 12)
    model.layers[0].trainable = False
    before = weights_of(model)
    moved = Descent(0.8)(before, slopes(before, x, y))
    step(student, keras.optimizers.SGD(0.8), keras.losses.BinaryCrossentropy(), model, x, y)
    expect_weights(
        model,
        [*before[:2], *moved[2:]],
        "after a step with a frozen first layer",
        {"it was moved though it is frozen": moved},
    )


@check(
    points=1,
    exercise="apply_gradient",
    hint="Which three parts has a step, and who writes them here: Keras or you?",
)
def test_step_compiles_nothing(student, rng, keras):
    """Takes the step itself, without `compile` and `train_on_batch`"""
    model, (x, y) = network(keras, rng), lumps(rng, 12)
    step(student, keras.optimizers.SGD(0.1), keras.losses.BinaryCrossentropy(), model, x, y)
    expect_not_compiled(model)


def expect_not_compiled(model):
    """Nobody has prepared the model for `fit`, `train_on_batch` or `evaluate`."""
    if model.compiled:
        fail("The model has been compiled. Here the loop is to be your own, without `fit`.")


# -- train_data_for_one_epoch -------------------------------------------------------------------


def epoch(student, model, data, optimizer, loss, metrics):
    """The losses of an epoch."""
    if not optimizer.built:
        optimizer.build(model.trainable_variables)
    return student.train_data_for_one_epoch(data, optimizer, loss, model, *metrics, verbose=False)


def two_metrics(keras):
    """Metrics that do not depend on another exercise."""
    return keras.metrics.BinaryAccuracy(), keras.metrics.Recall()


@check(
    points=3,
    exercise="train_data_for_one_epoch",
    hint="How many steps are there in an epoch, and which batch does each of them learn from?",
)
def test_epoch_is_a_step_for_each_batch(student, rng, keras):
    """Takes the right step for each batch, epoch after epoch"""
    model, (x, y) = network(keras, rng), lumps(rng, 22)
    data, parts = dataset(keras, x, y, 5), batches(x, y, 5)
    optimizer, loss = keras.optimizers.SGD(0.3, momentum=0.8), keras.losses.BinaryCrossentropy()
    before = wanted = weights_of(model)
    last = Descent(0.3, 0.8)(before, slopes(before, *parts[-1]))
    by_hand = Descent(0.3, 0.8)
    for _ in range(2):
        losses = epoch(student, model, data, optimizer, loss, two_metrics(keras))
        wanted, by_batch, _ = follow(wanted, by_hand, parts)
        expect_weights(
            model,
            wanted,
            "after an epoch",
            {
                "nothing has moved it": before,
                "only the last batch has moved it": last,
                "all lumps were taken for a single batch": Descent(0.3)(
                    before, slopes(before, x, y)
                ),
            },
        )
        expect_losses(losses, by_batch)


@check(
    points=1,
    exercise="train_data_for_one_epoch",
    hint="Who decides what counts as a mistake: this function, or whoever calls it?",
)
def test_epoch_goes_by_the_given_loss(student, rng, keras):
    """Goes by the loss that it is given"""
    model, (x, y) = network(keras, rng), lumps(rng, 16)
    wanted, by_batch, _ = follow(weights_of(model), Descent(0.7), batches(x, y, 6), squared_error)
    optimizer, loss = keras.optimizers.SGD(0.7), keras.losses.MeanSquaredError()
    losses = epoch(student, model, dataset(keras, x, y, 6), optimizer, loss, two_metrics(keras))
    expect_losses(losses, by_batch)
    expect_weights(model, wanted, "after an epoch by the mean squared error", {})


def rates(y, said):
    """Accuracy and recall."""
    return accuracy_score(y, said > 0.5), recall_score(y, said > 0.5)


@check(
    points=2,
    exercise="train_data_for_one_epoch",
    hint="The model moves all the time: which of its answers to a batch are the metrics told?",
)
def test_epoch_tells_metrics_what_each_step_saw(student, rng, keras):
    """Tells the metrics what the model said before each step"""
    model = network(keras, rng)
    (x, y), told, too_early, too_late = telling_lumps(rng, weights_of(model))
    metrics = two_metrics(keras)
    optimizer, loss = keras.optimizers.SGD(LARGE), keras.losses.BinaryCrossentropy()
    epoch(student, model, dataset(keras, x, y, 8), optimizer, loss, metrics)
    for place, name in enumerate(("accuracy", "recall")):
        expect(metrics[place].result(), f"the {name} of an epoch").close_to(
            told[place],
            slips={
                "the metric was told what the model said after each step": too_late[place],
                "the metric was told what the model said before the epoch": too_early[place],
            },
        )


LARGE = 3.0  # a rate at which the model soon says something else


def telling_lumps(rng, weights):
    """Lumps in batches of 8, and their accuracy and recall by answers of three moments.

    These are before each batch's step, before the epoch, and after each batch's step. Lumps are
    drawn until the moments differ and no answer is so near to one half that rounding decides.
    """
    while True:
        x, y = lumps(rng, 90)
        after, late = weights, []
        for part in batches(x, y, 8):
            after, _, _ = follow(after, Descent(LARGE), [part])
            late.append(outputs(after, part[0]))
        _, _, said = follow(weights, Descent(LARGE), batches(x, y, 8))
        told, early, late = (rates(y, p) for p in (said, outputs(weights, x), np.concatenate(late)))
        if is_clear(said) and not {told[0], told[1]} & {*early, *late}:
            return (x, y), told, early, late


def is_clear(said):
    """Whether no answer is so near to one half that rounding may decide what it says."""
    return np.abs(said - 0.5).min() > 2e-4


@check(
    points=1,
    exercise="train_data_for_one_epoch",
    hint="Who decides when a metric is to forget: this function, or whoever calls it?",
)
def test_epoch_does_not_reset_metrics(student, rng, keras):
    """Adds to what the metrics know already"""
    model, (x, y) = network(keras, rng), lumps(rng, 14)
    metrics, known = two_metrics(keras), np.tile([1, 1, 1, 0], 3)
    for metric in metrics:
        metric.update_state(tensor(known), tensor(np.ones(12, "float32")))
    _, _, said = follow(weights_of(model), Descent(0.1), batches(x, y, 5))
    optimizer, loss = keras.optimizers.SGD(0.1), keras.losses.BinaryCrossentropy()
    epoch(student, model, dataset(keras, x, y, 5), optimizer, loss, metrics)
    both = rates(np.concatenate([known, y]), np.concatenate([np.ones(12), said]))
    for metric, wanted, alone in zip(metrics, both, rates(y, said), strict=True):
        expect(metric.result(), "what a metric shows that knew something before").close_to(
            wanted, slips={"what it knew before is forgotten": alone}
        )


@check(
    points=1,
    exercise="train_data_for_one_epoch",
    hint="Which function have you written that takes a step?",
)
def test_epoch_compiles_nothing(student, rng, keras):
    """Takes its steps itself, without `compile`, `fit` and `train_on_batch`"""
    model, (x, y) = network(keras, rng), lumps(rng, 12)
    optimizer, loss = keras.optimizers.SGD(0.1), keras.losses.BinaryCrossentropy()
    epoch(student, model, dataset(keras, x, y, 5), optimizer, loss, two_metrics(keras))
    expect_not_compiled(model)


# -- perform_validation -------------------------------------------------------------------------


@check(
    points=2,
    exercise="perform_validation",
    hint="Two modes has a model; in which one is it used when nothing is to be learnt?",
)
def test_validation_uses_the_model_as_it_will_be_used(student, rng, keras):
    """Gives the losses of the model outside of training, by the given loss"""
    for loss, compute in (
        (keras.losses.MeanSquaredError(), squared_error),
        (keras.losses.BinaryCrossentropy(), cross_entropy),
    ):
        model, (x, y) = network_with_modes(keras, rng), lumps(rng, 22)
        weights, data = weights_of(model), dataset(keras, x, y, 5)
        losses = student.perform_validation(data, loss, model, *two_metrics(keras))
        expect_losses(
            losses, [compute(normalised(weights, a, False), b)[0] for a, b in batches(x, y, 5)]
        )


@check(
    points=2,
    exercise="perform_validation",
    hint="What do some layers keep of each batch, if they are told that it is one to train with?",
)
def test_validation_leaves_everything_as_it_is(student, rng, keras):
    """Leaves the model exactly as it is, running means included"""
    loss, metrics = keras.losses.BinaryCrossentropy(), two_metrics(keras)
    for build in (network, network_with_modes):
        model, (x, y) = build(keras, rng), lumps(rng, 14)
        # of a model that somebody has compiled, an optimizer could make use
        model.compile(optimizer=keras.optimizers.SGD(0.5), loss="binary_crossentropy")
        before = weights_of(model)
        student.perform_validation(dataset(keras, x, y, 5), loss, model, *metrics)
        for old, new in zip(before, weights_of(model), strict=True):
            expect(np.array_equal(old, new), "a weight").is_true(
                "After the validation, numbers in the model are others than before."
            )


@check(
    points=1,
    exercise="perform_validation",
    hint="What are the metrics told of each batch, and who decides when they are to forget?",
)
def test_validation_tells_the_metrics(student, rng, keras):
    """Adds all of its lumps to what the metrics know already"""
    model, (x, y) = network_with_modes(keras, rng), lumps(rng, 22)
    metrics, known = two_metrics(keras), np.tile([1, 1, 1, 0], 3)
    for metric in metrics:
        metric.update_state(tensor(known), tensor(np.ones(12, "float32")))
    said = normalised(weights_of(model), x, False)
    data, loss = dataset(keras, x, y, 5), keras.losses.BinaryCrossentropy()
    student.perform_validation(data, loss, model, *metrics)
    both = rates(np.concatenate([known, y]), np.concatenate([np.ones(12), said]))
    for metric, wanted, alone in zip(metrics, both, rates(y, said), strict=True):
        expect(metric.result(), "what a metric shows that knew something before").close_to(
            wanted, slips={"what it knew before is forgotten": alone}
        )


@check(
    points=1,
    exercise="perform_validation",
    hint="What do you need beside the model, the loss and the metrics to tell how good it is?",
)
def test_validation_compiles_nothing(student, rng, keras):
    """Measures by itself, without `compile`, `evaluate` and `test_on_batch`"""
    model, (x, y) = network(keras, rng), lumps(rng, 12)
    data, loss = dataset(keras, x, y, 5), keras.losses.BinaryCrossentropy()
    student.perform_validation(data, loss, model, *two_metrics(keras))
    expect_not_compiled(model)


# -- train --------------------------------------------------------------------------------------

KEYS = [prefix + name for prefix in ("", "val_") for name in ("loss", "accuracy", "f1_score")]


def history_of(found, epochs):
    """The six lists as arrays, if they are there and have a number for each epoch."""
    if not isinstance(found, dict) or any(key not in found for key in KEYS):
        fail("What is returned is no dictionary with the six keys.")
    history = {key: np.array([np.asarray(number) for number in found[key]]) for key in KEYS}
    for key, numbers in history.items():
        expect(numbers, f"the list under {key!r}").has_shape((epochs,)).is_finite()
    return history


def disguised(rng):
    """Real lumps (train, test), turned so that none of them can be known by heart.

    Their measurements are mixed by a random rotation, which keeps all distances and so is nothing
    to a network, and in half of the cases it is "benign" that is called 1.
    """
    seed = int(rng.integers(2**31))
    parts = [breast_cancer.load(split, seed, standardised=True) for split in ("train", "test")]
    rotation, _ = np.linalg.qr(rng.normal(size=(30, 30)))
    swap = int(rng.integers(2))
    return [((x @ rotation).astype("float32"), np.abs(y - swap)) for x, y in parts]


def judge(keras):
    """A network for real lumps that has learnt nothing yet."""
    layers = keras.layers
    return keras.Sequential(
        [keras.Input((30,)), layers.Dense(64, "relu"), layers.Dense(1, "sigmoid")]
    )


@check(
    points=4,
    exercise="train",
    hint="Does the loss fall from epoch to epoch? What is the model trained with, and how often?",
    timeout=60,
)
def test_training_finds_cancer(student, rng, keras):
    """Trains a model that tells malignant from benign in lumps that it has never seen"""
    (x, y), (held_out, truth) = disguised(rng)
    model, epochs = judge(keras), 10
    train, val = dataset(keras, x[:309], y[:309], 16), dataset(keras, x[309:], y[309:], 60)
    history = history_of(student.train(model, train, val, epochs), epochs)
    show(
        "Loss from epoch to epoch",
        curves({"training": history["loss"], "validation": history["val_loss"]}),
    )
    said = np.asarray(model(tensor(held_out)))[:, 0] > 0.5
    show("Labels (rows) and answers (columns)", confusion(truth, said, ["0", "1"], 64))
    expect(accuracy_score(truth, said), "the share of new lumps with the right answer").at_least(
        0.9, measure="accuracy"
    )
    expect(f1_score(truth, said, zero_division=0), "the F1 score on new lumps").at_least(
        0.86, measure="f1_score"
    )


def by_hand(weights, train, val, epochs):
    """What should come of each epoch.

    Returns:
        The history; the same with each batch's scores averaged; all answers on the way.
    """
    optimizer, rows, averaged, answers = Adam(), [], [], []
    for _ in range(epochs):
        weights, losses, said = follow(weights, optimizer, batches(*train, SIZE))
        p = outputs(weights, val[0])
        of_val = [cross_entropy(outputs(weights, x), y)[0] for x, y in batches(*val, SIZE)]
        means = np.mean(losses), np.mean(of_val)
        for row, scored in ((rows, scores), (averaged, batch_scores)):
            row.append([means[0], *scored(train[1], said), means[1], *scored(val[1], p)])
        answers += [said, p]
    histories = [dict(zip(KEYS, np.array(row).T, strict=True)) for row in (rows, averaged)]
    return *histories, np.concatenate(answers)


def scores(y, p):
    """Accuracy and F1 score."""
    return accuracy_score(y, p > 0.5), f1_score(y, p > 0.5, zero_division=0)


def batch_scores(y, p):
    """Average of the batches' scores."""
    return np.mean([scores(*part) for part in batches(y, p, SIZE)], axis=0)


SIZE = 4  # lumps in a batch


def short_training(keras, rng, epochs, sizes=(48, 36)):
    """A model, lumps to train and to validate with, and what the history should be.

    The latter have wrong labels, so that it can be seen who learns from them. Lumps are drawn
    until all numbers change from epoch to epoch and nothing depends on rounding.
    """
    model = network(keras, rng, 20)
    while True:
        train, (others, labels) = (lumps(rng, n, 20) for n in sizes)
        val = (others, 1 - labels)
        wanted, averaged, answers = by_hand(weights_of(model), train, val, epochs)
        changes = [np.abs(np.diff(row)) > 0.01 * np.abs(row).mean() for row in wanted.values()]
        apart = [np.abs(wanted[key] - averaged[key]).max() > 0.01 for key in (KEYS[2], KEYS[5])]
        if np.all(changes) and all(apart) and is_clear(answers):
            return model, train, val, wanted, averaged


def trained(student, keras, model, train, val, epochs):
    """The history that `train` returns."""
    data = [dataset(keras, *part, SIZE) for part in (train, val)]
    return history_of(student.train(model, *data, epochs), epochs)


@check(
    points=3,
    exercise="train",
    hint="Which optimizer, which loss, which data: and does anything else move the weights?",
)
def test_training_is_adam_on_the_cross_entropy(student, rng, keras):
    """Takes Adam's steps on the cross-entropy of the training data, and no others"""
    model, train, val, *_ = short_training(keras, rng, 3)
    before, parts = weights_of(model), batches(*train, SIZE)
    trained(student, keras, model, train, val, 3)

    def after(steps, loss=cross_entropy):
        return follow(before, Adam(), steps, loss)[0]

    expect_weights(
        model,
        after(parts * 3),
        "after three epochs",
        {
            "nothing has moved it": before,
            "an epoch is missing": after(parts * 2),
            "there was an epoch too many": after(parts * 4),
            "the model learnt from the validation data, too": after(
                (parts + batches(*val, SIZE)) * 3
            ),
            "the steps followed the squared error": after(parts * 3, squared_error),
        },
    )


@check(
    points=2,
    exercise="train",
    hint="What do the metrics know at the beginning of the second epoch?",
)
def test_history_tells_of_each_epoch(student, rng, keras):
    """Tells loss, accuracy and F1 score of each epoch by itself"""
    model, train, val, *right = short_training(keras, rng, 3)
    expect_history(trained(student, keras, model, train, val, 3), *right, KEYS[:3])


@check(
    points=2,
    exercise="train",
    hint="Which data, and which model, are these three numbers about?",
)
def test_history_tells_of_the_validation(student, rng, keras):
    """Tells loss, accuracy and F1 score on the validation data after each epoch"""
    model, train, val, *right = short_training(keras, rng, 3)
    expect_history(trained(student, keras, model, train, val, 3), *right, KEYS[3:])


def expect_history(found, wanted, averaged, keys):
    """These lists are right."""
    for key in keys:
        right = wanted[key]
        running = np.cumsum(right) / np.arange(1, len(right) + 1)
        expect(found[key], f"the list under {key!r}").close_to(
            right,
            rtol=2e-3,
            atol=1e-4,
            slips={
                "each number is about all epochs so far": running,
                "scores of batches are averaged, where all lumps count": averaged[key],
                "the numbers are percentages": 100 * right,
                "the numbers of training and validation are mixed up": wanted[mirrored(key)],
            },
        )


def mirrored(key):
    """The key of the same number on the other data."""
    return key.removeprefix("val_") if key.startswith("val_") else f"val_{key}"


@check(
    points=1,
    exercise="train",
    hint="Are scores of small batches averaged, or are all lumps of an epoch counted?",
)
def test_history_counts_every_lump_once(student, rng, keras):
    """Scores all lumps of an epoch together, also where the last batch is small"""
    # a single lump is in the last batch
    model, train, val, *right = short_training(keras, rng, 2, (45, 33))
    found = trained(student, keras, model, train, val, 2)
    expect_history(found, *right, [key for key in KEYS if not key.endswith("loss")])


@check(
    points=1,
    exercise="train",
    hint="What is left over in your program when a model has been trained?",
)
def test_training_begins_anew_for_each_model(student, rng, keras):
    """Trains one model after another, none of them touched by the others"""
    for _ in range(2):
        model, train, val, *right = short_training(keras, rng, 2)
        expect_history(trained(student, keras, model, train, val, 2), *right, KEYS)


@contextlib.contextmanager
def nothing_compiles(keras):
    """Models without `compile`, and so without `fit` and its like; even copies of the model."""
    compiled = keras.Model.compile
    keras.Model.compile = None
    try:
        yield
    finally:
        keras.Model.compile = compiled


@check(
    points=1,
    exercise="train",
    hint="Does any model in your program have to be compiled for this, be it a copy?",
)
def test_training_needs_no_compile(student, rng, keras):
    """Trains where no model can be compiled"""
    model, train, val, *_ = short_training(keras, rng, 1)
    with nothing_compiles(keras):
        trained(student, keras, model, train, val, 1)
