"""Trees of processes, read from /proc and from `ps`."""

import os
import shutil
import subprocess
import sys
import time

import pytest

from autograder.sandbox import process_tree

NESTED = "import os, time\nfor _ in range(2):\n    if os.fork(): break\ntime.sleep(1000)"


@pytest.fixture
def tree():
    """A process, its child and its grandchild."""
    with subprocess.Popen([sys.executable, "-c", NESTED], start_new_session=True) as process:
        until = time.monotonic() + 10
        while len(process_tree.descendants(process.pid, process_tree.table())) < 2:
            assert time.monotonic() < until
            time.sleep(0.02)
        yield process
        os.killpg(process.pid, 9)


def test_descendants_are_all_but_the_root(tree):
    found = process_tree.descendants(tree.pid, process_tree.table())
    assert len(found) == 2
    assert found[0].parent == tree.pid
    assert found[1].parent == found[0].pid
    assert all(process.threads == 1 and process.user == os.getuid() for process in found)


def test_memory_is_counted_in_bytes(tree):
    (first, _) = process_tree.descendants(tree.pid, process_tree.table())
    anonymous, shared = process_tree.own_memory(first)
    assert 100_000 < anonymous < first.resident < 10**9
    assert 0 <= shared < first.resident
    hoard = bytearray(b"x") * (64 * 2**20)
    assert process_tree.memory_of(os.getpid()) > len(hoard)


@pytest.mark.skipif(shutil.which("ps") is None, reason="there is no ps here")
def test_ps_says_the_same_as_proc(tree):
    from_proc = {
        (p.pid, p.parent, p.user) for p in process_tree.descendants(tree.pid, process_tree.table())
    }
    from_ps = {(p.pid, p.parent, p.user): p for p in process_tree._from_ps()}
    assert from_proc <= set(from_ps)
    assert all(from_ps[key].resident > 10**6 for key in from_proc)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
def test_ending_descendants_spares_those_named(tree):
    code = """
import os, subprocess, sys, time
from autograder.sandbox import process_tree
spared, other = (subprocess.Popen([sys.executable, "-c", sys.argv[1]]) for _ in range(2))
time.sleep(1)
assert process_tree.end_descendants(os.getpid(), spare=[spared.pid])
left = process_tree.descendants(os.getpid(), process_tree.table())
assert left[0].pid == spared.pid and len(left) >= 2, left
assert process_tree.end_descendants(os.getpid())
assert not process_tree.descendants(os.getpid(), process_tree.table())
"""
    # grandchildren whose parents are killed would otherwise go to the machine's first process
    adopt = "from autograder.sandbox import syscalls\nsyscalls.become_subreaper()\n"
    subprocess.run([sys.executable, "-c", adopt + code, NESTED], check=True, timeout=60)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_tree_of_one_process_is_what_the_whole_table_says():
    code = (
        "import subprocess, sys, time\n"
        "[subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"
        " for _ in range(3)]\nprint('ready', flush=True)\ntime.sleep(60)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout.readline() == "ready\n"
        quick = process_tree.tree(os.getpid())
        slow = process_tree.descendants(os.getpid(), process_tree.table())
        assert {p.pid for p in quick} == {p.pid for p in slow}
        assert len(quick) >= 4
        assert {(p.pid, p.parent, p.user) for p in quick} == {
            (p.pid, p.parent, p.user) for p in slow
        }
        process_tree.end_descendants(os.getpid())
