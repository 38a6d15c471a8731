"""Checks of gan that a student can take one by one."""

import numpy as np

from autograder.datasets import hands
from autograder.grading import check, describe, expect, fail, tensor


def normal(rng, *shape):
    """Normal numbers as float32."""
    return rng.normal(size=shape).astype("float32")


# -- make_generator -------------------------------------------------------------------------------


@check(points=1, exercise="make_generator", hint="What size has the picture after each layer?")
def test_generator_paints_pictures(student, rng):
    """Paints pictures of 28 × 28 × 1 from 16 numbers each"""
    y = student.make_generator(16)(tensor(normal(rng, 5, 16)))
    expect(y, "the pictures").has_shape((5, 28, 28, 1)).is_finite()


@check(points=1, exercise="make_generator", hint="What does the last activation allow?")
def test_generator_stays_in_range(student, rng):
    """Paints from -1 to 1, whatever the numbers"""
    y = np.asarray(student.make_generator(16)(tensor(1000 * normal(rng, 20, 16))))
    expect(y, "the pictures").is_finite()
    if np.abs(y).max() > 1 + 1e-6:
        fail("Some pixels are below -1 or above 1.")


@check(points=1, exercise="make_generator", hint="Which layer holds most of the parameters?")
def test_generator_is_within_its_budget(student):
    """Has at most 100,000 parameters"""
    if describe(student.make_generator(16)).parameters > 100_000:
        fail("The generator for 16 numbers has more than 100,000 parameters.")


# -- make_discriminator ---------------------------------------------------------------------------


@check(points=1, exercise="make_discriminator", hint="What stands at the end of your network?")
def test_discriminator_gives_one_number_a_picture(student):
    """Gives one probability a picture"""
    y = student.make_discriminator()(tensor(hands.load(n=6, low=-1.0).images))
    expect(y, "the probabilities").has_shape((6, 1)).is_finite()


@check(points=1, exercise="make_discriminator", hint="Which activation makes a probability?")
def test_discriminator_gives_probabilities(student, rng):
    """Stays between 0 and 1, whatever the picture"""
    y = np.asarray(student.make_discriminator()(tensor(1000 * normal(rng, 40, 28, 28, 1))))
    if y.min() < 0 or y.max() > 1:
        fail("Some of the probabilities are below 0 or above 1.")


@check(points=1, exercise="make_discriminator", hint="Which layer holds most of the parameters?")
def test_discriminator_is_within_its_budget(student):
    """Has at most 60,000 parameters"""
    if describe(student.make_discriminator()).parameters > 60_000:
        fail("The discriminator has more than 60,000 parameters.")


# -- make_gan -------------------------------------------------------------------------------------


def painter(keras, latent):
    """A small generator, so that other exercises are judged by themselves."""
    layers = [keras.Input((latent,)), keras.layers.Dense(784, activation="tanh")]
    return keras.Sequential([*layers, keras.layers.Reshape((28, 28, 1))])


def judge(keras):
    """A small discriminator."""
    layers = [keras.Input((28, 28, 1)), keras.layers.Flatten()]
    return keras.Sequential([*layers, keras.layers.Dense(1, activation="sigmoid")])


@check(points=1, exercise="make_gan", hint="What goes into the whole model, and what comes out?")
def test_gan_gives_what_the_discriminator_says(student, rng, keras):
    """Gives what the discriminator says of what the generator paints"""
    generator, discriminator = painter(keras, 4), judge(keras)
    gan = student.make_gan(generator, discriminator)
    z = tensor(normal(rng, 7, 4))
    wanted = np.asarray(discriminator(tensor(np.asarray(generator(z)))))
    expect(gan(z), "the output of the whole model").close_to(wanted, rtol=1e-3)


@check(points=1, exercise="make_gan", hint="Which two models are compiled, and with what?")
def test_gan_and_discriminator_are_compiled(student, keras):
    """Compiles both the whole model and the discriminator"""
    discriminator = judge(keras)
    gan = student.make_gan(painter(keras, 4), discriminator)
    for model, name in ((gan, "whole model"), (discriminator, "discriminator")):
        if not model.compiled:
            fail(f"The {name} is not compiled.")


# -- train_gan ------------------------------------------------------------------------------------


def compiled_gan(keras, generator, discriminator, rates):
    """The whole model out of two, with plain gradient descent at these two rates."""
    descents = [keras.optimizers.SGD(rate) for rate in rates]
    discriminator.compile(optimizer=descents[0], loss="binary_crossentropy")
    discriminator.trainable = False
    gan = keras.Sequential([generator, discriminator])
    gan.compile(optimizer=descents[1], loss="binary_crossentropy")
    return gan


@check(points=1, exercise="train_gan", hint="How many pictures are in the last batch?")
def test_training_returns_the_last_fakes(student, rng, keras):
    """Returns the last painted batch, as large as the last real one"""
    gan = compiled_gan(keras, painter(keras, 3), judge(keras), (0.1, 0.1))
    batches = [tensor(normal(rng, n, 28, 28, 1)) for n in (6, 4)]
    expect(student.train_gan(gan, batches, 3, 1), "the painted pictures").has_shape(
        (4, 28, 28, 1)
    ).is_finite()


@check(points=1, exercise="train_gan", hint="How often does each loop of yours run?")
def test_training_takes_a_step_a_batch(student, rng, keras):
    """Trains the generator for one step a batch, in every epoch"""
    gan = compiled_gan(keras, painter(keras, 3), judge(keras), (0.1, 0.1))
    student.train_gan(gan, [tensor(normal(rng, 5, 28, 28, 1)) for _ in range(2)], 3, 4)
    steps = int(np.asarray(gan.optimizer.iterations))
    if steps != 8:
        fail(f"With 2 batches and 4 epochs the generator took {steps} steps.")
