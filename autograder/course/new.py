"""A new assignment: a small one that works as it is, to be changed into what it should be."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from autograder.course.course import Course, load, name_problem
from autograder.course.files import write_atomically
from autograder.course.release import release
from autograder.errors import UsageError

_SUFFIX = ".template"
_REFERENCE = "reference.py"
# what a course has once, wherever it is missing
_ONCE = {
    "workflow.yml": Path(".github/workflows/course.yml"),
    "pre-commit.yaml": Path(".pre-commit-config.yaml"),
}


def new(course: Course, name: str) -> list[Path]:
    """Write the reference, checks, mutants and variants of a new assignment, and release it.

    A course that lacks them gets the workflow and the hook that hold its graders to be right.
    Returns the paths of everything written. Raises UsageError when the name is taken or is none.
    """
    _require_free(course, name)
    words = {"name": name, "title": name.replace("_", " ").capitalize()}
    written = []
    templates = files("autograder.course") / "templates"
    for inside, template in _templates(templates / "assignment"):
        path = _destination(course.root, name, inside)
        write_atomically(path, Template(template).substitute(words).encode())
        written.append(path)
    for inside, content in _templates(templates / "course"):
        path = course.root / _ONCE[inside]
        if not path.exists():
            write_atomically(path, content.encode())
            written.append(path)
    return sorted(written + release(load(course.root).assignments[name]))


def _require_free(course: Course, name: str) -> None:
    if problem := name_problem(name):
        raise UsageError(f"No assignment was made: {problem}.")
    for folder in ("solutions", "graders", "assignments"):
        if (course.root / folder / name).exists():
            raise UsageError(
                f"No assignment was made: {course.root / folder / name} is there already; "
                "take another name."
            )


def _templates(folder: Traversable, inside: str = "") -> Iterator[tuple[str, str]]:
    """Path inside the folder of templates, without suffix, and content of each."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _templates(entry, f"{inside}{entry.name}/")
        elif entry.name.endswith(_SUFFIX):
            yield inside + entry.name.removesuffix(_SUFFIX), entry.read_text(encoding="utf-8")


def _destination(root: Path, name: str, inside: str) -> Path:
    if inside == _REFERENCE:
        return root / "solutions" / name / f"{name}.py"
    return root / "graders" / name / inside
