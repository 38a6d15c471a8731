"""What a student process runs in these tests, imported by the zygote under `--entry`."""

import socket
import traceback

from autograder.errors import WireClosed
from autograder.wire import Connection


def run_code(sock: socket.socket) -> None:
    """Run each text that arrives as Python; answer with what it left in `answer`."""
    connection = Connection(sock)
    names: dict[str, object] = {"connection": connection, "sock": sock}
    while True:
        try:
            code = connection.receive()
        except WireClosed:
            return
        try:
            exec(code, names)
            reply = {"answer": names.pop("answer", None)}
        except Exception:
            reply = {"error": traceback.format_exc()}
        connection.send(reply)
