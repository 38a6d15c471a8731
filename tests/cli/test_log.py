"""The log file has everything, a line each; nothing of it is seen on the terminal."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from autograder.cli.log import logging_to, one_line
from autograder.errors import UsageError

LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d"
    r" (?P<level>DEBUG|INFO|WARNING|ERROR) (?P<logger>autograder\.[\w.]+) (?P<message>.+)"
)
RIGHT = (
    "def double(x):\n    return 2 * x",
    "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)",
)
HOSTILE = "a[bold]\x1b[2J\n2026-01-01T00:00:00.000+00:00 INFO autograder.x all is well.ipynb"
HARMLESS = r"a[bold]\x1b[2J\n2026-01-01T00:00:00.000+00:00 INFO autograder.x all is well.ipynb"
ENGINE = logging.getLogger("autograder.engine.pool")


def entries(path):
    """(level, logger, message) of each line; every line has all of that."""
    text = Path(path).read_text(encoding="utf-8")
    assert text.endswith("\n")
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    assert all(found), text
    return [(match["level"], match["logger"], match["message"]) for match in found]


def messages(path, level=None):
    return [text for its, _, text in entries(path) if level in (None, its)]


def run(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, words)],
        capture_output=True, text=True, check=False, **options,
    )  # fmt: skip


def python(text, *words):
    return subprocess.run(
        [sys.executable, "-c", dedent(text), *map(str, words)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_what_the_engine_says_is_in_the_log_and_not_on_the_terminal(tmp_path, capfd):
    with logging_to(tmp_path / "run.log"):
        ENGINE.debug("a small thing")
        ENGINE.warning("the zygote ended with code %d", 9)
    assert entries(tmp_path / "run.log")[-2:] == [
        ("DEBUG", "autograder.engine.pool", "a small thing"),
        ("WARNING", "autograder.engine.pool", "the zygote ended with code 9"),
    ]
    assert capfd.readouterr() == ("", "")


def test_without_a_log_warnings_of_the_engine_reach_nobody():
    done = python("""
        import logging
        from autograder.cli.log import logging_to
        with logging_to(None):
            logging.getLogger("autograder.engine.pool").error("the zygote ended")
        """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_afterwards_logging_is_as_it_was(tmp_path):
    logger = logging.getLogger("autograder")
    before = logger.level, logger.propagate, [*logger.handlers]
    for path in (None, tmp_path / "run.log"):
        with pytest.raises(ZeroDivisionError), logging_to(path):
            raise ZeroDivisionError
        assert (logger.level, logger.propagate, logger.handlers) == before


def test_a_second_run_is_added_to_the_first(tmp_path):
    for word in ("first", "second"):
        with logging_to(tmp_path / "run.log"):
            ENGINE.info(word)
    assert [m for m in messages(tmp_path / "run.log") if m in ("first", "second")] == [
        "first",
        "second",
    ]


@pytest.mark.parametrize(
    "text",
    [HOSTILE, "a\r\nb", "\x85 \u2028 \u2029 \x0b \x0c \x1c", "\x00\x9b2J", "\udcff", "über 文件 ✓"],
)
def test_nothing_in_a_name_or_message_makes_a_second_line_or_moves_a_cursor(text, tmp_path):
    with logging_to(tmp_path / "run.log"):
        ENGINE.info("%s: reading", text)
        ENGINE.info(text)
    assert messages(tmp_path / "run.log")[-2:] == [f"{one_line(text)}: reading", one_line(text)]
    assert one_line(text).isprintable()
    assert one_line(one_line(text)) == one_line(text)


def test_ordinary_letters_stay_as_they_are():
    assert one_line("über 文件 ✓ [bold] a\tb") == r"über 文件 ✓ [bold] a\tb"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UsageError("no such course."), "no such course."),
        (KeyboardInterrupt(), "stopped by Ctrl-C"),
        (ZeroDivisionError("of ours"), "a fault of the program"),
    ],
)
def test_what_ends_a_run_early_is_its_last_line(error, said, tmp_path):
    with pytest.raises(type(error)), logging_to(tmp_path / "run.log"):
        raise error
    level, _, message = entries(tmp_path / "run.log")[-1]
    assert level == "ERROR"
    assert message.startswith(said)
    assert ("Traceback" in message) == isinstance(error, ZeroDivisionError)


def test_a_disk_that_fills_up_costs_the_log_and_not_the_grading(tmp_path):
    done = python(
        """
        import logging, resource, sys
        from pathlib import Path
        from autograder.cli.log import logging_to
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        with logging_to(Path(sys.argv[1])):
            for number in range(100):
                logging.getLogger("autograder.engine").info("step %d", number)
            print("graded")
        """,
        tmp_path / "run.log",
    )
    assert (done.returncode, done.stdout) == (0, "graded\n")
    assert done.stderr == f"The log {tmp_path / 'run.log'} is not complete: File too large.\n"
    assert "step 3" in (tmp_path / "run.log").read_text()


@pytest.fixture
def submissions(notebook):
    """One notebook that is right, and one that is none and has a hostile name."""
    right = notebook(*RIGHT, name="right.ipynb")
    right.with_name(HOSTILE).write_text("{")
    return right.parent


def test_a_real_run_is_logged_from_the_command_line_to_the_totals(
    namespaces, submissions, small_course, tmp_path
):
    log = tmp_path / "logs" / "run.log"
    words = ("grade", submissions, "--course", small_course, "--log", log, "--jobs", "2")
    graded = run(*words, "--seed", "21", "--quiet")
    assert graded.returncode == 1
    lines = entries(log)
    assert lines[0][2] == f"autograder grade {submissions} --course {small_course} --log {log}" \
        " --jobs 2 --seed 21 --quiet"  # fmt: skip
    assert re.fullmatch(r"version \d+\.\d+\.\d+.*", lines[1][2])
    assert lines[2][2] == "2 to grade, sandbox namespace"
    steps = [text for text in messages(log, "DEBUG") if text.startswith(f"{submissions}/right")]
    assert f"{submissions}/right.ipynb: reading" in steps
    assert f"{submissions}/right.ipynb: Doubles a number" in steps
    outcome = next(text for text in messages(log, "INFO") if ": 9/9" in text)
    assert re.fullmatch(rf"{submissions}/right\.ipynb: 9/9 in \d+\.\d\d s", outcome)
    failure = next(text for text in messages(log, "WARNING") if HARMLESS in text)
    assert failure.startswith(f"{submissions}/{HARMLESS}: ")
    assert re.fullmatch(r"2 submissions in \S+ s, \S+ s each", lines[-1][2])

    again = run(*words, "--seed", "21", "--quiet")
    assert again.stderr == graded.stderr
    assert any(text.endswith(" s, from the cache") for text in messages(log, "INFO"))
    assert messages(log)[-1].endswith("; 1 of them from the cache")


def test_with_a_folder_for_results_the_log_is_there_unless_another_is_named(
    submissions, small_course, tmp_path
):
    words = ("grade", submissions / HOSTILE, "--course", small_course, "--out", tmp_path / "out")
    assert run(*words).returncode == 1
    assert messages(tmp_path / "out/autograder.log")[-1].startswith("1 submission in ")
    before = (tmp_path / "out/autograder.log").read_bytes()
    assert run(*words, "--log", tmp_path / "other.log").returncode == 1
    assert (tmp_path / "out/autograder.log").read_bytes() == before
    assert messages(tmp_path / "other.log")[-1].startswith("1 submission in ")


def test_a_submission_of_that_name_does_not_keep_the_log_from_being_written(
    namespaces, notebook, small_course, tmp_path
):
    path = notebook(*RIGHT, name="autograder.log.ipynb")
    done = run("grade", path, "--course", small_course, "--seed", 21, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/autograder.log/result.json").exists()
    assert messages(tmp_path / "out/_autograder.log")[-1].startswith("1 submission in ")


@pytest.mark.parametrize("verb", ["grade", "verify", "calibrate"])
def test_a_log_that_cannot_be_written_is_said_before_anything_starts(
    verb, submissions, small_course, tmp_path
):
    (tmp_path / "file").touch()
    impossible = [tmp_path, tmp_path / "file" / "run.log"]
    if os.path.exists("/dev/full"):  # noqa: PTH110 - it is a device
        impossible.append(Path("/dev/full"))
    for log in impossible:
        what = [submissions] if verb == "grade" else []
        done = run(verb, *what, "--course", small_course, "--log", log)
        assert done.returncode == 2
        assert done.stderr.startswith(f"autograder: The log {log} cannot be written: ")
        assert len(done.stderr.splitlines()) == 1
        assert not done.stdout


def test_verify_logs_each_verdict(namespaces, small_course, tmp_path):
    log = tmp_path / "run.log"
    done = run("verify", "--references", "--course", small_course, "--log", log)
    assert done.returncode == 0, done.stderr
    assert "answers are judged, sandbox namespace" in messages(log)
    assert any(
        re.fullmatch(r"small reference reference: right in \d+\.\d\d s", text)
        for text in messages(log, "INFO")
    )
    assert messages(log)[-1] == "answers judged: 1, not as they should be: 0"


def test_calibrate_logs_what_it_judged(namespaces, small_course, tmp_path):
    log = tmp_path / "run.log"
    done = run("calibrate", "small", "--seeds", "2", "--course", small_course, "--log", log, "-q")
    assert (done.returncode, done.stderr) == (0, "")
    assert messages(log)[-1] == "answers judged: 2, not as they should be: 0"
