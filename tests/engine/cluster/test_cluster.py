"""Grading on other machines says what grading here says, whatever becomes of them."""

import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time
import urllib.request
from pathlib import Path

import nbformat
import psutil
import pytest
import yaml

from autograder.course import load
from autograder.engine import batch
from autograder.engine.cluster.bundle import pack
from autograder.engine.cluster.certificates import make
from autograder.engine.cluster.settings import ClusterSettings
from autograder.errors import ClusterError, UsageError
from autograder.sandbox import engines

from .conftest import RIGHT, WRONG, started_from, without_times

# `.ci/cluster` has the time for a whole class
CLASS = 300 if "AUTOGRADER_CLUSTER" in os.environ else 60
MEAN = "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)"
SUM = "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_sum(x ** 2)"

FATAL = """
import os

from autograder.engine.executors import LocalExecutor


class Fatal(LocalExecutor):
    def submit(self, job, *more):
        if "fatal" in job.submission:
            os._exit(1)
        return super().submit(job, *more)
"""


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


def test_the_pages_of_a_cluster_of_its_own_are_there_and_for_this_machine_alone(many, small_course):
    news, pages, listening = [], [], []

    def look(_):
        (link,) = re.findall(r"http://\S+", news[0])
        pages.append(urllib.request.urlopen(link, timeout=10).read())
        of_this = psutil.Process().net_connections()
        listening.extend(c.laddr.ip for c in of_this if c.status == psutil.CONN_LISTEN)

    graded(many(1), small_course, ClusterSettings(), on_news=news.append, on_done=look)
    assert b"Dask" in pages[0]
    assert {*listening} == {"127.0.0.1"}


def test_workers_elsewhere_say_what_this_machine_says(a_class, small_course, machines, tmp_path):
    machines.scheduler()
    for name in ("one", "two", "three"):
        machines.worker(name)
    storage = str(tmp_path / "storage")
    there = graded(a_class, small_course, machines.settings(storage=storage), cache=False)
    the_same(there, graded(a_class, small_course, cache=False))
    assert [*Path(storage).iterdir()] == []


def test_a_worker_without_this_program_runs_the_code_that_was_sent(
    many, small_course, machines, tmp_path
):
    # all that is installed here but this program, and a Python that finds nothing else by itself
    farm = tmp_path / "packages"
    farm.mkdir()
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if "autograder" not in package.name:
            (farm / package.name).symlink_to(package)
    machines.scheduler()
    machines.worker("one", python=(sys.executable, "-S"), PYTHONPATH=str(farm))
    code = machines.folder / "one/cache/autograder/bundles"
    seen = set()

    def look(_):
        seen.update(started_from(code))

    there = graded(many(2), small_course, machines.settings(), on_done=look)
    assert there.failures == ()
    assert seen == {"autograder.engine.zygote", "autograder.sandbox.zygote"}
    bundle = next(code.iterdir())
    assert not [*bundle.glob("course/graders/*/mutants")]
    assert not (bundle / "course/solutions").exists()
    deadline = time.monotonic() + 30
    while (left := started_from(code)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert left == set()


@pytest.mark.parametrize("disaster", ["worker killed", "worker stopped", "scheduler restarted"])
def test_every_submission_is_graded_once_whatever_is_lost(many, small_course, machines, disaster):
    machines.scheduler()
    machines.worker("one")
    machines.worker("two")
    folder = many(CLASS)
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
        if len(seen) == CLASS // 12:
            threading.Thread(target=strike).start()

    there = graded(folder, small_course, machines.settings(), on_done=done)
    assert happened.is_set()
    assert there.failures == ()
    assert len(there.results) == CLASS
    assert sorted(seen) == sorted({*seen})
    assert {r.score for r in there.results} == {0, 3}


def test_who_takes_worker_after_worker_along_is_reported_and_costs_no_other_submission(
    many, small_course, machines, tmp_path, monkeypatch
):
    (tmp_path / "fatal.py").write_text(FATAL)
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "1")
    machines.scheduler()
    started = itertools.count()

    def start_workers_as_a_service_manager_does():
        while not over.wait(0.1):
            ended = [n for n, p in machines.processes.items() if p.poll() is not None]
            for name in ended:
                machines.kill(name)
            while len(machines.processes) < 3:  # the scheduler and two workers
                machines.worker(f"worker-{next(started)}", slots=2, PYTHONPATH=str(tmp_path))

    over = threading.Event()
    keeper = threading.Thread(target=start_workers_as_a_service_manager_does)
    keeper.start()
    folder = many(12)
    (folder / "student_004.ipynb").rename(folder / "fatal.ipynb")
    try:
        settings = machines.settings(executor="fatal:Fatal")
        there = graded(folder, small_course, settings, cache=False)
    finally:
        over.set()
        keeper.join()
    assert [Path(f.submission).name for f in there.failures] == ["fatal.ipynb"]
    assert "2 workers ended one after the other" in there.failures[0].reason
    assert len(there.results) == 11


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


def test_the_image_that_workers_must_have_is_named_where_this_machine_has_none(
    many, small_course, machines, monkeypatch
):
    monkeypatch.setenv("PATH", "/nowhere")
    engines.find.cache_clear()
    try:
        with pytest.raises(UsageError, match=r"is not known here .*--image"):
            graded(many(1), small_course, machines.settings(), sandbox="container")
    finally:
        engines.find.cache_clear()


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


def test_storage_that_is_full_is_one_sentence_and_costs_no_other_submission(
    many, small_course, machines, tmp_path
):
    small = tmp_path / "small"
    small.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", small], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only root makes a file system that is full")
    try:
        (small / "full").write_bytes(b"x" * 4096)
        machines.scheduler()
        machines.worker()
        folder = many(2)
        loud = nbformat.v4.new_notebook(metadata={"autograder": {"assignment": "small"}})
        loud.cells = [nbformat.v4.new_code_cell(f"{RIGHT}\nprint('x' * 60_000)")]
        nbformat.write(loud, folder / "loud.ipynb")
        there = graded(folder, small_course, machines.settings(storage=str(small)))
    finally:
        subprocess.run(["umount", small], check=True)
    assert len(there.results) == 2
    assert len(there.failures) == 1
    assert "No space left on device" in there.failures[0].reason
    assert there.failures[0].submission.endswith("loud.ipynb")


def test_results_come_through_a_store_that_speaks_s3(
    a_class, small_course, machines, tmp_path, monkeypatch
):
    moto = pytest.importorskip("moto.server")
    server = moto.ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    try:
        machines.scheduler()
        machines.worker()
        settings = machines.settings(storage="s3://results/run")
        there = graded(a_class, small_course, settings, cache=False)
    finally:
        server.stop()
    the_same(there, graded(a_class, small_course, cache=False))


def test_what_is_sent_of_the_course_is_named_by_its_content(small_course, tmp_path):
    one = pack(load(small_course))
    copy = shutil.copytree(small_course, tmp_path / "copy")
    assert pack(load(copy)) == one
    (copy / "graders/small/test_hidden.py").write_text("# another")
    assert pack(load(copy)).digest != one.digest


def test_a_bundle_that_was_altered_where_it_lies_is_replaced(many, small_course, machines):
    machines.scheduler()
    machines.worker("one")
    folder = many(2)
    before = graded(folder, small_course, machines.settings(), cache=False)
    bundle = next((machines.folder / "one/cache/autograder/bundles").iterdir())
    for grader in bundle.glob("course/graders/small/test_*.py"):
        grader.write_text("def test_everything_passes(student): pass")
    after = graded(folder, small_course, machines.settings(), cache=False)
    the_same(after, before)


def test_manifests_name_what_is_there():
    folder = Path(__file__).parents[3] / "container" / "kubernetes"
    documents = {
        path.name: [*yaml.safe_load_all(path.read_text())] for path in folder.glob("*.yaml")
    }
    image = (folder.parent / "Worker.containerfile").read_text()
    top = documents["kustomization.yaml"][0]
    assert {*top["resources"]} == {*documents} - {"kustomization.yaml"}
    parts = {part["metadata"]["name"]: part for some in documents.values() for part in some
             if "kind" in part}  # fmt: skip
    for name in ("scheduler", "worker"):
        pod = next(p for some in documents.values() for p in some
                   if p.get("kind") == "Deployment" and p["metadata"]["name"] == name)  # fmt: skip
        spec = pod["spec"]["template"]["spec"]
        # else only root reads what a secret of mode 0400 becomes, and the image's user is not root
        assert f"USER {spec['securityContext']['fsGroup']}\n" in image
        container = spec["containers"][0]
        assert container["image"] == top["images"][0]["name"]
        assert {m["name"] for m in container["volumeMounts"]} == {
            v["name"] for v in spec["volumes"]
        }
        words = container["command"]
        options = {w for w in words if w.startswith("--")}
        known = subprocess.run(
            [sys.executable, "-m", "dask", words[1], "--help"], capture_output=True, text=True,
            check=True,
        ).stdout  # fmt: skip
        assert all(re.search(rf"{option}\b|{option.replace('--no-', '--')}\b", known)
                   for option in options)  # fmt: skip
    assert parts["worker"]["spec"]["template"]["spec"]["runtimeClassName"] in parts


def test_certificates_are_made_once_and_for_one_user_only(tmp_path):
    paths = make(tmp_path / "tls")
    assert [path.name for path in paths] == ["ca.pem", "cert.pem", "key.pem"]
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "tls", *paths)} == {0}
    with pytest.raises(UsageError, match=r"ca\.pem is there already"):
        make(tmp_path / "tls")


def test_options_for_other_machines_are_refused_on_this_one(tmp_path):
    words = ["grade", "x.ipynb", "--scheduler", "tls://somewhere:1"]
    said = subprocess.run(
        [sys.executable, "-m", "autograder", *words], capture_output=True, text=True, cwd=tmp_path,
        check=False,
    )  # fmt: skip
    assert said.returncode == 2
    assert said.stderr == (
        "autograder: --scheduler tls://somewhere:1 is for --executor dask; add that, or leave it"
        " out.\n"
    )
