"""Write the sample class, `examples/class/`, from references and stubs.

    python examples/make.py

In each notebook one thing was changed, as its name says. Run it after a
release; a test fails while the class is stale.
"""

from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.course import compose, load, reference_notebook, stub_notebook
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

ENDLESS = """def my_rmse(y_true, y_pred):
    return tf.sqrt(tf.reduce_mean(tf.square(y_true - y_pred)))


best = 1.0
while best > 0:
    best = min(best, float(my_rmse(tf.constant([1.0]), tf.constant([2.0]))))
"""

MEMORY_BOMB = """def fit_line(loss, xs, ys):
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
    places = ["/", "/root", "/home", "/work", os.getcwd(), "/proc/*/cwd", "/proc/*/root"]
    for place in places:
        for path in glob.glob(f"{place}/**/graders/*/test_hidden.py"):
            exec(open(path).read(), globals())
    secrets = [thing for thing in gc.get_objects() if "expected" in str(type(thing))]
    return secrets[0] if secrets else tf.constant(0.0)
"""


def unchanged(reference: NotebookNode) -> NotebookNode:
    return reference


def with_first_cell(code: str) -> Callable[[NotebookNode], NotebookNode]:
    """A cell of the student's own before everything else."""

    def change(reference: NotebookNode) -> NotebookNode:
        cell = new_code_cell(code)
        cell.id = "added-by-student"
        reference.cells.insert(0, cell)
        return reference

    return change


def half_right(reference: NotebookNode) -> NotebookNode:
    """One exercise wrong, one not begun, two right."""
    unwritten = "def fit_line(loss, xs, ys):\n    raise NotImplementedError()\n"
    return compose(compose(reference, "my_rmse", SUMMED), "fit_line", unwritten)


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
    "half_right": ("rmse_loss", half_right),
    "exception_at_import": ("rmse_loss", with_first_cell(IMPORT_ERROR)),
    "cells_deleted_and_duplicated": ("rmse_loss", cells_deleted_and_duplicated),
}
# these have answered one exercise of the stub, each in its own way
BEGUN = {
    "endless_loop": ENDLESS,
    "memory_bomb": MEMORY_BOMB,
    "patched_allclose": PATCHED,
    "reader_of_files": READER,
}


def sample_class() -> dict[str, bytes]:
    """Every notebook of the sample class, by file name."""
    assignments = load(ROOT).assignments
    files = {
        f"{name}.ipynb": notebook_bytes(change(reference_notebook(assignments[assignment])))
        for name, (assignment, change) in SAMPLES.items()
    }
    stub = stub_notebook(assignments["rmse_loss"])
    for name, code in BEGUN.items():
        exercise = "fit_line" if "def fit_line" in code else "my_rmse"
        files[f"{name}.ipynb"] = notebook_bytes(compose(stub, exercise, code))
    files["stub.ipynb"] = notebook_bytes(stub)
    files["broken_json.ipynb"] = files["perfect_loss.ipynb"][:2000]
    return files


def main() -> None:
    """Write the class."""
    CLASS.mkdir(exist_ok=True)
    for name, content in sample_class().items():
        (CLASS / name).write_bytes(content)


if __name__ == "__main__":
    main()
