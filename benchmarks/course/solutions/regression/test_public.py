"""Checks of the layer and of the loss; the assignment without the fit has the same."""

import numpy as np

from autograder.grading import check, expect, tensor


def numbers(rng, *shape):
    """Normal random numbers, as float32."""
    return rng.normal(size=shape).astype("float32")


@check(points=1, exercise="SimpleQuadratic", hint="Which axis of a and b is as long as the input?")
def test_layer_shapes(student, rng):
    """Has weights and a result of the right shapes"""
    layer = student.SimpleQuadratic(units=3)
    result = layer(tensor(numbers(rng, 7, 5)))
    for name, shape in (("a", (5, 3)), ("b", (5, 3)), ("c", (3,))):
        expect(np.asarray(getattr(layer, name)), f"the weight {name}").has_shape(shape)
    expect(result, "the result").has_shape((7, 3))


@check(points=1, exercise="SimpleQuadratic", hint="Which of the three terms has the square of x?")
def test_layer_values(student, rng):
    """Computes x²·a + x·b + c"""
    layer = student.SimpleQuadratic(units=4)
    x = numbers(rng, 9, 6)
    layer(tensor(x))
    layer.c.assign(tensor(numbers(rng, 4)))
    a, b, c = (np.asarray(getattr(layer, name)) for name in "abc")
    expect(layer(tensor(x)), "the result").close_to(x**2 @ a + x @ b + c)


@check(points=1, exercise="rmse", hint="Over how many axes does the mean run?")
def test_rmse_is_one_number(student, rng):
    """Gives a single number for a table"""
    y_true, y_pred = numbers(rng, 2, 5, 3)
    expect(student.rmse(tensor(y_true), tensor(y_pred)), "the loss").is_scalar()


@check(points=1, exercise="rmse", hint="Which comes first, the mean or the root?")
def test_rmse_values(student, rng):
    """Is the root of the mean of the squares"""
    y_true, y_pred = numbers(rng, 2, 64, 1)
    expect(student.rmse(tensor(y_true), tensor(y_pred)), "the loss").close_to(
        np.sqrt(np.mean((y_true - y_pred) ** 2)), averaged_over=64
    )
