"""The repository's nbgrader configuration, with nbgrader's own commands."""

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest

from autograder.course import release
from autograder.course.points import worths

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "nbgrader_config.py"


@pytest.fixture
def surroundings(tmp_path):
    """Where nbgrader runs: nobody's home folder, and alembic, which it starts by its name."""
    beside_python = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": f"{beside_python}:{os.environ['PATH']}"} | {
        "HOME": str(tmp_path),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "jupyter"),
    }


@pytest.fixture
def nbgrader_in(surroundings):
    """A function that runs an nbgrader command in a course, as an instructor would."""

    def run(root, *arguments, check=True):
        return subprocess.run(
            ["nbgrader", *arguments],
            cwd=root,
            env=surroundings,
            capture_output=True,
            text=True,
            timeout=900,
            check=check,
        )

    return run


@pytest.fixture
def nbgrader(folder, nbgrader_in):
    shutil.copy(CONFIG, folder.root)
    return lambda *arguments: nbgrader_in(folder.root, *arguments)


def test_nbgrader_makes_the_very_files_that_we_release(folder, nbgrader, losses):
    text = losses.replace("# What a network", "# ![x](pictures/x.svg)\n# What a network")
    assignment = folder.add("losses", text)
    folder.write("solutions/losses/pictures/x.svg", "<svg/>")
    release(assignment)
    released = folder.files()
    shutil.rmtree(folder.root / "assignments")

    nbgrader("generate_assignment", "losses")

    handed_out = {k: v for k, v in folder.files().items() if k.startswith("assignments/")}
    assert handed_out == {k: v for k, v in released.items() if k.startswith("assignments/")}
    assert set(handed_out) == {
        "assignments/losses/losses.ipynb",
        "assignments/losses/test_public.py",
        "assignments/losses/pictures/x.svg",
    }, "and never the reference"


def test_nbgrader_records_what_we_released_and_leaves_it_as_it_is(folder, nbgrader):
    release(folder.add("losses"))
    before = folder.files()
    nbgrader("generate_assignment", "losses")
    after = folder.files()
    assert {name: after[name] for name in before} == before
    assert "losses" in nbgrader("db", "assignment", "list").stdout


def with_answers(notebook, answers):
    """The notebook with these answers in its cells."""
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    return notebook


def test_nbgrader_autograde_gives_the_points_of_the_public_checks(
    small_course, tmp_path, nbgrader_in
):
    root = shutil.copytree(small_course, tmp_path / "course")
    shutil.copy(CONFIG, root)
    nbgrader_in(root, "generate_assignment", "small")
    right = {
        "double": "def double(x):\n    return 2 * x",
        "mean_square": "import logging, os, sys\n"
        "def mean_square(x):\n"
        "    print('seen', file=sys.stderr); logging.error('seen'); os.write(2, b'seen')\n"
        "    return tf.reduce_mean(x**2)",
    }
    stub = root / "assignments/small/small.ipynb"
    for person, answers in {
        "right": right,
        "half": {"double": right["double"]},
        "none": {},
    }.items():
        path = root / "submitted" / person / "small/small.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(with_answers(nbformat.read(stub, as_version=4), answers), path)
        # what a student makes of the checks does not count
        path.with_name("test_public.py").write_text("def test_nothing(student): pass\n")

    nbgrader_in(root, "autograde", "small")
    nbgrader_in(root, "export")

    with (root / "grades.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {who: float(row["score"]) for who, row in rows.items()} == {
        "right": 3,
        "half": 1,
        "none": 0,
    }
    assert float(rows["right"]["max_score"]) == 9, "with the hidden checks, which nobody graded"
    graded = json.loads((root / "autograded/right/small/small.ipynb").read_text())
    shown = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in graded["cells"]}
    outputs = shown["check-mean_square"]["outputs"]
    result = next(one for one in outputs if one["output_type"] == "execute_result")
    assert "".join(result["data"]["text/plain"]) == "2.0"
    assert "Averages the squares" in "".join(result["data"]["text/html"])


def test_nbgrader_validates_a_reference_and_not_a_stub(small_course, tmp_path, nbgrader_in):
    root = shutil.copytree(small_course, tmp_path / "course")
    shutil.copy(CONFIG, root)

    def validate(place):
        return nbgrader_in(root, "validate", f"{place}/small/small.ipynb", check=False).stdout

    assert "Success" in validate("solutions")
    assert "VALIDATION FAILED" in validate("assignments")


@pytest.fixture
def formgrader(tmp_path, surroundings):
    """`formgrader(path, method)`: what the real formgrader answers, in a copy of this course."""
    root = tmp_path / "course"
    for name in ("solutions", "assignments"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(CONFIG, root)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    extension = {"nbgrader.server_extensions.formgrader": True}
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root",
         f"--ServerApp.port={port}", "--ServerApp.token=word", "--ServerApp.port_retries=0",
         f"--ServerApp.jpserver_extensions={extension}"],
        cwd=root, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def ask(path, method="GET"):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/formgrader/{path}",
            headers={"Authorization": "token word"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=300) as answer:
            return answer.read().decode()

    try:
        while True:
            assert server.poll() is None, "the server has ended"
            try:
                ask("api/assignments")
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.5)
        ask.root = root
        yield ask
    finally:
        server.terminate()
        server.wait()


def test_formgrader_lists_and_generates_all_assignments_of_this_course(formgrader):
    names = {path.name for path in (ROOT / "assignments").iterdir() if path.is_dir()}
    assert {one["name"] for one in json.loads(formgrader("api/assignments"))} == names
    assert "manage_assignments" in formgrader("manage_assignments")
    for name in names:
        said = json.loads(formgrader(f"api/assignment/{name}/assign", "POST"))
        assert said["success"], said
        for path in (ROOT / "assignments" / name).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                made = formgrader.root / path.relative_to(ROOT)
                assert made.read_bytes() == path.read_bytes(), path
        (recorded,) = json.loads(formgrader(f"api/notebooks/{name}"))
        worth = worths(ROOT / "graders" / name).values()
        assert recorded["max_score"] == sum(one.public + one.hidden for one in worth)
