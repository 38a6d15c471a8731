"""The first step in a container: connect to the machine outside, then become the zygote.

Run as `python -sPB -m autograder.sandbox.connect SOCKET ARGUMENT…`.
"""

import os
import socket
import sys

_OF_THE_ENGINE = ("container", "HOSTNAME", "TERM")  # variables that nobody asked for


def main() -> None:
    """Never returns: the arguments after the first are the zygote's."""
    path, *arguments = sys.argv[1:]
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    connection.set_inheritable(True)
    zygote = ["-sPB", "-m", "autograder.sandbox.zygote", "--control", str(connection.fileno())]
    for name in _OF_THE_ENGINE:
        os.environ.pop(name, None)
    os.execv(sys.executable, [sys.executable, *zygote, *arguments])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
