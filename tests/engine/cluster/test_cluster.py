"""Grading on other machines says what grading here says, whatever becomes of them."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from autograder.engine import batch
from autograder.engine.cluster.certificates import make
from autograder.engine.cluster.settings import ClusterSettings
from autograder.errors import ClusterError, UsageError

from .conftest import RIGHT, WRONG, without_times

MEAN = "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)"
SUM = "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_sum(x ** 2)"


@pytest.fixture
def a_class(notebook, tmp_path):
    """Right, wrong, broken, one that leads elsewhere, one with weights that are too large."""
    folder = tmp_path / "class"
    folder.mkdir()
    for name, cells in {"right": (RIGHT, MEAN), "wrong": (WRONG, SUM), "half, ü": (RIGHT,)}.items():
        notebook(*cells).rename(folder / f"{name}.ipynb")
    (folder / "broken.ipynb").write_text("{")
    (folder / "link.ipynb").symlink_to(folder / "right.ipynb")
    (folder / "half, ü.npz").write_bytes(b"no archive")
    return folder


def graded(folder, course, settings=None, **options):
    return batch.grade(folder, course=course, cluster=settings, seed=3, **options)


def the_same(one, other):
    assert [without_times(r) for r in one.results] == [without_times(r) for r in other.results]
    assert one.failures == other.failures


def test_a_cluster_of_its_own_says_what_this_machine_says(a_class, small_course):
    here = graded(a_class, small_course, cache=False)
    assert len(here.results) == 3
    assert len(here.failures) == 2
    the_same(graded(a_class, small_course, ClusterSettings(), cache=False), here)


def test_workers_elsewhere_say_what_this_machine_says(a_class, small_course, machines, tmp_path):
    machines.scheduler()
    for name in ("one", "two", "three"):
        machines.worker(name)
    storage = str(tmp_path / "storage")
    there = graded(a_class, small_course, machines.settings(storage=storage), cache=False)
    the_same(there, graded(a_class, small_course, cache=False))
    assert [*Path(storage).iterdir()] == []


def test_a_worker_runs_the_code_that_was_sent_and_leaves_nothing_behind(
    many, small_course, machines
):
    machines.scheduler()
    machines.worker("one")
    graded(many(1), small_course, machines.settings())
    bundle = next((machines.folder / "one/cache/autograder/bundles").iterdir())
    assert (bundle / "code/autograder/engine/zygote.py").is_file()
    assert not [*bundle.glob("course/graders/*/mutants")]
    deadline = time.monotonic() + 30
    while (left := _zygotes(bundle)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert left == []


@pytest.mark.parametrize("disaster", ["worker killed", "worker stopped", "scheduler restarted"])
def test_every_submission_is_graded_once_whatever_is_lost(many, small_course, machines, disaster):
    machines.scheduler()
    machines.worker("one")
    machines.worker("two")
    folder = many(60)
    seen = []
    happened = threading.Event()

    def strike():
        if disaster == "worker killed":
            machines.kill("one")
        elif disaster == "worker stopped":
            # nothing that it is sent arrives, and nothing comes from it
            os.killpg(machines.processes["one"].pid, signal.SIGSTOP)
        else:
            machines.kill("scheduler")
            machines.scheduler()
            # as a service manager does it
            machines.worker("three")
            machines.worker("four")
        happened.set()

    def done(outcome):
        seen.append(outcome.submission)
        if len(seen) == 5:
            threading.Thread(target=strike).start()

    there = graded(folder, small_course, machines.settings(), on_done=done)
    assert happened.is_set()
    assert there.failures == ()
    assert len(there.results) == 60
    assert sorted(seen) == sorted({*seen})
    assert {r.score for r in there.results} == {0, 3}


def test_a_worker_with_another_version_is_refused_and_the_others_grade(
    many, small_course, machines, tmp_path, caplog
):
    other = tmp_path / "other" / "numpy-0.0.1.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: numpy\nVersion: 0.0.1\n")
    machines.scheduler()
    machines.worker("old", PYTHONPATH=str(other.parent))
    said = graded(many(2), small_course, machines.settings()).failures[0].reason
    assert "numpy is 0.0.1 there and" in said
    assert "Traceback" not in said
    machines.worker("new")
    there = graded(tmp_path / "many", small_course, machines.settings())
    assert there.failures == ()
    assert "is not used" in caplog.text


def test_a_worker_without_the_sandbox_is_refused(many, small_course, machines):
    machines.scheduler()
    machines.worker("one", PATH="/nowhere")
    settings = machines.settings(image="sha256:0")
    there = graded(many(2), small_course, settings, sandbox="container")
    assert len(there.failures) == 2
    assert "No worker may grade" in there.failures[0].reason


def test_an_address_where_nobody_answers_is_one_sentence(many, small_course, machines):
    with pytest.raises(ClusterError, match=r"No scheduler answers at tls://.*dask scheduler"):
        graded(many(1), small_course, machines.settings())


def test_a_certificate_of_somebody_else_is_one_sentence(many, small_course, machines, tmp_path):
    machines.scheduler()
    make(tmp_path / "other")
    with pytest.raises(ClusterError, match="do not trust each other"):
        graded(many(1), small_course, machines.settings(tls=tmp_path / "other"))
    with pytest.raises(ClusterError, match="wants certificates"):
        graded(tmp_path / "many", small_course, machines.settings(tls=None))
    with pytest.raises(UsageError, match=r"ca\.pem is not there"):
        graded(tmp_path / "many", small_course, machines.settings(tls=tmp_path / "nowhere"))


def test_no_worker_at_all_is_one_sentence(many, small_course, machines):
    machines.scheduler()
    there = graded(many(2), small_course, machines.settings(patience_s=2))
    assert "No worker has come" in there.failures[0].reason


def _zygotes(bundle):
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(bundle).encode() in entry.read_bytes():
                found.append(entry)
        except OSError:
            continue
    return found
