import ast
import json
import os
import stat
import time

import nbformat
import pytest
from nbgrader import nbgraderformat

from autograder.course import load, release, stale
from autograder.errors import UsageError
from autograder.notebook import read, split


def cells(path):
    return {cell["id"]: cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}


def source(cell):
    return "".join(cell["source"])


def complaint(folder, text):
    assignment = folder.add("losses", text)
    before = folder.files()
    with pytest.raises(UsageError) as caught:
        release(assignment)
    assert folder.files() == before, "a refused reference writes nothing"
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert str(assignment.reference_py) in sentence
    return sentence


def test_a_release_is_a_source_notebook_a_stub_and_the_public_checks(folder):
    assignment = folder.add("losses")
    assert release(assignment) == [
        assignment.reference_ipynb,
        assignment.stub,
        folder.root / "assignments/losses/test_public.py",
        folder.root / "solutions/losses/test_public.py",
    ]
    assert (folder.root / "assignments/losses/test_public.py").read_text() == "# public checks\n"


def test_the_source_notebook_keeps_solutions_and_the_stub_has_none(folder):
    assignment = folder.add("losses")
    release(assignment)
    assert "BEGIN SOLUTION" in source(cells(assignment.reference_ipynb)["exercise-rmse"])
    text = assignment.stub.read_text(encoding="utf-8")
    assert "SOLUTION" not in text
    assert "secret" not in text
    assert source(cells(assignment.stub)["exercise-rmse"]) == (
        'def rmse(a, b):\n    """Root of the mean of the squares."""\n'
        "    # YOUR CODE HERE\n    raise NotImplementedError()"
    )


@pytest.mark.parametrize("which", ["reference_ipynb", "stub"])
def test_both_notebooks_carry_the_marks_of_nbgrader_and_ours(folder, which):
    assignment = folder.add("losses")
    release(assignment)
    path = getattr(assignment, which)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"] == {
        "autograder": {"assignment": "losses"},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    found = cells(path)
    assert found["setup-1"]["metadata"] == {"tags": ["setup"]}
    assert found["check-rmse"]["metadata"]["tags"] == ["explore"]
    assert found["explore-huber-1"]["metadata"] == {"tags": ["explore"]}
    assert found["exercise-huber"]["metadata"]["tags"] == ["exercise"]
    mark = found["exercise-huber"]["metadata"]["nbgrader"]
    assert {key: mark[key] for key in mark if key not in ("checksum", "cell_type")} == {
        "schema_version": 3,
        "grade_id": "huber",
        "solution": True,
        "grade": False,
        "locked": False,
        "task": False,
    }


CHECKS = """\
from autograder.grading import check


@check(points={points}, exercise="rmse")
def test_{name}(student):
    \"\"\"Is right\"\"\"
"""


def test_the_check_is_worth_the_public_points_and_the_answer_the_hidden_ones(folder):
    assignment = folder.add("losses")
    for name, points in {"public": 2, "hidden": 3.5}.items():
        folder.write(f"graders/losses/test_{name}.py", CHECKS.format(points=points, name=name))
    release(assignment)
    found = cells(assignment.stub)
    marks = {name: found[name]["metadata"]["nbgrader"] for name in found if "rmse" in name
             if "nbgrader" in found[name]["metadata"]}  # fmt: skip
    check, answer = marks["check-rmse"], marks["exercise-rmse"]
    assert (check["grade_id"], check["grade"], check["points"]) == ("check-rmse", True, 2)
    assert check["locked"] and not check["solution"]
    assert (answer["grade_id"], answer["grade"], answer["points"]) == ("rmse", True, 3.5)
    assert answer["solution"] and not answer["locked"]
    assert found["exercise-huber"]["metadata"]["nbgrader"]["grade"] is False, "nothing hidden"


def test_points_that_cannot_be_read_are_refused(folder):
    assignment = folder.add("losses")
    folder.write("graders/losses/test_public.py", CHECKS.format(points="sum([1])", name="x"))
    with pytest.raises(UsageError, match=r"test_public.py, line 5: write the points.*test_x"):
        release(assignment)


@pytest.mark.parametrize("ending", ["\nprint(1)", ";", "\ncheck('huber')"])
def test_a_check_that_is_not_the_cells_result_is_refused(folder, losses, ending):
    text = losses.replace('check("rmse")\n', f'check("rmse"){ending}\n')
    assert 'has to call check("rmse") in its last line' in complaint(folder, text)


@pytest.mark.parametrize("which", ["reference_ipynb", "stub"])
def test_both_notebooks_are_valid_to_jupyter_and_nbgrader(folder, which):
    assignment = folder.add("losses")
    release(assignment)
    with getattr(assignment, which).open(encoding="utf-8") as file:
        notebook = nbgraderformat.read(file, as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


def test_magics_come_out_of_their_comments(folder):
    assignment = folder.add("losses")
    release(assignment)
    assert source(cells(assignment.stub)["explore-huber-1"]).startswith("%matplotlib inline\n")


def test_a_second_release_writes_the_same_bytes(folder):
    assignment = folder.add("losses")
    release(assignment)
    first = folder.files()
    time.sleep(0.01)
    release(assignment)
    assert folder.files() == first


def test_released_files_are_as_readable_as_any(folder):
    assignment = folder.add("losses")
    release(assignment)
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(assignment.stub.stat().st_mode) == 0o666 & ~umask


def test_several_solution_regions_in_a_cell_are_all_taken_out(folder, losses):
    twice = losses.replace(
        "def huber(a, b):",
        "def scale(a):\n    ### BEGIN SOLUTION\n    return a\n    ### END SOLUTION\n\n"
        "def huber(a, b):",
    )
    assignment = folder.add("losses", twice)
    release(assignment)
    assert source(cells(assignment.stub)["exercise-huber"]).count("YOUR CODE HERE") == 2


# what a reference is refused for


def test_a_syntax_error_is_told_with_its_line(folder, losses):
    assert "line 16" in complaint(folder, losses.replace("def rmse(a, b):", "def rmse(a, b:"))


def test_an_exercise_without_solution_region_is_refused(folder, losses):
    bare = losses.replace("    ### BEGIN SOLUTION\n", "").replace("    ### END SOLUTION\n", "")
    assert "the cell of exercise rmse has no solution region" in complaint(folder, bare)


def test_a_region_that_is_not_closed_is_refused(folder, losses):
    start = losses.index("    ### END SOLUTION\n")
    text = losses[:start] + losses[start + len("    ### END SOLUTION\n") :]
    assert "exercise rmse does not close its solution region" in complaint(folder, text)


def test_a_region_inside_a_region_is_refused(folder, losses):
    text = losses.replace("    secret = abs", "    ### BEGIN SOLUTION\n    secret = abs")
    assert "begins a solution region inside another one" in complaint(folder, text)


def test_an_end_without_beginning_is_refused(folder, losses):
    text = losses.replace("def huber", "### END SOLUTION\ndef huber")
    assert "ends a solution region that it did not begin" in complaint(folder, text)


def test_a_region_outside_of_exercises_is_refused(folder, losses):
    text = losses.replace(
        "import numpy as np", "### BEGIN SOLUTION\nimport numpy as np\n### END SOLUTION"
    )
    assert "only the cells of exercises may" in complaint(folder, text)


def test_a_region_that_cuts_a_statement_in_two_is_refused(folder, losses):
    text = losses.replace(
        "    ### BEGIN SOLUTION\n    secret = abs(a - b)\n",
        "    secret = abs(\n    ### BEGIN SOLUTION\n        a - b)\n",
    )
    assert "exercise huber cuts a statement in two" in complaint(folder, text)


def test_an_exercise_cell_has_to_define_its_exercise(folder, losses):
    text = losses.replace("def huber(", "def hubert(")
    assert "the cell of exercise huber does not define huber" in complaint(folder, text)


def test_an_exercise_that_another_cell_defines_too_is_refused(folder, losses):
    text = losses.replace("import numpy as np", "import numpy as np\nrmse = None")
    assert "defines rmse, which has its own cell" in complaint(folder, text)


def test_an_explore_cell_may_define_what_it_likes(folder, losses):
    release(folder.add("losses", losses + "huber = rmse\n"))


def test_a_cell_without_mark_is_refused(folder, losses):
    text = losses.replace('# %% tags=["setup"]', "# %%")
    assert "begins with 'import numpy as np' does not have exactly one" in complaint(folder, text)


def test_a_cell_with_two_marks_is_refused(folder, losses):
    text = losses.replace('exercise="rmse"', 'exercise="rmse" tags=["setup"]')
    assert "exercise rmse does not have exactly one mark" in complaint(folder, text)


def test_an_exercise_without_check_is_refused(folder, losses):
    text = losses.replace('# %% check="rmse"\ncheck("rmse")\n', "")
    assert "exercise rmse is followed by no check" in complaint(folder, text)


def test_a_check_of_another_exercise_than_its_mark_is_refused(folder, losses):
    text = losses.replace('check("huber")', 'check("rmse")')
    assert 'the check of huber has to call check("huber")' in complaint(folder, text)


def test_a_check_before_its_exercise_is_refused(folder, losses):
    text = losses.replace("# %% [markdown]\n# ##", '# %% check="huber"\ncheck("huber")\n# %%', 1)
    complaint(folder, text.replace("# %% 1.", "# %% [markdown]\n# 1."))


def test_a_header_that_names_another_assignment_is_refused(folder):
    assignment = folder.add("losses")
    folder.change("solutions/losses/losses.py", "assignment: losses", "assignment: vgg")
    with pytest.raises(UsageError, match="says in its header that it is assignment 'vgg'"):
        release(assignment)


def test_an_assignment_without_public_checks_is_refused(folder):
    assignment = folder.add("losses")
    (assignment.graders / "test_public.py").unlink()
    with pytest.raises(UsageError, match="without public checks; write"):
        release(assignment)


def test_an_assignment_without_reference_is_refused(folder):
    assignment = folder.add("losses")
    assignment.reference_py.unlink()
    with pytest.raises(UsageError, match="cannot be released"):
        release(assignment)


# what is stale


def test_nothing_is_stale_after_a_release(folder):
    assignment = folder.add("losses")
    release(assignment)
    assert stale(assignment) == []


def test_an_assignment_that_came_without_reference_is_never_stale(folder):
    release(folder.add("losses"))
    (folder.root / "solutions/losses/losses.py").unlink()
    assert stale(folder.assignment()) == []


def test_what_was_never_released_is_missing(folder):
    assert stale(folder.add("losses"))[1] == (
        "assignments/losses/losses.ipynb is missing; run `autograder release losses`."
    )


def test_a_changed_reference_makes_both_notebooks_stale_and_names_the_cells(folder):
    release(folder.add("losses"))
    folder.change("solutions/losses/losses.py", "What a network is", "All that a network is")
    first, second = stale(folder.assignment())
    assert first.startswith("solutions/losses/losses.ipynb is stale or was edited by hand")
    assert second == (
        "assignments/losses/losses.ipynb is stale or was edited by hand (cells: text-1); "
        "run `autograder release losses`."
    )


def test_a_changed_solution_makes_only_the_source_notebook_stale(folder):
    release(folder.add("losses"))
    folder.change("solutions/losses/losses.py", "secret = abs(a - b)", "secret = abs(b - a)")
    (sentence,) = stale(folder.assignment())
    assert sentence.startswith("solutions/losses/losses.ipynb is stale")
    assert "exercise-huber" in sentence


def test_a_stub_that_was_edited_by_hand_is_named(folder):
    release(folder.add("losses"))
    folder.change("assignments/losses/losses.ipynb", "What a network", "What no network")
    (sentence,) = stale(folder.assignment())
    assert "assignments/losses/losses.ipynb is stale or was edited by hand (cells: text" in sentence


def test_a_stub_that_is_no_notebook_any_more_is_named(folder):
    release(folder.add("losses"))
    folder.write("assignments/losses/losses.ipynb", "<<<<<<< HEAD")
    (sentence,) = stale(folder.assignment())
    assert "is no notebook any more" in sentence


def test_changed_public_checks_are_stale(folder):
    release(folder.add("losses"))
    folder.write("graders/losses/test_public.py", "# other checks\n")
    for_students, for_nbgrader = stale(folder.assignment())
    assert for_students.startswith("assignments/losses/test_public.py is stale")
    assert for_nbgrader.startswith("solutions/losses/test_public.py is stale")


def test_a_stranger_among_what_students_get_is_named(folder):
    release(folder.add("losses"))
    folder.write("assignments/losses/losses.py", "def rmse(a, b): return 'the answer'")
    folder.write("assignments/losses/.ipynb_checkpoints/losses-checkpoint.ipynb", "{}")
    (sentence,) = stale(folder.assignment())
    assert sentence.startswith("assignments/losses/losses.py is made from nothing")


# pictures


def test_pictures_in_the_text_are_copied_beside_the_stub(folder, losses):
    text = losses.replace(
        "# What a network is afraid of.",
        '# ![curve](pictures/curve.svg "A curve") <img src="two%20words.png" width="3">\n'
        "# ![web](https://example.org/x.png) ![inside](attachment:y.png)",
    )
    assignment = folder.add("losses", text)
    folder.write("solutions/losses/pictures/curve.svg", "<svg/>")
    folder.write("solutions/losses/two words.png", "png")
    release(assignment)
    assert (assignment.stub.parent / "pictures/curve.svg").read_text() == "<svg/>"
    assert (assignment.stub.parent / "two words.png").read_text() == "png"
    assert stale(assignment) == []


def test_a_picture_that_is_missing_is_refused(folder, losses):
    text = losses.replace("# What a", "# ![x](pictures/none.svg)\n# What a")
    assert "there is no picture pictures/none.svg" in complaint(folder, text)


def test_a_picture_outside_the_assignment_is_refused(folder, losses):
    folder.write("solutions/other/secret.png", "png")
    text = losses.replace("# What a", "# ![x](../other/secret.png)\n# What a")
    assert "lies outside the assignment's folder" in complaint(folder, text)


def test_the_stub_of_every_cell_is_python_a_student_can_run(folder):
    assignment = folder.add("losses")
    release(assignment)
    for name in load(folder.root).assignments["losses"].exercises:
        ast.parse(source(cells(assignment.stub)[f"exercise-{name}"]))


def test_the_released_stub_splits_into_what_its_marks_say(folder):
    assignment = folder.add("losses")
    release(assignment)
    raw = read(assignment.stub)
    notebook = split(raw, raw, assignment.exercises)
    assert [(cell.kind, cell.exercise) for cell in notebook.cells] == [
        ("setup", None),
        ("exercise", "rmse"),
        ("explore", None),
        ("exercise", "huber"),
        ("explore", None),
        ("explore", None),
    ]
    assert notebook.notices == ()
