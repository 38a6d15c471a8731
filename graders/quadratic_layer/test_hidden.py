"""Checks of quadratic_layer on data that is drawn for each grading."""

import json

import numpy as np

from autograder.datasets import digits
from autograder.grading import check, describe, expect, fail, show, tensor
from autograder.grading.pictures import confusion, curves, grid


def normal(rng, *shape):
    """Normal numbers as float32."""
    return rng.normal(size=shape).astype("float32")


def weights_of(layer):
    """The numbers in a, b and c."""
    return [np.asarray(getattr(layer, name)) for name in "abc"]


def with_random_weights(layer, rng, inputs):
    """The layer, called once, with random numbers in all of its weights."""
    layer(tensor(normal(rng, 2, inputs)))
    for name in "abc":
        weight = getattr(layer, name)
        weight.assign(normal(rng, *np.asarray(weight).shape))
    return layer


def quadratic(layer, x):
    """x²·a + x·b + c with the layer's own weights, in double precision."""
    a, b, c = (weight.astype("float64") for weight in weights_of(layer))
    x = np.asarray(x, "float64")
    return x**2 @ a + x @ b + c


def sizes(rng, count):
    """Different lengths of axes, so that none can be taken for another."""
    return [int(n) for n in rng.permutation(np.arange(2, 10))[:count]]


# -- SimpleQuadratic ----------------------------------------------------------------------------


@check(
    points=2,
    exercise="SimpleQuadratic",
    hint="Which of the three terms uses the square of the input?",
)
def test_layer_is_quadratic_in_its_input(student, rng):
    """Computes x²·a + x·b + c with its own weights"""
    for _ in range(3):
        n, inputs, units = sizes(rng, 3)
        layer = with_random_weights(student.SimpleQuadratic(units=units), rng, inputs)
        x = normal(rng, n, inputs)
        expect(layer(tensor(x)), "the output").close_to(quadratic(layer, x), rtol=1e-3, atol=1e-4)


@check(
    points=1,
    exercise="SimpleQuadratic",
    hint="Which axis of a sequence holds the numbers that the weights are multiplied with?",
)
def test_layer_takes_sequences(student, rng):
    """Takes sequences, too: inputs with three axes"""
    n, steps, inputs, units = sizes(rng, 4)
    x = normal(rng, n, steps, inputs)
    layer = student.SimpleQuadratic(units=units)
    layer(tensor(x))
    layer.c.assign(normal(rng, units))
    expect(layer(tensor(x)), f"the output for inputs of shape {x.shape}").close_to(
        quadratic(layer, x), rtol=1e-3, atol=1e-4
    )


@check(
    points=1,
    exercise="SimpleQuadratic",
    hint="What makes a function of a name such as 'tanh', and leaves a function as it is?",
)
def test_layer_takes_any_activation(student, rng, keras):
    """Takes an activation by name, as a function, or none at all"""
    x = normal(rng, 6, 4)
    for what, activation, compute in (
        ("tanh", "tanh", np.tanh),
        ("a function for", keras.activations.sigmoid, lambda z: 1 / (1 + np.exp(-z))),
        ("None for", None, lambda z: z),
    ):
        layer = student.SimpleQuadratic(units=5, activation=activation)
        with_random_weights(layer, rng, 4)
        expect(layer(tensor(x)), f"the output with {what} activation").close_to(
            compute(quadratic(layer, x)), rtol=1e-3, atol=1e-4
        )


@check(
    points=1,
    exercise="SimpleQuadratic",
    hint="How are random_normal numbers spread? Are those in a others than those in b?",
)
def test_layer_begins_with_normal_numbers(student, rng):
    """Begins with small random normal numbers, others in each weight and in each layer"""
    found = []
    for _ in range(2):
        layer = student.SimpleQuadratic(units=64)
        layer(tensor(normal(rng, 2, 64)))
        found += weights_of(layer)[:2]
    for name, weight in zip("abab", found, strict=True):
        deviation = weight.std()
        if not 1e-4 < deviation < 0.6:
            fail(f"The numbers in {name} are not small: think of a deviation such as 0.05.")
        if np.abs(weight.mean()) > 0.1 * deviation:
            fail(f"The random numbers in {name} do not lie around 0.")
        # of 4096 uniform numbers none is further out than 1.73 deviations
        if np.abs(weight).max() < 2 * deviation:
            fail(f"The random numbers in {name} are not normal: none of them lies far out.")
    if np.array_equal(found[0], found[1]):
        fail(
            "The numbers in a and b are the same. In Keras 3 an initializer object gives the same "
            "numbers every time it is used: make one for each weight."
        )
    if np.array_equal(found[0], found[2]):
        fail("Two new layers have the same numbers in a, so they are not random.")


@check(
    points=2,
    exercise="SimpleQuadratic",
    hint="Does each weight act on the output in the way that the formula says, and in no other?",
)
def test_layer_learns_what_the_formula_says(student, rng, keras):
    """Takes a step of training that follows the gradient of its formula"""
    inputs, units, rate = 4, 3, 0.05
    layer = student.SimpleQuadratic(units=units)
    model = keras.Sequential([keras.Input((inputs,)), layer])
    with_random_weights(layer, rng, inputs)
    x, y = normal(rng, 10, inputs), normal(rng, 10, units)
    before = weights_of(layer)
    slope = 2 * (quadratic(layer, x) - y) / y.size  # of the mean squared error
    model.compile(optimizer=keras.optimizers.SGD(rate), loss="mean_squared_error")
    model.fit(x, y, batch_size=10, epochs=1, verbose=0)
    steps = (x.T**2 @ slope, x.T @ slope, slope.sum(axis=0))
    for name, old, step, new in zip("abc", before, steps, weights_of(layer), strict=True):
        expect(new, f"the weight {name} after a step of training").close_to(
            old - rate * step,
            rtol=1e-3,
            atol=1e-4,
            slips={"training did not move it": old},
        )


def as_after_saving(rng, layer, copy):
    """Whether a copy of the layer's settings computes the same, once it has the same weights."""
    x = normal(rng, 5, 4)
    copy(tensor(x))
    for name, weight in zip("abc", weights_of(layer), strict=True):
        getattr(copy, name).assign(weight)
    expect(copy(tensor(x)), "the output of the copy").close_to(
        np.asarray(layer(tensor(x))), rtol=1e-3
    )


@check(
    points=1,
    exercise="SimpleQuadratic",
    hint="Does get_config name everything that __init__ takes, and does __init__ take all of it?",
)
def test_layer_survives_its_configuration(student, rng):
    """Comes back from `get_config` and `from_config` with its units and activation"""
    for activation in ("tanh", None):
        layer = student.SimpleQuadratic(units=6, activation=activation)
        with_random_weights(layer, rng, 4)
        copy = student.SimpleQuadratic.from_config(layer.get_config())
        expect(copy.units, "the number of units of the copy").equals(6)
        as_after_saving(rng, layer, copy)


@check(
    points=1,
    exercise="SimpleQuadratic",
    hint="Is what get_config returns plain data, also where the activation was a function?",
)
def test_layer_is_saved_with_its_model(student, rng, keras):
    """Can be saved as part of a model and read again"""
    layer = student.SimpleQuadratic(units=3, activation=keras.activations.sigmoid, name="bent")
    model = keras.Sequential([keras.Input((4,)), layer])
    with_random_weights(layer, rng, 4)
    saved = model.to_json()
    json.loads(saved)
    read = keras.models.model_from_json(
        saved, custom_objects={"SimpleQuadratic": student.SimpleQuadratic}
    )
    copy = read.layers[0]
    expect(copy.name, "the name of the layer that was read again").equals("bent")
    as_after_saving(rng, layer, copy)


# -- build_classifier ---------------------------------------------------------------------------


def model_for(student, rng, num_classes):
    """A classifier that has been called once, and some pictures."""
    model = student.build_classifier(num_classes)
    images = rng.uniform(size=(6, 8, 8)).astype("float32")
    model(tensor(images))
    return model, images


def layers_of(model, facts):
    """Every layer of a model with the facts about it, those inside of nested models included."""
    for layer, fact in zip(model.layers, facts.layers, strict=True):
        if fact.layers:
            yield from layers_of(layer, fact)
        else:
            yield layer, fact


def only(found, what):
    """The one layer of its kind."""
    if len(found) != 1:
        fail(f"The model has {len(found)} {what}; there should be one.")
    return found[0]


def quadratic_layer(model, facts):
    """The student's own layer inside of a model."""
    own = [
        layer for layer, fact in layers_of(model, facts) if not fact.is_keras and fact.parameters
    ]
    return only(own, "quadratic layers")


@check(
    points=2,
    exercise="build_classifier",
    hint="Where in your code stands a number that should be num_classes?",
)
def test_classifier_has_as_many_outputs_as_classes(student, rng):
    """Gives probabilities for any number of classes"""
    for num_classes in (int(n) for n in rng.permutation([3, 4, 5, 6, 7, 11, 12, 13, 17])[:2]):
        model, images = model_for(student, rng, num_classes)
        y = np.asarray(model(tensor(images)))
        expect(y, f"the output for {num_classes} classes").has_shape((6, num_classes))
        expect(y.sum(axis=-1), "the sum of a picture's probabilities").close_to(np.ones(6))


@check(
    points=2,
    exercise="build_classifier",
    hint="How many units does your layer have in this model, and what comes out of them?",
)
def test_classifier_uses_128_quadratic_units_with_relu(student, rng):
    """Uses the quadratic layer with 128 units and relu, and one Dense layer after it"""
    num_classes = int(rng.integers(3, 9))
    model, _ = model_for(student, rng, num_classes)
    facts = describe(model)
    layer = quadratic_layer(model, facts)
    x = normal(rng, 5, 64)
    y = layer(tensor(x))
    expect(y, "what the quadratic layer makes of 5 pictures").has_shape((5, 128))
    before = quadratic(layer, x)
    expect(y, "the output of the quadratic layer in the model").close_to(
        np.maximum(before, 0),
        rtol=1e-3,
        atol=1e-4,
        slips={"no activation was applied": before},
    )
    own = sum(fact.parameters for fact in facts.all_layers() if not fact.is_keras)
    if facts.parameters - own != 129 * num_classes:
        fail(
            f"For {num_classes} classes the Dense layer after 128 units has "
            f"{129 * num_classes} parameters; your model has {facts.parameters - own} beside "
            "those of the quadratic layer."
        )


@check(
    points=1,
    exercise="build_classifier",
    hint="What happens to the numbers z between the Dense layer's weights and the result?",
)
def test_classifier_ends_in_one_softmax(student, rng):
    """Makes probabilities by one softmax of what the Dense layer computes"""
    model, images = model_for(student, rng, 10)
    facts = describe(model)
    dense = only(
        [layer for layer, fact in layers_of(model, facts) if fact.is_keras and fact.parameters],
        "Dense layers",
    )
    # Blank pictures without c leave nothing but the biases.
    c = quadratic_layer(model, facts).c
    c.assign(np.zeros_like(np.asarray(c)))
    z = normal(rng, 10) * 3
    dense.bias.assign(z)
    raised = np.exp(z - z.max())
    softmax = raised / raised.sum()
    again = np.exp(softmax) / np.exp(softmax).sum()
    rows = np.ones((len(images), 1))
    expect(model(tensor(np.zeros_like(images))), "the output for blank pictures").close_to(
        rows * softmax, rtol=1e-3, slips={"the softmax is taken twice": rows * again}
    )


@check(
    points=2,
    exercise="build_classifier",
    hint="Which share does Dropout set to 0, after which layer does it stand, and when is it on?",
)
def test_classifier_drops_a_fifth_in_training_only(student, rng):
    """Drops a fifth of the quadratic layer's outputs, in training only"""
    model, images = model_for(student, rng, 10)
    facts = describe(model)
    layers = list(layers_of(model, facts))
    dropout = only([layer for layer, fact in layers if fact.class_name == "Dropout"], "Dropouts")
    ones = tensor(np.ones((100, 400), "float32"))
    dropped = np.mean(np.asarray(dropout(ones, training=True)) == 0)
    if not 0.18 < dropped < 0.22:
        fail(f"In training, {dropped:.0%} of the numbers are dropped; a fifth is asked for.")
    first, again = (np.asarray(model(tensor(images))) for _ in range(2))
    if not np.allclose(first, again, rtol=1e-3):
        fail("The same pictures get other probabilities every time, outside of training.")
    expect_dropout_behind(model, quadratic_layer(model, facts), images)


def expect_dropout_behind(model, layer, images):
    """Blank pictures have nothing to drop before the layer, but something after it."""
    layer.c.assign(np.ones(128, "float32"))
    blank = tensor(np.zeros_like(images))
    in_training = [np.asarray(model(blank, training=True)) for _ in range(2)]
    if np.allclose(*in_training, rtol=1e-4):
        fail("In training, nothing is dropped between the quadratic layer and the Dense layer.")
    expect(in_training[0].sum(axis=-1), "the sum of the probabilities in training").close_to(
        np.ones(len(images)),
        slips={"something was dropped after the softmax": in_training[0].sum(axis=-1)},
    )


@check(
    points=1,
    exercise="build_classifier",
    hint="Is there anything that is not to be trained, or a step that no gradient passes?",
)
def test_classifier_trains_all_of_its_weights(student, rng, keras):
    """Is trained as a whole: every weight moves"""
    model, images = model_for(student, rng, 10)
    facts = describe(model)
    if facts.trainable_parameters != facts.parameters:
        frozen = facts.parameters - facts.trainable_parameters
        fail(f"{frozen} of the model's {facts.parameters} parameters are not trained.")
    before = [np.asarray(weight) for weight in model.trainable_weights]
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="sparse_categorical_crossentropy")
    model.fit(images, rng.integers(0, 10, size=6), epochs=1, verbose=0)
    after = [np.asarray(weight) for weight in model.trainable_weights]
    still = sum(np.array_equal(old, new) for old, new in zip(before, after, strict=True))
    if still:
        fail(f"{still} of the model's {len(before)} weights do not move in a step of training.")


def shifted_copies(images, rng, copies):
    """The images, and `copies` of each that are moved by up to a pixel each way."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    found = [images]
    for _ in range(copies):
        rows, columns = rng.integers(0, 3, size=(2, len(images)))
        found.append(
            np.stack(
                [p[r : r + 8, c : c + 8] for p, r, c in zip(padded, rows, columns, strict=True)]
            )
        )
    return np.concatenate(found)


@check(
    points=3,
    exercise="build_classifier",
    hint="Where does information about the picture get lost on its way through the model?",
    depends_on="test_classifier_gives_a_row_for_each_picture",
    timeout=60,
)
def test_classifier_reads_digits(student, rng, keras):
    """Reads handwritten digits that it has never seen"""
    seed = int(rng.integers(2**31))
    train, test = digits.load("train", seed), digits.load("test", seed)
    # Anyone can have learnt these digits by heart, but not under which number each is asked for.
    names = rng.permutation(10)
    epochs, batch_size, copies = 12, 64, 6
    images = shifted_copies(train.images, rng, copies)
    labels = np.tile(names[train.labels], copies + 1)
    rate = keras.optimizers.schedules.CosineDecay(0.008, epochs * -(-len(images) // batch_size))
    model = student.build_classifier(10)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="sparse_categorical_crossentropy")
    told = model.fit(images, labels, epochs=epochs, batch_size=batch_size, verbose=0)
    show("The loss, epoch by epoch", curves({"loss": told.history["loss"]}))
    y = np.asarray(model(tensor(test.images)))
    expect(y, "the probabilities").has_shape((len(test.labels), 10)).is_finite()
    wanted, found = names[test.labels], y.argmax(axis=-1)
    digit_of = np.argsort(names)
    show(
        "Which digits (rows) were taken for which (columns)",
        confusion(digit_of[wanted], digit_of[found], range(10)),
    )
    missed = np.flatnonzero(found != wanted)
    if missed.size:
        show("Digits that were not recognised", grid(test.images[missed], columns=8, side=48))
    expect(np.mean(found == wanted), "the accuracy on held-out digits").at_least(
        0.95, measure="accuracy"
    )
