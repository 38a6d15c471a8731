"""Layers asked for beside layers found."""

from hypothesis import given
from hypothesis import strategies as st

from autograder.reports.layers import named_by_keras, side_by_side
from autograder.results import Layer

layers = st.lists(
    st.builds(Layer, kind=st.sampled_from(["Dense", "Conv2D"]), parameters=st.integers(0, 2)),
    max_size=6,
)


def statuses(expected, found):
    return [row.status for row in side_by_side(expected, found)]


def dense(units, name=""):
    return Layer(kind="Dense", output_shape=(units,), name=name)


def test_the_same_layers_are_the_same_whatever_their_names():
    assert statuses([dense(3), dense(4)], [dense(3, "a"), dense(4, "b")]) == ["same", "same"]


def test_one_that_is_missing_does_not_shift_all_the_others():
    four = [dense(units) for units in (1, 2, 3, 4)]
    assert statuses(four, [four[0], *four[2:]]) == ["same", "missing", "same", "same"]
    assert statuses([four[0], *four[2:]], four) == ["same", "extra", "same", "same"]


def test_what_differs_is_named():
    (row,) = side_by_side([dense(3, "out")], [dense(4, "end")])
    assert row.status == "other"
    assert row.differences == {"name", "output_shape"}
    (row,) = side_by_side([Layer(kind="Dense", parameters=5)], [Layer(kind="Conv2D", parameters=7)])
    assert row.differences == {"kind", "parameters"}


def test_what_is_open_or_not_known_does_not_differ():
    asked_for = Layer(kind="Conv2D", output_shape=(None, None, 8))
    assert statuses([asked_for], [Layer(kind="Conv2D", output_shape=(3, 5, 8), parameters=9)]) == [
        "same"
    ]
    assert statuses([asked_for], [Layer(kind="Conv2D")]) == ["same"]
    assert statuses([asked_for], [Layer(kind="Conv2D", output_shape=(8,))]) == ["other"]


@given(layers, layers)
def test_every_layer_of_both_sides_is_there_once_and_in_order(expected, found):
    rows = side_by_side(expected, found)
    assert [row.expected for row in rows if row.expected is not None] == expected
    assert [row.found for row in rows if row.found is not None] == found


def test_a_name_that_keras_made_up_says_nothing():
    for name in ("max_pooling2d", "max_pooling2d_12"):
        assert named_by_keras(Layer(kind="MaxPooling2D", name=name))
    for name in ("pool", "conv2D_0", "max_pooling2d_12_b"):
        assert not named_by_keras(Layer(kind="MaxPooling2D", name=name))
