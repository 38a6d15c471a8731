"""Checks of segmentation that students run in their own notebook."""

from itertools import pairwise

import numpy as np

from autograder.grading import (
    Layer,
    Remote,
    check,
    expect,
    fail,
    show_architecture,
    tensor,
)

SCENE = (64, 84, 1)


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


# -- conv_block ---------------------------------------------------------------------------------


def block_on(student, keras, shape, *settings):
    """A model of the block alone, on maps of this shape."""
    inputs = keras.Input(shape=shape)
    return as_model(keras, "conv_block", inputs, student.conv_block(inputs, *settings))


def shapes_of(model):
    """Shapes of all weights."""
    return [tuple(weight.shape) for weight in model.get_weights()]


def wanted_shapes(size, channels, filters):
    """Shapes of the weights of a block."""
    first, second = (size, size, channels, filters), (size, size, filters, filters)
    return [first, (filters,), second, (filters,), *[(filters,)] * 4]


def identity(size, channels):
    """A kernel that leaves a map as it is, apart from padding."""
    kernel = np.zeros((size, size, channels, channels), "float32")
    kernel[size // 2, size // 2] = np.eye(channels)
    return kernel


def plain_block(model, channels, second=1.0):
    """Set the weights so that convolutions and normalisation leave a map as it is."""
    zeros, ones = np.zeros(channels, "float32"), np.ones(channels, "float32")
    one = identity(3, channels)
    model.set_weights([one, zeros, second * one, zeros, ones, zeros, zeros, ones])


@check(
    points=1,
    exercise="conv_block",
    hint="Which of the layers change the number of places, and which the number of channels?",
)
def test_block_gives_a_smaller_map(student, keras):
    """Gives a map with `filters` channels, pooled once"""
    output = student.conv_block(keras.Input(shape=(16, 24, 3)), 7, 3, 2, 2)
    expect(symbolic("conv_block", output), "the map").has_shape((None, 8, 12, 7))


@check(
    points=1,
    exercise="conv_block",
    hint="Which of the six layers have weights, and how many does each of them have?",
)
def test_block_has_two_convolutions_and_a_normalisation(student, keras):
    """Has the weights of two convolutions and one batch normalisation"""
    for size, channels, filters in ((3, 2, 5), (5, 4, 6)):
        model = block_on(student, keras, (16, 16, channels), filters, size, 2, 2)
        if (found := shapes_of(model)) != wanted_shapes(size, channels, filters):
            fail(
                f"With {filters} filters of {size} × {size}, the weights have the shapes"
                f" {', '.join(map(str, found)) or 'of nothing'}; two convolutions with biases and"
                " then one batch normalisation have others."
            )


@check(
    points=1,
    exercise="conv_block",
    depends_on="test_block_has_two_convolutions_and_a_normalisation",
    hint="After which layers does something bend, and what becomes of −1 there?",
)
def test_block_leaks_twice(student, keras):
    """Lets a little of what is negative through, after each convolution"""
    model = block_on(student, keras, (8, 8, 2), 2, 3, 2, 2)
    minus = -np.ones((1, 8, 8, 2), "float32")
    slopes = []
    for sign in (-1, 1):  # of the second kernel: first slope alone, then both
        plain_block(model, 2, sign)
        slopes.append(-sign * float(np.asarray(model(tensor(minus)))[0, 1, 1, 0]))
    first, both = slopes
    for which, slope in (("first", first), ("second", both / first if first else 0)):
        if not 0.001 <= slope <= 0.5:
            what = "nothing" if abs(slope) < 1e-6 else f"{slope:.2g} times what is negative"
            fail(f"After the {which} convolution, {what} gets through.")


@check(
    points=1,
    exercise="conv_block",
    depends_on="test_block_has_two_convolutions_and_a_normalisation",
    hint="Which two arguments are for the pooling, and does each arrive at its place?",
)
def test_block_pools_as_it_is_told(student, rng, keras):
    """Takes the largest number of each window, for any windows and strides"""
    maps = rng.uniform(size=(2, 16, 24, 2)).astype("float32")
    for size, stride in ((2, 2), (4, 4), (2, 4)):
        model = block_on(student, keras, maps.shape[1:], 2, 3, size, stride)
        plain_block(model, 2)
        windows = np.lib.stride_tricks.sliding_window_view(maps, (size, size), (1, 2))
        windows = windows[:, ::stride, ::stride]
        expect(
            model(tensor(maps)), f"the map, with windows of {size} that are {stride} apart"
        ).close_to(
            windows.max(axis=(-2, -1)),
            rtol=1e-2,  # the ε of the normalisation
            slips={"windows are averaged": windows.mean(axis=(-2, -1))},
        )


# -- FCN8 ---------------------------------------------------------------------------------------


def show_blocks(model, width):
    """The layers with weights, beside those of the five blocks."""
    wanted = []
    for given, filters in pairwise([1, *(factor * width for factor in (1, 2, 4, 8, 8))]):
        wanted += [
            Layer(kind="Conv2D", output_shape=(None, None, filters), parameters=weights)
            for weights in ((9 * given + 1) * filters, (9 * filters + 1) * filters)
        ]
        wanted.append(
            Layer(
                kind="BatchNormalization",
                output_shape=(None, None, filters),
                parameters=4 * filters,
            )
        )
    title = f"Layers of FCN8 that have weights, at width {width}"
    show_architecture(title, model, wanted, weights_only=True)


def maps_of(student, *size, **settings):
    """What FCN8 returns: three maps and the input."""
    returned = student.FCN8(*size, **settings)
    if returned is None:
        fail("FCN8 returned None: is a `return` missing?")
    if not (isinstance(returned, list | tuple) and len(returned) == 2):
        fail("FCN8 should return two things: a tuple of three maps, and the input.")
    convs, inputs = returned
    if not (isinstance(convs, list | tuple) and len(convs) == 3):
        fail("The first thing that FCN8 returns should be a tuple of three maps, (f3, f4, f5).")
    for name, part in zip(("f3", "f4", "f5", "the input"), (*convs, inputs), strict=True):
        if not (isinstance(part, Remote) and isinstance(getattr(part, "shape", None), tuple)):
            fail(f"What FCN8 returns as {name} is no symbolic tensor.")
    return tuple(convs), inputs


def down(keras, convs, inputs):
    """A model from pictures to the three maps."""
    try:
        return keras.Model(inputs, list(convs))
    except AssertionError:
        fail("No way leads from the input that FCN8 returns to its three maps.")


@check(
    points=1,
    exercise="FCN8",
    hint="Look at the last line of your function: what stands in the inner brackets?",
)
def test_fcn_returns_three_maps_and_the_input(student, keras):
    """Returns three maps, and the input that they come from"""
    convs, inputs = maps_of(student, 64, 84)
    expect(inputs, "the input").has_shape((None, *SCENE))
    down(keras, convs, inputs)


@check(
    points=1,
    exercise="FCN8",
    depends_on="test_fcn_returns_three_maps_and_the_input",
    hint="Which blocks are f3, f4 and f5, and how often has each of them been halved?",
)
def test_fcn_halves_in_every_block(student):
    """Gives maps of an eighth, a sixteenth and a thirty-second of the size"""
    convs, _ = maps_of(student, 64, 84, width=2)
    for name, fine, conv in zip(("f3", "f4", "f5"), (8, 16, 32), convs, strict=True):
        expect(conv, name).has_shape((None, None, None, None))
        _, rows, columns, _ = conv.shape
        # 96 / fine with padding; less where the pooling drops a rest
        if rows != 64 // fine or not 84 // fine <= columns <= 96 // fine:
            fail(f"{name} has {rows} × {columns} places.")


@check(
    points=1,
    exercise="FCN8",
    depends_on="test_fcn_returns_three_maps_and_the_input",
    hint="How many filters has each of the five blocks, for the width that was asked for?",
)
def test_fcn_has_the_channels_asked_for(student, keras):
    """Has five blocks with 1, 2, 4, 8 and 8 times `width` channels"""
    for width, settings in ((32, {}), (4, {"width": 4})):
        convs, inputs = maps_of(student, 64, 84, **settings)
        channels = [1, *(factor * width for factor in (1, 2, 4, 8, 8))]
        wanted = [
            shape
            for given, filters in pairwise(channels)
            for shape in wanted_shapes(3, given, filters)
        ]
        if [conv.shape[-1] for conv in convs] != channels[3:]:
            fail(f"At width {width}, f3, f4 and f5 have not the channels asked for.")
        model = down(keras, convs, inputs)
        show_blocks(model, width)
        if shapes_of(model) != wanted:
            fail(f"At width {width}, the weights are not those of the five blocks.")


# -- fcn8_decoder -------------------------------------------------------------------------------


def decoder_on(student, keras, n_classes=11, width=4):
    """A model of the decoder alone, on maps as the student's FCN8 gives them; their shapes."""
    shapes = [tuple(conv.shape)[1:] for conv in maps_of(student, 64, 84, width=width)[0]]
    inputs = [keras.Input(shape=shape) for shape in shapes]
    output = student.fcn8_decoder(tuple(inputs), n_classes)
    return as_model(keras, "fcn8_decoder", inputs, output), shapes


def some_maps(rng, shapes, n):
    """Random numbers for each of the three maps."""
    return [rng.normal(size=(n, *shape)).astype("float32") for shape in shapes]


def painted(model, maps):
    """What the decoder makes of three maps."""
    return np.asarray(model([tensor(part) for part in maps]))


@check(
    points=1,
    exercise="fcn8_decoder",
    hint="How many rows and columns are there after each step, and how many are due at the end?",
)
def test_decoder_gives_every_pixel_its_classes(student, keras):
    """Gives a number for each class at each of 64 × 84 pixels"""
    convs, _ = maps_of(student, 64, 84, width=4)
    for n_classes in (11, 5):
        output = symbolic("fcn8_decoder", student.fcn8_decoder(convs, n_classes))
        expect(output, f"what fcn8_decoder returns for {n_classes} classes").has_shape(
            (None, 64, 84, n_classes)
        )


@check(
    points=1,
    exercise="fcn8_decoder",
    depends_on="test_decoder_gives_every_pixel_its_classes",
    hint="What makes probabilities of scores, and along which axis lie the classes?",
)
def test_decoder_gives_probabilities(student, rng, keras):
    """Ends in probabilities of the classes"""
    model, shapes = decoder_on(student, keras)
    weights = [rng.normal(scale=0.3, size=w.shape) for w in model.get_weights()]
    model.set_weights([np.abs(w) if w.ndim == 1 else w for w in weights])  # no negative variance
    found = painted(model, some_maps(rng, shapes, 2))
    expect(found, "the probabilities").is_finite()
    if found.min() < 0 or found.max() > 1 + 1e-5:
        fail("There are numbers below 0 or above 1: is there nothing after the scores?")
    if np.ptp(found) < 1e-3:
        fail("The same number comes out everywhere.")
    if found.max() < 0.9:
        fail("No probability comes near 1, whatever the scores: what squeezes them?")
    for axis, what in ((0, "scenes of a batch"), (1, "rows"), (2, "columns")):
        if np.allclose(found.sum(axis=axis), 1, atol=1e-3):
            fail(f"The probabilities of all {what} add up to 1, in the place of the classes.")
    if np.allclose(found.sum(axis=(1, 2)), 1, atol=1e-3):
        fail("The probabilities of all pixels add up to 1, in the place of the classes.")


@check(
    points=1,
    exercise="fcn8_decoder",
    depends_on="test_decoder_gives_every_pixel_its_classes",
    hint="Follow each of the three maps on its way through your function. Does it arrive?",
)
def test_decoder_uses_all_three_maps(student, rng, keras):
    """Makes something of each of the three maps"""
    model, shapes = decoder_on(student, keras)
    maps = some_maps(rng, shapes, 1)
    plain = painted(model, maps)
    for place, name in enumerate(("f3", "f4", "f5")):
        changed = [part if k != place else part + 1 for k, part in enumerate(maps)]
        if np.abs(painted(model, changed) - plain).max() <= 1e-6:
            fail(f"{name} can be anything: nothing of it arrives at the pixels.")


# -- class_wise_metrics -------------------------------------------------------------------------


def metrics_of(student, y_true, y_pred):
    """IoU and Dice score, an array (11,) each."""
    returned = student.class_wise_metrics(y_true, y_pred)
    if returned is None:
        fail("class_wise_metrics returned None: is a `return` missing?")
    if not (isinstance(returned, list | tuple) and len(returned) == 2):
        fail("class_wise_metrics should return two things: the IoUs and the Dice scores.")
    for name, values in zip(("IoUs", "Dice scores"), returned, strict=True):
        expect(values, f"the list of {name}").has_shape((11,))
    return [np.asarray(values, "float64") for values in returned]


@check(
    points=1,
    exercise="class_wise_metrics",
    hint="How many classes are there, the background included?",
)
def test_metrics_of_the_same_map_are_one(student):
    """Gives two lists of 11 ones for a label map and itself"""
    labels = np.arange(44).reshape(1, 4, 11) % 11
    for name, values in zip(("IoU", "Dice"), metrics_of(student, labels, labels), strict=True):
        expect(values, f"the {name} of a map and itself").close_to(np.ones(11), atol=1e-3)


@check(
    points=2,
    exercise="class_wise_metrics",
    hint="Draw both maps on squared paper, and count the squares of one class at a time.",
)
def test_metrics_of_maps_drawn_on_paper(student):
    """Is right for two small label maps, worked out on squared paper"""
    y_true = np.repeat(np.arange(11)[:, None], 12, axis=1)[None]  # a row of 12 for each class
    y_pred = y_true.copy()
    y_pred[0, 0, 6:] = 1  # six pixels of class 0 are taken for class 1
    y_pred[0, 2, :3] = 10
    y_pred[0, 10, 4:] = 3
    both = np.array([6, 12, 9, 12, 12, 12, 12, 12, 12, 12, 4.0])
    true, pred = np.full(11, 12.0), np.bincount(y_pred.ravel(), minlength=11)
    iou, dice = both / (true + pred - both), 2 * both / (true + pred)
    slips = {
        "the intersection is counted twice in the union": both / (true + pred),
        "it is divided by the predicted pixels only": both / pred,
        "it is divided by the true pixels only": both / true,
    }
    found_iou, found_dice = metrics_of(student, y_true, y_pred)
    expect(found_iou, "the IoU").close_to(
        iou, atol=1e-3, slips={**slips, "it is the Dice score": dice}
    )
    expect(found_dice, "the Dice score").close_to(
        dice, atol=1e-3, slips={**slips, "it is the IoU": iou}
    )


@check(
    points=1,
    exercise="class_wise_metrics",
    hint="What do your two formulas give if all the areas are 0? Put the numbers in.",
)
def test_metrics_of_absent_classes_are_numbers(student):
    """Gives a number from 0 to 1 for classes that are nowhere"""
    labels = np.full((2, 5, 6), 10)
    labels[0, :3] = 4
    for name, values in zip(("IoU", "Dice"), metrics_of(student, labels, labels), strict=True):
        expect(values, f"the {name} of classes that are nowhere").is_finite()
        if values.min() < 0 or values.max() > 1.001:
            fail(f"The {name} of a class that is nowhere is not between 0 and 1.")
