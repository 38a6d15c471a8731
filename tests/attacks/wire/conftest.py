"""A grader's zygote whose students are impostors, for all tests of this folder."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # impostor, trusted and hostility are programs as well as modules

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """`ask("converse", acts)`: how the trusted side ends against an impostor with that plan."""
    from impostor import WIDE

    from autograder.wire import Connection

    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("only Linux says how much memory a process had")
    ours, theirs = socket.socketpair()
    folder = tmp_path_factory.mktemp("impostor")
    command = [sys.executable, HERE / "trusted.py", str(theirs.fileno()), folder]
    program = subprocess.Popen(command, pass_fds=[theirs.fileno()], start_new_session=True)
    theirs.close()
    connection = Connection(ours, WIDE)

    def ask(*question: Any) -> dict[str, Any]:
        connection.send(list(question), timeout=60)
        answer = dict(connection.receive(timeout=120))
        assert "broke" not in answer, answer["broke"]
        return answer

    try:
        yield ask
    finally:
        connection.close()
        try:
            program.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
