"""The repository's nbgrader configuration, with nbgrader's own commands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import release

CONFIG = Path(__file__).parents[2] / "nbgrader_config.py"


@pytest.fixture
def nbgrader(folder, tmp_path):
    """A function that runs an nbgrader command in the course, as an instructor would."""
    shutil.copy(CONFIG, folder.root)
    beside_python = str(Path(sys.executable).parent)

    def run(*arguments):
        return subprocess.run(
            ["nbgrader", *arguments],
            cwd=folder.root,
            # nbgrader starts alembic by its name
            env={**os.environ, "PATH": f"{beside_python}:{os.environ['PATH']}"}
            | {"HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path / "jupyter")},
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )

    return run


def test_nbgrader_makes_the_very_stub_that_we_release(folder, nbgrader, losses):
    text = losses.replace("# What a network", "# ![x](pictures/x.svg)\n# What a network")
    assignment = folder.add("losses", text)
    folder.write("solutions/losses/pictures/x.svg", "<svg/>")
    release(assignment)
    released = folder.files()
    shutil.rmtree(folder.root / "assignments")

    nbgrader("generate_assignment", "losses")

    stub = "assignments/losses/losses.ipynb"
    assert folder.files()[stub] == released[stub]
    handed_out = {name for name in folder.files() if name.startswith("assignments/")}
    assert handed_out == {stub, "assignments/losses/pictures/x.svg"}, "and never the reference"


def test_nbgrader_leaves_alone_what_we_released(folder, nbgrader):
    release(folder.add("losses"))
    before = folder.files()
    nbgrader("generate_assignment", "losses")
    after = folder.files()
    assert {name: after[name] for name in before} == before
