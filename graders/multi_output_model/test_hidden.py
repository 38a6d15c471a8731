"""Checks of multi_output_model on wines that are drawn for each grading."""

import numpy as np

from autograder.datasets import wine
from autograder.grading import check, expect, fail, keras_model, show, tensor
from autograder.grading.pictures import curves

NAMES = ["wine_quality", "wine_type"]
MEASUREMENTS = list(wine.MEASUREMENTS)


# -- wines and models ---------------------------------------------------------------------------


def wines(rng, n, split="train"):
    """Measurements (n, 11) as they come from the laboratory, quality and type as columns."""
    frame = wine.load(split, seed=int(rng.integers(2**62)), n=n)
    quality, red = (frame[[name]].to_numpy("float32") for name in (wine.QUALITY, wine.TYPE))
    return frame[MEASUREMENTS].to_numpy(), quality, red


def wines_to_learn_and_judge(rng, n):
    """Normalised (x, quality, type) of n wines to train with, and of 1000 to judge by."""
    x, *targets = wines(rng, n)
    held_out, *truth = wines(rng, 1000, "test")
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    x, held_out = (((z - mean) / deviation).astype("float32") for z in (x, held_out))
    return (x, *targets), (held_out, *truth)


def named(quality, red):
    """The targets as `fit` takes them."""
    return {"wine_quality": quality, "wine_type": red}


def answers(model, x):
    """Quality and type that the model gives for the wines, as columns."""
    found = model(tensor(x.astype("float32")))
    found = [found[name] for name in NAMES] if isinstance(found, dict) else found
    for name, answer in zip(NAMES, found, strict=True):
        expect(answer, name).has_shape((len(x), 1)).is_finite()
    quality, red = (np.asarray(answer, dtype="float64") for answer in found)
    return quality, red


def scores(model, x, quality, red):
    """RMSE of the quality and accuracy of the type."""
    predicted, p = answers(model, x)
    return float(np.sqrt(np.mean((predicted - quality) ** 2))), float(np.mean((p > 0.5) == red))


def random_weights(rng, model, scale=0.15):
    """Random numbers for all weights and biases of the model, which it is given."""
    weights = [rng.normal(scale=scale, size=w.shape) for w in model.get_weights()]
    model.set_weights(weights)
    return weights


# -- normalise ----------------------------------------------------------------------------------


def frame_of(pandas, measured):
    """Measurements as a frame on the student's side."""
    return pandas.DataFrame({name: measured[:, k] for k, name in enumerate(MEASUREMENTS)})


def scaled(frame, by, ddof=1):
    """`frame`, scaled by the mean and deviation of `by`."""
    return (frame - by.mean(axis=0)) / by.std(axis=0, ddof=ddof)


def expect_scaled(found, frame, train):
    """`found` is `frame` scaled by `train`, whether one divides by n or by n − 1."""
    expect(found, "what normalise returns").has_shape(frame.shape)
    found = np.asarray(found, dtype="float64")
    either = [scaled(frame, train, ddof) for ddof in (0, 1)]
    nearest = min(either, key=lambda z: np.abs(found - z).max())
    both, span = np.concatenate([train, frame]), np.ptp(train, axis=0)
    with np.errstate(all="ignore"):
        slips = {
            "each frame is scaled by its own mean and deviation": scaled(frame, frame),
            "the frame is scaled by its own mean and the deviation of train": (
                (frame - frame.mean(axis=0)) / train.std(axis=0, ddof=1)
            ),
            "mean and deviation are those of both tables together": scaled(frame, both),
            "all columns share one mean and one deviation": (frame - train.mean()) / train.std(),
            "it is train that was scaled, not frame": scaled(train, train),
            "the columns are scaled to lie between 0 and 1": (frame - train.min(axis=0)) / span,
        }
    expect(found, "the scaled frame").close_to(nearest, rtol=2e-3, atol=2e-3, slips=slips)


@check(
    points=2,
    exercise="normalise",
    hint="If more test wines arrived tomorrow, would those of today still get the same numbers?",
)
def test_fresh_wines_are_scaled_like_the_training_wines(student, rng, pandas):
    """Scales fresh wines with the mean and deviation of the training wines"""
    train, fresh = wines(rng, 200)[0], wines(rng, 60, "test")[0]
    # so that a mean or deviation that was measured elsewhere does not happen to fit
    train, fresh = (table * rng.uniform(0.5, 2.0) + 1.0 for table in (train, fresh))
    found = student.normalise(frame_of(pandas, train), frame_of(pandas, fresh))
    expect_scaled(found, fresh, train)


@check(
    points=1,
    exercise="normalise",
    hint="What are the mean and the deviation of a table with one row?",
)
def test_one_bottle_can_be_scaled(student, rng, pandas):
    """Scales a single bottle"""
    train, bottle = wines(rng, 80)[0], wines(rng, 1, "test")[0]
    found = student.normalise(frame_of(pandas, train), frame_of(pandas, bottle))
    expect_scaled(found, bottle, train)


@check(
    points=1,
    exercise="normalise",
    hint="What would happen if someone ran the cell with your call in it a second time?",
)
def test_normalise_leaves_its_arguments_alone(student, rng, pandas):
    """Leaves both tables as they were"""
    measured = {"train": wines(rng, 40)[0], "frame": wines(rng, 20, "test")[0]}
    frames = {name: frame_of(pandas, table) for name, table in measured.items()}
    student.normalise(frames["train"], frames["frame"])
    for name, table in measured.items():
        after = np.asarray(frames[name])
        if after.shape != table.shape or not np.allclose(after, table):
            fail(f"After the call, `{name}` is not what it was before.")


# -- base_model ---------------------------------------------------------------------------------


def base_on(student, keras, width=11):
    """The inputs given to `base_model`, the tensor that it returned, and a model of both."""
    inputs = keras.Input(shape=(width,))
    output = student.base_model(inputs)
    return inputs, output, keras.Model(inputs, output)


@check(
    points=1,
    exercise="base_model",
    depends_on="test_base_is_two_dense_layers",
    hint="When are your layers made: when the function is called, or before?",
)
def test_base_has_its_own_layers_each_time(student, rng, keras):
    """Makes layers of its own each time it is called"""
    *_, one = base_on(student, keras)
    *_, other = base_on(student, keras)
    before = other.get_weights()
    random_weights(rng, one)
    apart = all(np.array_equal(a, b) for a, b in zip(before, other.get_weights(), strict=True))
    expect(apart, "the second base").is_true(
        "Two bases share their weights: when one of them is changed, so is the other."
    )


@check(
    points=1,
    exercise="base_model",
    depends_on="test_base_is_two_dense_layers",
    hint="Does anything in your function know how many measurements there are?",
)
def test_base_takes_any_number_of_measurements(student, rng, keras):
    """Works for wines with another number of measurements"""
    width = int(rng.integers(3, 9))
    *_, model = base_on(student, keras, width)
    weights = random_weights(rng, model, 0.3)
    if [w.shape for w in weights] != [(width, 128), (128,), (128, 128), (128,)]:
        fail(f"With {width} measurements the two layers do not have the weights that they need.")
    w1, b1, w2, b2 = weights
    x = rng.normal(size=(9, width)).astype("float32")
    expect(model(tensor(x)), f"the base with {width} measurements").close_to(
        np.maximum(np.maximum(x @ w1 + b1, 0) @ w2 + b2, 0), rtol=1e-3, atol=1e-3
    )


@check(
    points=1,
    exercise="base_model",
    depends_on="test_base_is_two_dense_layers",
    hint="Which steps between the inputs and your result let no gradient through?",
)
def test_base_learns_in_both_layers(student, rng, keras):
    """Lets training change the weights of both layers"""
    inputs, output, base = base_on(student, keras)
    model = keras.Model(inputs, keras.layers.Dense(1)(output))
    model.compile(optimizer=keras.optimizers.RMSprop(0.01), loss="mse")
    before = base.get_weights()
    x, y = rng.normal(size=(64, 11)).astype("float32"), rng.normal(5, 1, size=(64, 1))
    model.fit(x, y.astype("float32"), batch_size=32, verbose=0)
    moved = [bool(np.any(a != b)) for a, b in zip(before, base.get_weights(), strict=True)]
    expect(moved, "training").is_true(
        "Some of the weights are the same after training as before: no gradient gets there."
    )


# -- final_model --------------------------------------------------------------------------------


def final_on(student, keras):
    """The model that `final_model` makes."""
    model = student.final_model(keras.Input(shape=(11,)))
    keras_model(model)
    return model


def influence(rng, model):
    """For each array of weights, whether quality and type change when it does: shape (arrays, 2).

    Weights that nothing depends on are in it with two times False.
    """
    weights, x = random_weights(rng, model), rng.normal(size=(32, 11))
    reference = answers(model, x)
    found = []
    for place, array in enumerate(weights):
        changed = list(weights)
        changed[place] = array + rng.normal(scale=0.15, size=array.shape)
        model.set_weights(changed)
        pairs = zip(reference, answers(model, x), strict=True)
        found.append([bool(np.abs(a - b).max() > 1e-6) for a, b in pairs])
    model.set_weights(weights)
    return np.array(found)


@check(
    points=2,
    exercise="final_model",
    depends_on=("test_final_names_its_outputs", "test_final_gives_one_number_for_each_answer"),
    hint="If you trained on one of the two answers only, which layers would have to learn?",
    timeout=60,
)
def test_each_answer_teaches_the_base(student, rng, keras):
    """Lets what is learnt at either end reach the base"""
    model = final_on(student, keras)
    reaches = influence(rng, model)
    x = rng.normal(size=(64, 11)).astype("float32")
    targets = named(rng.normal(size=(64, 1)), rng.integers(0, 2, size=(64, 1)))
    targets = {name: values.astype("float32") for name, values in targets.items()}
    moves = []
    for name in NAMES:
        model.compile(
            optimizer=keras.optimizers.RMSprop(0.01),
            loss=named("mean_squared_error", "binary_crossentropy"),
            loss_weights={other: float(other == name) for other in NAMES},
        )
        before = model.get_weights()
        model.fit(x, targets, batch_size=64, verbose=0)
        pairs = zip(before, model.get_weights(), strict=True)
        moves.append(np.array([bool(np.any(a != b)) for a, b in pairs]))
    shared = reaches.all(axis=1)
    for place, name in enumerate(NAMES):
        # what neither end moves is the base's own fault, which costs nothing here
        ought = (reaches[:, place] & ~shared) | (shared & (moves[0] | moves[1]))
        if np.any(ought & ~moves[place]):
            fail(f"Training on {name} alone leaves weights as they were that {name} depends on.")


def train_final(student, keras, rng, n, epochs):
    """RMSE and accuracy of the student's network on new wines, after the grader's own training."""
    model = final_on(student, keras)
    (x, quality, red), held_out = wines_to_learn_and_judge(rng, n)
    model.compile(
        optimizer=keras.optimizers.RMSprop(2e-3),
        loss=named("mean_squared_error", "binary_crossentropy"),
    )
    losses = model.fit(x, named(quality, red), epochs=epochs, batch_size=64, verbose=0).history
    losses = losses["loss"]
    model.optimizer.learning_rate = 3e-4  # small steps to settle down
    settling = model.fit(x, named(quality, red), epochs=epochs // 2, batch_size=64, verbose=0)
    show("The loss, epoch by epoch", curves({"loss": losses + settling.history["loss"]}))
    return scores(model, *held_out)


@check(
    points=2,
    exercise="final_model",
    depends_on=("test_final_names_its_outputs", "test_final_gives_one_number_for_each_answer"),
    hint="Does all that the base has to say get to the end that tells the type?",
    timeout=60,
)
def test_final_model_learns_the_type(student, rng, keras):
    """Learns to tell red from white in wines that it has never seen"""
    _, accuracy = train_final(student, keras, rng, 1500, 6)
    expect(accuracy, "the share of new wines whose type is right").at_least(
        0.95, measure="type_accuracy"
    )


@check(
    points=2,
    exercise="final_model",
    depends_on=("test_final_names_its_outputs", "test_final_gives_one_number_for_each_answer"),
    hint="Train it yourself: is it better on new wines than a network without any relu?",
    timeout=60,
)
def test_final_model_learns_the_quality(student, rng, keras):
    """Learns to judge wines that it has never seen"""
    rmse, _ = train_final(student, keras, rng, 3000, 10)
    expect(rmse, "the root mean squared error of new wines' quality").at_most(
        0.5, measure="quality_rmse"
    )


# -- compile_model ------------------------------------------------------------------------------


def two_headed(keras, units=16):
    """A model with both outputs, not compiled."""
    inputs = keras.Input(shape=(11,))
    x = keras.layers.Dense(units, activation="relu")(inputs)
    x = keras.layers.Dense(units, activation="relu")(x)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x)
    return keras.Model(inputs, [quality, red])


@check(
    points=1,
    exercise="compile_model",
    hint="Whose task is the training: that of this function, or of whoever calls it?",
)
def test_compile_does_not_train(student, rng, keras):
    """Leaves the weights as they are"""
    model = two_headed(keras)
    weights = random_weights(rng, model)
    student.compile_model(model)
    same = all(np.allclose(a, b) for a, b in zip(model.get_weights(), weights, strict=True))
    expect(same, "the weights").is_true("After compile_model the model has other weights.")


@check(
    points=1,
    exercise="compile_model",
    hint="How often is your optimizer made, if compile_model is called for two models?",
)
def test_compile_makes_an_optimizer_for_each_model(student, rng, keras):
    """Can get several models ready, each with an optimizer of its own"""
    x, quality, red = wines(rng, 64)
    for units in (8, 12):
        model = student.compile_model(two_headed(keras, units))
        model.fit(x.astype("float32"), named(quality, red), batch_size=32, verbose=0)


def train_compiled(student, keras, rng):
    """RMSE and accuracy on new wines of the grader's network, trained as the student compiled."""
    model = student.compile_model(two_headed(keras, 128))
    (x, quality, red), held_out = wines_to_learn_and_judge(rng, 2000)
    model.fit(x, named(quality, red), epochs=15, batch_size=32, verbose=0)
    return scores(model, *held_out)


@check(
    points=1,
    exercise="compile_model",
    hint="How far does one step of the optimizer go, and does the type's loss count in it?",
    timeout=60,
)
def test_compiled_model_learns_the_type(student, rng, keras):
    """Gets a model ready so that it learns to tell red from white"""
    _, accuracy = train_compiled(student, keras, rng)
    expect(accuracy, "the share of new wines whose type is right").at_least(
        0.95, measure="type_accuracy"
    )


@check(
    points=1,
    exercise="compile_model",
    hint="How far does one step of the optimizer go, and does the quality's loss count in it?",
    timeout=60,
)
def test_compiled_model_learns_the_quality(student, rng, keras):
    """Gets a model ready so that it learns to judge wines"""
    rmse, _ = train_compiled(student, keras, rng)
    expect(rmse, "the root mean squared error of new wines' quality").at_most(
        1.5, measure="quality_rmse"
    )
