"""Which assignment a notebook answers: by what it says of itself, else by what is in it."""

import re
from collections.abc import Collection, Iterator, Mapping

from autograder.course.course import Assignment, Course
from autograder.errors import NotebookError
from autograder.notebook import RawNotebook, defined_names


def recognise(course: Course, raw: RawNotebook) -> Assignment:
    """The assignment that the notebook answers.

    It says so itself in its metadata; else the marks of exercises tell, else the names that its
    cells define, else the name of its file. Each is asked only about what the one before left
    open. Raises NotebookError, which lists what is left, when all of that does not decide.
    """
    said = _own_word(raw)
    if said in course.assignments:
        return course.assignments[said]
    left: Mapping[str, Assignment] = course.assignments
    why = "fits no assignment, neither by its marks, nor by what it defines, nor by its name"
    for names in (_grade_ids(raw), _defined(raw)):
        if fitting := _fitting_best(left, set(names)):
            left, why = fitting, "fits more than one assignment"
            if len(left) == 1:
                return next(iter(left.values()))
    if named := _named_like(left, raw.path.stem):
        return left[named]
    if said:
        why = f"says that it answers {said!r}, which {course.root.name} does not have"
    candidates = ", ".join(left) or "none, the course is empty"
    raise NotebookError(
        f"{raw.path.name} {why}; say which it is with --assignment, one of: {candidates}."
    )


def _own_word(raw: RawNotebook) -> str:
    mark = raw.metadata.get("autograder")
    said = mark.get("assignment") if isinstance(mark, dict) else None
    return said if isinstance(said, str) else ""


def _grade_ids(raw: RawNotebook) -> Iterator[str]:
    for cell in raw.cells:
        mark = cell.metadata.get("nbgrader")
        grade_id = mark.get("grade_id") if isinstance(mark, dict) else None
        if isinstance(grade_id, str):
            yield grade_id


def _defined(raw: RawNotebook) -> Iterator[str]:
    for cell in raw.cells:
        if cell.cell_type == "code":
            yield from defined_names(cell.source)


def _fitting_best(
    assignments: Mapping[str, Assignment], names: Collection[str]
) -> dict[str, Assignment]:
    """Those assignments of whose exercises most are among the names; none if none are."""
    hits = {key: len(set(one.exercises) & set(names)) for key, one in assignments.items()}
    most = max(hits.values(), default=0)
    return {key: assignments[key] for key, count in hits.items() if count == most and most > 0}


def _named_like(names: Collection[str], stem: str) -> str | None:
    """The one assignment that the file is named after: `alice_RMSE-loss (2)` fits rmse_loss."""
    file_name = _plain(stem)
    fitting = [name for name in names if f"_{_plain(name)}_" in f"_{file_name}_"]
    # vae and vae_faces both stand in vae_faces.ipynb; the longer one is meant.
    fitting = [name for name in fitting if not _inside_another(name, fitting)]
    return fitting[0] if len(fitting) == 1 else None


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def _inside_another(name: str, names: Collection[str]) -> bool:
    return any(name != other and _plain(name) in _plain(other) for other in names)
