"""The two files of checks, written from the tests of another system."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course.importing.asserts import Translation, Translator
from autograder.course.importing.pieces import Pieces, Remark, Tests, in_words

USUAL = ("check", "expect")


@dataclass(frozen=True)
class Written:
    """Both files, and what is not in them."""

    public: str
    hidden: str
    count: int
    points: float
    remarks: tuple[Remark, ...]


def write_checks(
    found: Pieces,
    exercises: tuple[str, ...],
    names: frozenset[str],
    imports: dict[str, str],
    source: str,
) -> Written:
    """Every group of tests as a check, where any of it can be.

    Args:
        found: the notebook.
        exercises: those that checks can be about.
        names: everything that the notebook defines.
        imports: what its imported names stand for.
        source: the notebook's file name.
    """
    remarks: list[Remark] = []
    taken: set[str] = set()
    written: dict[bool, list[tuple[str, Translation]]] = {False: [], True: []}
    points = 0.0
    for tests in found.tests:
        made = Translator(names, imports, tests.hidden).translate(tests.code)
        remarks += [
            Remark(tests.place, f"{reason}: `{_first_line(code)}`") for code, reason in made.left
        ]
        exercise = _exercise_of(tests, exercises)
        if not made.says or not exercise:
            lost = f"{in_words(tests.points)} without a check, since nothing in it was translated."
            remarks.append(Remark(tests.place, lost))
            continue
        if made.left:
            remarks.append(
                Remark(
                    tests.place,
                    f"its check asks for the rest only, for all of {in_words(tests.points)}.",
                )
            )
        name = _name(tests, taken)
        text = "\n".join(_check(name, tests, made, exercise))
        written[tests.hidden].append((text, made))
        points += tests.points
    public = {_subject(text) for text, _ in written[False]}
    remarks += [
        Remark(name, "has no check that students can run: `check` has nothing to say about it.")
        for name in exercises
        if name not in public
    ]
    return Written(
        _file("Checks that students run themselves", source, written[False]),
        _file("Checks that students do not see", source, written[True]),
        sum(map(len, written.values())),
        round(points, 4),
        tuple(remarks),
    )


def _exercise_of(tests: Tests, exercises: tuple[str, ...]) -> str:
    """The exercise that the tests ask about: the last one before them that they name."""
    used = set(re.findall(r"\w+", tests.code))
    if tests.after in used:
        return tests.after
    return next((name for name in reversed(exercises) if name in used), tests.after)


def _name(tests: Tests, taken: set[str]) -> str:
    plain = re.sub(r"\W+", "_", tests.name, flags=re.ASCII).strip("_").lower()
    wanted = plain if plain.startswith("test_") else f"test_{plain}"
    wanted += "_hidden" if tests.hidden and wanted in taken else ""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    taken.add(name)
    return name


def _check(name: str, tests: Tests, made: Translation, exercise: str) -> Iterator[str]:
    title = (tests.title or made.title or f"Passes the tests of {tests.name}").replace('"""', "'")
    yield f'@check(points={tests.points:g}, exercise="{exercise}")'
    yield f"def {name}(student):"
    yield f'    """{title.strip().rstrip(chr(92))}"""'
    for statement in made.statements:
        for line in ast.unparse(ast.fix_missing_locations(statement)).splitlines():
            yield f"    {line}"
    for code, reason in made.left:
        yield f"    # by hand, {tests.place}: {reason}"
        yield from (f"    #     {line}" for line in code.splitlines())


def _subject(check: str) -> str:
    match = re.search(r'exercise="(\w+)"', check)
    return match[1] if match else ""


def _file(what: str, source: str, checks: list[tuple[str, Translation]]) -> str:
    modules = {name: path for _, made in checks for name, path in made.modules.items()}
    words = [*USUAL, "tensor"] if any(made.tensors for _, made in checks) else USUAL
    parts = [f'"""{what}; brought over from {source}."""']
    if lines := sorted(_import(name, path) for name, path in modules.items()):
        parts.append("\n".join(lines))
    if checks:
        parts.append(f"from autograder.grading import {', '.join(words)}")
    return "\n\n".join(parts) + "".join(f"\n\n\n{text}" for text, _ in checks) + "\n"


def _import(name: str, path: str) -> str:
    module, _, last = path.rpartition(".")
    if not module:
        return f"import {path}" if name == path else f"import {path} as {name}"
    return f"from {module} import {last}" + ("" if name == last else f" as {name}")


def _first_line(code: str) -> str:
    line = code.strip().splitlines()[0]
    return line if len(line) <= 80 else f"{line[:79]}…"
