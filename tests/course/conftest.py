"""A small course in a temporary folder, made of real files."""

from pathlib import Path

import pytest

from autograder.course import Assignment, load

HEADER = """\
# ---
# jupyter:
#   autograder: {assignment: NAME}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---
"""

LOSSES = """\
# %% [markdown]
# # Losses of one's own
# What a network is afraid of.
# %% tags=["setup"]
import numpy as np
from autograder import check
# %% [markdown]
# ## 1. `rmse`
# %% exercise="rmse"
def rmse(a, b):
    \"\"\"Root of the mean of the squares.\"\"\"
    ### BEGIN SOLUTION
    secret = (a - b) ** 2
    return np.sqrt(np.mean(secret))
    ### END SOLUTION
# %% check="rmse"
check("rmse")
# %% [markdown]
# ## 2. `huber`
# %% exercise="huber"
def huber(a, b):
    ### BEGIN SOLUTION
    secret = abs(a - b)
    return min(secret, secret**2)
    ### END SOLUTION
# %% check="huber"
check("huber")
# %% tags=["explore"]
# %matplotlib inline
rmse(np.ones(3), np.zeros(3))
"""


class Folder:
    """A course on disk, and the few things that tests do with it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("course.toml", "")

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def add(self, name: str = "losses", cells: str = LOSSES) -> Assignment:
        self.write(f"solutions/{name}/{name}.py", HEADER.replace("NAME", name) + cells)
        self.write(f"graders/{name}/test_public.py", "# public checks\n")
        return self.assignment(name)

    def change(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def assignment(self, name: str = "losses") -> Assignment:
        return load(self.root).assignments[name]

    def files(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "course")


@pytest.fixture
def losses() -> str:
    """The cells of the reference that `folder.add()` writes."""
    return LOSSES
