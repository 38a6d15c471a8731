"""A real SLURM of one node, started here, gives the workers: `.ci/cluster` installs it."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from autograder.engine import batch
from autograder.engine.cluster.settings import ClusterSettings

from .conftest import without_times

EXAMPLES = Path(__file__).parents[3] / "examples" / "class"

CONF = """\
ClusterName=test
SlurmctldHost={host}
SlurmUser=root
AuthType=auth/munge
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
ReturnToService=2
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory={memory} State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""
JOBQUEUE = """\
jobqueue:
  slurm:
    cores: 1
    memory: 2GiB
    processes: 1
    walltime: "00:30:00"
    queue: main
    interface: lo
    worker-extra-args: ["--memory-limit", "0"]
    job-script-prologue: ["cd {folder}"]
    local-directory: {folder}
    log-directory: {folder}
"""

pytestmark = pytest.mark.skipif(
    "AUTOGRADER_CLUSTER" not in os.environ, reason="takes minutes and root: see .ci/cluster"
)


@pytest.fixture(scope="module")
def slurm(tmp_path_factory):
    """slurmctld, slurmd and munged, and the settings of dask-jobqueue for them."""
    needed = ("slurmctld", "slurmd", "sbatch", "munged")
    missing = [
        name
        for name in needed
        if shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") is None
    ]
    if missing or os.geteuid() != 0:
        pytest.fail(f"no SLURM can be started here ({missing or 'not root'}): see .ci/cluster")
    folder = tmp_path_factory.mktemp("slurm")
    (folder / "state").mkdir()
    (folder / "spool").mkdir()
    host = socket.gethostname().partition(".")[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20 - 100
    conf = folder / "slurm.conf"
    conf.write_text(CONF.format(folder=folder, host=host, cpus=os.cpu_count(), memory=memory))
    (folder / "jobqueue.yaml").write_text(JOBQUEUE.format(folder=folder))
    before = dict(os.environ)
    os.environ["SLURM_CONF"] = str(conf)
    os.environ["PATH"] += ":/usr/sbin"
    key = Path("/etc/munge/munge.key")
    if not key.exists():
        subprocess.run(["mungekey", "--create", "--keyfile", str(key)], check=True)
    Path("/run/munge").mkdir(exist_ok=True)
    with contextlib.ExitStack() as stack:
        munged = ("munged", "--foreground", "--force", "--key-file", str(key))
        if subprocess.run(["munge", "-n"], capture_output=True, check=False).returncode:
            stack.enter_context(_running(folder, *munged))
        stack.enter_context(_running(folder, "slurmctld", "-D", "-i"))
        stack.enter_context(_running(folder, "slurmd", "-D", "-N", host))
        _wait_until_idle()
        yield folder
    os.environ.clear()
    os.environ.update(before)


@contextlib.contextmanager
def _running(folder, *command):
    with (folder / f"{command[0]}.out").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_idle():
    until = time.monotonic() + 60
    while time.monotonic() < until:
        said = subprocess.run(
            ["sinfo", "-h", "-o", "%T"], capture_output=True, text=True, check=False
        )
        if said.stdout.strip() == "idle":
            return
        time.sleep(0.5)
    pytest.fail(f"SLURM's node did not come up: {said.stdout} {said.stderr}")


def test_slurm_grades_the_sample_class_as_this_machine_does(slurm, monkeypatch, tmp_path):
    import dask

    with dask.config.set(dask.config.collect([str(slurm)])):
        settings = ClusterSettings(scheduler="slurm", workers=2, storage=str(tmp_path / "shared"))
        there = batch.grade(EXAMPLES, cluster=settings, seed=1, cache=False)
    queue = subprocess.run(["squeue", "-h"], capture_output=True, text=True, check=True)
    here = batch.grade(EXAMPLES, seed=1, cache=False)
    assert len(here.results) >= 10
    assert [without_times(r) for r in there.results] == [without_times(r) for r in here.results]
    assert there.failures == here.failures
    assert all(line.split()[4] == "CG" for line in queue.stdout.splitlines())
