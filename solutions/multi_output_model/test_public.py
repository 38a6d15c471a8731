"""Checks of multi_output_model that students run in their own notebook."""

import numpy as np

from autograder.grading import (
    Layer,
    Remote,
    check,
    describe,
    expect,
    fail,
    show_architecture,
    tensor,
)

NAMES = ["wine_quality", "wine_type"]
COLUMNS = ["alcohol", "chlorides", "total sulfur dioxide"]


# -- normalise ----------------------------------------------------------------------------------


def some_wines(rng, n, columns=COLUMNS):
    """Columns of very different size, as an array of shape (n, columns)."""
    sizes = 10.0 ** np.arange(len(columns), 0, -1) / 50
    return rng.gamma(4.0, size=(n, len(columns))) * sizes + rng.uniform(1, 9, size=len(columns))


def frame_of(pandas, wines, columns=COLUMNS):
    """The same wines as a frame on the student's side."""
    return pandas.DataFrame({name: wines[:, place] for place, name in enumerate(columns)})


def normalised(student, pandas, train, wines):
    """What `normalise` makes of the wines, as an array of their shape."""
    found = student.normalise(frame_of(pandas, train), frame_of(pandas, wines))
    expect(found, "what normalise returns").has_shape(wines.shape)
    return np.asarray(found, dtype="float64")


def nearest(found, *candidates):
    """The candidate that the result is most like; dividing by n is as right as by n − 1."""
    return min(candidates, key=lambda candidate: np.abs(found - candidate).max())


@check(
    points=1,
    exercise="normalise",
    hint="Does every column have a mean of its own, or do they all share one?",
)
def test_training_wines_get_mean_zero(student, rng, pandas):
    """Moves every column of the training wines to mean 0"""
    train = some_wines(rng, 50)
    means = normalised(student, pandas, train, train).mean(axis=0)
    scaled_only = [train.mean(axis=0) / train.std(axis=0, ddof=ddof) for ddof in (0, 1)]
    expect(means, "the mean of each column").close_to(
        np.zeros(3),
        atol=1e-3,
        slips={"the columns are scaled, but not moved": nearest(means, *scaled_only)},
    )


@check(
    points=1,
    exercise="normalise",
    hint="In which unit is the variance of a column, and in which one its deviation?",
)
def test_training_wines_get_deviation_one(student, rng, pandas):
    """Scales every column of the training wines to deviation 1"""
    train = some_wines(rng, 50)
    found = normalised(student, pandas, train, train)
    # whether one divides by n or by n − 1 is a matter of taste
    ddof = min((0, 1), key=lambda ddof: abs(found[:, 0].std(ddof=ddof) - 1))
    expect(found.std(axis=0, ddof=ddof), "the deviation of each column").close_to(
        np.ones(3),
        rtol=1e-3,
        slips={
            "the columns are divided by their variance": 1 / train.std(axis=0, ddof=ddof),
            "the columns are moved, but not scaled": train.std(axis=0, ddof=ddof),
        },
    )


@check(
    points=1,
    exercise="normalise",
    hint="Of which of the two tables are the mean and the deviation?",
)
def test_later_wines_are_scaled_like_the_training_wines(student, pandas):
    """Scales two later wines with the numbers of the training wines"""
    train = np.array([[9.0, 0.03, 100.0], [10.0, 0.05, 140.0], [11.0, 0.07, 180.0]])
    later = np.array([[12.0, 0.05, 180.0], [10.0, 0.09, 60.0]])
    found = normalised(student, pandas, train, later)
    by_hand = np.array([[2.0, 0.0, 1.0], [0.0, 2.0, -2.0]])  # dividing by n − 1
    own = (later - later.mean(axis=0)) / later.std(axis=0, ddof=1)
    by_n = np.sqrt(3 / 2), np.sqrt(2 / 1)  # what dividing by n makes of three rows, and of two
    expect(found, "the scaled frame").close_to(
        nearest(found, by_hand, by_hand * by_n[0]),
        rtol=1e-3,
        atol=1e-3,
        slips={
            "each frame is scaled by its own mean and deviation": nearest(found, own, own * by_n[1])
        },
    )


# -- base_model ---------------------------------------------------------------------------------


def base_on(student, keras, width=11):
    """The inputs given to `base_model`, and the tensor that it returned."""
    inputs = keras.Input(shape=(width,))
    output = student.base_model(inputs)
    if not isinstance(output, Remote):
        kind = "None" if output is None else f"a {type(output).__name__}"
        fail(f"base_model should return the tensor that its last layer gives; it returned {kind}.")
    if not hasattr(output, "shape"):
        kind = "a model" if hasattr(output, "layers") else "a layer, or something else of that sort"
        fail(f"base_model should return the tensor that its last layer gives; it returned {kind}.")
    return inputs, output


def base_as_model(student, keras, width=11):
    """A model of the base alone."""
    inputs, output = base_on(student, keras, width)
    try:
        return keras.Model(inputs, output)
    except AssertionError:
        fail("No way leads from the inputs given to base_model to the tensor that it returns.")


def relu(x):
    """max(0, x), element by element."""
    return np.maximum(x, 0)


def random_weights(rng, model, scale=0.2):
    """Random numbers for all weights and biases of the model, which it is given."""
    weights = [rng.normal(scale=scale, size=w.shape) for w in model.get_weights()]
    model.set_weights(weights)
    return weights


@check(
    points=1,
    exercise="base_model",
    hint="What is the difference between a layer and what comes out when the layer is called?",
)
def test_base_returns_a_tensor(student, keras):
    """Returns a tensor with 128 numbers for each wine"""
    _, output = base_on(student, keras)
    expect(output, "what base_model returns").has_shape((None, 128))


@check(
    points=1,
    exercise="base_model",
    hint="On which tensor is the first layer called, and on which one the second?",
)
def test_base_is_two_dense_layers(student, keras):
    """Is two dense layers of 128 units, one after the other"""
    facts = describe(base_as_model(student, keras))
    units = [layer.config.get("units") for layer in facts.all_layers() if layer.parameters]
    if units != [128, 128]:
        found = ", ".join(map(str, units)) or "none"
        fail(f"The units of the layers with weights are {found}; two layers of 128 are asked for.")
    if facts.parameters != 12 * 128 + 129 * 128:
        fail(
            f"The two layers have {facts.parameters} weights and biases, which is not what two "
            "dense layers have if the first sees all measurements and the second all of the first."
        )


@check(
    points=2,
    exercise="base_model",
    depends_on="test_base_is_two_dense_layers",
    hint="What happens to a negative number on its way out of each of the two layers?",
)
def test_base_computes_relu_of_dense_twice(student, rng, keras):
    """Computes max(0, x·W + b) in both layers"""
    model = base_as_model(student, keras)
    w1, b1, w2, b2 = random_weights(rng, model)
    x = rng.normal(size=(6, 11)).astype("float32")
    first = x @ w1 + b1
    expect(model(tensor(x)), "what comes out of the base").close_to(
        relu(relu(first) @ w2 + b2),
        rtol=1e-3,
        atol=1e-4,
        slips={
            "there is no activation at all": first @ w2 + b2,
            "the first layer has no activation": relu(first @ w2 + b2),
            "the second layer has no activation": relu(first) @ w2 + b2,
        },
    )


# -- final_model --------------------------------------------------------------------------------

ASKED_FOR = [
    Layer(kind="Dense", output_shape=(128,), parameters=12 * 128),
    Layer(kind="Dense", output_shape=(128,), parameters=129 * 128),
    *(Layer(name=name, kind="Dense", output_shape=(1,), parameters=129) for name in NAMES),
]


def final_on(student, keras, name=None):
    """The model that `final_model` makes on inputs of this name, and its facts."""
    model = student.final_model(keras.Input(shape=(11,), name=name))
    if isinstance(model, list | tuple):
        fail(
            "final_model returned tensors; a model, which begins and ends somewhere, is asked for."
        )
    return model, describe(model)


def answers(model, x):
    """Quality and type that the model gives for the wines, as columns."""
    found = model(tensor(x.astype("float32")))
    found = [found[name] for name in NAMES] if isinstance(found, dict) else found
    quality, red = (np.asarray(answer, dtype="float64") for answer in found)
    return quality, red


def answers_with_heads_times(model, weights, x, factors):
    """The answers when the last layers' weights, which have one column, are multiplied."""
    for factor in factors:
        model.set_weights([w * factor if w.shape[-1] == 1 else w for w in weights])
        yield answers(model, x)


def influence(rng, model):
    """For each array of weights, whether quality and type change when it does: shape (arrays, 2).

    Weights that nothing depends on are in it with two times False.
    """
    weights, x = random_weights(rng, model, 0.15), rng.normal(size=(32, 11))

    def all_answers(weights):
        # with both signs, for an activation that a negative number does not get through
        return np.concatenate([*answers_with_heads_times(model, weights, x, (1, -1))], axis=1)

    reference = all_answers(weights)
    found = []
    for place, array in enumerate(weights):
        changed = list(weights)
        changed[place] = array + rng.normal(scale=0.15, size=array.shape)
        found.append(np.abs(all_answers(changed) - reference).max(axis=(1, 2)) > 1e-6)
    return np.array(found)


@check(
    points=1,
    exercise="final_model",
    hint="Which class of Keras is told where a network begins and where it ends?",
)
def test_final_is_a_model_on_the_given_inputs(student, rng, keras):
    """Returns a model that begins at the inputs it is given"""
    given = f"inputs_{rng.integers(10**6)}"
    _, facts = final_on(student, keras, given)
    if [inputs.name for inputs in facts.inputs] != [given]:
        fail("The model does not begin at the inputs that final_model was given.")


@check(
    points=1,
    exercise="final_model",
    hint="Where does the name of an output come from, and in which order are outputs listed?",
)
def test_final_names_its_outputs(student, keras):
    """Has two outputs, named wine_quality and wine_type, in that order"""
    _, facts = final_on(student, keras)
    names = [output.name for output in facts.outputs]
    if sorted(names) == NAMES and names != NAMES:
        fail("Both outputs are there, but in another order.")
    if names != NAMES:
        fail(f"The outputs are named {', '.join(names) or 'nothing'}.")


@check(
    points=1,
    exercise="final_model",
    hint="How many numbers say how good a wine is, and how many how likely it is to be red?",
)
def test_final_gives_one_number_for_each_answer(student, rng, keras):
    """Gives one number for each wine at both ends"""
    model, facts = final_on(student, keras)
    show_architecture("Layers of final_model", facts, ASKED_FOR)
    for name, answer in zip(NAMES, answers(model, rng.normal(size=(5, 11))), strict=True):
        expect(answer, name).has_shape((5, 1))


@check(
    points=2,
    exercise="final_model",
    depends_on="test_final_gives_one_number_for_each_answer",
    hint="Follow the arrows in the picture backwards, once from each end. Where do they meet?",
)
def test_both_answers_stand_on_one_base(student, rng, keras):
    """Puts both ends, one dense layer each, on one and the same base"""
    model, _ = final_on(student, keras)
    quality, red = influence(rng, model).T
    for name, all_that_count in zip(NAMES, (quality, red), strict=True):
        if all_that_count.sum() < 2:
            fail(f"No measurement gets through to {name}: it is the same for every wine.")
    if not np.any(quality & red):
        fail("The two answers have no weights in common: they do not stand on one base.")
    for name, own in zip(NAMES, (quality & ~red, red & ~quality), strict=True):
        if own.sum() > 2:
            fail(f"More than one layer serves {name} alone.")
        if own.sum() < 2:
            fail(
                f"{name} does not have weights and a bias of its own that count: either they do "
                "not reach it, or the other answer depends on them too."
            )


@check(
    points=1,
    exercise="final_model",
    depends_on="test_final_gives_one_number_for_each_answer",
    hint="Which numbers may come out of the last layer, if its activation is the one you chose?",
)
def test_quality_is_any_number(student, rng, keras):
    """Computes the quality without an activation, so that it may be any number"""
    model, _ = final_on(student, keras)
    weights, x = random_weights(rng, model, 0.15), rng.normal(size=(40, 11))
    found = answers_with_heads_times(model, weights, x, (1, -1, 2))
    once, minus, twice = (quality for quality, _ in found)
    if min(once.min(), minus.min()) >= 0:
        fail("The quality is never negative, whatever the weights are.")
    expect(minus, "the quality with the last layer's weights negated").close_to(
        -once, rtol=1e-3, atol=1e-3
    )
    expect(twice, "the quality with the last layer's weights doubled").close_to(
        2 * once, rtol=1e-3, atol=1e-3
    )


@check(
    points=1,
    exercise="final_model",
    depends_on="test_final_gives_one_number_for_each_answer",
    hint="Between which numbers does a probability lie, and what keeps yours there?",
)
def test_type_is_a_probability(student, rng, keras):
    """Computes the type with a sigmoid, so that it is a probability"""
    model, _ = final_on(student, keras)
    weights, x = random_weights(rng, model, 0.15), rng.normal(size=(40, 11))
    found = answers_with_heads_times(model, weights, x, (1, -1, 2))
    once, minus, twice = (red for _, red in found)
    if min(once.min(), twice.min()) < 0 or max(once.max(), twice.max()) > 1:
        fail("The type is not always between 0 and 1, so it is not a probability.")
    # σ(−z) = 1 − σ(z), and the odds of 2z are those of z, squared
    expect(minus, "the type with the last layer's weights negated").close_to(
        1 - once, rtol=1e-3, atol=1e-3
    )
    once = np.clip(once, 1e-7, 1 - 1e-7)
    odds = (once / (1 - once)) ** 2
    expect(twice, "the type with the last layer's weights doubled").close_to(
        odds / (1 + odds), rtol=1e-3, atol=1e-3
    )


# -- compile_model ------------------------------------------------------------------------------


def two_headed(keras, name="wines"):
    """A small model with both outputs, not compiled."""
    inputs = keras.Input(shape=(11,))
    x = keras.layers.Dense(16, activation="relu")(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x)
    return keras.Model(inputs, [quality, red], name=name)


def compiled_on(student, keras):
    """A model after `compile_model` had it."""
    model = student.compile_model(two_headed(keras))
    if model is None:
        fail("compile_model returned None, which is also what `model.compile(…)` gives.")
    if describe(model).optimizer is None:
        fail("The model that compile_model returned is not compiled.")
    return model


def reported(student, rng, keras):
    """What Keras reports for 64 wines, and what is true and predicted: quality, then type."""
    model = compiled_on(student, keras)
    random_weights(rng, model, 0.4)
    x = rng.normal(size=(64, 11)).astype("float32")
    quality, red = rng.integers(5, 8, size=(64, 1)), rng.integers(0, 2, size=(64, 1))
    y = dict(zip(NAMES, (quality.astype("float32"), red.astype("float32")), strict=True))
    said = model.evaluate(x, y, batch_size=64, verbose=0, return_dict=True)
    if len(with_loss := describe(model).losses) == 1:  # Keras then reports it without a name
        said[f"{next(iter(with_loss))}_loss"] = said["loss"]
    predicted_quality, predicted_red = answers(model, x)
    return said, (quality, predicted_quality), (red, predicted_red)


def loss_of(said, output):
    """The loss that Keras reports for one output."""
    if f"{output}_loss" not in said:
        fail(f"There is no loss for {output}.")
    return said[f"{output}_loss"]


def expect_metric(said, output, value, what):
    """One of the metrics of an output has this value, whatever it is called."""
    own = {
        name.removeprefix(f"{output}_"): number
        for name, number in said.items()
        if name.startswith(output) and not name.endswith("_loss")
    }
    if not own:
        fail(f"Keras reports no metric for {output}.")
    if not any(np.isclose(number, value, rtol=1e-3, atol=1e-3) for number in own.values()):
        fail(f"What Keras reports for {output} as {', '.join(own)} is not the {what}.")


def cross_entropy(red, p):
    """Mean binary cross-entropy of probabilities."""
    return -np.mean(red * np.log(p) + (1 - red) * np.log(1 - p))


@check(
    points=1,
    exercise="compile_model",
    hint="`model.compile(…)` changes the model. What does your function give back?",
)
def test_compile_returns_the_same_model(student, rng, keras):
    """Returns the model that it was given, compiled"""
    model = two_headed(keras, name=f"wines_{rng.integers(10**6)}")
    returned = student.compile_model(model)
    if returned is None:
        fail("compile_model returned None, which is also what `model.compile(…)` gives.")
    if describe(returned).optimizer is None:
        fail("The model that compile_model returned is not compiled.")
    weights = random_weights(rng, model)
    same = describe(returned).parameters == describe(model).parameters and all(
        np.allclose(a, b, atol=1e-6) for a, b in zip(returned.get_weights(), weights, strict=True)
    )
    expect(same, "the model").is_true("The model that comes back is another one.")


@check(points=1, exercise="compile_model", hint="Which optimizer does the text name?")
def test_compile_takes_rmsprop(student, keras):
    """Trains with RMSprop"""
    optimizer = describe(compiled_on(student, keras)).optimizer
    if optimizer.class_name != "RMSprop":
        fail(f"The optimizer is {optimizer.class_name}.")


@check(
    points=1,
    exercise="compile_model",
    hint="A grade is a number. Which loss do you give to the output that predicts it?",
)
def test_quality_has_the_mean_squared_error(student, rng, keras):
    """Uses the mean squared error for the quality"""
    said, (quality, predicted), _ = reported(student, rng, keras)
    errors = predicted - quality
    expect(loss_of(said, "wine_quality"), "the loss of the quality").close_to(
        np.mean(errors**2),
        rtol=1e-3,
        slips={
            "it is the mean absolute error": np.mean(np.abs(errors)),
            "it is the root of the mean squared error": np.sqrt(np.mean(errors**2)),
        },
    )


@check(
    points=1,
    exercise="compile_model",
    hint="What comes out of the output wine_type: a probability, or what is not one yet?",
)
def test_type_has_the_binary_cross_entropy(student, rng, keras):
    """Uses the binary cross-entropy for the type"""
    said, _, (red, p) = reported(student, rng, keras)
    expect(loss_of(said, "wine_type"), "the loss of the type").close_to(
        cross_entropy(red, p),
        rtol=1e-3,
        slips={
            "it is the mean squared error": np.mean((red - p) ** 2),
            "it takes the probabilities for logits": cross_entropy(red, 1 / (1 + np.exp(-p))),
        },
    )


@check(
    points=1,
    exercise="compile_model",
    hint="Whom does a metric serve, and in which unit would they like to read it?",
)
def test_quality_is_reported_in_grades(student, rng, keras):
    """Reports the root mean squared error of the quality"""
    said, (quality, predicted), _ = reported(student, rng, keras)
    rmse = np.sqrt(np.mean((predicted - quality) ** 2))
    expect_metric(said, "wine_quality", rmse, "root mean squared error")


@check(
    points=1,
    exercise="compile_model",
    hint="When is a probability of 0.7 the right answer? Does your metric think so too?",
)
def test_type_is_reported_as_a_share(student, rng, keras):
    """Reports the share of wines whose type is right"""
    said, _, (red, p) = reported(student, rng, keras)
    expect_metric(said, "wine_type", np.mean((p > 0.5) == red), "share of right answers")
