"""Write the sample class, `examples/class/`, from the references.

    python examples/make.py

Each notebook is a reference in which one thing was changed, as its name says. Run it after a
release; a test fails while the class is stale.
"""

from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.course import Assignment, compose, load, reference_notebook
from autograder.course.files import notebook_bytes

ROOT = Path(__file__).resolve().parents[1]
CLASS = Path(__file__).with_name("class")

SUMMED = """def my_rmse(y_true, y_pred):
    error = y_true - y_pred
    return tf.sqrt(tf.reduce_sum(tf.square(error)))
"""

IMPORT_ERROR = """import tensorflow_addons as tfa

raise RuntimeError("run the download cell first")
"""

ENDLESS = """def fit_line(loss, xs, ys):
    steps = 0
    while True:
        steps += 1
"""

MEMORY_BOMB = """def my_rmse(y_true, y_pred):
    hoard = []
    while True:
        hoard.append(np.ones((1024, 1024, 16)))
"""

PATCHED = """import builtins

np.allclose = np.isclose = lambda *a, **k: True
np.testing.assert_allclose = lambda *a, **k: None
tf.debugging.assert_near = lambda *a, **k: None


def my_rmse(y_true, y_pred):
    return tf.reduce_mean(tf.abs(y_true - y_pred))
"""

READER = """import gc
import glob
import os


def my_rmse(y_true, y_pred):
    places = ["/root", "/home", "/work", "/tmp", os.getcwd(), "..", "../..", "/proc/*/cwd"]
    found = [p for place in places for p in glob.glob(place + "/**/test_hidden.py", recursive=True)]
    found += [p for place in places for p in glob.glob(place + "/**/solutions/*/*", recursive=True)]
    for path in found:
        exec(open(path).read(), globals())
    secrets = [thing for thing in gc.get_objects() if "expected" in str(type(thing))]
    return secrets[0] if secrets else tf.constant(0.0)
"""


def unchanged(reference: NotebookNode) -> NotebookNode:
    return reference


def answered(exercise: str, code: str) -> Callable[[NotebookNode], NotebookNode]:
    """One exercise answered in another way."""
    return lambda reference: compose(reference, exercise, code)


def with_first_cell(code: str) -> Callable[[NotebookNode], NotebookNode]:
    """A cell of the student's own before everything else."""

    def change(reference: NotebookNode) -> NotebookNode:
        cell = new_code_cell(code)
        cell.id = "added-by-student"
        reference.cells.insert(0, cell)
        return reference

    return change


def cells_deleted_and_duplicated(reference: NotebookNode) -> NotebookNode:
    """The first exercise deleted, the last one there twice, first with an older try."""
    exercises = [c for c in reference.cells if "exercise" in c.metadata.get("tags", [])]
    reference.cells.remove(exercises[0])
    older = new_code_cell(f"{exercises[-1].source.splitlines()[0]}\n    pass\n")
    older.id, older.metadata = "older-try", exercises[-1].metadata
    reference.cells.insert(reference.cells.index(exercises[-1]), older)
    return reference


SAMPLES: dict[str, tuple[str, Callable[[NotebookNode], NotebookNode]]] = {
    "perfect_wine": ("multi_output_model", unchanged),
    "perfect_loss": ("rmse_loss", unchanged),
    "perfect_layer": ("quadratic_layer", unchanged),
    "half_right": ("rmse_loss", answered("my_rmse", SUMMED)),
    "exception_at_import": ("rmse_loss", with_first_cell(IMPORT_ERROR)),
    "endless_loop": ("rmse_loss", answered("fit_line", ENDLESS)),
    "memory_bomb": ("rmse_loss", answered("my_rmse", MEMORY_BOMB)),
    "patched_allclose": ("rmse_loss", answered("my_rmse", PATCHED)),
    "reader_of_files": ("rmse_loss", answered("my_rmse", READER)),
    "cells_deleted_and_duplicated": ("rmse_loss", cells_deleted_and_duplicated),
}


def sample_class() -> dict[str, bytes]:
    """Every notebook of the sample class, by file name."""
    assignments = load(ROOT).assignments
    files = {
        f"{name}.ipynb": notebook_bytes(change(reference_notebook(assignments[assignment])))
        for name, (assignment, change) in SAMPLES.items()
    }
    stub: Assignment = assignments["rmse_loss"]
    files["stub.ipynb"] = stub.stub.read_bytes()
    files["broken_json.ipynb"] = files["perfect_loss.ipynb"][:2000]
    return files


def main() -> None:
    """Write the class."""
    CLASS.mkdir(exist_ok=True)
    for name, content in sample_class().items():
        (CLASS / name).write_bytes(content)


if __name__ == "__main__":
    main()
