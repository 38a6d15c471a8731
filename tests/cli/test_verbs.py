"""Each verb as a person uses it, in a course of their own."""

import json
import os
import subprocess
import sys

import pytest


@pytest.fixture
def run(tmp_path):
    (tmp_path / "course.toml").touch()

    def command(*words):
        return subprocess.run(
            [sys.executable, "-m", "autograder", *words],
            capture_output=True, text=True, cwd=tmp_path, timeout=300, check=False,
        )  # fmt: skip

    return command


def test_a_new_assignment_verifies_as_it_is_and_fails_when_a_grader_is_weakened(run, tmp_path):
    assert run("new", "attention").returncode == 0
    assert "standardise" in run("list").stdout
    assert run("release", "--check").returncode == 0
    verified = run("verify", "--json", "verdicts.json")
    assert verified.returncode == 0, verified.stderr
    verdicts = json.loads((tmp_path / "verdicts.json").read_text())["verdicts"]
    assert {v["kind"] for v in verdicts} == {"reference", "stub", "mutant", "variant"}
    hidden = tmp_path / "graders/attention/test_hidden.py"
    strict = hidden.read_text().partition('    expect(result, "the table")')[0]
    hidden.write_text(strict + "    expect(result).has_shape((12, 2))\n")
    assert (weak := run("verify", "attention")).returncode == 1
    assert "no check caught it" in weak.stdout


def test_a_stale_stub_is_named_and_release_mends_it(run, tmp_path):
    run("new", "attention")
    reference = tmp_path / "solutions/attention/attention.py"
    reference.write_text(reference.read_text().replace("# Attention", "# Attention, again"))
    stale = run("release", "--check")
    assert stale.returncode == 1
    assert "attention.ipynb" in stale.stderr
    assert run("release").returncode == 0
    assert run("release", "--check").returncode == 0


def test_a_threshold_without_calibration_fails_and_calibrating_mends_it(run, tmp_path):
    run("new", "attention")
    hidden = tmp_path / "graders/attention/test_hidden.py"
    hidden.write_text(
        hidden.read_text()
        + '''

@check(points=1, exercise="standardise")
def test_the_largest_number_is_small(student, rng):
    """Leaves no large number"""
    largest = np.abs(np.asarray(student.standardise(rng.normal(size=(50, 2))))).max()
    expect(largest, "the largest number").at_most(7.5, measure="largest")
'''
    )
    assert "no calibration of 'largest'" in run("verify").stdout
    calibrated = run("calibrate", "attention", "--seeds", "8")
    assert calibrated.returncode == 0, calibrated.stderr
    written = json.loads((tmp_path / "graders/attention/calibration.json").read_text())
    assert written["thresholds"][0]["reference"]["n"] == 8
    assert run("verify").returncode == 0
    hidden.write_text(hidden.read_text().replace("7.5", "7.4"))
    assert "was calibrated for 7.5" in run("verify").stdout


def test_doctor_names_every_sandbox_and_says_why(run):
    told = run("doctor")
    assert told.returncode in (0, 1)
    for name in ("namespace", "process"):
        assert name in told.stdout


def test_outside_of_a_course_every_verb_says_so_in_one_sentence(tmp_path):
    for words in (["list"], ["verify"], ["release"], ["new", "attention"]):
        done = subprocess.run(
            [sys.executable, "-m", "autograder", *words],
            capture_output=True, text=True, cwd=tmp_path, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "course.toml" in done.stderr
        assert "Traceback" not in done.stderr


def test_json_goes_into_a_pipe_and_never_takes_its_place(tmp_path):
    from autograder.cli.options import write_json

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_json(str(pipe), b"{}\n")
    assert os.read(reader, 100) == b"{}\n"
    os.close(reader)
    assert pipe.is_fifo()
