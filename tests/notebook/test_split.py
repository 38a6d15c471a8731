from pathlib import Path
from typing import Any

from autograder.notebook import Notebook, RawCell, RawNotebook, split

SETUP = "import numpy as np\nimport keras"
STUB_F = "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
STUB_G = STUB_F.replace("f(x)", "g(x)")
F, G = "def f(x):\n    return x", "def g(x):\n    return 2 * x"


def marked(name: str) -> dict[str, Any]:
    return {"nbgrader": {"grade_id": name, "solution": True}}


def tagged(tag: str) -> dict[str, Any]:
    return {"tags": [tag]}


def raw(*cells: tuple[str, dict[str, Any]] | tuple[str, dict[str, Any], str]) -> RawNotebook:
    made = [
        RawCell(i, cell[2] if len(cell) > 2 else "code", cell[0], cell[1], None)
        for i, cell in enumerate(cells)
    ]
    return RawNotebook(Path("n.ipynb"), tuple(made), {"a": 1}, ("Read with difficulty.",))


STUB = raw(
    (SETUP, tagged("setup")),
    (STUB_F, marked("f")),
    ('check("f")', tagged("explore")),
    (STUB_G, marked("g")),
    ("plot(f)", tagged("explore")),
)


def kinds(notebook: Notebook) -> str:
    return " ".join(cell.exercise or cell.kind for cell in notebook.cells)


def test_without_a_stub_marks_and_names_are_enough():
    found = split(raw((SETUP, tagged("setup")), (F, {}), ("check('f')", {}), (G, {})), None, "fg")
    assert kinds(found) == "setup f explore g"


def test_the_notices_and_metadata_of_reading_are_kept():
    found = split(STUB, STUB, ["f", "g"])
    assert found.notices == ("Read with difficulty.",)
    assert found.metadata == {"a": 1}


def test_a_cell_is_known_by_its_text_though_spaces_and_empty_lines_changed():
    found = split(raw(("\n" + SETUP + "  \n\n", {}), ("plot(f)  ", {})), STUB, [])
    assert kinds(found) == "setup explore"


def test_a_mark_counts_though_the_name_is_not_defined():
    found = split(raw((SETUP, {}), ("def other(): pass", marked("f"))), STUB, ["f"])
    assert kinds(found) == "setup f"
    assert not any("deleted" in notice for notice in found.notices)


def test_a_mark_of_nbgraders_own_tests_is_none():
    test = {"nbgrader": {"grade_id": "f", "solution": False, "grade": True}}
    assert kinds(split(raw((SETUP, {}), ("assert f(1)", test)), STUB, ["f"])) == "setup added"


def test_strange_metadata_is_no_mark():
    strange: list[dict[str, Any]] = [
        {"tags": "setup"},
        {"tags": [3, None, ["setup"]]},
        {"nbgrader": "f"},
        {"nbgrader": {"grade_id": ["f"], "solution": True}},
        {"nbgrader": {"grade_id": "f", "solution": "yes"}},
    ]
    cells = [("x = 1", metadata) for metadata in strange]
    assert kinds(split(raw(*cells), None, ["f"])) == "added " * 4 + "added"


def test_a_cell_that_defines_two_exercises_belongs_to_the_first():
    found = split(raw((SETUP, {}), (G + "\n" + F, {})), STUB, ["f", "g"])
    assert kinds(found) == "setup f"
    assert not any("deleted" in notice for notice in found.notices)


def test_an_answer_that_does_not_parse_is_still_known_by_its_name():
    found = split(raw((SETUP, {}), ("def f(x)\n    return", {})), STUB, ["f"])
    assert kinds(found) == "setup f"
    assert found.cells[1].code == found.cells[1].definitions == ""
    assert found.cells[1].problem == "Cell 2 is not valid Python: expected ':', at its line 1."


def test_a_setup_cell_in_the_middle_is_restored_behind_the_one_before_it():
    stub = raw(
        (SETUP, tagged("setup")), (STUB_F, marked("f")), ("data = np.ones(3)", tagged("setup"))
    )
    found = split(raw(("x = 1", {}), (SETUP, {}), (F, marked("f"))), stub, ["f"])
    assert kinds(found) == "added setup setup f"
    assert found.cells[2].source == "data = np.ones(3)"
    assert found.cells[2].index < 0


def test_every_missing_setup_cell_is_restored_in_order():
    stub = raw(("import a", tagged("setup")), ("b = a.b", tagged("setup")))
    found = split(raw((F, {})), stub, ["f"])
    assert [cell.source for cell in found.cells] == ["import a", "b = a.b", F]
    assert len({cell.index for cell in found.cells}) == 3


def test_an_emptied_setup_cell_is_restored_where_it_was():
    found = split(raw(("x = 1", {}), ("  \n", tagged("setup"))), STUB, [])
    assert (found.cells[1].index, found.cells[1].code) == (1, SETUP)


def test_a_setup_cell_that_does_more_is_the_students_to_change():
    found = split(raw((SETUP + "\nnp.random.seed(3)", tagged("setup"))), STUB, [])
    assert kinds(found) == "setup"
    assert found.notices == ("Read with difficulty.",)


def test_an_unanswered_copy_below_does_not_undo_the_answer():
    found = split(raw((SETUP, {}), (F, {}), (STUB_F, marked("f"))), STUB, ["f"])
    assert kinds(found) == "setup f explore"


def test_an_unanswered_copy_is_known_though_the_stub_has_another_text():
    texts = [
        '"""A docstring."""\n    # YOUR CODE HERE\n    raise NotImplementedError()',
        "raise NotImplementedError",
    ]
    for text in texts:
        copy = (f"def f(x):\n    {text}", marked("f"))
        assert kinds(split(raw((SETUP, {}), (F, {}), copy), STUB, ["f"])) == "setup f explore"


def test_an_answer_with_the_stubs_last_line_left_in_it_is_an_answer():
    left = (F + "\n    raise NotImplementedError()", marked("f"))
    assert kinds(split(raw((SETUP, {}), (F, {}), left), STUB, ["f"])) == "setup f f"


def test_two_unanswered_copies_are_left_as_they_are():
    found = split(raw((SETUP, {}), (STUB_F, marked("f")), (STUB_F, marked("f"))), STUB, ["f"])
    assert kinds(found) == "setup f f"


def test_a_text_cell_is_not_taken_for_code_when_code_answers():
    found = split(raw((SETUP, {}), (F, marked("f")), (F, {}, "raw")), STUB, ["f"])
    assert kinds(found) == "setup f"


def test_prose_about_an_exercise_is_not_taken_for_code():
    prose = "f = the function that you define\n\ndef f(x) is how it starts."
    found = split(raw((SETUP, {}), (prose, {}, "markdown")), STUB, ["f"])
    assert kinds(found) == "setup"


def test_only_definitions_count_of_what_is_written_into_an_explore_cell():
    cell = ("import math\nscale = math.sqrt(2)\nhistory = train()", tagged("explore"))
    answer = ("def f(x):\n    return x * scale", marked("f"))
    found = split(raw((SETUP, {}), cell, answer), STUB, ["f"])
    assert kinds(found) == "setup added f"
    assert found.cells[1].code == "import math\nscale = math.sqrt(2)\n"


def test_an_explore_cell_of_the_stub_is_never_run_whatever_it_defines():
    stub = raw((SETUP, tagged("setup")), ("x = 1", tagged("explore")))
    found = split(raw((SETUP, {}), ("x = 1", {}), ("def f(): return x", {})), stub, ["f"])
    assert kinds(found) == "setup explore f"


def test_a_definition_that_another_cell_needs_is_kept_across_cells():
    helper = ("loss = keras.losses.MSE()\nmodel = build()", {})
    found = split(raw((SETUP, {}), helper, ("def f(x): return loss(x)", {})), STUB, ["f"])
    assert found.cells[1].definitions == "loss = keras.losses.MSE()\n"


def test_what_a_dropped_statement_would_have_defined_is_missing_in_later_cells():
    cells = [(SETUP, {}), ("h = model.fit()", {}), ("last = h.history", {}), ("rate = 1", {})]
    found = split(raw(*cells), STUB, [])
    assert [cell.definitions for cell in found.cells[1:]] == ["", "", "rate = 1"]


def test_a_conflict_inside_a_cell_is_its_problem():
    found = split(raw((SETUP, {}), ("x = 1\n<<<<<<< local\nx = 2\n=======\n", {})), STUB, [])
    assert "merge conflict in cell 2, at its line 2" in (found.cells[1].problem or "")


def test_a_flood_of_magics_is_that_cells_problem_only():
    found = split(raw(("!ls\n" * 9_000, {}), (F, {})), None, ["f"])
    assert found.cells[0].problem == (
        "With cell 1 the notebook has more lines with % and ! than can be read: take out what "
        "does not belong there."
    )
    assert found.cells[1].code == F


def test_more_code_than_can_be_read_is_the_problem_of_the_cells_after():
    text = "x = '" + "1" * 150_000 + "'"
    found = split(raw(*[(text, {})] * 5), None, [])
    assert [cell.problem is None for cell in found.cells] == [True] * 3 + [False] * 2
