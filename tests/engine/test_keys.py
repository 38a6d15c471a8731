"""What a result depends on changes its key; nothing else does."""

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.course import load
from autograder.engine import keys
from autograder.notebook import read, split

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


@pytest.fixture
def course(small_course, tmp_path):
    shutil.copytree(small_course, tmp_path / "course")
    return tmp_path / "course"


def check_keys(course: Path):
    return keys.check_keys(load(course).assignment("small"))


def edit(path: Path, old: str, new: str):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def differing(before, after):
    assert before.keys() == after.keys()
    return {name.removeprefix("test_") for name in before if before[name] != after[name]}


def test_a_changed_check_changes_its_own_key_alone(course):
    before = check_keys(course)
    assert len(before) == 4
    edit(course / "graders/small/test_hidden.py", "size=(3, 4)", "size=(4, 4)")
    assert differing(before, check_keys(course)) == {"doubles_an_array"}


def test_a_check_that_depends_on_a_changed_one_changes_with_it(course):
    before = check_keys(course)
    edit(course / "graders/small/test_public.py", "size=7", "size=8")
    assert differing(before, check_keys(course)) == {"mean_of_squares", "gradient_of_mean_square"}


def test_what_stands_beside_checks_counts_for_all_of_them(course):
    before = check_keys(course)
    edit(course / "graders/small/test_hidden.py", "import numpy", "SIZE = 3\nimport numpy")
    hidden = {"doubles_an_array", "gradient_of_mean_square"}
    assert differing(before, check_keys(course)) == hidden
    (course / "graders/small/table.csv").write_text("1,2")
    assert len(differing(before, check_keys(course))) == 4


def test_comments_mutants_and_calibration_change_no_check(course):
    before = check_keys(course)
    edit(course / "graders/small/test_hidden.py", "import numpy", "# a comment\nimport numpy")
    (course / "graders/small/mutants").mkdir()
    (course / "graders/small/mutants/double__wrong.py").write_text("x = 1")
    (course / "graders/small/calibration.json").write_text("{}")
    assert differing(before, check_keys(course)) == set()


def test_a_module_that_does_not_parse_has_no_keys(course):
    (course / "graders/small/test_hidden.py").write_text("def (")
    assert set(check_keys(course)) == {"test_doubles_a_number", "test_mean_of_squares"}


def test_limits_sandbox_seed_and_stub_count(course):
    def key(sandbox="namespace", seed=None):
        where = load(course)
        environment = keys.environment_key(where, where.assignment("small"), sandbox)
        return keys.entry_key("code", environment, seed)

    plain = key()
    assert key() == plain
    assert len({plain, key(sandbox="process"), key(seed=0), key(seed=1)}) == 4
    edit(course / "course.toml", "cell_s = 4", "cell_s = 5")
    assert key() != plain
    edit(course / "course.toml", "cell_s = 5", "cell_s = 4")
    edit(course / "assignments/small/small.ipynb", "A small assignment", "An assignment")
    assert key() != plain
