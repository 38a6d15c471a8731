"""What the attacked course lets students check themselves."""

import numpy as np

from autograder.grading import check, expect, tensor


@check(points=1, exercise="double", hint="What is one and one?")
def test_doubles_a_number(student):
    """Doubles a number"""
    expect(student.double(21)).equals(42)


@check(points=2, exercise="mean_square", hint="Which comes first, square or mean?")
def test_mean_of_squares(student, rng):
    """Averages the squares"""
    x = rng.normal(size=7).astype("float32")
    expect(student.mean_square(tensor(x))).close_to((x**2).mean(), averaged_over=7)


@check(points=1, exercise="classify", hint="Which point is the nearest?")
def test_classifies_four_points(student):
    """Tells which of two groups four points belong to"""
    known, labels = np.array([[-1.0, 0.0], [1.0, 0.0]]), np.array([0, 1])
    x = np.array([[-2.0, 0.0], [2.0, 1.0], [0.5, 0.0], [3.0, 3.0]])
    expect(student.classify(known, labels, x)).close_to(np.array([0, 1, 1, 1]))


@check(points=1, exercise="make_model", hint="How many numbers come out?")
def test_model_gives_numbers(student, rng):
    """Gives as many numbers as there are classes"""
    x = rng.normal(size=(5, 4)).astype("float32")
    expect(student.make_model(3)(tensor(x))).has_shape((5, 3)).is_finite()
