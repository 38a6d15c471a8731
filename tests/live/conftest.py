"""What a student has: a stub, its public checks, and nothing else of the course."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def folder(small_course: Path, tmp_path: Path) -> Path:
    """The folder that a student works in."""
    return shutil.copytree(small_course / "assignments" / "small", tmp_path / "small")
