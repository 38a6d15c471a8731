"""Answer requests from a socket, one after the other, until it closes."""

import contextlib
import socket
import sys
import types

from autograder.errors import ValueNotAllowed, WireClosed
from autograder.student.failures import describe_failure
from autograder.student.session import Session
from autograder.wire import Connection


def serve(sock: socket.socket) -> None:
    """Be the student process: answer every request on `sock` until the other side leaves."""
    connection = Connection(sock)
    session = Session(_fresh_main().__dict__)
    while True:
        try:
            request = connection.receive()
        except WireClosed:
            return
        reply = {"id": request["id"], **session.answer(request)}
        _flush_output()
        try:
            connection.send(reply)
        except ValueNotAllowed as error:
            connection.send({"id": request["id"], "error": describe_failure(error)})


def _flush_output() -> None:
    """What was printed is in the log before the answer is out."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):  # a student may have closed or replaced it
            stream.flush()


def _fresh_main() -> types.ModuleType:
    """An empty `__main__`, as a notebook's cells expect to run in."""
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    return main
