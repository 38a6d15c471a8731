import json

import pytest

from autograder.course import load, recognise
from autograder.errors import NotebookError
from autograder.notebook import read

CELLS = """\
# %% exercise="{0}"
def {0}():
    ### BEGIN SOLUTION
    ### END SOLUTION
    pass
# %% check="{0}"
check("{0}")
"""


@pytest.fixture
def course(folder):
    for name, exercises in {
        "wine": ("base_model", "final_model"),
        "birds": ("feature_extractor", "final_model"),
        "vae": ("encode", "decode"),
        "vae_faces": ("encode", "decode"),
    }.items():
        folder.add(name, "".join(CELLS.format(exercise) for exercise in exercises))
    return load(folder.root)


@pytest.fixture
def notebook(tmp_path):
    """A function that writes a notebook and reads it as a submission."""

    def make(name="homework.ipynb", metadata=None, cells=()):
        path = tmp_path / name
        whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata or {}}
        whole["cells"] = [
            {"cell_type": "code", "source": source, "metadata": marks, "outputs": []}
            for source, marks in cells
        ]
        path.write_text(json.dumps(whole), encoding="utf-8")
        return read(path)

    return make


def solution(name):
    return {"nbgrader": {"schema_version": 3, "grade_id": name, "solution": True}}


def test_a_notebook_that_says_what_it_is_is_believed(course, notebook):
    raw = notebook("birds.ipynb", {"autograder": {"assignment": "wine"}})
    assert recognise(course, raw).name == "wine"


def test_marks_of_exercises_tell_where_the_metadata_is_lost(course, notebook):
    raw = notebook(cells=[("", solution("base_model")), ("", solution("final_model"))])
    assert recognise(course, raw).name == "wine"


def test_names_tell_where_the_marks_are_lost_too(course, notebook):
    raw = notebook(cells=[("%time\ndef feature_extractor(x): ...", {}), ("final_model = 1", {})])
    assert recognise(course, raw).name == "birds"


def test_names_decide_between_those_that_the_marks_leave_open(course, notebook):
    raw = notebook(cells=[("def base_model(): ...", {}), ("", solution("final_model"))])
    assert recognise(course, raw).name == "wine"


@pytest.mark.parametrize(
    "name", ["wine.ipynb", "alice_wine (2).ipynb", "Wine-final.ipynb", "2024 wine copy.ipynb"]
)
def test_the_name_of_the_file_tells_where_nothing_else_does(course, notebook, name):
    assert recognise(course, notebook(name)).name == "wine"


def test_the_longer_name_is_meant_where_one_is_inside_another(course, notebook):
    cells = [("def encode(): ...", {})]
    assert recognise(course, notebook("vae-faces.ipynb", cells=cells)).name == "vae_faces"
    assert recognise(course, notebook("vae.ipynb", cells=cells)).name == "vae"


def test_a_word_that_only_contains_the_name_is_not_it(course, notebook):
    with pytest.raises(NotebookError):
        recognise(course, notebook("twinery.ipynb"))


def test_two_that_fit_are_both_named(course, notebook):
    with pytest.raises(NotebookError) as caught:
        recognise(course, notebook(cells=[("def final_model(): ...", {})]))
    assert str(caught.value) == (
        "homework.ipynb fits more than one assignment; "
        "say which it is with --assignment, one of: birds, wine."
    )


def test_none_that_fits_lists_all(course, notebook):
    with pytest.raises(NotebookError, match="one of: birds, vae, vae_faces, wine"):
        recognise(course, notebook(cells=[("x = 1", {})]))


def test_an_assignment_of_another_course_is_said_to_be_one(course, notebook):
    with pytest.raises(NotebookError, match="says that it answers 'sorting'"):
        recognise(course, notebook(metadata={"autograder": {"assignment": "sorting"}}))


@pytest.mark.parametrize("nonsense", [3, [], {"assignment": ["wine"]}, {"assignment": {}}, None])
def test_nonsense_in_the_metadata_does_no_harm(course, notebook, nonsense):
    raw = notebook(
        metadata={"autograder": nonsense},
        cells=[("", {"nbgrader": nonsense}), ("", {"nbgrader": {"grade_id": [1]}})],
    )
    with pytest.raises(NotebookError):
        recognise(course, raw)


def test_with_one_assignment_a_notebook_of_something_else_is_still_refused(folder, notebook):
    folder.add("losses")
    course = load(folder.root)
    with pytest.raises(NotebookError, match="fits no assignment"):
        recognise(course, notebook(cells=[("x = 1", {})]))
    assert recognise(course, notebook(cells=[("def rmse(): ...", {})])).name == "losses"


def test_an_empty_course_recognises_nothing(folder, notebook):
    with pytest.raises(NotebookError, match="the course is empty"):
        recognise(load(folder.root), notebook())
