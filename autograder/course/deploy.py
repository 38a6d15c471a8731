"""What a machine needs that grades one assignment: no reference, no mutants, no other one."""

from autograder.course.course import Assignment, Course
from autograder.course.settings import LimitSettings
from autograder.errors import UsageError


def deployable(course: Course, assignment: Assignment) -> dict[str, bytes]:
    """Path below the course's folder → content.

    Late days are counted where the submissions are collected, so due dates stay here.

    Raises:
        UsageError: the stub is not released, or there are no checks.
    """
    if not assignment.stub.is_file():
        raise UsageError(
            f"{assignment.name} has no stub at {assignment.stub}; run `autograder release"
            f" {assignment.name}` first."
        )
    checks = sorted(assignment.graders.glob("*.py"))
    if not checks:
        raise UsageError(f"{assignment.graders} holds no checks (test_*.py).")
    files = {str(path.relative_to(course.root)): path.read_bytes() for path in checks}
    handed_out = assignment.stub.parent
    for path in sorted(handed_out.rglob("*")):
        hidden = any(part[0] in "._" for part in path.relative_to(handed_out).parts)
        if path.is_file() and not hidden:
            files[str(path.relative_to(course.root))] = path.read_bytes()
    return files | {"course.toml": _settings(course).encode()}


def _settings(course: Course) -> str:
    """The limits that differ from the defaults."""
    default, ours = LimitSettings(), course.settings.limits
    limits = [
        f"{name} = {getattr(ours, name)!r}"
        for name in LimitSettings.__struct_fields__
        if getattr(ours, name) != getattr(default, name)
    ]
    return "\n".join(["[limits]", *limits]) + "\n"
