import ast

import pytest

from autograder.course import load, new, reference_notebook, stale
from autograder.engine import verify
from autograder.errors import UsageError


def test_a_new_assignment_is_complete_and_released(folder):
    written = new(load(folder.root), "my_first")
    assert all(path.is_file() for path in written)
    assignment = folder.assignment("my_first")
    assert assignment.title == "My first"
    assert assignment.exercises == ("standardise",)
    assert {assignment.reference_py, assignment.stub} < set(written)
    assert stale(assignment) == []


def test_a_new_assignment_is_tested_with_two_mutants_and_two_variants(folder):
    new(load(folder.root), "my_first")
    assignment = folder.assignment("my_first")
    assert len(assignment.mutants()) == len(assignment.variants()) == 2
    checks = {
        node.name
        for name in ("test_public.py", "test_hidden.py")
        for node in ast.parse((assignment.graders / name).read_text()).body
        if isinstance(node, ast.FunctionDef)
    }
    assert {mutant.killed_by for mutant in assignment.mutants()} < checks


def test_the_reference_of_a_new_assignment_runs(folder):
    new(load(folder.root), "my_first")
    cells = reference_notebook(folder.assignment("my_first")).cells
    (answer,) = [cell.source for cell in cells if cell.id == "exercise-standardise"]
    names = {}
    exec("import numpy as np\n" + answer, names)
    table = names["np"].array([[1.0, 5.0], [3.0, 5.0]])
    assert names["standardise"](table).tolist() == [[-1.0, 0.0], [1.0, 0.0]]


def test_nothing_of_the_templates_is_left_in_what_is_written(folder):
    for path in new(load(folder.root), "my_first"):
        assert "$" not in path.read_text(encoding="utf-8") or path.suffix in {".yml", ".yaml"}
        assert path.suffix != ".template"


@pytest.mark.parametrize("name", ["a-b", "1st", "class", "a b", "../x", "", "ü"])
def test_what_is_no_name_is_refused(folder, name):
    before = folder.files()
    with pytest.raises(UsageError, match=r"No assignment was made: .* is no name"):
        new(load(folder.root), name)
    assert folder.files() == before


@pytest.mark.parametrize("place", ["solutions", "graders", "assignments"])
def test_a_name_that_is_taken_is_refused(folder, place):
    folder.write(f"{place}/my_first/notes.txt", "")
    before = folder.files()
    with pytest.raises(UsageError, match="is there already; take another name"):
        new(load(folder.root), "my_first")
    assert folder.files() == before


def test_verify_finds_every_verdict_on_a_new_assignment_right(folder):
    new(load(folder.root), "my_first")
    found = verify(course=folder.root, jobs=1)
    assert [verdict.problem for verdict in found.verdicts] == [""] * 6
    assert [verdict.kind for verdict in found.verdicts] == [
        "reference",
        "stub",
        "mutant",
        "mutant",
        "variant",
        "variant",
    ]
