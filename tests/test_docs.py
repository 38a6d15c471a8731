"""The docs say what the program does: held together here."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from autograder.cli import VERBS, group
from autograder.course import settings
from autograder.grading.expectations import Expectation
from autograder.student import Session

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands():
    context = click.Context(group)
    return {name: group.get_command(context, name) for name in VERBS}


def test_the_table_of_settings_is_the_one_that_the_program_reads():
    page = (ROOT / "docs/operators.md").read_text(encoding="utf-8")
    for key, default, meaning in settings.describe():
        assert f"| `{key}` | `{default!r}` | {meaning} |" in page
    table = page.partition("<!-- settings -->")[2].partition("<!-- /settings -->")[0]
    assert table.count("\n| `") == len(settings.describe())


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb):
    command = commands()[verb]
    assert command.help
    assert f"autograder {verb}" in command.epilog


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_verb_and_option_that_a_page_shows_exists(page):
    known = commands()
    code = "\n".join(code_of(page.read_text(encoding="utf-8")))
    for line in re.findall(r"^autograder ([a-z]+\b[^#\n]*)", code, re.M):
        verb, *words = line.split()
        assert verb in known, f"{page.name}: autograder {verb}"
        command = known[verb]
        if isinstance(command, click.Group):
            command = command.commands[words[0]]
        options = {name for parameter in command.params for name in parameter.opts}
        for word in words:
            if word.startswith("--") and word != "--help":
                assert word in options, f"{page.name}: autograder {line}"


def code_of(text: str) -> list[str]:
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.S | re.M)
    return [*blocks, *re.findall(r"`([^`\n]+)`", text)]


def test_the_authors_page_names_every_statement_about_a_value():
    page = (ROOT / "docs/authors.md").read_text(encoding="utf-8")
    for name in vars(Expectation):
        if not name.startswith("_"):
            assert f"`{name}`" in page or f".{name}(" in page, name


def test_the_protocol_page_names_every_operation():
    page = (ROOT / "docs/protocol.md").read_text(encoding="utf-8")
    operations = [name.removeprefix("do_") for name in vars(Session) if name.startswith("do_")]
    assert operations
    for operation in operations:
        assert f"| `{operation}` |" in page, operation


def test_the_pages_of_the_assignments_are_those_of_the_course():
    done = subprocess.run(
        [sys.executable, "docs/build.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_no_reference_has_lost_a_point():
    for name, found in json.loads((ROOT / "docs/assignments/seeds.json").read_text()).items():
        assert found["points_lost"] == 0, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_paths_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target
    for path in re.findall(r"`((?:tests|autograder|docs|examples)/[\w./-]+)`", text):
        assert (ROOT / path).exists(), path
