"""Pictures show what was looked at, whatever a student's model gave."""

import io
import shutil
from textwrap import dedent

import numpy as np
import pytest
from PIL import Image

import autograder
from autograder.engine.jobs import Job
from autograder.grading import pictures, show
from autograder.grading.evidence import (
    MOST_ARCHITECTURES,
    MOST_BYTES,
    MOST_LAYERS,
    MOST_PICTURES,
    collecting,
)
from autograder.reports.folder import write_folder
from autograder.results import Layer


def image_of(png):
    return np.asarray(Image.open(io.BytesIO(png)))


def test_a_grid_shows_every_image_in_its_place():
    images = np.linspace(0, 1, 5)[:, None, None, None] * np.ones((1, 4, 4, 1))
    sheet = pictures.grid(images, columns=3, side=10)
    assert sheet.shape == (22, 34, 3)
    assert [int(sheet[5, 5 + 12 * n, 0]) for n in range(3)] == [0, 64, 128]
    assert [int(sheet[17, 5 + 12 * n, 0]) for n in range(3)] == [191, 255, 255]


def test_boxes_are_drawn_where_they_are_in_two_colours():
    images = np.zeros((1, 10, 10, 3))
    true, predicted = np.array([[0.1, 0.1, 0.5, 0.5]]), np.array([[0.6, 0.6, 0.9, 0.9]])
    sheet = pictures.with_boxes(images, true, predicted, side=100)
    assert tuple(sheet[10, 30]) == pictures.TRUE
    assert tuple(sheet[60, 75]) == pictures.PREDICTED
    assert tuple(sheet[30, 30]) == (0, 0, 0)


@pytest.mark.parametrize(
    "box", [[np.nan] * 4, [np.inf, 0, 1, 1], [-1e30, 2, 1e30, -5], [0.5, 0.5, 0.2, 0.1]]
)
def test_no_box_is_too_strange_to_be_passed_over(box):
    images = np.zeros((1, 10, 10))
    sheet = pictures.with_boxes(images, np.array([[0.1, 0.1, 0.5, 0.5]]), np.array([box]))
    assert sheet.dtype == np.uint8


def test_masks_stand_below_their_image():
    classes = np.zeros((2, 6, 8), int)
    classes[:, :, 4:] = 10
    sheet = pictures.with_masks(np.zeros((2, 6, 8, 1)), classes, classes + 1, side=12)
    assert sheet.shape[0] == 36
    assert tuple(sheet[18, 2]) == pictures.PALETTE[0]
    assert tuple(sheet[18, 12]) == pictures.PAPER
    assert tuple(sheet[30, 2]) == pictures.PALETTE[1]


def test_curves_and_confusion_can_be_drawn_of_anything():
    for values in ({}, {"loss": []}, {"loss": [np.nan]}, {"a": [1.0], "b": [3, 2, np.inf, 1]}):
        assert pictures.curves(values).shape == (220, 420, 3)
    table = pictures.confusion(np.array([0, 0, 1]), np.array([0, 9, -3]), ["cat", "dog"])
    assert table.ndim == 3
    half, full = table[30, 66], table[66, 66]
    assert half[0] > full[0] == 0  # one of two cats, all dogs: for cats, by clipping


def test_a_picture_is_made_smaller_until_it_fits():
    noise = np.random.default_rng(0).integers(0, 256, (600, 900, 3), dtype=np.uint8)
    png = pictures.as_png(noise, MOST_BYTES)
    assert len(png) <= MOST_BYTES
    small = image_of(png)
    assert small.shape[0] < 600
    assert abs(small.shape[1] / small.shape[0] - 1.5) < 0.05


def test_a_check_keeps_so_many_pictures_and_no_more():
    with collecting() as evidence:
        for number in range(MOST_PICTURES + 3):
            show(f"picture {number}", np.full((8, 8, 3), number, np.uint8))
    assert [picture.title for picture in evidence.pictures] == [
        f"picture {n}" for n in range(MOST_PICTURES)
    ]
    assert int(image_of(evidence.pictures[2].png)[0, 0, 0]) == 2
    show("nobody collects", np.zeros((2, 2, 3), np.uint8))


def test_what_a_check_shows_is_in_its_result_and_in_its_folder(
    small_course, isolating, notebook, tmp_path
):
    course = tmp_path / "course"
    shutil.copytree(small_course, course)
    hidden = course / "graders/small/test_hidden.py"
    text = hidden.read_text().replace("import check,", "import check, show,")
    drawn = "    show('two dots', np.zeros((1, 2, 3)))\n    x = rng.normal(size=(3, 4))"
    hidden.write_text(text.replace("    x = rng.normal(size=(3, 4))", drawn))
    wrong = notebook("def double(x):\n    return 3 * x")
    for cached in (False, True):
        (result,) = autograder.grade(wrong, course=course).results
        assert result.cached is cached
        (check,) = [check for check in result.checks if check.id == "test_doubles_an_array"]
        assert check.outcome == "failed"
        assert [picture.title for picture in check.pictures] == ["two dots"]
        assert image_of(check.pictures[0].png).shape == (1, 2, 3)
    write_folder(result, tmp_path / "out")
    assert image_of((tmp_path / "out/test_doubles_an_array-1.png").read_bytes()).shape == (1, 2, 3)


CLASSIFIER = """
    def double(x):
        layers = [keras.Input((5,)), keras.layers.Dense(3), keras.layers.Dropout(0.1)]
        return keras.Sequential([*layers, keras.layers.Dense(2, name="out")])
"""


def test_an_architecture_is_in_the_result_and_a_hidden_check_keeps_what_it_expects(
    small_course, isolating, notebook, tmp_path
):
    course = tmp_path / "course"
    shutil.copytree(small_course, course)
    # a model is made here, which takes its time on a busy machine
    (course / "course.toml").write_text("[limits]\ncell_s = 60\ncheck_s = 60\n")
    for name, public in (("test_public.py", True), ("test_hidden.py", False)):
        (course / "graders/small" / name).write_text(
            dedent(
                f'''
                from autograder.grading import Layer, check, show_architecture

                @check(points=1, exercise="double")
                def test_layers_{"public" if public else "hidden"}(student):
                    """Has layers"""
                    model = student.double(1)
                    asked_for = [Layer(kind="Dense", output_shape=(3,), parameters=18)] * 200
                    for _ in range(9):
                        show_architecture("Layers", model, asked_for)
                '''
            )
        )
    path = notebook("import keras", CLASSIFIER)
    for cached in (False, True):
        (result,) = autograder.grade(path, course=course).results
        assert result.cached is cached
        assert {check.message for check in result.checks} == {""}
        public, hidden = (check.architectures for check in result.checks)
        assert len(public) == len(hidden) == MOST_ARCHITECTURES
        assert [layer.kind for layer in public[0].found] == ["Dense", "Dropout", "Dense"]
        assert public[0].found[2] == Layer(
            name="out", kind="Dense", output_shape=(2,), parameters=8
        )
        assert len(public[0].expected) == MOST_LAYERS
        assert hidden[0].found
        assert hidden[0].expected == ()


def test_the_students_answers_are_in_the_result_as_they_were_graded(
    executor, small_course, notebook
):
    def graded(*cells):
        return executor.submit(Job(str(notebook(*cells)), str(small_course))).result().result

    written = "def double(x):\n    # {}\n    return 2 * x"
    for comment in ("mine", "another comment, which the cache does not mind"):
        result = graded(written.format(comment), "import os\nmean_square = 'x' * 3")
        assert result.answers == {
            "double": written.format(comment),
            "mean_square": "import os\nmean_square = 'x' * 3",
        }
    assert result.cached
    result = graded("def double(x):\n    return 2 * x\n" + "# long\n" * 9_000)
    assert len(result.answers["double"]) < 21_000
    assert "cut here" in result.answers["double"]
