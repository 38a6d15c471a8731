"""A course and its assignments, found by where their files stand."""

import difflib
import keyword
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import outline, settings
from autograder.course.answers import Answer, read_answers
from autograder.course.settings import Settings
from autograder.errors import UsageError


@dataclass(frozen=True)
class Assignment:
    """One notebook with several exercises. `root` is the folder of its course."""

    root: Path
    name: str
    title: str
    exercises: tuple[str, ...]

    @property
    def reference_py(self) -> Path:
        """The reference, the single source; a course that was deployed may lack it."""
        return self.root / "solutions" / self.name / f"{self.name}.py"

    @property
    def reference_ipynb(self) -> Path:
        """The reference as an nbgrader source notebook, generated."""
        return self.reference_py.with_suffix(".ipynb")

    @property
    def stub(self) -> Path:
        """What the student gets, generated."""
        return self.root / "assignments" / self.name / f"{self.name}.ipynb"

    @property
    def graders(self) -> Path:
        """The folder of its checks and of the answers that these are tested with."""
        return self.root / "graders" / self.name

    def mutants(self) -> list[Answer]:
        """Wrong answers, each with the check that has to catch it."""
        return read_answers(self.graders / "mutants", "mutant", self.exercises)

    def variants(self) -> list[Answer]:
        """Right answers that are written another way than the reference."""
        return read_answers(self.graders / "variants", "variant", self.exercises)


@dataclass(frozen=True)
class Course:
    """A folder with `course.toml`, `assignments/`, `solutions/` and `graders/`."""

    root: Path
    settings: Settings
    assignments: dict[str, Assignment]

    def assignment(self, name: str) -> Assignment:
        """The assignment of that name, or UsageError with the nearest one."""
        if name in self.assignments:
            return self.assignments[name]
        raise UsageError(
            f"{self.root} has no assignment {name!r}{_suggestion(name, list(self.assignments))}"
        )


def load(root: Path | None = None) -> Course:
    """The course in the folder `root`, or in the working directory or the nearest one above it."""
    root = _course_folder(root)
    wanted = settings.read(root / settings.FILE_NAME)
    found = {name: _assignment(root, name) for name in sorted(_names(root))}
    order = _in_order(root / settings.FILE_NAME, wanted.assignments, list(found))
    for name in wanted.late.due:
        if name not in found:
            raise UsageError(
                f"{root / settings.FILE_NAME}: `late.due` has {name!r}, which is not there"
                f"{_suggestion(name, list(found))}"
            )
    return Course(root, wanted, {name: found[name] for name in order})


def name_problem(name: str) -> str | None:
    """Why the name cannot be an assignment's or an exercise's; None if it can."""
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
        return f"{name!r} is no name for it; use letters, digits and underscores, like rmse_loss"
    return None


def _course_folder(root: Path | None) -> Path:
    start = (root or Path.cwd()).resolve()
    for folder in [start] if root else [start, *start.parents]:
        if (folder / settings.FILE_NAME).is_file():
            return folder
    where = "is not a course" if root else "is not inside a course"
    raise UsageError(
        f"{start} {where}; a course is a folder with {settings.FILE_NAME} (it may be empty), "
        "solutions/, assignments/ and graders/."
    )


def _names(root: Path) -> Iterator[str]:
    """Names of all assignments, with or without a reference."""
    with_reference = {
        folder.name for folder in _folders(root / "solutions") if _has_reference(folder)
    }
    yield from with_reference
    for folder in _folders(root / "assignments"):
        name = folder.name
        is_whole = (folder / f"{name}.ipynb").is_file() and (root / "graders" / name).is_dir()
        if is_whole and name not in with_reference:
            yield name


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return [path for path in parent.iterdir() if path.is_dir() and path.name[0] not in "._"]


def _has_reference(folder: Path) -> bool:
    """Whether the folder holds a reference; refuses one whose name does not fit."""
    if (folder / f"{folder.name}.py").is_file():
        if problem := name_problem(folder.name):
            raise UsageError(f"{folder} is taken for an assignment, but {problem}.")
        return True
    other = next((path for path in folder.glob("*.py") if path.name != "test_public.py"), None)
    if other:
        raise UsageError(f"{other} is taken for a reference; call it {folder.name}.py.")
    return False


def _assignment(root: Path, name: str) -> Assignment:
    found = Assignment(root, name, "", ())
    if found.reference_py.is_file():
        seen = outline.of_reference(found.reference_py)
    else:
        seen = outline.of_stub(found.stub)
    for exercise in seen.exercises:
        if problem := name_problem(exercise):
            raise UsageError(f"{root}: assignment {name} has an exercise, but {problem}.")
    return Assignment(root, name, seen.title, seen.exercises)


def _in_order(path: Path, wanted: Sequence[str], found: list[str]) -> list[str]:
    """Those that the settings name, as they name them, then the others."""
    for name in wanted:
        if name not in found:
            raise UsageError(
                f"{path}: `assignments` has {name!r}, which is not there{_suggestion(name, found)}"
            )
        if wanted.count(name) > 1:
            raise UsageError(f"{path}: `assignments` has {name!r} twice.")
    return [*wanted, *(name for name in found if name not in wanted)]


def _suggestion(name: str, known: Sequence[str]) -> str:
    if nearest := difflib.get_close_matches(name, known, n=1):
        return f"; did you mean {nearest[0]!r}?"
    if not known:
        return "; the course has no assignments yet, make one with `autograder new NAME`."
    return f"; it has {', '.join(known)}."
