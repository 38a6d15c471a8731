"""Checks of bounding_boxes that students run in their own notebook."""

import numpy as np

from autograder.grading import (
    Remote,
    check,
    describe,
    expect,
    fail,
    show,
    show_architecture,
    tensor,
)
from autograder.grading.pictures import with_boxes

PICTURE = (48, 48, 3)


def symbolic(name, output):
    """What a function that builds layers returned, which has to be a symbolic tensor."""
    kind = ""
    if output is None:
        kind = "None: is a `return` missing?"
    elif not isinstance(output, Remote):
        kind = f"a {type(output).__name__}."
    elif hasattr(output, "layers"):
        kind = "a model."
    elif not hasattr(output, "shape"):
        kind = "a layer that was not called."
    if kind:
        fail(f"{name} should return the tensor that its last layer gives; it returned {kind}")
    return output


def as_model(keras, name, inputs, output):
    """A model from the inputs that a function was given to the tensor that it returned."""
    try:
        return keras.Model(inputs, symbolic(name, output))
    except AssertionError:
        fail(f"No way leads from the inputs given to {name} to the tensor that it returns.")


def pictures(rng, n):
    """`n` pictures of random pixels."""
    return rng.uniform(size=(n, *PICTURE)).astype("float32")


# -- intersection_over_union --------------------------------------------------------------------


def iou_of(student, pred_box, true_box):
    """What the student's function gives, as a number for each pair."""
    found = student.intersection_over_union(
        np.asarray(pred_box, "float64"), np.asarray(true_box, "float64")
    )
    if isinstance(found, Remote):
        found = np.asarray(found)
    n = len(true_box)
    if np.shape(found) != (n, 1):
        expect(found, f"the IoU of {n} pairs of boxes").has_shape((n,))
    return np.reshape(found, n)


@check(
    points=1,
    exercise="intersection_over_union",
    hint="What are the area of the overlap and that of the union if both boxes are the same?",
)
def test_iou_of_a_box_with_itself_is_one(student):
    """Gives 1 for each of three boxes and itself"""
    boxes = [[0.1, 0.2, 0.5, 0.9], [0.0, 0.0, 1.0, 1.0], [0.3, 0.6, 0.4, 0.7]]
    expect(iou_of(student, boxes, boxes), "the IoU of boxes with themselves").close_to(np.ones(3))


@check(
    points=2,
    exercise="intersection_over_union",
    hint="Draw both boxes on squared paper. How many squares lie in both, how many in any?",
)
def test_iou_of_boxes_drawn_on_paper(student):
    """Is right for boxes that overlap, worked out on squared paper"""
    pred_box = [[0, 0, 4, 2], [1, 1, 3, 2], [0, 0, 6, 4], [2, 0, 4, 5]]
    true_box = [[2, 1, 6, 4], [0, 0, 4, 4], [1, 2, 3, 3], [0, 2, 7, 3]]
    overlap, pred, true = (
        np.array(areas) for areas in ([2, 2, 2, 2], [8, 2, 24, 10], [12, 16, 2, 7])
    )
    paper = np.ones((4, 112, 112), "float32")
    paper[:, ::16] = paper[:, :, ::16] = 0.8
    drawn = with_boxes(paper, np.array(true_box) / 7, np.array(pred_box) / 7, side=112)
    show("The four pairs: true box green, predicted box orange", drawn)
    expect(iou_of(student, pred_box, true_box), "the IoU").close_to(
        overlap / (pred + true - overlap),
        slips={
            "the overlap is counted twice in the union": overlap / (pred + true),
            "it is divided by the area of the predicted box": overlap / pred,
            "it is divided by the area of the true box": overlap / true,
            "it is divided by the smaller box": overlap / np.minimum(pred, true),
            "it is divided by the larger box": overlap / np.maximum(pred, true),
            "it is the overlap, divided by nothing": overlap,
            "it is twice the overlap by the sum of both areas, which is another measure": (
                2 * overlap / (pred + true)
            ),
        },
    )


@check(
    points=1,
    exercise="intersection_over_union",
    hint="What are width and height of the overlap if there is a gap? And minus times minus?",
)
def test_iou_of_boxes_apart_is_zero(student):
    """Gives 0 for boxes that touch or lie apart"""
    box = [0.4, 0.4, 0.6, 0.6]
    others = [
        [0.6, 0.4, 0.8, 0.6],
        [0.4, 0.1, 0.6, 0.4],
        [0.7, 0.45, 0.9, 0.55],
        [0.45, 0.7, 0.55, 0.9],
        [0.7, 0.7, 0.9, 0.9],
        [0.0, 0.0, 0.1, 0.1],
    ]
    found = iou_of(student, others, [box] * len(others))
    for where, part in (
        ("that touch", found[:2]),
        ("side by side", found[2:4]),
        ("that lie apart both ways", found[4:]),
    ):
        expect(part, f"the IoU of boxes {where}").close_to(np.zeros(2), atol=1e-4)


# -- feature_extractor --------------------------------------------------------------------------


def extractor(student, keras):
    """A model of the features alone, and its facts."""
    inputs = keras.Input(shape=PICTURE)
    model = as_model(keras, "feature_extractor", inputs, student.feature_extractor(inputs))
    return model, describe(model)


@check(
    points=1,
    exercise="feature_extractor",
    hint="Write down the shape after each of your layers. Which of them make the map smaller?",
)
def test_extractor_gives_a_map(student, keras):
    """Gives a map of 4 × 4 to 12 × 12 places"""
    output = symbolic("feature_extractor", student.feature_extractor(keras.Input(shape=PICTURE)))
    expect(output, "the map").has_shape((None, None, None, None))
    _, height, width, _ = output.shape
    if not (4 <= height <= 12 and 4 <= width <= 12):
        fail(f"The map has {height} × {width} places; 4 × 4 to 12 × 12 are asked for.")


@check(
    points=1,
    exercise="feature_extractor",
    hint="How many weights has a window of 3 × 3, for each channel that goes in and comes out?",
)
def test_extractor_is_a_small_stack_of_convolutions(student, keras):
    """Has at least two convolutions, and at most 150 000 parameters"""
    model, facts = extractor(student, keras)
    windows = [weight for weight in model.get_weights() if weight.ndim == 4]
    looking = [window for window in windows if max(window.shape[:2]) > 1]
    if len(looking) < 2:
        fail(f"There are {len(looking)} convolutions that look at more than one pixel.")
    if facts.parameters > 150_000:
        fail(f"The layers have {facts.parameters} parameters; 150000 is the budget.")


@check(
    points=1,
    exercise="feature_extractor",
    depends_on="test_extractor_gives_a_map",
    hint="Is there a part of the picture, or a colour, that your layers never get to see?",
)
def test_extractor_sees_the_whole_picture(student, rng, keras):
    """Sees all parts of the picture and all three colours"""
    model, _ = extractor(student, keras)
    plain = pictures(rng, 1)
    changed = [plain]
    for top in range(0, 48, 6):
        for left in range(0, 48, 6):
            other = plain.copy()
            part = other[:, top : top + 6, left : left + 6]
            part[...] = 1 - part
            changed.append(other)
    for colours in ([1, 0, 2], [0, 2, 1], [2, 1, 0]):
        changed.append(plain[..., colours])
    found = np.asarray(model(tensor(np.concatenate(changed))))
    seen = np.abs(found[1:] - found[:1]).max(axis=(1, 2, 3)) > 1e-7
    expect(seen[:64], "parts").is_true(
        "A part of the picture can be painted over, and the features stay the same."
    )
    expect(seen[64:], "colours").is_true(
        "Two of the three colours can change places, and the features stay the same."
    )


# -- dense_layers -------------------------------------------------------------------------------


def dense_on(student, keras, shape=(6, 6, 8), **settings):
    """A model of the dense layers alone."""
    inputs = keras.Input(shape=shape)
    output = student.dense_layers(inputs, **settings)
    return as_model(keras, "dense_layers", inputs, output)


@check(
    points=1,
    exercise="dense_layers",
    hint="How many numbers does the last layer give for each picture?",
)
def test_dense_layers_give_a_vector(student, keras):
    """Give 512 numbers for each picture"""
    output = symbolic("dense_layers", student.dense_layers(keras.Input(shape=(6, 6, 8))))
    expect(output, "what dense_layers returns").has_shape((None, 512))


@check(
    points=1,
    exercise="dense_layers",
    hint="How many layers with weights are there, and which of them comes first?",
)
def test_dense_layers_are_two(student, keras):
    """Are two dense layers, of 1024 and 512 units"""
    weights = dense_on(student, keras).get_weights()
    units = [weight.shape[-1] for weight in weights if weight.ndim > 1]
    if units != [1024, 512]:
        found = ", ".join(map(str, units)) or "none"
        fail(f"The units of the layers with weights are {found}.")
    if [weight.shape for weight in weights[1:]] != [(1024,), (1024, 512), (512,)]:
        fail("The weights and biases are not those of one dense layer upon the other.")


@check(
    points=1,
    exercise="dense_layers",
    depends_on="test_dense_layers_are_two",
    hint="Which layer makes the map smaller, before it is flattened, and loses no feature?",
)
def test_dense_layers_pool_first(student, rng, keras):
    """Pool the map before they flatten it, and leave no place out"""
    model = dense_on(student, keras, shape=(6, 6, 4))
    first = model.get_weights()[0]
    if len(first) >= 6 * 6 * 4:
        fail("The first dense layer gets a number for every place and channel: nothing is pooled.")
    features = np.zeros((1 + 36 * 4, 6 * 6 * 4), "float32")
    features[1:] += 5 * np.eye(36 * 4, dtype="float32")  # raised, one at a time
    found = np.asarray(model(tensor(features.reshape(-1, 6, 6, 4))))
    counts = np.abs(found[1:] - found[0]).max(axis=1) > 1e-6
    expect(counts, "features").is_true(
        "Some places or channels of the map can be anything: nothing of them gets through."
    )


@check(
    points=1,
    exercise="dense_layers",
    depends_on="test_dense_layers_are_two",
    hint="Which numbers in your function depend on width, and which of them ought to?",
)
def test_dense_layers_can_be_narrower(student, keras):
    """Have a quarter of the units if the width is a quarter"""
    weights = dense_on(student, keras, width=0.25).get_weights()
    units = [weight.shape[-1] for weight in weights if weight.ndim > 1]
    if units != [256, 128]:
        fail(f"With width=0.25 the layers have {units} units.")


# -- bounding_box_regression --------------------------------------------------------------------


def box_on(student, keras, width=16):
    """A model of the last layer alone."""
    inputs = keras.Input(shape=(width,))
    output = student.bounding_box_regression(inputs)
    return as_model(keras, "bounding_box_regression", inputs, output)


@check(
    points=1,
    exercise="bounding_box_regression",
    hint="How many numbers is a box?",
)
def test_box_is_four_numbers(student, keras):
    """Gives four numbers for each vector"""
    output = symbolic(
        "bounding_box_regression", student.bounding_box_regression(keras.Input(shape=(16,)))
    )
    expect(output, "what bounding_box_regression returns").has_shape((None, 4))


@check(
    points=1,
    exercise="bounding_box_regression",
    hint="From which layer does the output of a model take its name?",
)
def test_box_comes_from_one_layer_of_that_name(student, keras):
    """Is one dense layer, with a bias, named bounding_box"""
    model = box_on(student, keras)
    shapes = [weight.shape for weight in model.get_weights()]
    if shapes != [(16, 4), (4,)]:
        fail(f"The weights have the shapes {shapes}, which are not those of one dense layer.")
    names = [output.name for output in describe(model).outputs]
    if names != ["bounding_box"]:
        fail(f"The layer that gives the box is named {', '.join(names) or 'nothing'}.")


# -- final_model --------------------------------------------------------------------------------


def final_on(student, keras, name=None):
    """The model that `final_model` makes on inputs of this name, and its facts."""
    model = student.final_model(keras.Input(shape=PICTURE, name=name))
    if isinstance(model, Remote) and not hasattr(model, "layers") and hasattr(model, "shape"):
        fail("final_model returned a tensor; a model, which begins and ends somewhere, is due.")
    return model, describe(model)


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
    hint="What is the last of the three functions, and is it the model's only output?",
)
def test_final_gives_a_box_for_each_picture(student, rng, keras):
    """Gives a box for each picture, at an output named bounding_box"""
    model, facts = final_on(student, keras)
    # what comes before the last layer is the student's own design
    show_architecture("Layers of final_model, as you designed it", facts)
    names = [output.name for output in facts.outputs]
    if names != ["bounding_box"]:
        fail(f"The outputs are named {', '.join(names) or 'nothing'}.")
    expect(model(tensor(pictures(rng, 5))), "the boxes of 5 pictures").has_shape((5, 4)).is_finite()


# -- define_and_compile_model -------------------------------------------------------------------


def compiled(student):
    """The student's model and its facts."""
    model = student.define_and_compile_model()
    if model is None:
        fail("define_and_compile_model returned None, which is also what `model.compile(…)` gives.")
    facts = describe(model)
    if facts.optimizer is None:
        fail("The model that define_and_compile_model returned is not compiled.")
    return model, facts


@check(
    points=1,
    exercise="define_and_compile_model",
    hint="`model.compile(…)` changes the model. What does your function give back?",
)
def test_define_returns_a_compiled_model(student, rng):
    """Returns a compiled model from pictures to boxes"""
    model, _ = compiled(student)
    found = model(tensor(pictures(rng, 3)))
    expect(found, "the boxes of 3 pictures").has_shape((3, 4)).is_finite()


@check(
    points=1,
    exercise="define_and_compile_model",
    hint="Which optimizer does the text name, and what is to be written for it to roll?",
)
def test_define_takes_sgd_with_momentum(student):
    """Trains with SGD, which has a momentum"""
    _, facts = compiled(student)
    if facts.optimizer.class_name != "SGD":
        fail(f"The optimizer is {facts.optimizer.class_name}.")
    if not facts.optimizer.config.get("momentum"):
        fail("The optimizer has no momentum.")


@check(
    points=1,
    exercise="define_and_compile_model",
    hint="Four numbers are to be near four others. Which loss squares the distances?",
)
def test_define_takes_the_mean_squared_error(student, rng):
    """Uses the mean squared error"""
    model, _ = compiled(student)
    x, boxes = pictures(rng, 8), rng.uniform(size=(8, 4)).astype("float32")
    errors = np.asarray(model(tensor(x)), "float64") - boxes
    said = model.evaluate(x, boxes, batch_size=8, verbose=0, return_dict=True)
    added = sum(float(np.asarray(loss)) for loss in model.losses)  # of regularisers
    expect(said["loss"] - added, "the loss").close_to(
        np.mean(errors**2),
        rtol=1e-3,
        slips={
            "it is the mean absolute error": np.mean(np.abs(errors)),
            "it is the root of the mean squared error": np.sqrt(np.mean(errors**2)),
            "the squares of a box are summed, not averaged": 4 * np.mean(errors**2),
        },
    )
