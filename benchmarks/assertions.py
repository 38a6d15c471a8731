"""What the course's checks ask, as plain assertions for graders that run them beside the answer.

Each function's parameter is the exercise that it is about; each stands on its own, with `np` as
the only name from outside. nbgrader gets them as test cells, Otter as test files.
"""

import ast
import inspect
import sys

import numpy as np


def test_layer_shapes(SimpleQuadratic):  # noqa: N803
    """Has weights and a result of the right shapes"""
    layer = SimpleQuadratic(units=3)
    result = layer(np.random.default_rng().normal(size=(7, 5)).astype("float32"))
    assert tuple(layer.a.shape) == (5, 3)
    assert tuple(layer.b.shape) == (5, 3)
    assert tuple(layer.c.shape) == (3,)
    assert tuple(result.shape) == (7, 3)


def test_layer_values(SimpleQuadratic):  # noqa: N803
    """Computes x²·a + x·b + c"""
    rng = np.random.default_rng()
    layer = SimpleQuadratic(units=4)
    x = rng.normal(size=(9, 6)).astype("float32")
    layer(x)
    layer.c.assign(rng.normal(size=4).astype("float32"))
    a, b, c = (np.asarray(weight) for weight in (layer.a, layer.b, layer.c))
    assert np.allclose(layer(x), x**2 @ a + x @ b + c, rtol=1e-4, atol=1e-5)


def test_rmse_is_one_number(rmse):
    """Gives a single number for a table"""
    y_true, y_pred = np.random.default_rng().normal(size=(2, 5, 3)).astype("float32")
    assert np.shape(rmse(y_true, y_pred)) == ()


def test_rmse_values(rmse):
    """Is the root of the mean of the squares"""
    y_true, y_pred = np.random.default_rng().normal(size=(2, 64, 1)).astype("float32")
    expected = np.sqrt(np.mean((y_true - y_pred) ** 2))
    assert np.allclose(rmse(y_true, y_pred), expected, rtol=1e-4, atol=1e-5)


def test_line_is_learnt(fit_line):
    """Predicts numbers near 2x − 1"""
    x = np.random.default_rng().uniform(-1, 1, size=(16, 1)).astype("float32")
    predicted = np.asarray(fit_line()(x))
    assert predicted.shape == (16, 1)
    assert np.allclose(predicted, 2 * x - 1, rtol=0, atol=0.05)


def assertions_of(exercise: str) -> dict[str, str]:
    """Name and source of each function above that is about the exercise."""
    source = inspect.getsource(sys.modules[__name__])
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            [subject] = [argument.arg for argument in node.args.args]
            if subject == exercise:
                # without its line's remark for our linter
                found[node.name] = ast.unparse(node)
    return found
