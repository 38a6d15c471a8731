"""`kill -9` of anything at any moment: run again, and the results are those of a quiet run."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from autograder.results import Document, SubmissionResult, from_json

# how many runs are killed, the engine, the graders' and the students' zygote in turn
RUNS = int(os.environ.get("AUTOGRADER_KILLED_RUNS", "3"))
SUBMISSIONS = 60
VICTIMS = ("engine", "autograder.engine.zygote", "autograder.sandbox.zygote")
MEAN = "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2) * {}"
DOUBLE = "def double(x):\n    return {} * x"


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory):
    """Sixty submissions, no two alike: right, wrong, ending their process, and no notebooks."""
    import nbformat

    folder = tmp_path_factory.mktemp("class")
    for number in range(SUBMISSIONS):
        cells = [DOUBLE.format(2 + number % 3), MEAN.format(1 + number % 2) + f" + {number} * 0"]
        if number % 10 == 7:
            cells[0] = f"import os\ndef double(x):\n    os._exit({number})"
        notebook = nbformat.v4.new_notebook(metadata={"autograder": {"assignment": "small"}})
        notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
        path = folder / f"student{number:02}.ipynb"
        nbformat.write(notebook, path)
        if number % 20 == 13:
            path.write_text("{")
    return folder


def command(course, folder, out, cache):
    return subprocess.Popen(
        [sys.executable, "-m", "autograder", "grade", folder, "--course", course, "--seed", "5",
         "--jobs", "2", "--out", out, "--json", out.with_suffix(".json")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=dict(os.environ, XDG_CACHE_HOME=str(cache)),
    )  # fmt: skip


def contents(out: Path):
    """Everything that was found, but for times and for whether it was found this time."""
    document = from_json(Document, out.with_suffix(".json").read_bytes())
    folders = {p.parent.name: p for p in sorted(out.glob("*/result.json"))}
    written = {n: from_json(SubmissionResult, p.read_bytes()) for n, p in folders.items()}
    assert {Path(r.submission).stem for r in document.results} == set(written)
    assert all((p.parent / "report.txt").exists() for p in folders.values())
    assert not list(out.glob("**/.*")), "half a folder"
    return [timeless(r) for r in document.results], [*document.failures]


def timeless(result):
    checks = [(c.id, c.outcome, c.score, c.message, c.measures) for c in result.checks]
    return (result.submission, result.score, result.max_score, result.seed, checks, result.notices)


@pytest.fixture(scope="module")
def undisturbed(small_course, class_folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("quiet") / "out"
    began = time.monotonic()
    running = command(small_course, class_folder, out, out.with_name("cache"))
    _, errors = running.communicate(timeout=300)
    assert running.returncode == 1, errors  # three are no notebooks
    found = contents(out)
    assert (len(found[0]), len(found[1])) == (SUBMISSIONS - 3, 3)
    return found, time.monotonic() - began


@pytest.mark.skipif(sys.platform != "linux", reason="finds its victims in /proc")
@pytest.mark.parametrize("run", range(RUNS))
def test_what_was_killed_is_finished_by_the_next_run(
    run, undisturbed, small_course, class_folder, tmp_path
):
    expected, seconds = undisturbed
    chance = random.Random(run)
    out, cache = tmp_path / "out", tmp_path / "cache"
    running = command(small_course, class_folder, out, cache)
    time.sleep(chance.uniform(0.2, 1.0) * seconds * 0.95)
    victim = VICTIMS[run % 3]
    for process in [psutil.Process(running.pid), *children(running.pid)]:
        with contextlib.suppress(psutil.Error):
            if (process.pid == running.pid) == (victim == "engine") and (
                victim == "engine" or victim in process.cmdline()
            ):
                process.send_signal(signal.SIGKILL)
                if chance.random() < 0.5:
                    break  # sometimes the first alone, sometimes its forks, too
    _, errors = running.communicate(timeout=300)
    assert "Traceback" not in errors
    assert eventually_nothing_runs(tmp_path)
    again = command(small_course, class_folder, out, cache)
    _, errors = again.communicate(timeout=300)
    assert again.returncode == 1, errors
    assert contents(out) == expected


def children(pid):
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []


def eventually_nothing_runs(folder):
    """Nothing that was started with this folder's cache is there any more."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        left = 0
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                words = process.cmdline()
                left += "autograder.engine.zygote" in words and str(folder) in " ".join(
                    process.environ().values()
                )
        if not left:
            return True
        time.sleep(0.2)
    return False
