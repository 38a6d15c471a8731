"""Checks of quadratic_layer that students run in their own notebook."""

import numpy as np

from autograder.grading import Remote, check, describe, expect, fail, keras_model, tensor


def weights_of(layer):
    """The weights a, b and c of a layer that has been built."""
    found = [getattr(layer, name) for name in "abc"]
    for name, weight in zip("abc", found, strict=True):
        if not isinstance(weight, Remote) or not hasattr(weight, "assign"):
            fail(f"The attribute {name} is no weight: training could not change its numbers.")
    return found


def built(student, rng, inputs, **settings):
    """A layer of the student's that has been called once, on rows of `inputs` numbers."""
    layer = student.SimpleQuadratic(**settings)
    layer(tensor(rng.normal(size=(3, inputs)).astype("float32")))
    return layer


# -- SimpleQuadratic ----------------------------------------------------------------------------


@check(points=1, exercise="SimpleQuadratic", hint="What does __init__ do with what it is given?")
def test_layer_keeps_its_settings(student):
    """Keeps `units` and `activation`; there are 32 units by default"""
    layer = student.SimpleQuadratic(units=7, activation="relu")
    expect(layer.units, "the attribute units").equals(7)
    if not hasattr(layer, "activation"):
        fail("The layer has no attribute activation.")
    expect(student.SimpleQuadratic().units, "the number of units by default").equals(32)


@check(
    points=1,
    exercise="SimpleQuadratic",
    hint="Which of the two lengths in the shape does build learn from input_shape, and which axis?",
)
def test_layer_makes_its_weights(student, rng):
    """Has the weights a, b and c, in the right shapes, once it has been called"""
    layer = built(student, rng, inputs=5, units=3)
    for name, weight, shape in zip("abc", weights_of(layer), ((5, 3), (5, 3), (3,)), strict=True):
        expect(np.asarray(weight), f"the weight {name} for 5 inputs and 3 units").has_shape(shape)


@check(
    points=1,
    exercise="SimpleQuadratic",
    hint="Which initializer does each of the three weights ask for?",
)
def test_layer_begins_with_random_numbers_and_zeros(student, rng):
    """Begins with random a and b, and with zeros in c"""
    layer = built(student, rng, inputs=12, units=8)
    a, b, c = (np.asarray(weight) for weight in weights_of(layer))
    for name, weight in (("a", a), ("b", b)):
        if np.unique(weight).size < weight.size // 2:
            fail(f"The numbers in {name} are not random: many of them are the same.")
    expect(c, "the weight c of a new layer").close_to(np.zeros(8))


@check(
    points=2,
    exercise="SimpleQuadratic",
    hint="Which matrix belongs to the squares, and what exactly is squared?",
)
def test_layer_computes_an_example(student, rng):
    """Is right for two rows of two numbers that you can work out by hand"""
    layer = built(student, rng, inputs=2, units=2)
    a, b, c = weights_of(layer)
    a.assign(np.array([[1, 2], [3, 0]], "float32"))
    b.assign(np.array([[0, 1], [2, 1]], "float32"))
    c.assign(np.array([10, 20], "float32"))
    y = layer(tensor(np.array([[1, 2], [3, -1]], "float32")))
    expect(y, "the output").close_to(
        np.array([[27, 25], [20, 40]]),
        slips={
            "a and b are swapped": np.array([[25, 27], [12, 36]]),
            "the product is squared, where the input should be": np.array([[63, 27], [8, 58]]),
            "c is missing": np.array([[17, 5], [10, 20]]),
            "the input is not squared": np.array([[21, 25], [8, 28]]),
            "the term with a is missing": np.array([[14, 23], [8, 22]]),
            "the term with b is missing": np.array([[23, 22], [22, 38]]),
        },
    )


@check(points=1, exercise="SimpleQuadratic", hint="What happens to the sum before it is returned?")
def test_layer_applies_its_activation(student, rng):
    """Applies its activation"""
    layer = built(student, rng, inputs=2, units=2, activation="relu")
    a, b, c = weights_of(layer)
    a.assign(np.zeros((2, 2), "float32"))
    b.assign(np.eye(2, dtype="float32"))
    c.assign(np.array([1, -1], "float32"))
    y = layer(tensor(np.array([[2, 0.5], [-3, 4]], "float32")))
    expect(y, "the output with activation relu").close_to(
        np.array([[3, 0], [0, 3]]),
        slips={
            "no activation was applied": np.array([[3, -0.5], [-2, 3]]),
            "c is added after the activation": np.array([[3, -0.5], [1, 3]]),
        },
    )


@check(
    points=2,
    exercise="SimpleQuadratic",
    hint="Was each weight made with self.add_weight, and kept as an attribute in the usual way?",
)
def test_layer_is_trained_by_keras(student, rng, keras):
    """Is known to Keras: training changes a, b and c"""
    layer = student.SimpleQuadratic(units=2)
    model = keras.Sequential([keras.Input((3,)), layer])
    known = len(layer.trainable_weights)
    if known < 3:
        fail(
            f"Keras knows {known} of the layer's weights to train, and three are needed. A "
            "tf.Variable, or one that is put into vars(self), is a weight that Keras never sees."
        )
    before = [np.asarray(weight) for weight in weights_of(layer)]
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mean_squared_error")
    x = rng.normal(loc=1.0, size=(32, 3)).astype("float32")
    model.fit(x, 5 + rng.normal(size=(32, 2)), batch_size=8, epochs=1, verbose=0)
    for name, old, weight in zip("abc", before, weights_of(layer), strict=True):
        if np.array_equal(old, np.asarray(weight)):
            fail(f"The weight {name} is the same before and after training.")


# -- build_classifier ---------------------------------------------------------------------------


def pictures(rng, n):
    """`n` pictures of 8 × 8 random pixels from 0 to 1."""
    return rng.uniform(size=(n, 8, 8)).astype("float32")


def classifier(student, num_classes):
    """What `build_classifier` returns, which has to be a model."""
    return keras_model(student.build_classifier(num_classes))


@check(
    points=1,
    exercise="build_classifier",
    hint="What does your model make of one picture, step by step, and which shape does each have?",
)
def test_classifier_gives_a_row_for_each_picture(student, rng):
    """Gives a row of ten numbers for each picture"""
    model = classifier(student, 10)
    y = model(tensor(pictures(rng, 6)))
    expect(y, "the output for 6 pictures and 10 classes").has_shape((6, 10)).is_finite()


@check(
    points=1,
    exercise="build_classifier",
    hint="Which activation makes probabilities, and along which axis do they sum to 1?",
)
def test_classifier_gives_probabilities(student, rng):
    """Gives probabilities: none negative, and 1 in sum for each picture"""
    y = np.asarray(classifier(student, 10)(tensor(pictures(rng, 6))))
    expect(np.all(y >= 0), "the output").is_true("Some of the probabilities are negative.")
    expect(y.sum(axis=-1), "the sum of a picture's probabilities").close_to(np.ones(6))


@check(
    points=1,
    exercise="build_classifier",
    hint="Which layer has the 128 units, and how many layers with weights are there in all?",
)
def test_classifier_is_made_of_the_layers_asked_for(student, rng):
    """Has one quadratic layer and one Dense layer, with Dropout"""
    model = classifier(student, 10)
    model(tensor(pictures(rng, 2)))
    layers = describe(model).all_layers()
    with_weights = [layer for layer in layers if layer.parameters]
    if [layer.is_keras for layer in with_weights] not in ([False, True], [True, False]):
        names = ", ".join(layer.class_name for layer in with_weights) or "none"
        fail(f"Two layers with weights are asked for, yours and a Dense one. There are: {names}.")
    if not any(layer.class_name == "Dropout" and layer.verified for layer in layers):
        fail("The model has no Dropout layer.")
