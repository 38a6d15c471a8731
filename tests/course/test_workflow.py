"""What proves a course's graders on every change, run here as it runs there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from autograder.course import load, new

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW, HOOK = ".github/workflows/course.yml", ".pre-commit-config.yaml"
PATH = f"{Path(sys.executable).parent}:{os.environ['PATH']}"


@pytest.fixture
def course(tmp_path):
    (tmp_path / "course.toml").write_text("")
    new(load(tmp_path), "first")
    return tmp_path


def run(command, cwd, **variables):
    return subprocess.run(
        ["bash", "-ec", command] if isinstance(command, str) else command,
        cwd=cwd, env=dict(os.environ, PATH=PATH, **variables), capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def steps(course):
    """What the workflow runs by itself, by the names of its steps."""
    document = yaml.safe_load((course / WORKFLOW).read_text())
    (job,) = document["jobs"].values()
    return {step["name"]: step["run"] for step in job["steps"] if "run" in step}


def test_a_course_gets_them_once_and_keeps_its_own(course):
    assert (course / WORKFLOW).is_file()
    (course / HOOK).write_text("repos: []\n")
    written = new(load(course), "second")
    assert (course / HOOK).read_text() == "repos: []\n"
    assert not {course / WORKFLOW, course / HOOK} & set(written)


@pytest.mark.parametrize("name", [WORKFLOW, HOOK])
def test_this_course_has_the_same(course, name):
    assert (ROOT / name).read_text() == (course / name).read_text()


def test_the_workflow_passes_for_a_new_course_and_writes_a_summary(course):
    summary = course / "summary.md"
    for name in ("Stubs are fresh", "Graders are right"):
        done = run(steps(course)[name], course, GITHUB_STEP_SUMMARY=str(summary))
        assert done.returncode == 0, done.stdout + done.stderr
    text = summary.read_text()
    assert text.startswith("## Are the graders right? Yes.\n")
    assert "| first | standardise |  |  | 2/2 | 2/2 |" in text


def test_the_workflow_fails_for_a_stale_stub_and_for_a_mutant_that_lives(course):
    mutant = next((course / "graders/first/mutants").glob("*.py"))
    text = mutant.read_text()
    reference = (course / "solutions/first/first.py").read_text()
    right = reference.split("### BEGIN SOLUTION\n")[1].split("    ### END SOLUTION")[0]
    heading = text.partition("def ")[0]
    mutant.write_text(f"{heading}def standardise(table):\n{right}")
    summary = course / "summary.md"
    verify = steps(course)["Graders are right"]
    done = run(verify, course, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1
    assert "Are the graders right? No." in summary.read_text()
    assert "but no check caught it" in summary.read_text()
    path = course / "solutions/first/first.py"
    path.write_text(reference.replace("# # First", "# # Another title"))
    assert run(steps(course)["Stubs are fresh"], course).returncode == 1


def test_the_workflow_says_what_is_missing_to_install_from(course):
    done = run(steps(course)["Install"], course)
    assert done.returncode == 1
    assert "::error::Write into requirements.txt" in done.stdout


def test_the_hook_stops_a_commit_with_a_stale_stub(course):
    if shutil.which("pre-commit", path=PATH) is None:
        pytest.skip("pre-commit is not installed")
    git = "git -c user.name=a -c user.email=a@b.c"
    assert run(f"{git} init -q . && {git} add -A && {git} commit -qm start", course).returncode == 0
    hook = "pre-commit run --all-files"
    done = run(hook, course)
    assert done.returncode == 0, done.stdout + done.stderr
    path = course / "solutions/first/first.py"
    path.write_text(path.read_text().replace("# # First", "# # Another title"))
    done = run(hook, course)
    assert done.returncode == 1
    assert "stubs are made from their references" in done.stdout
