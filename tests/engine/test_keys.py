"""What a result depends on changes its key; nothing else does."""

import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from autograder.course import load
from autograder.engine import keys
from autograder.engine.cache import Entry, Kept
from autograder.grading.failures import Failure, Frame
from autograder.notebook import read, split
from autograder.results import CheckResult

CELLS = ["import numpy as np", "def double(x):\n    return 2 * x", "y = 3"]


@pytest.fixture
def notebook_of(tmp_path):
    def make(cells=CELLS, tags=None, markdown_first=False, outputs=False):
        made = nbformat.v4.new_notebook()
        if markdown_first:
            made.cells.append(nbformat.v4.new_markdown_cell("# Words"))
        for number, code in enumerate(cells):
            cell = nbformat.v4.new_code_cell(code)
            if outputs:
                cell.outputs = [nbformat.v4.new_output("stream", text="printed")]
            if tags and number in tags:
                cell.metadata["tags"] = [tags[number]]
            made.cells.append(cell)
        path = tmp_path / "made.ipynb"
        nbformat.write(made, path)
        return split(read(path), None, ["double"])

    return make


def changed(number, code):
    return [code if n == number else cell for n, cell in enumerate(CELLS)]


SAME = {
    "a comment": {"cells": changed(1, "def double(x):  # twice\n    # a line\n    return 2 * x")},
    "blank lines": {"cells": changed(1, "\n\ndef double(x):\n\n    return 2 * x\n")},
    "brackets": {"cells": changed(1, "def double(x):\n    return (2 * x)")},
    "markdown": {"markdown_first": True},
    "outputs": {"outputs": True},
}
DIFFERENT = {
    "a number": {"cells": changed(1, "def double(x):\n    return 3 * x")},
    "an operator": {"cells": changed(1, "def double(x):\n    return 2 + x")},
    "a name": {"cells": changed(2, "z = 3")},
    "the order": {"cells": [CELLS[0], CELLS[2], CELLS[1]]},
    "one cell less": {"cells": CELLS[:2]},
    "a tag": {"tags": {2: "explore"}},
    "what does not parse": {"cells": changed(1, "def double(x:\n    return 2 * x")},
}


@pytest.mark.parametrize("what", SAME)
def test_what_does_not_run_makes_no_difference(notebook_of, what):
    assert keys.code_key(notebook_of(**SAME[what])) == keys.code_key(notebook_of())


@pytest.mark.parametrize("what", DIFFERENT)
def test_what_runs_makes_a_difference(notebook_of, what):
    assert keys.code_key(notebook_of(**DIFFERENT[what])) != keys.code_key(notebook_of())


def test_places_that_sentences_speak_of_are_in_the_exact_key_alone(notebook_of):
    plain = keys.exact_key(notebook_of())
    assert keys.exact_key(notebook_of(**SAME["markdown"])) != plain
    assert keys.exact_key(notebook_of(**SAME["a comment"])) != plain
    assert keys.exact_key(notebook_of(**SAME["outputs"])) == plain


@pytest.mark.parametrize(
    "one, other",
    [
        ("def double(x):\n    '''Twice.'''", "def double(x):\n    '''Two times.'''"),
        ("double = lambda x: x * 2", "double = lambda x: x * 2.0"),
        ("double = '1'", "double = 1"),
        ("double = x = 1", "x = double = 1"),
        ("double = '#'", "double = '# '"),
    ],
)
def test_code_that_is_nearly_the_same_is_not_the_same(notebook_of, one, other):
    assert keys.code_key(notebook_of([one])) != keys.code_key(notebook_of([other]))


def test_cells_that_are_joined_are_not_the_same(notebook_of):
    joined = ["\n".join(CELLS)]
    assert keys.code_key(notebook_of(joined)) != keys.code_key(notebook_of())


def test_a_cell_of_setup_is_not_one_that_was_added(notebook_of):
    assert keys.code_key(notebook_of(tags={2: "setup"})) != keys.code_key(notebook_of())


def test_the_exercise_that_a_cell_is_for_counts(notebook_of):
    found = notebook_of()
    other = tuple(replace(c, exercise=c.exercise and "halve") for c in found.cells)
    assert other != found.cells
    assert keys.code_key(replace(found, cells=other)) != keys.code_key(found)


def test_what_is_wrong_with_an_exercise_counts_and_with_an_explored_cell_not(notebook_of):
    broken = "def double(x:"
    assert keys.code_key(notebook_of([broken])) != keys.code_key(notebook_of(["\n" + broken]))
    explored = [
        keys.code_key(notebook_of([*CELLS, code], tags={3: "explore"}))
        for code in ("plot(1)", "plot(2", "")
    ]
    assert len({*explored}) == 1


def test_code_too_deep_to_be_read_is_taken_to_the_letter(notebook_of):
    deep = "y = " + "1 + " * 1500  # Python reads it, `ast.dump` does not
    found = [notebook_of([*CELLS, deep + end]) for end in ("1", "2", " 1")]
    assert all(notebook.cells[-1].code.startswith(deep) for notebook in found)
    assert len({keys.code_key(notebook) for notebook in found}) == 3


def test_half_a_pair_of_surrogates_has_a_key(notebook_of):
    found = notebook_of()
    cell = replace(found.cells[0], code="x = '\ud800'", definitions="\ud800")
    strange = replace(found, cells=(cell,), notices=("\udfff",))
    assert keys.code_key(strange) != keys.code_key(found)
    assert keys.exact_key(strange) != keys.exact_key(found)


def failure(where="cell 3", line=7, source="return x + 1"):
    return Failure("ValueError", (), "no", (Frame(where, line, "double", source),) * 2)


SPEAKS = {
    "an exception": failure().sentence("double"),
    "an exception in a restored cell": failure("a restored setup cell").sentence("double"),
    "a traceback": failure().traceback(),
    "in the student's notebook": failure("ipython-input-5-0a1b").sentence("double"),
    "a cell that does not parse": "Cell 4 is not valid Python: invalid syntax, at its line 1.",
    "a conflict": "Git left a merge conflict in cell 5, at its line 3: keep one side.",
    "several cells": "double is defined more than once, in cells 2, 3 and 9.",
    "a warning": "<cell 3>:5: RuntimeWarning: divide by zero",
    "a warning in a restored cell": "<a restored setup cell>:5: RuntimeWarning: divide by zero",
    "what Python prints": '  File "<cell 3>", line 5, in double',
    "what IPython prints": "Cell In[3], line 5",
    "a syntax error": "invalid syntax (line 3)",
}
SPEAKS_NOT = {
    "nothing": "",
    "a wrong result": "double(x) is twice the right one.",
    "a shape": "double(x) has shape (3, 4), expected (4, 3).",
    "unwritten": "double is not written yet: it still raises NotImplementedError.",
    "missing": "The notebook does not define double.",
    "words that look like it": "The baseline 3 of linear 4 was cancelled 5 times.",
}


def entry(message="", notices=(), output="") -> Entry:
    check = CheckResult(
        id="test_it", exercise="it", title="It", points=1, score=0, outcome="failed",
        message=message, hint="", public=True, duration_s=0.1,
    )  # fmt: skip
    return Entry(
        assignment="small", seed=1, exact="e", graders="g", exercises=None,
        checks=(Kept("k", check),), notices=notices, output=output, duration_s=1.5,
    )  # fmt: skip


@pytest.mark.parametrize("what", SPEAKS)
def test_a_sentence_that_speaks_of_a_place_is_noticed_wherever_it_stands(what):
    said = SPEAKS[what]
    for found in (entry(said), entry(notices=("Read.", said)), entry(output=f"1\n{said}\n")):
        assert keys.mentions_places(found)


@pytest.mark.parametrize("what", SPEAKS_NOT)
def test_a_sentence_that_speaks_of_no_place_may_be_used_again(what):
    said = SPEAKS_NOT[what]
    assert not keys.mentions_places(entry(said, (said,), said))


@pytest.fixture
def course(small_course, tmp_path):
    shutil.copytree(small_course, tmp_path / "course")
    return tmp_path / "course"


def edit(path: Path, old: str, new: str):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_limits_sandbox_image_seed_and_stub_count(course):
    def key(sandbox="namespace", seed=None, image=""):
        where = load(course)
        environment = keys.environment_key(where, where.assignment("small"), sandbox, image)
        return keys.entry_key("code", environment, seed)

    plain = key()
    assert key() == plain
    others = (key(sandbox="process"), key(image="sha256:1"), key(seed=0), key(seed=1))
    assert len({plain, *others}) == 5
    edit(course / "course.toml", "cell_s = 4", "cell_s = 5")
    assert key() != plain
    edit(course / "course.toml", "cell_s = 5", "cell_s = 4")
    edit(course / "assignments/small/small.ipynb", "A small assignment", "An assignment")
    assert key() != plain


def test_the_exercises_count(course):
    where = load(course)
    small = where.assignment("small")
    plain = keys.environment_key(where, small, "namespace", "")
    for exercises in (("double",), ("mean_square", "double")):
        other = replace(small, exercises=exercises)
        assert keys.environment_key(where, other, "namespace", "") != plain


def test_a_missing_stub_has_a_key_of_its_own(course):
    where = load(course)
    small = where.assignment("small")
    plain = keys.environment_key(where, small, "namespace", "")
    small.stub.unlink()
    assert keys.environment_key(where, small, "namespace", "") != plain
