"""What the checks of each exercise are worth, read off their decorators without running them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError

PUBLIC = "test_public.py"


@dataclass(frozen=True)
class Worth:
    """Points of one exercise: what its public checks are worth, and what its hidden ones are."""

    public: float = 0.0
    hidden: float = 0.0


def worths(graders: Path) -> dict[str, Worth]:
    """Exercise → worth, from `test_public.py` and `test_hidden.py` in the folder.

    Raises UsageError when a check does not say its points and exercise in plain text: what a
    notebook promises has to be there for all to read.
    """
    found: dict[str, Worth] = {}
    for path in (graders / PUBLIC, graders / "test_hidden.py"):
        for exercise, points, public in _checks(path) if path.is_file() else ():
            so_far = found.get(exercise, Worth())
            if public:
                found[exercise] = Worth(round(so_far.public + points, 6), so_far.hidden)
            else:
                found[exercise] = Worth(so_far.public, round(so_far.hidden + points, 6))
    return found


def _checks(path: Path) -> Iterator[tuple[str, float, bool]]:
    """Exercise, points and publicity of every check in the file."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise UsageError(f"{path}, line {error.lineno}: {error.msg}.") from None
    for test in tree.body:
        if not isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for decorator in test.decorator_list:
            if isinstance(decorator, ast.Call) and _name(decorator.func) == "check":
                said = {word.arg: word.value for word in decorator.keywords}
                try:
                    exercise = ast.literal_eval(said["exercise"])
                    points = float(ast.literal_eval(said["points"]))
                    public = ast.literal_eval(said.get("public", ast.Constant(None)))
                except (KeyError, ValueError, TypeError):
                    raise UsageError(
                        f"{path}, line {test.lineno}: write the points and the exercise of"
                        f" {test.name} as a number and a name, since notebooks carry them too."
                    ) from None
                yield exercise, points, (path.name == PUBLIC if public is None else bool(public))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
