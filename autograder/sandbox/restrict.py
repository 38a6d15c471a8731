"""Mode "process": limits and a tree that ends as a whole, on any Unix. It hides nothing.

For one's own code: what runs here reads the same files and network as the person who started
it. A keeper stays between the zygote and the student process; on Linux it adopts whatever the
student's processes leave behind, so that the tree can be ended as a whole.
"""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from autograder.sandbox import keeper, limits, process_tree, syscalls
from autograder.sandbox.limits import ProcessLimits
from autograder.sandbox.report import tell


def enter(data_in_use: int, process_limits: ProcessLimits, report: int) -> None:
    """Restrict; returns in the student process only, in an empty folder of its own."""
    os.setsid()
    scratch = tempfile.mkdtemp(prefix="autograder-")
    in_use = process_tree.count_of_user(os.geteuid())
    if sys.platform == "linux":
        syscalls.become_subreaper()
        syscalls.no_new_privileges()
    tell(report, "scratch", scratch)
    tell(report, "keeper", os.getpid())
    student = os.fork()
    if student:
        keeper.keep(student, report, lambda: _clear_up(student, scratch))
    os.setsid()
    if sys.platform == "linux":
        syscalls.set_dumpable(True)
    limits.apply(process_limits, data_in_use=data_in_use, processes_in_use=in_use)
    _settle(Path(scratch))
    tell(report, "ready")


def _settle(scratch: Path) -> None:
    os.environ["HOME"] = os.environ["TMPDIR"] = str(scratch)
    tempfile.tempdir = None  # the zygote's own answer must not stick
    work = scratch / "work"
    work.mkdir()
    os.chdir(work)


def _clear_up(student: int, scratch: str) -> None:
    with contextlib.suppress(OSError):
        os.killpg(student, signal.SIGKILL)  # all that a system without adoption lets us find
    process_tree.end_descendants(os.getpid())
    shutil.rmtree(scratch, ignore_errors=True)
