"""Checks of vgg that students run in their own notebook."""

import numpy as np

from autograder.grading import check, describe, expect, fail, keras_model, tensor

BLOCKS = {"block_a": (1, 2), "block_b": (2, 2), "block_c": (4, 3), "block_d": (8, 3)}
BLOCKS["block_e"] = (8, 3)  # filters in units of the width, and repetitions


def pictures(rng, *shape):
    """Random pictures (n, height, width, channels) with pixels from 0 to 1."""
    return rng.uniform(size=shape).astype("float32")


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
    keras_model(model)
    if not hasattr(model, "fit"):
        fail("This is a layer, and no model: it cannot be trained by itself. Look at its parent.")
    model(tensor(x))
    return model


def with_weights(model, rng):
    """Random weights of a size at which a signal passes many layers; small positive biases."""
    model.set_weights(
        [
            rng.normal(size=w.shape, scale=np.sqrt(2 / np.prod(w.shape[:-1])))
            if w.ndim > 1
            else rng.uniform(0.05, 0.15, size=w.shape)
            for w in model.get_weights()
        ]
    )
    return model


def expect_all_to_move(keras, model, loss, x, y, weights):
    """Keras knows this many arrays of weights, and a step of training moves every one."""
    known = len(model.trainable_weights)
    if known < weights:
        fail(
            f"Keras knows {known} of the model's weights to train, and there should be {weights}: "
            "a kernel and a bias for each layer. It notices layers that are set on self by a dot "
            "or by setattr, not those put into vars(self)."
        )
    before = model.get_weights()
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=loss)
    model.fit(x, y, epochs=1, verbose=0)
    after = model.get_weights()
    still = sum(np.array_equal(old, new) for old, new in zip(before, after, strict=True))
    if still:
        fail(f"{still} of the model's {len(before)} weights do not move in a step of training.")


# -- Block --------------------------------------------------------------------------------------


@check(
    points=1,
    exercise="Block",
    hint="Which attributes does the text ask for, and how many convolutions are there?",
)
def test_block_is_a_model_with_its_parts(student, rng):
    """Is a model with the attributes conv2D_0, conv2D_1, … and max_pool"""
    block = used(student.Block(4, 3, 3), pictures(rng, 1, 8, 8, 3))
    for name in ("conv2D_0", "conv2D_1", "conv2D_2", "max_pool"):
        part(block, name)
    if hasattr(block, "conv2D_3"):
        fail("A block with three repetitions has a fourth convolution, conv2D_3.")


@check(
    points=1,
    exercise="Block",
    hint="Which layer makes the picture smaller, and which one decides how many channels it has?",
)
def test_block_halves_the_picture(student, rng):
    """Halves the picture and gives it as many channels as there are filters"""
    x = pictures(rng, 2, 12, 8, 3)
    for repetitions in (1, 3):
        block = used(student.Block(filters=5, kernel_size=3, repetitions=repetitions), x)
        what = f"the output for pictures of 12 × 8, with {repetitions} repetitions"
        expect(block(tensor(x)), what).has_shape((2, 6, 4, 5))


@check(
    points=1,
    exercise="Block",
    hint="How many channels come into the first convolution, and how many into the second?",
)
def test_block_has_weights_for_each_repetition(student, rng):
    """Has a kernel and a bias for each of its convolutions"""
    block = used(student.Block(6, 3, 2), pictures(rng, 1, 8, 8, 4))
    found = [tuple(part(block, f"conv2D_{i}").kernel.shape) for i in range(2)]
    for i, (kernel, shape) in enumerate(zip(found, ((3, 3, 4, 6), (3, 3, 6, 6)), strict=True)):
        if kernel != shape:
            fail(f"The kernel of conv2D_{i} has shape {kernel}, expected {shape}.")


@check(
    points=2,
    exercise="Block",
    hint="What becomes of negative numbers, and which of four pixels is kept?",
)
def test_block_computes_an_example(student, rng):
    """Is right for a picture of 4 × 4 that you can work out by hand"""
    block = used(student.Block(1, 3, 1), pictures(rng, 1, 4, 4, 1))
    kernel = np.zeros((3, 3, 1, 1), "float32")
    kernel[1, 1] = 1  # gives every pixel back
    part(block, "conv2D_0").set_weights([kernel, np.array([-1], "float32")])
    x = np.array([[5, 1, 0, 0], [2, 3, 0, -4], [-1, -2, 1, 9], [-3, -5, 2, 8]], "float32")
    y = np.asarray(block(tensor(x[None, :, :, None])))
    expect(y, "the output").has_shape((1, 2, 2, 1))
    expect(y[0, :, :, 0], "the output").close_to(
        np.array([[4, 0], [0, 8]]),
        slips={
            "no relu was applied": np.array([[4, -1], [-2, 8]]),
            "the mean of the pixels is taken, where the largest should be": np.array(
                [[1.75, 0], [0, 4]]
            ),
            "the bias is missing": np.array([[5, 0], [0, 9]]),
        },
    )


@check(
    points=2,
    exercise="Block",
    hint="Are the layers made once, in __init__, and set in a way that Keras notices?",
)
def test_block_is_trained_by_keras(student, rng, keras):
    """Is known to Keras: training moves the weights of every convolution"""
    x = pictures(rng, 8, 8, 8, 3)
    block = with_weights(used(student.Block(4, 3, 3), x), rng)
    y = np.full((8, 4, 4, 4), 9, "float32")
    expect_all_to_move(keras, block, "mean_squared_error", x, y, weights=6)


# -- MyVGG --------------------------------------------------------------------------------------


def narrow(student, rng, num_classes=2, n=2):
    """A network of width 4, and pictures."""
    x = pictures(rng, n, 32, 32, 3)
    return used(student.MyVGG(num_classes, width=4), x), x


@check(points=1, exercise="MyVGG", hint="Which names does the table give to the parts?")
def test_vgg_is_a_model_with_its_parts(student, rng):
    """Is a model with five blocks, flatten, fc and classifier"""
    model, _ = narrow(student, rng)
    for name in (*BLOCKS, "flatten", "fc", "classifier"):
        part(model, name)


@check(
    points=1,
    exercise="MyVGG",
    hint="Which activation makes probabilities, and along which axis do they sum to 1?",
)
def test_vgg_gives_probabilities(student, rng):
    """Gives a probability for each class, for each picture"""
    model, x = narrow(student, rng, num_classes=3, n=5)
    y = np.asarray(with_weights(model, rng)(tensor(x)))
    expect(y, "the output for 5 pictures and 3 classes").has_shape((5, 3)).is_finite()
    expect(np.all(y >= 0), "the output").is_true("Some of the probabilities are negative.")
    expect(y.sum(axis=-1), "the sum of a picture's probabilities").close_to(np.ones(5))


@check(
    points=1,
    exercise="MyVGG",
    hint="What does each row of the table say about its block?",
)
def test_vgg_has_the_blocks_of_the_table(student, rng):
    """Has the right number of convolutions in each block, with the right number of filters"""
    model, _ = narrow(student, rng)
    for name, (times, repetitions) in BLOCKS.items():
        block = part(model, name)
        kernels = [w.shape for w in block.get_weights() if w.ndim == 4]
        if len(kernels) != repetitions:
            fail(f"{name} has {len(kernels)} convolutions, expected {repetitions}.")
        wrong = [kernel for kernel in kernels if kernel[-1] != 4 * times]
        if wrong:
            fail(
                f"With width 4, the convolutions of {name} should have {4 * times} filters, "
                f"not {wrong[0][-1]}."
            )


@check(points=1, exercise="MyVGG", hint="By how much does each block shrink the picture?")
def test_vgg_shrinks_the_picture_block_by_block(student, rng):
    """Makes the picture smaller from block to block, as in the table"""
    model, x = narrow(student, rng)
    sizes = (16, 8, 4, 2, 1)
    for (name, (times, _)), size in zip(BLOCKS.items(), sizes, strict=True):
        x = np.asarray(part(model, name)(tensor(x)))
        expect(x, f"what comes out of {name}").has_shape((2, size, size, 4 * times))


@check(
    points=1,
    exercise="MyVGG",
    hint="Add the weights up, row by row of the table: where is yours different?",
)
def test_vgg_has_its_full_size_by_default(student, rng):
    """Has 14 846 530 weights and biases for two classes, when no width is given"""
    model = used(student.MyVGG(2), pictures(rng, 1, 32, 32, 3))
    found = describe(model).parameters
    if found != 14_846_530:
        fail(f"The network has {found:,} weights and biases.".replace(",", " "))


@check(
    points=2,
    exercise="MyVGG",
    hint="Which layers did you make that the inputs never pass, or that Keras does not see?",
)
def test_vgg_is_trained_by_keras(student, rng, keras):
    """Is trained as a whole: every weight moves"""
    model, x = narrow(student, rng, n=8)
    y = np.arange(8) % 2
    loss = "sparse_categorical_crossentropy"
    expect_all_to_move(keras, with_weights(model, rng), loss, x, y, weights=30)
