"""Check of the training, which the assignment without the fit does not have."""

from autograder.grading import check, expect, tensor


@check(points=1, exercise="fit_line", timeout=60, hint="Has the training come to its end?")
def test_line_is_learnt(student, rng):
    """Predicts numbers near 2x − 1"""
    x = rng.uniform(-1, 1, size=(16, 1)).astype("float32")
    predicted = student.fit_line()(tensor(x))
    expect(predicted, "the prediction").has_shape((16, 1)).close_to(2 * x - 1, rtol=0, atol=0.05)
