"""`autograder export` as a person uses it, and what stands beside the results."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from autograder.cli import main
from autograder.cli.export import command
from autograder.results import CheckResult, Document, Failure, SubmissionResult, to_json

ROOT = Path(__file__).resolve().parents[2]


def result(name, assignment="small"):
    check = CheckResult(
        id="test_it", exercise="it", title="Does it", points=4, score=4, outcome="passed",
        message="", hint="", public=True, duration_s=0.1,
    )  # fmt: skip
    return SubmissionResult(
        submission=f"class/{name}.ipynb", assignment=assignment, score=4.0, max_score=4.0, seed=1,
        duration_s=1.0, sandbox="namespace", checks=(check,),
    )  # fmt: skip


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with the results of two people, and nothing else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_OUTPUT", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    document = Document(results=(result("zoe"), result("bob")))
    (tmp_path / "results.json").write_bytes(to_json(document))
    for one in document.results:
        folder = tmp_path / "out" / Path(one.submission).stem
        folder.mkdir(parents=True)
        (folder / "result.json").write_bytes(to_json(one))
    return tmp_path


@pytest.fixture
def run(here, monkeypatch, capfdbinary):
    """`run(word, …)`: exit code, standard output and standard error of `autograder export`."""

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["autograder", "export", *words])
        with pytest.raises(SystemExit) as ended:
            main()
            sys.exit(0)
        out, err = capfdbinary.readouterr()
        return ended.value.code or 0, out.decode("utf-8-sig"), err.decode()

    return call


def scores(text):
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return {row["person"]: row["small.score"] for row in rows}


def test_every_format_has_help_with_an_example():
    for name, format_ in command.commands.items():
        assert format_.help, name
        assert f"autograder export {name} " in " ".join(format_.epilog.split())


@pytest.mark.parametrize("given", ["results.json", "out"])
def test_results_are_a_file_or_the_folder_that_grading_wrote(run, given):
    code, out, _ = run("csv", given, "--wide")
    assert code == 0
    assert scores(out) == {"bob": "4", "zoe": "4"}


def test_what_stands_beside_the_results_counts(run, here):
    (here / "course.toml").write_text(
        "[late]\ntime_zone = 'Europe/Berlin'\nper_day = 0.25\ndue = {}\n"
    )
    (here / "overrides.csv").write_text(
        "person,score,due,reason\nZoe,3,,asked\nbob,,2026-11-20 23:59,was ill\n"
    )
    (here / "people.csv").write_text("login,name,id\nzoe,Zoe,17\nbob,Bob,18\n")
    (here / "submissions.csv").write_text("id,handed_in\n18,2026-11-21 08:00\n")
    graded = (here / "results.json").read_bytes()
    code, out, err = run("csv", "results.json", "--wide")
    assert (code, err) == (0, "")
    assert scores(out) == {"17": "3", "18": "3"}
    assert "override −1: asked" in out
    assert "was ill" in out
    assert (here / "results.json").read_bytes() == graded


def test_an_override_that_fits_nothing_is_named(run, here):
    (here / "overrides.csv").write_text("submission,points,reason\nghost.ipynb,1,x\n")
    code, _, err = run("csv", "results.json")
    assert code == 0
    assert err == (
        "note: overrides.csv, line 2 is not applied: there is no submission of 'ghost.ipynb'.\n"
    )


def test_who_could_not_be_graded_is_named(run, here):
    document = Document(
        results=(result("zoe"),),
        failures=(Failure(submission="class/bob.ipynb", reason="It is a PDF."),),
    )
    (here / "results.json").write_bytes(to_json(document))
    code, out, err = run("csv", "results.json", "--wide")
    assert (code, scores(out)) == (0, {"zoe": "4"})
    assert err == "note: class/bob.ipynb was not graded: It is a PDF.\n"


def test_one_file_holds_one_submission_where_the_format_says_so(run, here):
    code, _, err = run("check50", "results.json")
    assert code == 2
    assert "holds one submission, and here are 2" in err
    assert run("check50", "results.json", "--out", "each")[0] == 0
    assert sorted(p.name for p in (here / "each").iterdir()) == ["bob.json", "zoe.json"]
    code, out, _ = run("check50", "out/zoe/result.json")
    assert json.loads(out)["results"][0]["passed"] is True


def test_a_step_in_github_gets_its_summary_result_and_annotations(run, here, monkeypatch):
    monkeypatch.setenv("GITHUB_OUTPUT", str(here / "outputs"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(here / "summary"))
    assert run("github", "out/zoe/result.json")[0] == 0
    assert (here / "outputs").read_text().startswith("result=eyJ2ZXJzaW9uIjox")
    assert "4 of 4 points" in (here / "summary").read_text()


def test_who_could_not_be_filled_in_is_named_and_the_code_says_so(run, here):
    (here / "grades.csv").write_text(
        "Student,ID,SIS Login ID,Section,small (1)\n    Points Possible,,,,4\nIto,1,zoe,A,\n"
    )
    code, _, err = run("canvas", "results.json", "grades.csv", "--out", "new.csv")
    assert (code, err) == (1, "note: class/bob.ipynb is nobody in grades.csv; not filled in.\n")
    assert (here / "new.csv").read_text().endswith("Ito,1,zoe,A,4\n")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("canvas", "results.json", "results.json", "--out", "x"), "is not a gradebook that"),
        (("moodle", "results.json", "results.json", "--out", "x"), "is not a grading worksheet"),
        (("junit", "grades.csv"), "holds no results; expected what `autograder grade --json`"),
        (("junit", "empty"), "no results there; expected the folder"),
        (("canvas", "results.json", "grades.csv", "--assignment", "gan", "--out", "x"),
         "There are no results of 'gan' here, but of small."),
        (("gradescope", "gan", "--course", "empty"), "is not a course"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_clear_sentence(run, here, words, problem):
    (here / "grades.csv").write_text("a,b\n1,2\n")
    (here / "empty").mkdir()
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert problem in err
    assert err.count("\n") == 1
    assert not (here / "x").exists()


def test_results_of_several_assignments_need_one_named_for_a_gradebook(run, here):
    document = Document(results=(result("zoe"), result("bob", assignment="large")))
    (here / "results.json").write_bytes(to_json(document))
    (here / "g.csv").write_text("Student,ID,SIS Login ID,Section,large (1)\nB,1,bob,A,\n")
    assert "small; say which" in run("canvas", "results.json", "g.csv", "--out", "n.csv")[2]
    words = ("canvas", "results.json", "g.csv", "--out", "n.csv", "--assignment", "large")
    assert run(*words)[0] == 0


def test_the_workflow_is_one_that_github_can_read(run):
    for more, tells in (((), True), (("--no-classroom",), False)):
        words = ("github-workflow", "rmse_loss", "--course", str(ROOT), "--repository", "uni/dl")
        code, out, _ = run(*words, *more)
        assert code == 0
        assert "@ASSIGNMENT@" not in out
        workflow = yaml.safe_load(out)
        steps = workflow["jobs"]["grade"]["steps"]
        assert steps[1]["with"]["repository"] == "uni/dl"
        (grade,) = (step for step in steps if step.get("id") == "autograder")
        assert "autograder export github" in grade["run"]
        reporter = [step for step in steps if "reporter" in step.get("uses", "")]
        assert bool(reporter) is tells
        if tells:  # the name that the reporter looks for: src/main.js
            assert f"{reporter[0]['with']['runners'].upper()}_RESULTS" in reporter[0]["env"]


@pytest.fixture
def unpacked(run, here, small_course):
    """Gradescope's folder /autograder, elsewhere, with the zip in `source`."""
    words = ("gradescope", "small", "--course", str(small_course), "--hidden", "hidden")
    assert run(*words, "--out", "one.zip")[0] == 0
    assert run(*words, "--out", "two.zip")[0] == 0
    assert (here / "one.zip").read_bytes() == (here / "two.zip").read_bytes()
    root = here / "autograder"
    (root / "submission").mkdir(parents=True)
    # zipfile forgets modes, Gradescope does not
    with zipfile.ZipFile(here / "one.zip") as archive:
        for entry in archive.infolist():
            Path(archive.extract(entry, root / "source")).chmod(entry.external_attr >> 16)
    shutil.copy(root / "source/run_autograder", root / "run_autograder")
    # what setup.sh would install: `.ci/exports` runs that one
    (root / "venv").symlink_to(sys.prefix)
    return root


def graded(root):
    done = subprocess.run(
        [root / "run_autograder"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads((root / "results/results.json").read_text())


def test_gradescopes_zip_has_what_grading_needs_and_no_answer(unpacked):
    names = {str(p.relative_to(unpacked / "source")) for p in (unpacked / "source").rglob("*")}
    assert {"setup.sh", "run_autograder", "constraints.txt", "package/pyproject.toml",
            "package/autograder/cli/grade.py", "course/course.toml",
            "course/graders/small/test_hidden.py",
            "course/assignments/small/small.ipynb"} <= names  # fmt: skip
    course = {name for name in names if name.startswith("course/")}
    assert not [name for name in course if "solutions" in name or "mutants" in name]
    assert os.access(unpacked / "source/setup.sh", os.X_OK)
    pins = (unpacked / "source/constraints.txt").read_text().split()
    assert any(pin.startswith("keras==3.") for pin in pins)


def test_gradescopes_zip_grades_a_real_submission(unpacked, notebook):
    made = notebook("def double(x):\n    return 2 * x", "def mean_square(x):\n    return x")
    shutil.copy(made, unpacked / "submission/My homework (2).ipynb")
    told = graded(unpacked)
    tests = {test["extra_data"]["id"]: test for test in told["tests"]}
    assert told["score"] == 3.0
    assert sum(test["max_score"] for test in tests.values()) == 9.0
    assert tests["test_doubles_an_array"]["status"] == "passed"
    assert tests["test_doubles_an_array"]["visibility"] == "hidden"
    assert tests["test_mean_of_squares"]["visibility"] == "visible"
    assert tests["test_mean_of_squares"]["output"]


def test_gradescope_hears_that_there_is_no_notebook_or_more_than_one(unpacked, notebook):
    assert "Hand in one notebook" in graded(unpacked)["output"]
    for name in ("a.ipynb", "b.ipynb", ".hidden.ipynb"):
        shutil.copy(notebook("x = 1"), unpacked / "submission" / name)
    assert "there are 2" in graded(unpacked)["output"]


def test_gradescope_hears_why_a_file_is_no_notebook(unpacked):
    (unpacked / "submission/a.ipynb").write_text("%PDF-1.4 …")
    told = graded(unpacked)
    assert told["score"] == 0
    assert "PDF" in told["output"]
