"""The graders that are compared, each behind the same method: grade these, say what it cost.

What each of them is given is written before its time starts; verdicts are read after it ends.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path

from assertions import assertions_of
from environments import python_of, versions
from measure import Run, measure
from submissions import (
    COURSE,
    Submission,
    answered,
    answers_in,
    portable,
    read,
    stub,
    test_file,
    with_test_cells,
    write,
)

# name of a submission: whether the system finds all of it right
Verdicts = dict[str, bool]
# name of a submission: the points that it got, and those that there are
Points = dict[str, tuple[float, float]]


class System(ABC):
    """A grader. `folder` is its own for as long as it is measured."""

    name: str
    packages: tuple[str, ...]

    def __init__(self, assignment: str, folder: Path, python: Path) -> None:
        self.assignment = assignment
        self.folder = folder
        self.python = python
        self.log = folder / "log.txt"
        # programs of the environment first, and nothing of this user's: no configuration, no
        # history, no other kernels, no results of yesterday
        self.env = {
            "PATH": os.pathsep.join([str(python.parent), os.environ["PATH"]]),
            "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
            "JUPYTER_DATA_DIR": str(folder / "jupyter"),
            "IPYTHONDIR": str(folder / "ipython"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        folder.mkdir(parents=True)
        self._runs = 0

    def versions(self) -> dict[str, str]:
        """What it consists of."""
        return versions(self.python, (*self.packages, "tensorflow-cpu", "keras", "numpy"))

    def grade(self, submissions: Sequence[Submission]) -> tuple[Run, Verdicts]:
        """Grade them all in one go; what it cost, and what is right."""
        self._runs += 1
        folder = self.folder / f"run{self._runs}"
        command = self.prepare(submissions, folder)
        run = measure(command, len(submissions), self.log, cwd=folder, env=self.env)
        return run, self.verdicts(folder)

    @abstractmethod
    def prepare(self, submissions: Sequence[Submission], folder: Path) -> Sequence[str | Path]:
        """Write what is graded into a new folder; the command that grades it there."""

    @abstractmethod
    def points(self, folder: Path) -> Points:
        """What the command has found."""

    def verdicts(self, folder: Path) -> Verdicts:
        """Which of them got all points."""
        return {name: got == most for name, (got, most) in self.points(folder).items()}


class Ours(System):
    """`autograder grade` on a folder of notebooks."""

    name = "ours"
    packages = ("autograder",)

    def __init__(self, assignment: str, folder: Path, sandbox: str, jobs: int) -> None:
        super().__init__(assignment, folder, Path(sys.executable))
        self.options = ("--sandbox", sandbox, "--jobs", str(jobs), "--no-cache")

    def prepare(self, submissions: Sequence[Submission], folder: Path) -> Sequence[str | Path]:
        """Stubs with the answers filled in."""
        given = stub(self.assignment)
        for submission in submissions:
            path = folder / "notebooks" / f"{submission.name}.ipynb"
            write(answered(given, submission.answers), path)
        grade: list[str | Path] = [self.python, "-m", "autograder", "grade", "notebooks"]
        return [*grade, "--course", COURSE, "--json", "results.json", *self.options]

    def points(self, folder: Path) -> Points:
        """By the JSON document."""
        results = json.loads((folder / "results.json").read_text())["results"]
        if any(result["cached"] for result in results):
            raise SystemExit("results came from the cache, and nothing was measured")
        return {
            Path(result["submission"]).stem: (result["score"], result["max_score"])
            for result in results
        }


class Nbgrader(System):
    """`nbgrader autograde`, one command for all submissions; it has no way to grade two at once."""

    name = "nbgrader"
    packages = ("nbgrader", "nbconvert", "nbclient", "ipykernel")

    def __init__(self, assignment: str, folder: Path) -> None:
        super().__init__(assignment, folder, python_of("nbgrader"))
        self.course = folder / "course"
        source = portable(read(COURSE / "solutions" / assignment / f"{assignment}.ipynb"))
        tests = {exercise: assertions_of(exercise) for exercise in answers_in(source)}
        source = with_test_cells(source, tests)
        write(source, self.course / "source" / assignment / f"{assignment}.ipynb")
        self._nbgrader("generate_assignment", assignment, cwd=self.course)

    def prepare(self, submissions: Sequence[Submission], folder: Path) -> Sequence[str | Path]:
        """A course directory of its own, with what `generate_assignment` released filled in."""
        shutil.copytree(self.course, folder)
        notebook = Path(self.assignment) / f"{self.assignment}.ipynb"
        released = read(folder / "release" / notebook)
        for submission in submissions:
            path = folder / "submitted" / submission.name / notebook
            write(answered(released, submission.answers), path)
        return [self.python, "-m", "nbgrader", "autograde", self.assignment]

    def points(self, folder: Path) -> Points:
        """By nbgrader's own export of its gradebook."""
        self._nbgrader("export", "--to", "grades.csv", cwd=folder)
        with (folder / "grades.csv").open(newline="", encoding="utf-8") as table:
            return {
                row["student_id"]: (float(row["score"]), float(row["max_score"]))
                for row in csv.DictReader(table)
            }

    def _nbgrader(self, *words: str, cwd: Path) -> None:
        _run_quietly([self.python, "-m", "nbgrader", *words], cwd, self.env)


class Otter(System):
    """`otter.api.grade_submission`, for all submissions from one process (see otter_driver.py)."""

    name = "otter"
    packages = ("otter-grader", "nbconvert", "nbclient", "ipykernel")

    def __init__(self, assignment: str, folder: Path) -> None:
        super().__init__(assignment, folder, python_of("otter"))
        self.stub = portable(stub(assignment))
        tests = folder / "tests"
        tests.mkdir()
        for exercise in answers_in(self.stub):
            text = test_file(exercise, assertions_of(exercise))
            (tests / f"{exercise}.py").write_text(text, encoding="utf-8")
        generate = ("generate", "--no-requirements", "--no-environment", "-o", "autograder.zip")
        _run_quietly([self.python, "-m", "otter", *generate], folder, self.env)

    def prepare(self, submissions: Sequence[Submission], folder: Path) -> Sequence[str | Path]:
        """Stubs without anything of ours, with the answers filled in."""
        paths = [
            write(answered(self.stub, submission.answers), folder / f"{submission.name}.ipynb")
            for submission in submissions
        ]
        driver = Path(__file__).with_name("otter_driver.py")
        return [self.python, driver, self.folder / "autograder.zip", "results.json", *paths]

    def points(self, folder: Path) -> Points:
        """By Otter's results."""
        points = json.loads((folder / "results.json").read_text())
        return {name: (total, possible) for name, (total, possible) in points.items()}


def wrong_verdicts(system: str, given: Sequence[Submission], verdicts: Verdicts) -> list[str]:
    """A sentence about each submission that the system took for what it is not."""
    words = {True: "right", False: "wrong", None: "not graded"}
    return [
        f"{system}: {submission.name} is {words[submission.right]}, and was found"
        f" {words[verdicts.get(submission.name)]}"
        for submission in given
        if verdicts.get(submission.name) is not submission.right
    ]


def _run_quietly(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str]) -> None:
    """Run what is not measured; what it said is shown only when it fails."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{done.args} ended with {done.returncode}:\n{done.stderr[-3000:]}")
