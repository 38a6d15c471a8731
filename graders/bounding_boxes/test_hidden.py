"""Checks of bounding_boxes on boxes and birds that are drawn for each grading."""

import numpy as np

from autograder.datasets import birds
from autograder.grading import check, describe, expect, fail, keras_model, show, tensor
from autograder.grading.pictures import curves, with_boxes

PICTURE = (48, 48, 3)
# layers that, without an activation, are straight lines but for the maxima of a pooling
STRAIGHT = {
    *("Conv2D", "DepthwiseConv2D", "SeparableConv2D", "BatchNormalization"),
    *("AveragePooling2D", "MaxPooling2D", "Dropout", "Rescaling", "ZeroPadding2D"),
}


# -- boxes, birds and models --------------------------------------------------------------------


def area(boxes):
    """Area of boxes (n, 4), none of which is negative."""
    return np.prod(np.maximum(boxes[:, 2:] - boxes[:, :2], 0), axis=1)


def overlap(one, other):
    """Area that is in both boxes, row by row."""
    low, high = np.maximum(one[:, :2], other[:, :2]), np.minimum(one[:, 2:], other[:, 2:])
    return area(np.concatenate([low, high], axis=1))


def iou(one, other):
    """Intersection over union, row by row, in double precision."""
    one, other = (np.asarray(boxes, "float64") for boxes in (one, other))
    both = overlap(one, other)
    return both / np.maximum(area(one) + area(other) - both, 1e-12)


def some_birds(rng, n, split="train"):
    """Birds that nobody has seen before."""
    return birds.load(split, seed=int(rng.integers(2**62)), n=n)


def mirrored(images, boxes):
    """The same birds, looking the other way."""
    x_min, y_min, x_max, y_max = boxes.T
    return (
        np.ascontiguousarray(images[:, :, ::-1]),
        np.stack([1 - x_max, y_min, 1 - x_min, y_max], axis=1),
    )


def train_on(model, train, epochs, batch_size, after=0):
    """Train with the birds in one epoch, and with the mirrored ones in the next; the losses.

    `after` so many epochs that were before.
    """
    losses = []
    for epoch in range(after, after + epochs):
        images, boxes = mirrored(*train) if epoch % 2 else train
        told = model.fit(images, boxes, epochs=1, batch_size=batch_size, verbose=0)
        losses += told.history["loss"]
    return losses


def drawn(model, images, **mode):
    """The boxes that a model draws."""
    boxes = model(tensor(images), **mode)
    expect(boxes, "the boxes").has_shape((len(images), 4)).is_finite()
    return np.asarray(boxes)


def show_boxes(held_out, boxes, found):
    """Some birds with the boxes drawn around them, and those with which it went worst."""
    worst = np.argsort(found, kind="stable")[:12]
    for title, chosen in (
        ("Held-out birds: true box green, drawn box orange", np.arange(12)),
        ("Those where the boxes fit worst", worst),
    ):
        show(title, with_boxes(held_out.images[chosen], held_out.boxes[chosen], boxes[chosen]))


def kernels(model):
    """Weights with more than one axis: a bias may have nothing to learn, for good reasons."""
    return [weight for weight in model.get_weights() if weight.ndim > 1]


def expect_none_frozen(facts):
    """Every layer with weights lets training change some of them."""
    for layer in facts.all_layers():
        if layer.parameters and not layer.trainable_parameters:
            fail(f"The layer {layer.name} is frozen: its weights are not trained.")


def expect_all_to_learn(model, keras, x, y):
    """Every kernel moves in a step of training, and none is kept from it."""
    expect_none_frozen(describe(model))
    before = kernels(model)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mean_squared_error")
    model.fit(x, y, batch_size=len(x), epochs=1, verbose=0)
    still = sum(np.array_equal(a, b) for a, b in zip(before, kernels(model), strict=True))
    if still:
        fail(f"{still} of {len(before)} kernels are the same after a step of training as before.")


# -- intersection_over_union --------------------------------------------------------------------


def iou_of(student, pred_box, true_box):
    """What the student's function gives, as a number for each pair."""
    found = np.asarray(student.intersection_over_union(pred_box, true_box))
    if found.shape != (len(true_box), 1):
        expect(found, f"the IoU of {len(true_box)} pairs of boxes").has_shape((len(true_box),))
    return found.reshape(len(true_box))


def random_boxes(rng, n):
    """Proper boxes (n, 4) of all sizes."""
    corners = rng.uniform(0, 1, size=(n, 2, 2))
    low, high = corners.min(axis=1), corners.max(axis=1) + 0.02
    return np.concatenate([low, high], axis=1)


@check(
    points=2,
    exercise="intersection_over_union",
    hint="Try it on boxes that you can draw: one inside of the other, crossing, at a corner.",
)
def test_iou_of_random_boxes(student, rng):
    """Is right for boxes that overlap, lie in each other or apart"""
    pred_box, true_box = random_boxes(rng, 60), random_boxes(rng, 60)
    shrunk = rng.uniform(0.1, 0.4, size=(20, 1)) * (true_box[:20, 2:] - true_box[:20, :2])
    pred_box[:20] = true_box[:20] + np.concatenate([shrunk, -shrunk], axis=1)
    pred_box[10:20], true_box[10:20] = true_box[10:20], pred_box[10:20].copy()
    both = overlap(pred_box, true_box)
    expect(iou_of(student, pred_box, true_box), "the IoU").close_to(
        iou(pred_box, true_box),
        rtol=1e-3,
        atol=1e-4,
        slips={
            "the overlap is counted twice in the union": both / (area(pred_box) + area(true_box)),
            "it is divided by the area of the predicted box": both / area(pred_box),
            "it is divided by the area of the true box": both / area(true_box),
        },
    )


@check(
    points=1,
    exercise="intersection_over_union",
    hint="If the picture were printed twice as large, would the boxes fit each other any better?",
)
def test_iou_has_no_unit(student, rng):
    """Is the same in pixels, and for a single pair"""
    for n, unit in ((30, 480.0), (1, 48.0), (12, 0.1)):
        pred_box, true_box = (unit * random_boxes(rng, n) for _ in range(2))
        expect(
            iou_of(student, pred_box, true_box), f"the IoU of {n} pairs in other units"
        ).close_to(iou(pred_box, true_box), rtol=1e-3, atol=1e-4)


@check(
    points=1,
    exercise="intersection_over_union",
    hint="Which area has a box whose right edge is left of its left edge? What if both have none?",
)
def test_iou_of_boxes_that_are_none(student, rng):
    """Copes with boxes that have no area or swapped edges"""
    true_box = 0.25 + 0.5 * random_boxes(rng, 24)
    low, high = true_box[:, :2], true_box[:, 2:]
    middle, quarter = (low + high) / 2, (high - low) / 4
    pred_box = np.concatenate([middle - quarter, middle + quarter], axis=1)
    pred_box[:8, 2] = pred_box[:8, 0]  # a line
    pred_box[4:8, 3] = pred_box[4:8, 1]  # a point
    pred_box[8:16] = pred_box[8:16][:, [2, 1, 0, 3]]  # left and right swapped
    pred_box[16:] = pred_box[16:][:, [2, 3, 0, 1]]  # both
    found = iou_of(student, pred_box, true_box)
    expect(found[:8], "the IoU of a box without area and a proper one").close_to(
        np.zeros(8), atol=1e-3
    )
    expect(found[8:], "the IoU of a box with swapped edges and a proper one").close_to(
        np.zeros(16), atol=1e-3
    )
    nothing = pred_box[:8]
    found = iou_of(student, nothing, nothing + 0.1)
    what = "the IoU of two boxes without area"
    expect(found, what).is_finite()
    if found.min() < 0 or found.max() > 1:
        fail(f"{what[0].upper()}{what[1:]} is not between 0 and 1.")


# -- feature_extractor --------------------------------------------------------------------------


def extractor(student, keras):
    """A model of the features alone."""
    inputs = keras.Input(shape=PICTURE)
    return keras.Model(inputs, student.feature_extractor(inputs))


def pictures(rng, n):
    """`n` pictures of random pixels."""
    return rng.uniform(size=(n, *PICTURE)).astype("float32")


@check(
    points=1,
    exercise="feature_extractor",
    depends_on="test_extractor_gives_a_map",
    hint="Does each place of the map still belong to a place in the picture?",
)
def test_extractor_keeps_the_place(student, rng, keras):
    """Answers in the corner of the map where something changes in the picture"""
    model, plain = extractor(student, keras), pictures(rng, 6)
    changed = [plain]
    for top in (0, 36):
        for left in (0, 36):
            other = plain.copy()
            other[:, top : top + 12, left : left + 12] = 1 - other[:, :12, :12]
            changed.append(other)
    found = np.asarray(model(tensor(np.concatenate(changed))))
    found = found.reshape(5, 6, *found.shape[1:])
    answer = np.square(found[1:] - found[0], dtype="float64").sum(axis=(1, 4))
    rows, columns = answer.shape[1] // 2, answer.shape[2] // 2
    corners = np.stack(
        [
            answer[:, r, c].sum(axis=(1, 2))
            for r in (slice(rows), slice(-rows, None))
            for c in (slice(columns), slice(-columns, None))
        ],
        axis=1,
    )
    if not np.array_equal(corners.argmax(axis=1), np.arange(4)):
        fail("What changes in one corner of the picture changes the map most in another corner.")


@check(
    points=1,
    exercise="feature_extractor",
    depends_on="test_extractor_gives_a_map",
    hint="Is there anything between two convolutions? What is one straight line after another?",
)
def test_extractor_is_no_straight_line(student, rng, keras):
    """Is more than one linear step"""
    model = extractor(student, keras)
    layers = describe(model).all_layers()
    if all(f.class_name in STRAIGHT and f.activation in {None, "linear"} for f in layers):
        fail("None of the layers has an activation that bends.")
    one, other = pictures(rng, 4) / 2, pictures(rng, 4) / 2
    both = np.concatenate([one, other, one + other, 0 * one])
    f, g, together, nothing = np.split(np.asarray(model(tensor(both)), "float64"), 4)
    size = np.abs(together - nothing).max()
    if np.abs(f + g - together - nothing).max() <= 1e-3 * size:
        fail("The features of the sum of two pictures are the sum of their features.")


@check(
    points=1,
    exercise="feature_extractor",
    depends_on="test_extractor_gives_a_map",
    hint="Which layers could be left as they are when the network learns, and why are they?",
)
def test_extractor_learns_in_all_of_its_layers(student, rng, keras):
    """Lets training change every convolution"""
    model, (images, _) = extractor(student, keras), some_birds(rng, 32)
    features = np.asarray(model(tensor(images)))
    expect_all_to_learn(model, keras, images, features + rng.normal(size=features.shape))


@check(
    points=3,
    exercise="feature_extractor",
    depends_on="test_extractor_gives_a_map",
    hint="Can the layers after yours learn from these features where a bird is? What do they lack?",
    timeout=120,
)
def test_extractor_finds_birds(student, rng, keras):
    """Learns features that tell where a bird is"""
    inputs = keras.Input(shape=PICTURE)
    x = keras.layers.Flatten()(student.feature_extractor(inputs))
    x = keras.layers.Dense(64, activation="tanh")(x)  # which cannot die as a relu can
    model = keras.Model(inputs, keras.layers.Dense(4)(x))
    train, held_out = some_birds(rng, 800), some_birds(rng, 250, "test")
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mean_squared_error")
    train_on(model, train, epochs=8, batch_size=16)
    # A batch normalisation may need more steps than these until its running means are right.
    tries = [drawn(model, held_out.images, **mode) for mode in ({}, {"training": True})]
    boxes = max(tries, key=lambda boxes: iou(boxes, held_out.boxes).mean())
    found = iou(boxes, held_out.boxes)
    show_boxes(held_out, boxes, found)
    expect(found.mean(), "the mean IoU on held-out birds").at_least(0.4, measure="mean_iou")


# -- dense_layers -------------------------------------------------------------------------------


def dense_on(student, keras, shape=(6, 6, 8), **settings):
    """A model of the dense layers alone."""
    inputs = keras.Input(shape=shape)
    return keras.Model(inputs, student.dense_layers(inputs, **settings))


def random_weights(rng, model, scale):
    """Random numbers for all weights and biases of the model, which it is given."""
    weights = [rng.normal(scale=scale, size=w.shape) for w in model.get_weights()]
    model.set_weights(weights)
    return weights


@check(
    points=2,
    exercise="dense_layers",
    depends_on="test_dense_layers_are_two",
    hint="What happens to a negative number on its way out of each of the two layers?",
)
def test_dense_layers_compute_relu_twice(student, rng, keras):
    """Compute max(0, x·W + b) in both layers, for maps of any shape"""
    height, width, channels = (int(n) for n in rng.permutation([4, 6, 10]))
    model = dense_on(student, keras, (height, width, channels), width=0.125)
    w1, b1, w2, b2 = random_weights(rng, model, 0.2)
    same_everywhere = rng.normal(size=(5, channels)).astype("float32")
    maps = np.tile(same_everywhere[:, None, None], (1, height, width, 1))
    if len(w1) % channels:
        fail("After pooling, the numbers are not those of every channel at every place.")
    first = np.tile(same_everywhere, (1, len(w1) // channels)) @ w1 + b1
    bent = np.maximum(first, 0)
    expect(model(tensor(maps)), "what comes out of the dense layers").close_to(
        np.maximum(bent @ w2 + b2, 0),
        rtol=1e-3,
        atol=1e-3,
        slips={
            "there is no activation at all": first @ w2 + b2,
            "the first layer has no activation": np.maximum(first @ w2 + b2, 0),
            "the second layer has no activation": bent @ w2 + b2,
        },
    )


@check(
    points=2,
    exercise="dense_layers",
    depends_on="test_dense_layers_are_two",
    hint="Over how many places does your pooling look at a time? What does it forget of them?",
)
def test_dense_layers_know_the_place(student, rng, keras):
    """Still know where in the map a feature was"""
    model = dense_on(student, keras)
    maps = np.zeros((4, 6, 6, 8), "float32")
    blot = rng.uniform(1, 3, size=(2, 2, 8))
    for place, (top, left) in zip(maps, [(0, 0), (0, 4), (4, 0), (4, 4)], strict=True):
        place[top : top + 2, left : left + 2] = blot
    found = np.asarray(model(tensor(maps)), "float64")
    apart = [np.abs(found[k] - found[j]).max() for k in range(4) for j in range(k)]
    if min(apart) <= 1e-3 * np.abs(found).max():
        fail("The same features in another corner of the map give the same vector.")


@check(
    points=1,
    exercise="dense_layers",
    depends_on="test_dense_layers_are_two",
    hint="When are your layers made, and does a gradient get through to both of them?",
)
def test_dense_layers_learn(student, rng, keras):
    """Let training change both layers, which are made anew each time"""
    other = dense_on(student, keras, width=0.25)
    before = kernels(other)
    x = rng.normal(size=(32, 6, 6, 8)).astype("float32")
    inputs = keras.Input(shape=(6, 6, 8))
    features = keras.layers.Conv2D(8, 1)(inputs)  # it has to learn through the dense layers
    model = keras.Model(inputs, student.dense_layers(features, width=0.25))
    expect_all_to_learn(model, keras, x, rng.normal(size=(32, 128)).astype("float32"))
    if not all(np.array_equal(a, b) for a, b in zip(before, kernels(other), strict=True)):
        fail("Layers of two calls share their weights: when one of them learns, so does the other.")


# -- bounding_box_regression --------------------------------------------------------------------


def box_on(student, keras, width):
    """A model of the last layer alone."""
    inputs = keras.Input(shape=(width,))
    return keras.Model(inputs, student.bounding_box_regression(inputs))


@check(
    points=2,
    exercise="bounding_box_regression",
    hint="Which numbers can come out of your layer, and which ones never?",
)
def test_box_is_a_linear_function(student, rng, keras):
    """Computes x·W + b, whatever the number"""
    width = int(rng.integers(20, 40))
    model = box_on(student, keras, width)
    w, b = random_weights(rng, model, 0.5)
    x = rng.normal(size=(12, width)).astype("float32")
    z = x @ w + b
    expect(model(tensor(x)), f"the box, from {width} numbers").close_to(
        z,
        rtol=1e-3,
        atol=1e-4,
        slips={
            "a relu cuts off what is negative": np.maximum(z, 0),
            "a sigmoid keeps it between 0 and 1": 1 / (1 + np.exp(-z)),
            "it is cut off at 0 and 1": np.clip(z, 0, 1),
            "a tanh keeps it between −1 and 1": np.tanh(z),
        },
    )


@check(
    points=2,
    exercise="bounding_box_regression",
    hint="What does one step of training do to the weights and to the bias of a dense layer?",
)
def test_box_learns_as_a_linear_function(student, rng, keras):
    """Takes a step of training that follows the gradient"""
    rate, width, n = 0.1, 7, 16
    other = box_on(student, keras, width)
    untouched = other.get_weights()
    inputs = keras.Input(shape=(width,))
    before = keras.layers.Dense(width)(inputs)  # it has to learn through the student's layer
    model = keras.Model(inputs, student.bounding_box_regression(before))
    w0, b0, w, b = random_weights(rng, model, 0.5)
    x = rng.normal(size=(n, width)).astype("float32")
    y = rng.uniform(size=(n, 4)).astype("float32")
    z = x @ w0 + b0
    slope = 2 * (z @ w + b - y) / y.size  # of the mean squared error
    steps = x.T @ slope @ w.T, (slope @ w.T).sum(axis=0), z.T @ slope, slope.sum(axis=0)
    model.compile(optimizer=keras.optimizers.SGD(rate), loss="mean_squared_error")
    model.fit(x, y, batch_size=n, epochs=1, verbose=0)
    names = "weights before it", "bias before it", "weights", "bias"
    olds, news = (w0, b0, w, b), model.get_weights()
    for name, old, step, new in zip(names, olds, steps, news, strict=True):
        expect(new, f"the {name} after a step of training").close_to(
            old - rate * step, rtol=1e-3, atol=1e-4, slips={"training did not move it": old}
        )
    if not all(np.array_equal(a, b) for a, b in zip(untouched, other.get_weights(), strict=True)):
        fail("Layers of two calls share their weights: when one of them learns, so does the other.")


# -- final_model --------------------------------------------------------------------------------


def final_on(student, keras):
    """The model that `final_model` makes."""
    model = student.final_model(keras.Input(shape=PICTURE))
    keras_model(model)
    return model


@check(
    points=2,
    exercise="final_model",
    depends_on="test_final_gives_a_box_for_each_picture",
    hint="Which three functions are called, and on what is each of them called?",
)
def test_final_is_made_of_the_three_parts(student, rng, keras):
    """Is made of the three functions, and of nothing else"""
    model = final_on(student, keras)
    features = student.feature_extractor(keras.Input(shape=PICTURE))
    shape = tuple(features.shape)[1:]
    vector = student.dense_layers(keras.Input(shape=shape))
    parts = (
        extractor(student, keras),
        dense_on(student, keras, shape),
        box_on(student, keras, tuple(vector.shape)[-1]),
    )
    weights = model.get_weights()
    shapes = [[weight.shape for weight in part.get_weights()] for part in parts]
    if [weight.shape for weight in weights] != [shape for part in shapes for shape in part]:
        fail("The model does not have the weights that the three parts have together.")
    step = images = pictures(rng, 6)
    for part, of_part in zip(parts, shapes, strict=True):
        part.set_weights([weights.pop(0) for _ in of_part])
        step = np.asarray(part(tensor(step)))
    expect(model(tensor(images)), "the box").close_to(
        step,
        rtol=1e-3,
        atol=1e-4,
        slips={"a sigmoid comes after the three parts": 1 / (1 + np.exp(-step))},
    )


@check(
    points=2,
    exercise="final_model",
    depends_on="test_final_gives_a_box_for_each_picture",
    hint="Follow the arrows from the box back to the picture. Where do they stop?",
)
def test_final_learns_in_all_of_its_layers(student, rng, keras):
    """Looks at the picture, and lets training change every layer"""
    model = final_on(student, keras)
    images, boxes = some_birds(rng, 32)
    found = drawn(model, images)
    if np.ptp(found, axis=0).max() <= 1e-6:
        fail("The box is the same, whatever the picture.")
    expect_all_to_learn(model, keras, images, boxes)


# -- define_and_compile_model -------------------------------------------------------------------


@check(
    points=1,
    exercise="define_and_compile_model",
    hint="Which size have the pictures, and is a model made anew each time it is asked for?",
)
def test_define_makes_a_new_model_each_time(student):
    """Makes a new model each time, for pictures of 48 × 48 pixels, with no layer frozen"""
    one, other = student.define_and_compile_model(), student.define_and_compile_model()
    facts = describe(one)
    shapes = [inputs.shape for inputs in facts.inputs]
    if shapes != [(None, *PICTURE)]:
        fail(f"The model takes inputs of shape {', '.join(map(str, shapes)) or 'unknown'}.")
    expect_none_frozen(facts)
    before = other.get_weights()
    one.set_weights([weight + 1 for weight in one.get_weights()])
    if not all(np.array_equal(a, b) for a, b in zip(before, other.get_weights(), strict=True)):
        fail("Two models share their weights: when one of them changes, so does the other.")


@check(
    points=2,
    exercise="define_and_compile_model",
    hint="How long are the optimizer's steps, and what does it do when the slope is suddenly 0?",
)
def test_define_steps_and_rolls_on(student, rng):
    """Has an optimizer that steps along the gradient, and rolls on"""
    model = student.define_and_compile_model()
    weights = list(model.trainable_variables)
    shapes = [tuple(weight.shape) for weight in weights]
    slopes = [rng.normal(size=shape).astype("float32") for shape in shapes]
    # so short that no bound on the length of a gradient is reached
    length = np.sqrt(sum(np.square(slope).sum() for slope in slopes))
    slopes = [slope / (2 * length) for slope in slopes]
    trace = [flat(weights)]
    for slope in (slopes, [0 * slope for slope in slopes]):
        model.optimizer.apply([tensor(part) for part in slope], weights)
        trace.append(flat(weights))
    step, rolled = trace[1] - trace[0], trace[2] - trace[1]
    g = np.concatenate([slope.ravel() for slope in slopes]).astype("float64")
    rate = -(step @ g) / (g @ g)
    if np.abs(step + rate * g).max() > 0.05 * np.abs(rate * g).max() + 1e-7:
        fail("A step is not as the gradient says: some weights go too far, or not far enough.")
    if not 0.002 <= rate <= 0.5:
        fail(f"The first step is {rate:.2g} times the gradient; think of 0.005 to 0.2.")
    momentum = (rolled @ step) / (step @ step)
    if not 0.1 <= momentum < 0.995:
        fail("When the gradient becomes 0, the weights do not roll on as with a momentum.")


def flat(weights):
    """All numbers in the weights, one after the other."""
    return np.concatenate([np.asarray(weight, "float64").ravel() for weight in weights])


def taught(model, train):
    """Train for a few epochs, the last ones in small steps; the losses.

    At first all boxes are the mean box, and the loss is their variance. How long it stays near it
    is a matter of luck: 4 of 100 models of the reference had not left it after five epochs.
    """
    settable = isinstance(describe(model).optimizer.config.get("learning_rate"), int | float)
    plateau = np.var(train.boxes, axis=0).mean()
    losses = []

    def go_on(rate, epochs):
        if settable:  # a schedule of the student's own stays what it is
            model.optimizer.learning_rate = rate
        losses.extend(train_on(model, train, epochs, batch_size=16, after=len(losses)))

    go_on(0.05, 5)
    while losses[-1] > 0.3 * plateau and len(losses) < 12:
        go_on(0.05, 1)
    go_on(0.005, 2)
    return losses


@check(
    points=4,
    exercise="define_and_compile_model",
    depends_on="test_define_returns_a_compiled_model",
    hint="Train it yourself: does the loss fall, and if not, which part is it that does not learn?",
    timeout=120,
)
def test_birds_are_found(student, rng, weights):
    """Finds birds that it has never seen"""
    train, held_out = some_birds(rng, 1000), some_birds(rng, 400, "test")
    model = student.define_and_compile_model()
    if not weights.into(model):
        show("The loss, epoch by epoch", curves({"loss": taught(model, train)}))
    boxes = drawn(model, held_out.images)
    found = iou(boxes, held_out.boxes)
    show_boxes(held_out, boxes, found)
    share = np.mean(found >= 0.5)
    expect(share, "the share of held-out birds with an IoU of one half or more").at_least(
        0.7, measure="share_of_birds"
    )
    expect(found.mean(), "the mean IoU on held-out birds").at_least(0.55, measure="mean_iou")
