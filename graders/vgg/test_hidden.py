"""Checks of vgg on data that is drawn for each grading."""

import numpy as np

from autograder.datasets import cats_and_dogs
from autograder.grading import check, describe, expect, fail, keras_model, show, tensor
from autograder.grading.pictures import confusion, curves, grid

BLOCKS = {"block_a": (1, 2), "block_b": (2, 2), "block_c": (4, 3), "block_d": (8, 3)}
BLOCKS["block_e"] = (8, 3)  # filters in units of the width, and repetitions
# what has to hold before it is worth while to train a network
STEP = 0.05  # learning rate of the steps that are compared
# Without normalisation, a deep and narrow network sometimes begins with so few neurons alive
# that it learns nothing. That is nobody's fault, and seldom happens so often in a row.
STARTS = 3


# -- models and what they should compute --------------------------------------------------------


def normal(rng, *shape):
    """Normal numbers as float32."""
    return rng.normal(size=shape).astype("float32")


def part(model, name):
    """The part of a model that is an attribute, or a layer, of that name."""
    if hasattr(model, name):
        return getattr(model, name)
    named = [layer for layer in model.layers if layer.name == name]
    if not named:
        fail(f"There is no {name}: keep that layer as an attribute of this name.")
    return named[0]


def used(model, x):
    """The model, after it has been called once, so that it has its weights."""
    keras_model(model)(tensor(x))
    return model


def with_weights(model, rng):
    """Random weights of a size at which a signal passes many layers, and random biases."""
    model.set_weights(
        [
            rng.normal(size=w.shape, scale=np.sqrt(2 / np.prod(w.shape[:-1])))
            if w.ndim > 1
            else rng.normal(size=w.shape, scale=0.1)
            for w in model.get_weights()
        ]
    )
    return model


def parameters_of(layer):
    """Kernel and bias of a convolution or a dense layer, in double precision."""
    return [np.asarray(array, "float64") for array in (layer.kernel, layer.bias)]


def convolved(x, kernel, bias):
    """A convolution with padding "same": (n, h, w, in), (k, k, in, out) → (n, h, w, out)."""
    k = kernel.shape[0]
    before = (k - 1) // 2
    padded = np.pad(x, ((0, 0), (before, k - 1 - before), (before, k - 1 - before), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(1, 2))
    return np.einsum("nhwcij,ijco->nhwo", windows, kernel, optimize=True) + bias


def pooled(x, size=2, strides=2, take=np.max):
    """The largest of size × size pixels, every `strides` pixels, without padding."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return take(windows[:, ::strides, ::strides], axis=(-2, -1))


def relu(x):
    """Negative numbers become 0."""
    return np.maximum(x, 0)


def through_convolutions(block, x, repetitions, bend=relu):
    """What the convolutions of a block make of x, with the block's own weights."""
    x = np.asarray(x, "float64")
    for i in range(repetitions):
        x = bend(convolved(x, *parameters_of(part(block, f"conv2D_{i}"))))
    return x


def expect_block(block, x, repetitions, size=2, strides=2):
    """The block computes what its weights say."""
    before = through_convolutions(block, x, repetitions)
    wanted = pooled(before, size, strides)
    found = block(tensor(x))
    expect(found, f"the output for pictures of shape {x.shape}").has_shape(wanted.shape)
    straight = through_convolutions(block, x, repetitions, bend=lambda z: z)
    expect(found, "the output").close_to(
        wanted,
        rtol=1e-3,
        atol=1e-3,
        slips={
            "no relu was applied": pooled(straight, size, strides),
            "the mean of the pixels is taken, where the largest should be": pooled(
                before, size, strides, np.mean
            ),
        },
    )


def network(x, model):
    """The numbers z before the last softmax, by NumPy, with the model's own weights."""
    for name, (_, repetitions) in BLOCKS.items():
        x = pooled(through_convolutions(part(model, name), x, repetitions))
    kernel, bias = parameters_of(part(model, "fc"))
    x = relu(x.reshape(len(x), -1) @ kernel + bias)
    kernel, bias = parameters_of(part(model, "classifier"))
    return x @ kernel + bias


def softmax(z):
    """Probabilities from any numbers, row by row."""
    raised = np.exp(z - z.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def convolutions(keras, filters, kernel_size, repetitions):
    """Layers of the grader's own that a block should equal."""
    layers = [
        keras.layers.Conv2D(filters, kernel_size, padding="same", activation="relu")
        for _ in range(repetitions)
    ]
    return [*layers, keras.layers.MaxPooling2D(2, 2)]


def expect_same_step(keras, model, layers, twin, x, y, loss):
    """A step of training moves each layer's weights as it moves those of the grader's twin.

    `layers` are the layers of the student's model that have weights, by name, in the order of
    the twin's.
    """
    own = [layer for layer in twin.layers if len(layer.weights)]
    if len(own) != len(layers):
        fail("The model does not have the layers that were asked for.")
    before = {}
    for (name, layer), other in zip(layers.items(), own, strict=True):
        before[name] = layer.get_weights()
        other.set_weights(before[name])
    for each in (model, twin):
        each.compile(optimizer=keras.optimizers.SGD(STEP), loss=loss)
        each.fit(x, y, batch_size=len(x), epochs=1, verbose=0)
    for (name, layer), other in zip(layers.items(), own, strict=True):
        found, wanted = layer.get_weights(), other.get_weights()
        for what, old, new, due in zip(
            ("kernel", "bias"), before[name], found, wanted, strict=True
        ):
            expect(new - old, f"the step of the {what} of {name}").close_to(
                due - old,
                rtol=1e-3,
                atol=1e-3 * np.abs(due - old).max() + 1e-7,
                slips={"training did not move it": 0 * old},
            )


# -- Block --------------------------------------------------------------------------------------


@check(
    points=2,
    exercise="Block",
    hint="In which order do the inputs pass the layers, and where is the relu?",
)
def test_block_convolves_bends_and_pools(student, rng):
    """Sends pictures through its convolutions, each with relu, and then through the pooling"""
    for repetitions in (1, 2, 3):
        channels, filters = (int(n) for n in rng.permutation([2, 3, 4, 5])[:2])
        height, width = (int(n) for n in rng.permutation([6, 8, 9, 11])[:2])
        x = normal(rng, 4, height, width, channels)
        block = with_weights(used(student.Block(filters, 3, repetitions), x), rng)
        expect_block(block, x, repetitions)


@check(
    points=1,
    exercise="Block",
    hint="Where in your code stands a number that should be kernel_size or filters?",
)
def test_block_takes_any_kernel_size(student, rng):
    """Takes filters of any size"""
    for kernel_size in (int(n) for n in rng.permutation([1, 2, 4, 5])[:3]):
        x, filters = normal(rng, 3, 8, 10, 2), int(rng.integers(3, 7))
        block = student.Block(filters=filters, kernel_size=kernel_size, repetitions=2)
        shape = tuple(part(used(block, x), "conv2D_1").kernel.shape)
        if shape != (kernel_size, kernel_size, filters, filters):
            fail("The filters do not have the size, or the number, that the block is made with.")
        expect_block(with_weights(block, rng), x, 2)


@check(
    points=1,
    exercise="Block",
    hint="What does the pooling do with pool_size, what with strides, and what if they differ?",
)
def test_block_takes_any_pooling(student, rng):
    """Pools squares of any size, in steps of any size"""
    settings = [(3, 2), (2, 1), (3, 3), (2, 3), (4, 2)]
    for place in rng.permutation(len(settings))[:4]:
        size, strides = settings[place]
        x = normal(rng, 3, 9, 11, 2)
        block = student.Block(3, 3, 1, pool_size=size, strides=strides)
        expect_block(with_weights(used(block, x), rng), x, 1, size, strides)


@check(
    points=2,
    exercise="Block",
    hint="Has each repetition a layer of its own, and does every one of them get its turn?",
)
def test_block_takes_any_number_of_repetitions(student, rng):
    """Has as many convolutions as it is asked for, each with weights of its own"""
    for repetitions in (4, 5, 7):
        x, filters = normal(rng, 2, 6, 6, 2), int(rng.integers(3, 6))
        block = with_weights(used(student.Block(filters, 3, repetitions), x), rng)
        kernels = sum(array.ndim == 4 for array in block.get_weights())
        if kernels != repetitions:
            fail(f"With {repetitions} repetitions, the block has {kernels} convolutions.")
        expect_block(block, x, repetitions)


@check(
    points=1,
    exercise="Block",
    hint="What do Keras' layers begin with, if one says nothing about it?",
)
def test_block_begins_with_random_numbers(student, rng):
    """Begins with random numbers, others in each convolution and in each block"""
    x = normal(rng, 1, 6, 6, 5)
    blocks = [used(student.Block(5, 3, 2), x) for _ in range(2)]
    found = [np.asarray(part(block, f"conv2D_{i}").kernel) for block in blocks for i in (0, 1)]
    if any(np.unique(kernel).size < kernel.size // 2 for kernel in found):
        fail("The numbers in a new kernel are not random: many of them are the same.")
    if np.array_equal(found[0], found[1]) or np.array_equal(found[0], found[2]):
        fail("Two new kernels are the same, so they are not random.")


@check(
    points=2,
    exercise="Block",
    hint="Is anything between the weights and the result that no gradient passes, or held fixed?",
)
def test_block_takes_the_step_of_its_gradient(student, rng, keras):
    """Takes a step of training that follows the gradient of what it computes"""
    x, y = normal(rng, 6, 8, 8, 3), normal(rng, 6, 4, 4, 4)
    block = with_weights(used(student.Block(4, 3, 3), x), rng)
    twin = keras.Sequential([keras.Input((8, 8, 3)), *convolutions(keras, 4, 3, 3)])
    layers = {name: part(block, name) for name in ("conv2D_0", "conv2D_1", "conv2D_2")}
    expect_same_step(keras, block, layers, twin, x, y, "mean_squared_error")


# -- MyVGG --------------------------------------------------------------------------------------


def kernels(width, num_classes):
    """The shapes that all kernels should have, for pictures of 32 × 32 × 3, by name."""
    found, channels = {}, 3
    for name, (times, repetitions) in BLOCKS.items():
        for i in range(repetitions):
            found[name, f"conv2D_{i}"] = (3, 3, channels, times * width)
            channels = times * width
    return {**found, ("fc",): (channels, 256), ("classifier",): (256, num_classes)}


def weighted(model):
    """The model's layers that have weights, by where they are, in order."""
    found = {}
    for path in kernels(1, 2):
        layer = model
        for name in path:
            layer = part(layer, name)
        found[" of ".join(reversed(path))] = layer
    return found


def expect_kernels(model, width, num_classes):
    """Every layer has the kernel that it should have, and there are no other weights."""
    due = kernels(width, num_classes)
    for (name, layer), shape in zip(weighted(model).items(), due.values(), strict=True):
        if tuple(layer.kernel.shape) != shape:
            fail(f"The kernel of {name} does not have the shape that it should have.")
    if describe(model).parameters != sum(np.prod(s) + s[-1] for s in due.values()):
        fail("The network has other weights than those of the layers in the table.")


@check(
    points=1,
    exercise="MyVGG",
    hint="Where in your code stands a number that should be num_classes?",
)
def test_vgg_takes_any_number_of_classes(student, rng):
    """Gives probabilities for any number of classes"""
    x = rng.uniform(size=(3, 32, 32, 3)).astype("float32")
    for num_classes in (int(n) for n in rng.permutation([3, 4, 5, 7, 10, 13])[:2]):
        model = with_weights(used(student.MyVGG(num_classes, width=3), x), rng)
        y = np.asarray(model(tensor(x)))
        expect(y, f"the output for {num_classes} classes").has_shape((3, num_classes))
        expect(y.sum(axis=-1), "the sum of a picture's probabilities").close_to(np.ones(3))


@check(
    points=1,
    exercise="MyVGG",
    hint="Which of the numbers in your code depend on width, and how?",
)
def test_vgg_takes_any_width(student, rng):
    """Makes all of its convolutions as wide as it is asked to"""
    x = rng.uniform(size=(1, 32, 32, 3)).astype("float32")
    for width in (int(n) for n in rng.permutation([2, 3, 5, 6, 7])[:2]):
        num_classes = int(rng.integers(2, 9))
        model = used(student.MyVGG(num_classes, width=width), x)
        expect_kernels(model, width, num_classes)


@check(
    points=2,
    exercise="MyVGG",
    hint="Go through the table, row by row, with a width of 64: is every row there?",
)
def test_vgg_is_right_at_full_size(student, rng):
    """Has the layers and the shapes of the table at its full size"""
    num_classes = int(rng.integers(2, 9))
    x = rng.uniform(size=(1, 32, 32, 3)).astype("float32")
    model = used(student.MyVGG(num_classes), x)
    expect_kernels(model, 64, num_classes)
    sizes = (16, 8, 4, 2, 1)
    for (name, (times, _)), size in zip(BLOCKS.items(), sizes, strict=True):
        x = np.asarray(part(model, name)(tensor(x)))
        expect(x, f"what comes out of {name}").has_shape((1, size, size, 64 * times))


@check(
    points=2,
    exercise="MyVGG",
    hint="Follow a picture through your network. Does it pass each row of the table, once?",
)
def test_vgg_computes_what_its_parts_say(student, rng):
    """Sends pictures through all of its parts, in the order of the table"""
    num_classes = int(rng.integers(3, 7))
    for height, width in ((32, 32), (32, 64)):
        x = normal(rng, 5, height, width, 3)
        model = with_weights(used(student.MyVGG(num_classes, width=4), x), rng)
        z = network(x, model)
        expect(model(tensor(x)), "the output").close_to(
            softmax(z),
            rtol=1e-2,
            atol=1e-3,
            slips={
                "no softmax was applied": z,
                "the softmax is taken twice": softmax(softmax(z)),
                "there is a sigmoid in the place of the softmax": 1 / (1 + np.exp(-z)),
                "the softmax goes over the batch, not over the classes": softmax(z.T).T,
            },
        )


def learner(student, rng, keras, x, width, rate):
    """A network with random weights, compiled for two classes."""
    model = used(student.MyVGG(2, width=width), x)
    model.set_weights(
        [
            rng.normal(size=w.shape, scale=np.sqrt(2 / np.prod(w.shape[:-1])))
            if w.ndim > 1
            else np.zeros(w.shape)
            for w in model.get_weights()
        ]
    )
    optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


def animals(rng, split, n):
    """Pictures with numbers around 0, and labels."""
    images, labels = cats_and_dogs.load(split, seed=int(rng.integers(2**62)), n=n)
    return images - 0.5, labels


def taught(student, rng, keras, x, y, epochs=6, batch_size=32):
    """A narrow network after some epochs, and their losses; begun anew where it began dead."""
    steps = epochs * len(x) // batch_size
    for _ in range(STARTS):
        rate = keras.optimizers.schedules.CosineDecay(
            0.0003, steps, warmup_target=0.003, warmup_steps=steps // 8
        )
        model = learner(student, rng, keras, x[:1], width=4, rate=rate)
        losses = model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0).history["loss"]
        if losses[-1] < 0.9 * np.log(2):  # better than not to know
            break
    return model, losses


def show_mistakes(images, labels, found):
    """Which animals were taken for which, and some of the mistaken ones."""
    show(
        "Which animals (rows) were taken for which (columns)",
        confusion(labels, found, cats_and_dogs.NAMES),
    )
    for label, name in enumerate(cats_and_dogs.NAMES):
        missed = images[(labels == label) & (found != label)]
        if len(missed):
            show(f"A {name}, but not recognised", grid(missed + 0.5, columns=8, side=64, most=16))


@check(
    points=1,
    exercise="MyVGG",
    hint="What happens to a picture in training that does not happen to it afterwards?",
    depends_on=(
        "test_vgg_gives_probabilities",
        "test_vgg_has_the_blocks_of_the_table",
        "test_vgg_shrinks_the_picture_block_by_block",
        "test_vgg_is_trained_by_keras",
        "test_vgg_computes_what_its_parts_say",
    ),
    timeout=60,
)
def test_vgg_learns_a_batch(student, rng, keras):
    """Learns a single batch: its loss falls"""
    x, y = animals(rng, "train", 32)
    for _ in range(STARTS):
        model = learner(student, rng, keras, x, width=4, rate=0.002)
        for _ in range(60):
            model.train_on_batch(x, y)
        # outside of training, so that what a model does only in training does not blur the measure
        p = np.asarray(model(tensor(x)), "float64")
        expect(p, "the probabilities").has_shape((len(y), 2)).is_finite()
        loss = -np.mean(np.log(np.clip(p[np.arange(len(y)), y], 1e-7, 1)))
        if loss <= 0.35:
            break
    expect(loss, "the loss on the batch after 60 steps").at_most(0.35, measure="loss")


@check(
    points=3,
    exercise="MyVGG",
    hint="Where does information about the picture get lost on its way through the model?",
    depends_on=(
        "test_vgg_gives_probabilities",
        "test_vgg_has_the_blocks_of_the_table",
        "test_vgg_shrinks_the_picture_block_by_block",
        "test_vgg_is_trained_by_keras",
        "test_vgg_computes_what_its_parts_say",
        "test_vgg_learns_a_batch",
    ),
    timeout=120,
)
def test_vgg_tells_cats_from_dogs(student, rng, keras, weights):
    """Tells cats from dogs that it has never seen"""
    (x, y), (images, labels) = animals(rng, "train", 1600), animals(rng, "test", 496)
    # Without weights of their own, anyone can have learnt what a cat looks like, but not under
    # which number it is asked for.
    swapped = 0 if weights else int(rng.integers(2))
    if weights:
        model = learner(student, rng, keras, x[:1], width=8, rate=0.001)
        weights.into(model)
    else:
        model, losses = taught(student, rng, keras, x, y ^ swapped)
        show("The loss while it was trained", curves({"loss": losses}))
    probabilities = np.asarray(model(tensor(images)))
    expect(probabilities, "the probabilities").has_shape((len(labels), 2)).is_finite()
    found = probabilities.argmax(axis=-1) ^ swapped
    show_mistakes(images, labels, found)
    right = np.mean(found == labels)
    expect(right, "the accuracy on held-out animals").at_least(0.9, measure="accuracy")


@check(
    points=2,
    exercise="MyVGG",
    hint="Does anything but the loss pull at the weights, or hold the gradient back?",
)
def test_vgg_takes_the_step_of_its_gradient(student, rng, keras):
    """Takes a step of training that follows the gradient of what it computes"""
    num_classes, width = int(rng.integers(3, 6)), 4
    x, y = normal(rng, 12, 32, 32, 3), rng.integers(0, num_classes, size=12)
    model = with_weights(used(student.MyVGG(num_classes, width=width), x), rng)
    layers = [keras.Input((32, 32, 3))]
    for times, repetitions in BLOCKS.values():
        layers += convolutions(keras, times * width, 3, repetitions)
    layers += [
        keras.layers.Flatten(),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(num_classes, activation="softmax"),
    ]
    twin, loss = keras.Sequential(layers), "sparse_categorical_crossentropy"
    expect_same_step(keras, model, weighted(model), twin, x, y, loss)
