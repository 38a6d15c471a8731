"""What many tests share: a small course, real workers, and notebooks made in a line."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import nbformat
import pytest

from autograder.course import load, release
from autograder.engine.executors import LocalExecutor
from autograder.engine.jobs import Answer, Graded, Job
from autograder.results import SubmissionResult
from autograder.sandbox import probe

REFERENCE = '''\
# ---
# jupyter:
#   autograder: {assignment: small}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---
# %% [markdown]
# # A small assignment
# %% tags=["setup"]
import numpy as np
import tensorflow as tf

from autograder import check
# %% exercise="double"
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
# %% check="double"
check("double")
# %% exercise="mean_square"
def mean_square(x):
    """Mean of the squares of x."""
    ### BEGIN SOLUTION
    return tf.reduce_mean(x**2)
    ### END SOLUTION
# %% check="mean_square"
check("mean_square")
# %% tags=["explore"]
raise RuntimeError("explore cells are never run")
'''

PUBLIC = '''\
import numpy as np
from autograder.grading import check, expect, tensor


@check(points=1, exercise="double", hint="What is one and one?")
def test_doubles_a_number(student):
    """Doubles a number"""
    expect(student.double(21)).equals(42)


@check(points=2, exercise="mean_square", hint="Which comes first, square or mean?")
def test_mean_of_squares(student, rng):
    """Averages the squares"""
    x = rng.normal(size=7).astype("float32")
    expect(student.mean_square(tensor(x))).close_to((x**2).mean(), averaged_over=7)
'''

HIDDEN = '''\
import numpy as np
from autograder.grading import check, expect, gradient


@check(points=2, exercise="double", timeout=2, hint="Try an array.")
def test_doubles_an_array(student, rng):
    """Doubles an array"""
    x = rng.normal(size=(3, 4))
    expect(student.double(x)).close_to(2 * x)


@check(points=4, exercise="mean_square", depends_on="test_mean_of_squares")
def test_gradient_of_mean_square(student, rng):
    """Has a gradient"""
    x = rng.normal(size=5)
    expect(gradient(student.mean_square, x)).close_to(2 * x / 5)
'''

# Chromium as root, in containers, too, and looking for no other host
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

MakeNotebook = Callable[..., Path]
Grade = Callable[..., SubmissionResult]


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one assignment, `small`, of two exercises and four checks."""
    root = tmp_path_factory.mktemp("course")
    files = {
        "course.toml": "[limits]\ncell_s = 4\ncheck_s = 6\nmemory_mb = 800\n",
        "solutions/small/small.py": REFERENCE,
        "graders/small/test_public.py": PUBLIC,
        "graders/small/test_hidden.py": HIDDEN,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    release(load(root).assignment("small"))
    return root


@pytest.fixture(scope="session")
def isolating() -> str:
    """The strongest sandbox here."""
    return next(offer.name for offer in probe() if offer.available)


@pytest.fixture
def namespaces(isolating: str) -> None:
    """For tests of what only real isolation holds."""
    if isolating == "process":
        pytest.skip("this machine offers no namespaces; `autograder doctor` says why")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of this run of the tests alone, for the commands that they start, too."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def executor(small_course: Path, isolating: str, own_cache: Path) -> Iterator[LocalExecutor]:
    """What grades, with TensorFlow in memory, as the engine uses it."""
    with LocalExecutor(load(small_course), isolating, jobs=2) as local:
        yield local


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, without a window: one at a time, as playwright wants it."""
    program = shutil.which("chromium")
    if program is None and "AUTOGRADER_BROWSER" not in os.environ:
        pytest.skip("there is no chromium here; .ci/browser installs it")
    assert program, "AUTOGRADER_BROWSER is set, but there is no chromium"
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield launched
        launched.close()


@pytest.fixture
def notebook(tmp_path: Path) -> MakeNotebook:
    """`notebook(code, …)`: a notebook of the assignment `small` with these code cells."""

    def make(*cells: str, name: str = "submission.ipynb") -> Path:
        made = nbformat.v4.new_notebook(metadata={"autograder": {"assignment": "small"}})
        made.cells = [nbformat.v4.new_code_cell(dedent(cell).strip()) for cell in cells]
        path = tmp_path / name
        nbformat.write(made, path)
        return path

    return make


@pytest.fixture
def answer(
    executor: LocalExecutor, small_course: Path, notebook: MakeNotebook
) -> Callable[..., Answer]:
    """`answer(code, …)`: what comes of grading a notebook with these cells, anew each time."""

    def ask(*cells: str, seed: int | None = None, path: Path | None = None) -> Answer:
        path = path or notebook(*cells)
        return executor.submit(Job(str(path), str(small_course), seed=seed, anew=True)).result()

    return ask


@pytest.fixture
def grade(answer: Callable[..., Answer]) -> Grade:
    """`grade(code, …)`: the result of a notebook with these cells."""

    def run(*cells: str, **options: object) -> SubmissionResult:
        said = answer(*cells, **options)
        assert isinstance(said, Graded), said
        return said.result

    return run
