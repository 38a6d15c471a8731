"""Three workers in networks of their own, as on three machines: `.ci/cluster` runs it."""

import itertools
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from machines import Machines

from autograder.engine import batch

from .conftest import without_times

EXAMPLES = Path(__file__).parents[3] / "examples" / "class"
BRIDGE = "ag-bridge"
NAMES = ("ag-one", "ag-two", "ag-three")

pytestmark = pytest.mark.skipif(
    "AUTOGRADER_CLUSTER" not in os.environ, reason="takes minutes and root: see .ci/cluster"
)


@pytest.fixture(scope="module")
def networks():
    """A bridge, and network namespaces that reach nothing but it."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.fail("networks are made by root, with iproute2: see .ci/cluster")
    _undo()
    try:
        _ip("link", "add", BRIDGE, "type", "bridge")
        _ip("addr", "add", "10.91.0.1/24", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        for number, name in enumerate(NAMES, 2):
            _ip("netns", "add", name)
            _ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name)
            _ip("link", "set", name, "master", BRIDGE, "up")
            _ip("-n", name, "addr", "add", f"10.91.0.{number}/24", "dev", "eth0")
            for link in ("eth0", "lo"):
                _ip("-n", name, "link", "set", link, "up")
    except subprocess.CalledProcessError as error:
        _undo()
        pytest.fail(f"this machine makes no networks: {error.stderr}")
    yield NAMES
    _undo()


@pytest.fixture
def three(networks, tmp_path):
    with Machines(tmp_path, "10.91.0.1") as made:
        made.scheduler()
        for name in networks:
            made.worker(name, python=("ip", "netns", "exec", name, sys.executable))
        yield made


def test_three_machines_over_tls_grade_the_sample_class_as_this_one_does(three, tmp_path):
    settings = three.settings(storage=str(tmp_path / "shared"))
    there = batch.grade(EXAMPLES, cluster=settings, seed=1, cache=False)
    here = batch.grade(EXAMPLES, seed=1, cache=False)
    assert len(here.results) >= 10
    assert [without_times(r) for r in there.results] == [without_times(r) for r in here.results]
    assert there.failures == here.failures


def test_a_machine_that_is_cut_off_costs_nobody_anything(three, many, small_course):
    seen = itertools.count(1)
    cut = threading.Event()

    def done(outcome):
        if next(seen) == 20:
            # no packet comes through any more, and nobody is told
            _ip("link", "set", NAMES[0], "down")
            cut.set()

    folder = many(300)
    there = batch.grade(folder, course=small_course, cluster=three.settings(), seed=3, on_done=done)
    assert cut.is_set()
    assert there.failures == ()
    assert len({r.submission for r in there.results}) == len(there.results) == 300


def _ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)


def _undo():
    for name in (*NAMES, BRIDGE):
        subprocess.run(["ip", "link", "del", name], capture_output=True, check=False)
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
