"""An Otter Assign notebook, taken apart by its raw cells and the comments in its code."""

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from autograder.course.importing.pieces import BEGIN, END, Pieces, Tests, in_words, with_region

if TYPE_CHECKING:
    from nbformat import NotebookNode

BOUNDARY = re.compile(
    r"^\s*(?:```\s*)?#?\s*(?P<what>ASSIGNMENT CONFIG|(?P<edge>BEGIN|END) "
    r"(?P<block>QUESTION|SOLUTION|PROMPT|TESTS))\s*$",
    re.MULTILINE,
)
TEST_CONFIG = re.compile(
    r'^\s*"""\s*# BEGIN TEST CONFIG\n(.*?)"""\s*;?\s*# END TEST CONFIG', re.DOTALL
)
PROMPT = re.compile(
    r'^\s*"""\s*# BEGIN PROMPT.*?"""\s*;?\s*# END PROMPT[^\n]*$', re.DOTALL | re.MULTILINE
)
IGNORED = re.compile(r"^\s*# BEGIN IGNORE.*?# END IGNORE[^\n]*$\n?", re.DOTALL | re.MULTILINE)
KNOWN = {"name", "points", "manual", "check_cell", "export"}


def is_otter(notebook: "NotebookNode") -> bool:
    """Whether the notebook has Otter's questions."""
    return any("BEGIN QUESTION" in cell.source for cell in notebook.cells)


def take_apart(notebook: "NotebookNode") -> Pieces:
    """The pieces of a master notebook."""
    found = Pieces()
    question: _Question | None = None
    block = ""
    for number, cell in enumerate(notebook.cells, 1):
        edge = BOUNDARY.match(cell.source) if cell.cell_type in ("raw", "markdown") else None
        place = f"cell {number}"
        if edge and edge["what"] == "ASSIGNMENT CONFIG":
            _say_what_is_lost(found, _config(cell.source), place)
        elif edge and edge["block"] == "QUESTION" and edge["edge"] == "BEGIN":
            question, block = _Question(_config(cell.source), place), ""
        elif edge and edge["block"] == "QUESTION" and question:
            question.put_into(found)
            question = None
        elif edge:
            block = edge["block"] if edge["edge"] == "BEGIN" else ""
        elif question and block == "SOLUTION":
            question.answers.append((cell, place))
        elif question and block == "TESTS":
            question.tests.append((cell, place))
        elif cell.cell_type == "code":
            found.add_code(_without_ignored(cell.source))
        elif cell.cell_type == "markdown" and block != "SOLUTION":
            found.add_text(cell.source)
    if question:
        question.put_into(found)
        found.remark(question.place, "the question has no END QUESTION; it ends with the notebook.")
    return found


class _Question:
    """What stands between BEGIN QUESTION and END QUESTION."""

    def __init__(self, config: dict[str, Any], place: str) -> None:
        self.config = config
        self.name = str(config.get("name", place))
        self.place = f"{place} ({self.name})"
        self.answers: list[tuple[NotebookNode, str]] = []
        self.tests: list[tuple[NotebookNode, str]] = []

    def put_into(self, found: Pieces) -> None:
        """One exercise with its tests, or a remark where a person grades."""
        for key in sorted({*self.config} - KNOWN):
            found.remark(self.place, f"`{key}` says something that has no counterpart here.")
        if self.config.get("manual"):
            given = self.config.get("points", 1)
            points = float(given) if isinstance(given, int | float) else 1.0
            found.remark(
                self.place,
                f"{in_words(points)} that a person gives; nothing here grades it, and the model"
                " answer was left out.",
            )
            return
        code = [cell.source for cell, _ in self.answers if cell.cell_type == "code"]
        if not code:
            found.remark(self.place, "the question has no answer in code; it is text only.")
            return
        source = with_region(_our_regions("\n\n".join(code)))
        exercise = found.add_exercise(source, self.place, self.name)
        if not exercise:
            return
        if not self.tests:
            found.remark(self.place, f"the question has no tests, so nothing grades {exercise}.")
        found.tests += self._tests(found, exercise)

    def _tests(self, found: Pieces, exercise: str) -> Iterator[Tests]:
        read = [(cell, place, *_test_config(cell.source)) for cell, place in self.tests]
        points = self._points([config for _, _, config, _ in read])
        for number, (cell, place, config, code) in enumerate(read, 1):
            where = f"{place} ({config.get('name', self.name)})"
            hidden = bool(config.get("hidden")) or bool(re.match(r"\s*#+\s*HIDDEN", code, re.I))
            name = str(config.get("name") or f"{self.name}_{number}")
            for key in sorted({*config} & {"success_message", "failure_message"}):
                found.remark(where, f"`{key}`: “{config[key]}”; make it a title or a hint.")
            said = _as_asserts(_without_ignored(code), _output(cell))
            yield Tests(name, "", said, points[number - 1], hidden, where, exercise)

    def _points(self, configs: list[dict[str, Any]]) -> list[float]:
        """Points of each test: its own, else an equal share of what the question has left."""
        own = [config.get("points") for config in configs]
        known = sum(float(p) for p in own if p is not None)
        total = self.config.get("points")
        if isinstance(total, dict):
            total = total.get("each", 1) * len(own) if "each" in total else None
        rest = max(0.0, float(1 if total is None and not known else total or known) - known)
        missing = own.count(None)
        return [round(rest / missing, 4) if p is None else float(p) for p in own]


def _config(source: str) -> dict[str, Any]:
    """What YAML below the first line says; nothing where that is none."""
    import yaml  # noqa: PLC0415 - only for this; it comes with jupytext

    text = re.sub(r"^\s*```\s*$", "", source, flags=re.MULTILINE)
    text = BOUNDARY.sub("", text, count=1)
    try:
        read = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return read if isinstance(read, dict) else {}


def _test_config(source: str) -> tuple[dict[str, Any], str]:
    import yaml  # noqa: PLC0415 - as above

    match = TEST_CONFIG.match(source)
    if not match:
        return {}, source
    try:
        read = yaml.safe_load(match[1])
    except yaml.YAMLError:
        read = {}
    return (read if isinstance(read, dict) else {}), source[match.end() :].lstrip("\n")


def _say_what_is_lost(found: Pieces, config: dict[str, Any], place: str) -> None:
    for key in sorted({*config} - {"name", "files"}):
        found.remark(place, f"`{key}` in the assignment's configuration has no counterpart here.")


def _without_ignored(source: str) -> str:
    source = IGNORED.sub("", source)
    return "\n".join(line for line in source.splitlines() if not re.search(r"#\s*IGNORE\s*$", line))


def _our_regions(source: str) -> str:
    """Otter's marks of what is the answer, as ours; prompts go, since the stub has its own."""
    lines: list[str] = []
    inside = False
    for line in PROMPT.sub("", _without_ignored(source)).splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        marked = re.search(r"\s*#\s*SOLUTION(?: NO PROMPT)?\s*$", line)
        if re.match(r"\s*## solution ##\s*$", line, re.I):
            continue
        if re.match(r"\s*#\s*BEGIN SOLUTION", line):
            inside = True
            lines.append(indent + BEGIN)
        elif re.match(r"\s*#\s*END SOLUTION", line):
            inside = False
            lines.append(indent + END)
        elif marked and not inside and line[: marked.start()].strip():
            if lines and lines[-1] == indent + END:
                lines.pop()
            else:
                lines.append(indent + BEGIN)
            lines += [line[: marked.start()], indent + END]
        else:
            lines.append(line)
    return "\n".join(lines)


def _output(cell: "NotebookNode") -> str | None:
    """The value that the test cell shows, which is what Otter compares with."""
    for output in cell.get("outputs", []):
        if output.output_type == "execute_result" and "text/plain" in output.data:
            return str(output.data["text/plain"])
    return None


def _as_asserts(code: str, output: str | None) -> str:
    """A test that shows a value, as a statement that the value is this one."""
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return code
    if output is None or not body or not isinstance(body[-1], ast.Expr):
        return code
    before = "\n".join(ast.unparse(node) for node in body[:-1])
    shown = ast.unparse(body[-1].value)
    try:
        value = ast.literal_eval(output)
    except (ValueError, SyntaxError):
        return code
    if value is True:
        said = f"assert {shown}"
    elif isinstance(value, float):
        said = f"assert math.isclose({shown}, {value!r}, rel_tol=1e-09)"
    else:
        said = f"assert ({shown}) == {value!r}"
    return f"{before}\n{said}".lstrip("\n")
