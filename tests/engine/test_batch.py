"""A batch accounts for every submission, whatever the others do."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import autograder
from autograder.engine.batch import choose_sandbox, find
from autograder.errors import NotebookError, UsageError
from autograder.results import Document, SubmissionResult, from_json

RIGHT = (
    "def double(x):\n    return 2 * x",
    "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)",
)


@pytest.fixture(scope="module")
def command():
    """Run the real command, from a folder that has nothing to do with the course."""

    def run(*words, cwd="/", **options):
        return subprocess.run(
            [sys.executable, "-m", "autograder", *map(str, words)],
            capture_output=True, text=True, cwd=cwd, timeout=300, check=False, **options,
        )  # fmt: skip

    return run


def test_paths_folders_and_patterns_are_found_once_each(tmp_path):
    for name in ("a.ipynb", "b.ipynb", "deep/c.ipynb", ".ipynb_checkpoints/a.ipynb", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find([tmp_path, tmp_path / "a.ipynb", f"{tmp_path}/*.ipynb"])
    assert [p.relative_to(tmp_path).as_posix() for p in found] == [
        "a.ipynb",
        "b.ipynb",
        "deep/c.ipynb",
    ]


def test_a_path_that_names_nothing_is_bad_usage(tmp_path):
    with pytest.raises(UsageError, match="nothing to grade there"):
        find(tmp_path / "missing")


def test_the_process_sandbox_is_refused_for_several_submissions_without_trust():
    with pytest.raises(UsageError, match="--trust"):
        choose_sandbox("process", 2, trust=False)
    assert choose_sandbox("process", 2, trust=True) == "process"
    assert choose_sandbox("process", 1, trust=False) == "process"


def test_one_broken_notebook_does_not_stop_the_others(notebook, small_course):
    good = notebook(*RIGHT)
    broken = good.with_name("broken.ipynb")
    broken.write_text("{")
    document = autograder.grade([broken, good], course=small_course, jobs=2)
    assert [result.score for result in document.results] == [9]
    assert [failure.submission for failure in document.failures] == [str(broken)]
    assert "broken.ipynb" in document.failures[0].reason


def test_the_command_writes_json_and_nothing_else_to_standard_output(
    command, notebook, small_course
):
    done = command("grade", notebook(*RIGHT), "--course", small_course, "--json", "-")
    assert done.returncode == 0
    document = from_json(Document, done.stdout)
    assert document.results[0].score == 9
    assert json.loads(done.stdout)["schema_version"] == 1


def test_settings_of_somebodys_own_pytest_are_not_the_graders(
    command, notebook, small_course, tmp_path
):
    (tmp_path / "unwanted.py").write_text("raise RuntimeError('imported by pytest')")
    settings = {"PYTEST_ADDOPTS": "--junitxml=x.xml -k nothing", "PYTEST_PLUGINS": "unwanted"}
    env = os.environ | settings | {"PYTHONPATH": str(tmp_path)}
    words = (notebook(*RIGHT), "--course", small_course, "--json", "-", "--no-cache")
    run = command("grade", *words, env=env)
    assert run.returncode == 0, run.stderr
    assert from_json(Document, run.stdout).results[0].score == 9


def test_the_command_says_by_its_exit_code_what_happened(command, notebook, small_course, tmp_path):
    wrong = notebook("def double(x):\n    return x", name="wrong.ipynb")
    graded = command("grade", wrong, "--course", small_course, "--out", tmp_path / "out")
    assert graded.returncode == 0
    assert "Doubles a number" in graded.stdout
    written = from_json(SubmissionResult, (tmp_path / "out/wrong/result.json").read_bytes())
    assert written.score == 0
    assert "Doubles a number" in (tmp_path / "out/wrong/report.txt").read_text()
    pdf = tmp_path / "scan.ipynb"
    pdf.write_bytes(b"%PDF-1.7 ...")
    assert (failed := command("grade", pdf, "--course", small_course)).returncode == 1
    assert "PDF" in failed.stderr
    for words in (["grade"], ["grade", tmp_path / "none"], ["grade", wrong, "--course", tmp_path],
                  ["grade", wrong, "--course", small_course, "--assignment", "smal"],
                  ["bogus"], ["grade", wrong, "--jobs", "0"]):  # fmt: skip
        done = command(*words)
        assert done.returncode == 2, words
        assert "Traceback" not in done.stderr
    assert "did you mean 'small'?" in command(
        "grade", wrong, "--course", small_course, "--assignment", "smal"
    ).stderr  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_is_left_running_after_a_batch(command, notebook, small_course):
    hoarder = (
        "import os, time\n"
        "def double(x):\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        if os.fork() == 0: time.sleep(600)\n"
        "        os._exit(0)\n"
        "    return 2 * x"
    )
    before = processes()
    done = command("grade", notebook(hoarder, RIGHT[1]), "--course", small_course)
    assert "9 of 9" in done.stdout
    deadline = time.monotonic() + 5
    while (left := processes() - before) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left


def processes():
    """Everything that descends from this process; what lost its parent becomes its child."""
    subreaper = 36
    ctypes.CDLL(None).prctl(subreaper, 1, 0, 0, 0)
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if fields[0] != "Z":
                parents[int(entry.name)] = int(fields[1])
    found = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def test_a_course_with_a_broken_grader_is_bad_usage(notebook, small_course, tmp_path):
    import shutil

    broken = tmp_path / "course"
    shutil.copytree(small_course, broken)
    (broken / "graders/small/test_hidden.py").write_text("import no_such_module\n")
    with pytest.raises(UsageError, match="no_such_module"):
        autograder.grade(notebook(*RIGHT), course=broken)


def test_a_notebook_of_no_assignment_is_a_failure_with_a_reason(small_course, tmp_path):
    import nbformat

    stranger = tmp_path / "holiday.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("a = 1")]), stranger)
    document = autograder.grade(stranger, course=small_course)
    assert not document.results
    assert "holiday" in document.failures[0].reason
    assert issubclass(NotebookError, autograder.AutograderError)


def test_a_link_is_not_followed_to_somebody_elses_answers(small_course, tmp_path):
    link = tmp_path / "mine.ipynb"
    link.symlink_to(small_course / "solutions/small/small.ipynb")
    document = autograder.grade(link, course=small_course)
    assert not document.results
    assert "is a link to another file" in document.failures[0].reason


def test_the_process_sandbox_gives_the_same_points(notebook, small_course):
    document = autograder.grade(notebook(*RIGHT), course=small_course, sandbox="process")
    assert (document.results[0].score, document.results[0].sandbox) == (9, "process")


def test_ctrl_c_ends_everything_without_a_traceback_and_keeps_what_is_done(
    notebook, small_course, tmp_path
):
    done = notebook(*RIGHT, name="done.ipynb")
    slow = notebook("import time\ndef double(x):\n    time.sleep(600)", name="slow.ipynb")
    # a shell may have these tests ignore the signal, and whatever they start with them
    begin = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        " from autograder.cli import main; main()"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", begin, "grade", done, slow, "--course", small_course,
         "--out", tmp_path / "out", "--jobs", "1", "--no-cache"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while not (tmp_path / "out/done/result.json").exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    running.send_signal(signal.SIGINT)
    said, _ = running.communicate(timeout=30)
    assert "Traceback" not in said
    assert "INTERNALERROR" not in said
    assert running.returncode == 1
    assert from_json(SubmissionResult, (tmp_path / "out/done/result.json").read_bytes()).score == 9
