"""The executor does every job once, whatever dies in the meantime."""

import contextlib
import os
import signal
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from autograder.course import load
from autograder.engine.admission import Admission, available
from autograder.engine.executors import LocalExecutor
from autograder.engine.jobs import Graded, Job, Refused

RIGHT = (
    "def double(x):\n    return 2 * x",
    "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)",
)


@pytest.fixture
def job(notebook, small_course):
    path = notebook(*RIGHT)
    return Job(str(path), str(small_course), seed=1, anew=True)


@pytest.fixture
def own(small_course, isolating):
    """An executor that may be harmed."""
    with LocalExecutor(load(small_course), isolating, jobs=2) as executor:
        yield executor


def modules(executor):
    """Our processes, by the module that each was started as; forks bear their parent's name."""
    found = {"autograder.engine.zygote": [], "autograder.sandbox.zygote": []}
    root = psutil.Process(executor._pool._process.pid)
    for process in [root, *root.children(recursive=True)]:
        with contextlib.suppress(psutil.Error):
            for module, processes in found.items():
                if module in process.cmdline():
                    processes.append(process.pid)
    return found


def victim(executor, which):
    processes = modules(executor)
    root = executor._pool._process.pid
    if which == "grader zygote":
        return root
    if which == "sandbox zygote":
        return processes["autograder.sandbox.zygote"][0]
    return next(pid for pid in processes["autograder.engine.zygote"] if pid != root)


@pytest.mark.parametrize("which", ["grader zygote", "sandbox zygote", "grader"])
@pytest.mark.parametrize("moment", ["reading", "Averages the squares"])
def test_whatever_is_killed_is_replaced_and_the_submission_graded(own, job, which, moment):
    killed = []

    def kill_once(_, step):
        if not killed and step == moment:
            killed.append(victim(own, which))
            os.kill(killed[0], signal.SIGKILL)

    for answer in [own.submit(job, kill_once).result(), own.submit(job).result()]:
        assert isinstance(answer, Graded), answer
        assert answer.result.score == 9, [check.message for check in answer.result.checks]
        assert not answer.result.errored
    assert killed


def test_what_never_works_is_reported_as_ours_after_three_tries(own, job):
    killed = []

    def kill_always(_, step):
        if step == "reading":
            killed.append(victim(own, "grader"))
            os.kill(killed[-1], signal.SIGKILL)

    answer = own.submit(job, kill_always).result()
    assert isinstance(answer, Refused)
    assert answer.fault == "ours"
    assert len(killed) == 3


def test_two_at_a_time_share_one_zygote_of_each_kind(own, job):
    together = threading.Barrier(2, timeout=60)

    def meet(_, step):
        if step == "Doubles a number":
            together.wait()

    answers = [own.submit(job, meet) for _ in range(2)]
    assert all(answer.result().result.score == 9 for answer in answers)
    deadline = time.monotonic() + 10
    while sum(map(len, modules(own).values())) > 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [len(processes) for processes in modules(own).values()] == [1, 1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_zygote_that_has_grown_is_replaced_though_there_is_always_another_submission(
    small_course, isolating, job, jobs
):
    executor = LocalExecutor(load(small_course), isolating, jobs=jobs)
    executor._pool.close()
    executor._pool.closed = False
    grows = "import autograder.engine.zygote as z; z.LOOK, z.GROWN = 2, -1; z.main()"
    executor._pool.command = [sys.executable, "-I", "-c", grows]
    with executor:
        sandboxes, zygotes = set(), set()

        def look(_, step):
            if step == "Doubles a number":
                zygotes.add(executor._pool._process.pid)
                sandboxes.update(modules(executor)["autograder.sandbox.zygote"][:1])

        answers = [executor.submit(job, look) for _ in range(6)]
        assert [answer.result().result.score for answer in answers] == [9] * 6
    assert len(zygotes) == 1  # it has become another program under its old number
    assert len(sandboxes) > 1


def test_no_submission_can_change_what_the_next_one_gets(answer):
    vandal = """
        import builtins, gc, os, sys
        import numpy as np, tensorflow as tf, keras
        np.allclose = tf.reduce_mean = keras.layers.Dense = None
        builtins.LEFT = "behind"
        os.environ["LEFT"] = "behind"
        sys.modules["autograder.datasets"] = None
        sys.path.insert(0, "/tmp")
        open("/tmp/numpy.py", "w").write("")
        for name in ("os", "json", "numpy", "keras", "tensorflow", "autograder"):
            sys.modules[name].LEFT = "behind"
        def double(x):
            return 2 * x
    """
    look = """
        import builtins, os, sys
        import numpy as np, tensorflow as tf, keras
        found = [m for m in ("os", "json", "numpy", "keras", "tensorflow", "autograder")
                 if "LEFT" in vars(sys.modules[m])]
        found += [name for name in os.environ if name == "LEFT"]
        found += [name for name in os.listdir("/tmp") if name == "numpy.py"]
        found += [name for name in ("/tmp",) if name in sys.path]
        assert np.allclose and tf.reduce_mean and keras.layers.Dense and "LEFT" not in dir(builtins)
        print("found", found)
        def double(x):
            return 2 * x
    """
    for _ in range(2):
        assert answer(vandal, RIGHT[1]).result.score == 3  # what it needs itself is gone
        seen = answer(look, RIGHT[1]).result
        assert seen.score == 9
        assert seen.output == "found []\n"


def test_shutting_down_ends_what_runs_and_forgets_what_waits(small_course, isolating, notebook):
    slow = notebook("import time\ndef double(x):\n    time.sleep(600)", name="slow.ipynb")
    executor = LocalExecutor(load(small_course), isolating, jobs=1)
    begun = threading.Event()
    jobs = [Job(str(slow), str(small_course), seed=n, anew=True) for n in range(3)]
    answers = [executor.submit(job, lambda job, step: begun.set()) for job in jobs]
    assert begun.wait(60)
    processes = psutil.Process(executor._pool._process.pid).children(recursive=True)
    executor.shutdown()
    assert isinstance(answers[0].result(), Refused)
    assert all(answer.cancelled() for answer in answers[1:])
    assert not psutil.wait_procs(processes, timeout=10)[1]


def test_a_submission_waits_until_memory_has_room_for_all_that_it_may_use():
    more_than_there_is = available() * 2
    admission = Admission(more_than_there_is)
    inside, done = [], threading.Event()

    def enter():
        with admission.place():
            inside.append(1)
            done.wait(10)

    threads = [threading.Thread(target=enter) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    assert len(inside) == 1  # one is always let in
    done.set()
    for thread in threads:
        thread.join()
    assert len(inside) == 3


def test_the_memory_that_is_left_is_no_more_than_the_machine_has():
    assert 0 < available() <= psutil.virtual_memory().total


def test_a_cgroup_with_a_limit_counts(tmp_path):
    from autograder.engine.admission import _left

    group = tmp_path / "a/b"
    group.mkdir(parents=True)
    for folder, limit in ((tmp_path, "max"), (tmp_path / "a", "1000"), (group, "max")):
        (folder / "memory.max").write_text(limit)
        (folder / "memory.current").write_text("700\n")
        (folder / "memory.stat").write_text("anon 500\ninactive_file 200\n")
    assert list(_left(tmp_path, "/a/b", "memory.max", "memory.current")) == [500]
    assert list(_left(tmp_path, "/gone/there", "memory.max", "memory.current")) == []


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the kernel does not say")
def test_a_busy_machine_costs_a_student_no_time(small_course, isolating, notebook):
    """A second of computing in two seconds' time, while five others want the same processor."""
    slow = notebook(
        "import time\ndef double(x):\n    until = time.process_time() + 1.0\n"
        "    while time.process_time() < until: pass\n    return 2 * x",
        RIGHT[1],
    )
    core = min(os.sched_getaffinity(0))
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    crowd = []
    try:
        with LocalExecutor(load(small_course), isolating, jobs=1) as executor:
            job = Job(str(slow), str(small_course), seed=1, exercises=("mean_square",), anew=True)
            assert executor.submit(job).result().result.score == 6  # everything is loaded
            for _ in range(3):
                crowd.append(os.fork())
                if not crowd[-1]:
                    while os.getppid() != 1:
                        pass
                    os._exit(0)
            job = Job(str(slow), str(small_course), seed=1, exercises=("double",), anew=True)
            began = time.monotonic()
            result = executor.submit(job).result().result
    finally:
        os.sched_setaffinity(0, before)
        for pid in crowd:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    assert result.score == 3, [check.message for check in result.checks]
    assert time.monotonic() - began > 2 * 2.5, "the machine was not busy"
