"""The house is as docs/architecture says: imports run one way, and rooms are small."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "autograder"

# room: the rooms that it may import. `errors` may be imported by all.
MAY_IMPORT = {
    "wire": set(),
    "student": {"wire"},
    "notebook": set(),
    "results": set(),
    "datasets": set(),
    "course": {"notebook", "results"},  # the late policy is a setting and applied to results
    "sandbox": {"wire", "notebook", "results", "course"},
    "grading": {"wire", "notebook", "results", "course", "sandbox"},
    # runs the student's side in the student's own kernel, hence `student`
    "live": {"results", "course", "grading", "student"},
    "engine": {"wire", "notebook", "results", "course", "sandbox", "grading"},
    "reports": {"results"},
    "cli": {"notebook", "results", "course", "sandbox", "grading", "engine", "reports"},
}


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path):
    """(room, line) of every import of one of our rooms, lazy ones included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "autograder" and len(parts) > 1 and (PACKAGE / parts[1]).is_dir():
                yield parts[1], node.lineno


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path):
    if path.parent == PACKAGE:
        return  # the package itself names its public objects, lazily
    here = room(path)
    for there, line in imports(path):
        allowed = there == here or there in MAY_IMPORT[here]
        assert allowed, f"{path.name}:{line}: {here} must not import {there}"


def test_every_room_has_its_rule():
    rooms = {p.name for p in PACKAGE.iterdir() if p.is_dir() and not p.name.startswith("_")}
    assert rooms == set(MAY_IMPORT)


@pytest.mark.parametrize(
    "word", ["pickle", "marshal", "shelve", "dill", "joblib", "multiprocessing"]
)
def test_nothing_that_unpickles_is_imported_anywhere(word):
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert all(alias.name.split(".")[0] != word for alias in node.names), path
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] != word, path


def test_the_student_side_can_be_read_in_ten_minutes():
    lines = sum(len(p.read_text().splitlines()) for p in (PACKAGE / "student").glob("*.py"))
    assert lines < 800
