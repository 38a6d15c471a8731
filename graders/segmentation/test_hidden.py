"""Checks of segmentation on maps and scenes that are drawn for each grading."""

import numpy as np

from autograder.datasets import digit_scenes
from autograder.grading import check, describe, expect, fail, show, tensor
from autograder.grading.pictures import colours, confusion, curves, grid, with_boxes, with_masks

DIGITS = slice(10)  # of the eleven classes


# -- scenes and models --------------------------------------------------------------------------


def some_scenes(rng, n, split="train"):
    """Scenes that nobody has seen before: pictures, and the class of each pixel."""
    images, masks = digit_scenes.load(split, seed=int(rng.integers(2**62)), n=n)
    return images, masks.argmax(axis=-1).astype("uint8")


def random_weights(rng, model):
    """Random numbers for all weights of blocks, such that the input shows in the output."""
    weights = []
    for place, weight in enumerate(model.get_weights()):
        if weight.ndim == 4:
            new = rng.normal(scale=np.sqrt(2 / weight[..., 0].size), size=weight.shape)
        elif place % 8 in (4, 7):  # of the normalisation: factors and variances
            new = rng.uniform(0.5, 2, size=weight.shape)
        else:
            new = rng.normal(scale=0.2, size=weight.shape)
        weights.append(new.astype("float32"))
    model.set_weights(weights)
    return weights


def kernels(model):
    """Weights with more than one axis: a bias may have nothing to learn, for good reasons."""
    return [weight for weight in model.get_weights() if weight.ndim > 1]


def expect_all_to_learn(model, keras, x, y, loss="mean_squared_error"):
    """Every kernel moves in a step of training, and none is kept from it."""
    for layer in describe(model).all_layers():
        if layer.parameters and not layer.trainable_parameters:
            fail(f"The layer {layer.name} is frozen: its weights are not trained.")
    before = kernels(model)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=loss)
    model.fit(x, y, batch_size=len(x), epochs=1, verbose=0)
    still = sum(np.array_equal(a, b) for a, b in zip(before, kernels(model), strict=True))
    if still:
        fail(f"{still} of {len(before)} kernels are the same after a step of training as before.")


def expect_apart(before, model, what):
    """A model that was built before another one has not moved with it."""
    if not all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True)):
        fail(f"{what} of two calls share their weights: when one learns, so does the other.")


# -- conv_block ---------------------------------------------------------------------------------


def block_on(student, keras, shape, *settings):
    """A model of the block alone."""
    inputs = keras.Input(shape=shape)
    return keras.Model(inputs, student.conv_block(inputs, *settings))


def convolved(maps, kernel, bias):
    """Convolution with zeros around the map, for odd sizes."""
    size = len(kernel)
    around = ((0, 0), (size // 2, size // 2), (size // 2, size // 2), (0, 0))
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(maps, around), (size, size), (1, 2))
    return np.einsum("nhwcij,ijcf->nhwf", windows, kernel) + bias


def pooled(maps, size, stride):
    """Largest number of each window."""
    windows = np.lib.stride_tricks.sliding_window_view(maps, (size, size), (1, 2))
    return windows[:, ::stride, ::stride].max(axis=(-2, -1))


def normalised(maps, gamma, beta, mean, variance):
    """Batch normalisation after training, by moving mean and variance."""
    return gamma * (maps - mean) / np.sqrt(variance + 1e-3) + beta


def slopes_of(model, channels):
    """What the leaky relus after the two convolutions let through of −1."""
    kernel = np.zeros((*model.get_weights()[0].shape[:2], channels, channels), "float32")
    kernel[len(kernel) // 2, len(kernel) // 2] = np.eye(channels)
    zeros, ones = np.zeros(channels, "float32"), np.ones(channels, "float32")
    answers = []
    for sign in (-1, 1):
        model.set_weights([kernel, zeros, sign * kernel, zeros, ones, zeros, zeros, ones])
        minus = tensor(-np.ones((1, 12, 12, channels), "float32"))
        answers.append(-sign * float(np.asarray(model(minus)).mean()) * np.sqrt(1 + 1e-3))
    return answers[0], answers[1] / answers[0]


@check(
    points=3,
    exercise="conv_block",
    depends_on="test_block_leaks_twice",
    hint="Go through the table line by line: which layer is called on what, and in which order?",
)
def test_block_computes_what_the_table_says(student, rng, keras):
    """Computes the six steps, one after the other"""
    size, channels = int(rng.choice([3, 5])), int(rng.integers(2, 5))
    window, stride = ((2, 2), (3, 3), (2, 3))[rng.integers(3)]
    settings = channels, size, window, stride
    slopes = slopes_of(block_on(student, keras, (12, 12, channels), *settings), channels)
    maps = rng.normal(size=(3, 12, 18, channels)).astype("float32")
    model = block_on(student, keras, maps.shape[1:], *settings)
    k1, b1, k2, b2, *normalisation = random_weights(rng, model)
    normalisation[0] = -np.abs(normalisation[0]) - 0.2  # the largest becomes the smallest
    model.set_weights([k1, b1, k2, b2, *normalisation])

    def bent(x, slope):
        return np.where(x < 0, slope * x, x)

    x = bent(convolved(maps, k1, b1), slopes[0])
    z = convolved(x, k2, b2)
    expect(model(tensor(maps)), "what comes out of the block").close_to(
        normalised(pooled(bent(z, slopes[1]), window, stride), *normalisation),
        rtol=5e-3,
        atol=5e-3,
        slips={
            "it is normalised before it is pooled": pooled(
                normalised(bent(z, slopes[1]), *normalisation), window, stride
            ),
            "nothing is normalised": pooled(bent(z, slopes[1]), window, stride),
        },
    )


@check(
    points=2,
    exercise="conv_block",
    depends_on="test_block_has_two_convolutions_and_a_normalisation",
    hint="Which mean does the normalisation take while it trains, and which one afterwards?",
)
def test_block_normalises_while_it_trains(student, rng, keras):
    """Brings every channel of a batch to mean 0 and deviation 1, and remembers the batch"""
    model = block_on(student, keras, (12, 12, 3), 6, 3, 2, 2)
    maps = 2 + 3 * rng.normal(size=(16, 12, 12, 3)).astype("float32")
    before = model.get_weights()[-2:]
    found = np.asarray(model(tensor(maps), training=True))
    axes = (0, 1, 2)
    if np.abs(found.mean(axis=axes)).max() > 0.02 or np.abs(found.std(axis=axes) - 1).max() > 0.05:
        fail("While it trains, the channels that come out have not mean 0 and deviation 1.")
    if any(np.array_equal(a, b) for a, b in zip(before, model.get_weights()[-2:], strict=True)):
        fail("The moving mean or variance did not move in a step of training.")


@check(
    points=1,
    exercise="conv_block",
    depends_on="test_block_has_two_convolutions_and_a_normalisation",
    hint="When are your layers made, and does a gradient get through to both convolutions?",
)
def test_block_learns(student, rng, keras):
    """Lets training change both convolutions, which are made anew each time"""
    other = block_on(student, keras, (12, 12, 4), 4, 3, 2, 2)
    before = other.get_weights()
    inputs = keras.Input(shape=(12, 12, 4))
    x = keras.layers.Conv2D(4, 1)(inputs)  # it has to learn through the block
    model = keras.Model(inputs, student.conv_block(x, 4, 3, 2, 2))
    maps = rng.normal(size=(16, 12, 12, 4)).astype("float32")
    expect_all_to_learn(model, keras, maps, rng.normal(size=(16, 6, 6, 4)).astype("float32"))
    expect_apart(before, other, "Blocks")


# -- FCN8 ---------------------------------------------------------------------------------------


def down(student, keras, height, width_of_scene, width):
    """A model from pictures to the three maps."""
    convs, inputs = student.FCN8(height, width_of_scene, width=width)
    return keras.Model(inputs, list(convs))


def through_blocks(student, keras, weights, images, width):
    """The three maps of pictures, by the student's blocks with these weights."""
    maps, answers = images, []
    for number, factor in enumerate((1, 2, 4, 8, 8)):
        block = block_on(student, keras, maps.shape[1:], factor * width, 3, 2, 2)
        block.set_weights(weights[8 * number : 8 * number + 8])
        maps = np.asarray(block(tensor(maps)))
        answers.append(maps)
    return answers[2:]


def paddings(height, width):
    """Zeros that may be put above and left of a picture, and below and right of it."""
    down, right = -height % 32, -width % 32
    for top, left in ((0, 0), (down // 2, right // 2), (down, right)):
        yield (0, 0), (top, down - top), (left, right - left), (0, 0)
    yield ((0, 0),) * 4  # the pooling drops a rest


@check(
    points=3,
    exercise="FCN8",
    depends_on="test_fcn_has_the_channels_asked_for",
    hint="On what is each block called, and which blocks are the three that you return?",
)
def test_fcn_is_made_of_five_blocks(student, rng, keras):
    """Gives what the last three of five blocks in a row give"""
    width = 2
    model = down(student, keras, 64, 84, width)
    weights = random_weights(rng, model)
    images = rng.uniform(size=(2, 64, 84, 1)).astype("float32")
    found = [np.asarray(part) for part in model(tensor(images))]
    closest = None
    for around in paddings(64, 84):
        wanted = through_blocks(student, keras, weights, np.pad(images, around), width)
        fits = [
            a.shape == b.shape and np.allclose(a, b, rtol=1e-2, atol=1e-2)
            for a, b in zip(found, wanted, strict=True)
        ]
        if all(fits):
            return
        closest = max(closest or fits, fits, key=sum)
    wrong = [name for name, fit in zip(("f3", "f4", "f5"), closest, strict=True) if not fit]
    fail(f"With the weights of the five blocks, {' and '.join(wrong)} should have other numbers.")


@check(
    points=1,
    exercise="FCN8",
    depends_on="test_fcn_returns_three_maps_and_the_input",
    hint="Which numbers in your function are true for pictures of 64 × 84 only?",
)
def test_fcn_takes_pictures_of_any_size(student, keras):
    """Works for pictures of other sizes"""
    for height, width in ((96, 64), (64, 128), (70, 100)):
        convs, inputs = student.FCN8(height, width, width=2)
        expect(inputs, "the input").has_shape((None, height, width, 1))
        for name, fine, conv in zip(("f3", "f4", "f5"), (8, 16, 32), convs, strict=True):
            _, rows, columns, _ = conv.shape
            for places, pixels in ((rows, height), (columns, width)):
                if not pixels // fine <= places <= (pixels + -pixels % 32) // fine:
                    fail(
                        f"For pictures of {height} × {width}, {name} has {rows} × {columns} places."
                    )


@check(
    points=2,
    exercise="FCN8",
    depends_on="test_fcn_has_the_channels_asked_for",
    hint="Follow the arrows from each map back to the picture. Where do they stop?",
)
def test_fcn_learns_in_all_of_its_blocks(student, rng, keras):
    """Lets training change every convolution, and makes them anew each time"""
    other = down(student, keras, 64, 84, 2)
    before = other.get_weights()
    model = down(student, keras, 64, 84, 2)
    images, _ = some_scenes(rng, 4)
    wanted = [
        rng.normal(size=(len(images), *tuple(output.shape)[1:])).astype("float32")
        for output in model.outputs
    ]
    expect_all_to_learn(model, keras, images, wanted)
    expect_apart(before, other, "Networks")


# -- fcn8_decoder -------------------------------------------------------------------------------


def decoder_on(student, keras, n_classes=11, width=4):
    """A model of the decoder alone, on maps as the student's FCN8 gives them; their shapes."""
    convs, _ = student.FCN8(64, 84, width=width)
    shapes = [tuple(conv.shape)[1:] for conv in convs]
    inputs = [keras.Input(shape=shape) for shape in shapes]
    return keras.Model(inputs, student.fcn8_decoder(tuple(inputs), n_classes)), shapes


def scores(model, maps):
    """Scores of the classes, in double precision, up to a number for each pixel."""
    found = np.asarray(model([tensor(part) for part in maps]), "float64")
    found = np.clip(found, 1e-12, 1)
    if np.allclose(found.sum(axis=-1), 1, atol=1e-3):
        logarithms = np.log(found)
        return logarithms - logarithms.mean(axis=-1, keepdims=True)
    return np.log(found) - np.log(np.clip(1 - found, 1e-12, 1))


def answers_to(model, shapes, which, rng, axis):
    """How much every pixel answers to each row or column of one of the maps (places, 64, 84)."""
    length = shapes[which][axis]
    maps = [np.zeros((1 + length, *shape), "float32") for shape in shapes]
    noise = rng.normal(size=shapes[which]).astype("float32")
    for place in range(length):
        where = (1 + place, *(place if k == axis else slice(None) for k in range(3)))
        maps[which][where] = noise.take(place, axis=axis)
    found = scores(model, maps)
    return np.square(found[1:] - found[0]).sum(axis=3)


def show_answers(title, answers, there, fine, axis):
    """White where each row or column of a map arrives, and a box around where it should."""
    brightness = np.sqrt(answers / np.maximum(answers.max(axis=(1, 2), keepdims=True), 1e-30))
    boxes = np.tile([0.0, 0.0, 1.0, 1.0], (len(there), 1))
    low, high = (1, 3) if axis == 0 else (0, 2)
    boxes[:, low] = (there - fine / 2) / answers.shape[1 + axis]
    boxes[:, high] = (there + fine / 2) / answers.shape[1 + axis]
    show(title, with_boxes(brightness, boxes, np.full_like(boxes, np.nan)))


def middles(answers):
    """Where the answers have their middle, in pixels from the edge."""
    pixels = np.arange(answers.shape[1]) + 0.5
    return (answers * pixels).sum(axis=1) / np.maximum(answers.sum(axis=1), 1e-30)


def padding_before(student, keras):
    """Rows and columns of zeros that FCN8 puts before a picture, as f3 tells."""
    convs, inputs = student.FCN8(64, 84, width=4)
    model = keras.Model(inputs, convs[0])
    # kernels that average have no side that they prefer
    weights = [np.asarray(weight) for weight in model.get_weights()]
    model.set_weights([np.full_like(w, 4 / w[..., 0].size) if w.ndim == 4 else w for w in weights])
    plain = np.zeros((1, 64, 84, 1), "float32")
    found = []
    for axis, length in ((1, 64), (2, 84)):
        starts = np.arange(20, length - 24, 4)
        changed = np.repeat(plain, len(starts), axis=0)
        for picture, start in zip(changed, starts, strict=True):
            where = (slice(start, start + 4), slice(None))
            picture[where if axis == 1 else where[::-1]] = 1
        difference = np.asarray(model(tensor(changed))) - np.asarray(model(tensor(plain)))
        profile = np.square(difference, dtype="float64").sum(axis=(3 - axis, 3))
        found.append(np.mean(8 * middles(profile) - (starts + 2)))
    return found


def expect_over_pixels(answers, there, name, fine, axis):
    """Answers (places, pixels) lie about where they should: no edge, nothing that is cropped."""
    inner = (there > fine) & (there < (64, 84)[axis] - fine)
    if answers[inner].sum(axis=1).min() <= 0:
        fail(f"Some places of {name} do not arrive at the pixels.")
    off = np.mean((middles(answers) - there)[inner])
    if abs(off) > 0.25 * fine + 2:
        direction = ("down", "to the side")[axis]
        fail(f"What {name} says is shifted {direction} from the pixels that it stands for.")
    apart = np.abs(np.arange(answers.shape[1]) + 0.5 - there[:, None])
    near = (answers * (apart <= 2 * fine))[inner].sum(axis=1) / answers[inner].sum(axis=1)
    if near.min() < 0.9:
        fail(f"What a place of {name} says is smeared over the whole picture.")


@check(
    points=2,
    exercise="fcn8_decoder",
    depends_on="test_decoder_uses_all_three_maps",
    hint="Over which pixels lies the first place of f3, and which rows and columns are cropped?",
)
def test_decoder_puts_every_place_over_its_pixels(student, rng, keras):
    """Lays f3 and f4 over the pixels that they stand for"""
    model, shapes = decoder_on(student, keras, n_classes=6)
    before = padding_before(student, keras)
    for which, name, fine in ((0, "f3", 8), (1, "f4", 16)):
        for axis, lines in ((0, "rows"), (1, "columns")):
            answers = answers_to(model, shapes, which, rng, axis)
            there = (np.arange(len(answers)) + 0.5) * fine - before[axis]
            show_answers(
                f"Where the {lines} of {name} arrive, and where they should",
                *(answers, there, fine, axis),
            )
            expect_over_pixels(answers.sum(axis=2 - axis), there, name, fine, axis)


@check(
    points=2,
    exercise="fcn8_decoder",
    depends_on="test_decoder_uses_all_three_maps",
    hint="What stands between f5 and the first step of enlarging? Does it bend?",
)
def test_decoder_has_a_head(student, rng, keras):
    """Has a head on f5 that is no straight line"""
    model, shapes = decoder_on(student, keras, n_classes=6)
    maps = [np.zeros((3, *shape), "float32") for shape in shapes]
    maps[2][1] = rng.normal(size=shapes[2])
    maps[2][2] = -maps[2][1]
    nothing, plus, minus = scores(model, maps)
    size = np.abs(plus - nothing).max()
    if np.abs(plus + minus - 2 * nothing).max() <= 0.02 * size:
        fail("What f5 says is a linear function of it: there is no head with an activation.")


@check(
    points=2,
    exercise="fcn8_decoder",
    depends_on="test_decoder_uses_all_three_maps",
    hint="Are the three added, or does one of them decide how much of another gets through?",
)
def test_decoder_adds_the_maps(student, rng, keras):
    """Adds up what the three maps say"""
    model, shapes = decoder_on(student, keras, n_classes=6)
    f3, f4, f5 = ([0 * part, part] for part in some_maps(rng, shapes))
    corners = [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    maps = [
        np.stack([pair[corner[k]] for corner in corners]) for k, pair in enumerate((f3, f4, f5))
    ]
    found = dict(zip(corners, scores(model, maps), strict=True))
    alone = [found[corner] - found[0, 0, 0] for corner in ((1, 0, 0), (0, 1, 0), (0, 0, 1))]
    together = found[1, 1, 1] - found[0, 0, 0]
    if np.abs(together - sum(alone)).max() > 0.02 * max(np.abs(part).max() for part in alone):
        fail("The scores of all three maps together are not the sum of what each says alone.")


def some_maps(rng, shapes):
    """Random numbers for each of the three maps of one picture."""
    return [rng.normal(size=shape).astype("float32") for shape in shapes]


def network(student, keras, width):
    """The whole network, from pictures to probabilities."""
    convs, inputs = student.FCN8(64, 84, width=width)
    return keras.Model(inputs, student.fcn8_decoder(convs, 11))


@check(
    points=1,
    exercise="fcn8_decoder",
    depends_on="test_decoder_uses_all_three_maps",
    hint="Which weights does no gradient reach, and where on the way is it lost?",
)
def test_decoder_learns_in_all_of_its_layers(student, rng, keras):
    """Lets training change every layer, of the blocks as well"""
    other = network(student, keras, 4)
    before = other.get_weights()
    model = network(student, keras, 4)
    images, labels = some_scenes(rng, 4)
    expect_all_to_learn(model, keras, images, labels, "sparse_categorical_crossentropy")
    expect_apart(before, other, "Decoders")


def iou_and_dice(y_true, y_pred):
    """Mean over the ten digits of intersection over union and Dice score."""
    pairs = 11 * y_true.ravel().astype("int64") + y_pred.ravel()
    counts = np.bincount(pairs, minlength=121).reshape(11, 11)
    both, areas = np.diag(counts), counts.sum(axis=0) + counts.sum(axis=1)
    iou, dice = both / np.maximum(areas - both, 1), 2 * both / np.maximum(areas, 1)
    return iou[DIGITS].mean(), dice[DIGITS].mean()


@check(
    points=4,
    exercise="fcn8_decoder",
    depends_on=("test_decoder_gives_probabilities", "test_decoder_learns_in_all_of_its_layers"),
    hint="Train it yourself: which digits does it find, and which part of the network is it that"
    " does not learn?",
    timeout=180,
)
def test_digits_are_found(student, rng, keras, weights):
    """Paints the digits of scenes that it has never seen"""
    images, labels = some_scenes(rng, 400)
    held_out, truth = some_scenes(rng, 100, "test")
    model = network(student, keras, 8)
    if not weights.into(model):
        epochs, batch_size = 3, 2
        rate = keras.optimizers.schedules.CosineDecay(0.008, epochs * len(images) // batch_size)
        model.compile(optimizer=keras.optimizers.Adam(rate), loss="sparse_categorical_crossentropy")
        told = model.fit(images, labels, batch_size=batch_size, epochs=epochs, verbose=0)
        show("The loss, epoch by epoch", curves({"loss": told.history["loss"]}))
    predicted = np.asarray(model.predict(held_out, verbose=0)).argmax(axis=-1)
    show(
        "Scenes, their true classes, and the predicted ones",
        with_masks(held_out[..., 0], truth, predicted),
    )
    show(
        "Pixels of each class (rows), and what they were taken for (columns)",
        confusion(truth.ravel(), predicted.ravel(), [*range(10), "none"], cell=48),
    )
    iou, dice = iou_and_dice(truth, predicted)
    expect(iou, "the mean IoU of the ten digits").at_least(0.2, measure="mean_iou")
    expect(dice, "the mean Dice score of the ten digits").at_least(0.3, measure="mean_dice")


# -- class_wise_metrics -------------------------------------------------------------------------


def metrics_of(student, y_true, y_pred):
    """IoU and Dice score, an array (11,) each."""
    iou, dice = student.class_wise_metrics(y_true, y_pred)
    return np.asarray(iou, "float64"), np.asarray(dice, "float64")


def right_metrics(y_true, y_pred):
    """The same, worked out here; every class has to be there."""
    both, true, pred = (
        np.array([np.sum(where == label) for label in range(11)], "float64")
        for where in (np.where(y_true == y_pred, y_true, 255), y_true, y_pred)
    )
    return both / (true + pred - both), 2 * both / (true + pred)


def expect_metrics(student, y_true, y_pred, **slips):
    """What the function gives is right, for both measures."""
    found, right = metrics_of(student, y_true, y_pred), right_metrics(y_true, y_pred)
    for name, values, wanted in zip(("IoU", "Dice score"), found, right, strict=True):
        expect(values, f"the {name}").close_to(wanted, rtol=5e-3, atol=2e-3, slips=slips.get(name))


@check(
    points=2,
    exercise="class_wise_metrics",
    hint="Work it out by hand for one class: which pixels are in both, and which in any of them?",
)
def test_metrics_of_random_maps(student, rng):
    """Is right for maps that agree here and there"""
    y_true = rng.integers(11, size=(3, 40, 50))
    wrong = rng.random(y_true.shape) < rng.uniform(0.2, 0.8, size=11)[y_true]
    y_pred = np.where(
        wrong, rng.choice(11, size=y_true.shape, p=rng.dirichlet(np.ones(11) * 3)), y_true
    )
    expect_metrics(student, y_true, y_pred)


@check(
    points=1,
    exercise="class_wise_metrics",
    hint="Which pixels are counted together: those of one picture, of one row, or all?",
)
def test_metrics_count_all_pictures_together(student, rng):
    """Counts the pixels of all pictures together"""
    _, y_true = some_scenes(rng, 12)
    y_pred = np.roll(y_true, int(rng.integers(2, 5)), axis=2)
    y_pred[:4] = y_true[:4]
    y_pred[8:] = 10
    y_true[:, 0, :11] = np.arange(11)  # no class is missing
    some = [1, 5, 9]
    show(
        "Some of the label maps, the true ones above",
        grid(colours(np.concatenate([y_true[some], y_pred[some]])), columns=3),
    )
    expect_metrics(student, y_true.astype("int64"), y_pred.astype("int64"))


@check(
    points=1,
    exercise="class_wise_metrics",
    hint="What is the intersection of two things that have nothing in common?",
)
def test_metrics_of_maps_that_never_agree_are_zero(student, rng):
    """Gives 0 where nothing agrees"""
    y_true = rng.integers(11, size=(2, 30, 40))
    y_pred = (y_true + rng.integers(1, 11, size=y_true.shape)) % 11
    expect_metrics(student, y_true, y_pred)
