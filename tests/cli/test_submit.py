"""`autograder submit`: tried as grading would, packed, and graded from the archive."""

import json
import shutil
import subprocess
import sys
import zipfile

import nbformat
import numpy as np
import pytest

ANSWERS = {
    "double": "def double(x):\n    return 2 * x",
    "mean_square": "def mean_square(x):\n    return tf.reduce_mean(x**2)",
}


@pytest.fixture
def work(small_course, tmp_path):
    """A student's folder, with every answer right."""
    folder = shutil.copytree(small_course / "assignments" / "small", tmp_path / "work")
    change(folder, ANSWERS)
    return folder


def change(folder, answers, more="", output=""):
    """Other answers, a further cell at the end, and an output of the first code cell."""
    path = folder / "small.ipynb"
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    if more:
        notebook.cells.append(nbformat.v4.new_code_cell(more))
    if output:
        notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text=output)]
    nbformat.write(notebook, path)


def run(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "autograder", *words],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_whole_notebook_is_packed_and_graded_from_the_archive(work, small_course):
    np.savez(work / "small.npz", np.zeros(3))
    done = run(work, "submit")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "✗" not in done.stdout
    assert "fresh process" in done.stdout
    with zipfile.ZipFile(work / "small-submission.zip") as archive:
        assert archive.namelist() == ["small.ipynb", "small.npz"]
    graded = run(
        work, "grade", "small-submission.zip", "--course", str(small_course), "--json", "-"
    )
    (result,) = json.loads(graded.stdout)["results"]
    assert (result["submission"], result["score"]) == ("small-submission.zip", 9)
    assert "small.npz came with the notebook." in result["notices"]


def test_each_problem_is_named_and_nothing_is_packed(work):
    change(work, {
        "double": "import no_such_library\ndef double(x):\n    return 2 * x",
        "mean_square": "def mean_square(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()",
    }, more="for x in\n    pass")  # fmt: skip
    done = run(work, "submit", "small.ipynb")
    assert done.returncode == 1
    problems = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert len(problems) == 3
    assert problems[0].startswith("✗ Cell 8 is not valid Python")
    assert "mean_square is not written yet (cell 5)" in problems[1]
    assert "No module named 'no_such_library' (cell 3, line 1" in problems[2]
    assert not list(work.glob("*.zip"))


def test_it_can_be_packed_all_the_same(work):
    change(work, {"double": "y = 1"}, output="x" * 6 * 2**20)
    done = run(work, "submit", "--force", "--out", "mine.zip")
    assert done.returncode == 0
    assert "✗ The notebook does not define double." in done.stdout
    assert "· small.ipynb has 6 MiB, nearly all of it outputs" in done.stdout
    assert (work / "mine.zip").is_file()


def test_a_notebook_of_another_assignment_is_refused(work, small_course):
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("def f(x): return x")])
    nbformat.write(other, work / "other.ipynb")
    done = run(work, "submit", "other.ipynb")
    assert done.returncode == 1
    assert "none of the exercises of the test_public.py beside it (double, mean_square)" in (
        done.stdout
    )
    with_course = run(work, "submit", "other.ipynb", "--course", str(small_course))
    assert with_course.returncode == 1
    assert "fits no assignment" in with_course.stdout


def test_without_a_name_there_has_to_be_one_notebook(work):
    shutil.copy(work / "small.ipynb", work / "copy.ipynb")
    done = run(work, "submit")
    assert done.returncode == 2
    assert "copy.ipynb, small.ipynb" in done.stderr
    assert run(work, "submit", "none.ipynb").returncode == 2
