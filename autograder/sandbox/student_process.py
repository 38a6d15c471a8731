"""A student process, as the trusted side holds it: `StudentProcess`."""

import contextlib
import socket

from autograder.errors import SandboxError, WireClosed, WireError, WireTimeout
from autograder.sandbox import ending, process_tree
from autograder.sandbox.ending import Ending
from autograder.sandbox.log import Log
from autograder.wire import Connection

_ENDING_SECONDS = 30.0
_LOG_SECONDS = 1.0


class StudentProcess:
    """Untrusted code in a sandbox, spoken to over `connection`.

    `pid` is the process outside that its whole tree hangs from.
    """

    def __init__(self, connection: Connection, leash: socket.socket, log: Log) -> None:
        self.connection = connection
        self.pid = 0
        self._leash = Connection(leash)
        self._leash_socket = leash
        self._log = log
        self._ending: Ending | None = None

    def kill(self) -> None:
        """Order the whole tree of processes to be ended; `ending` waits for that."""
        with contextlib.suppress(OSError):
            self._leash_socket.shutdown(socket.SHUT_WR)

    def ending(self, timeout: float = _ENDING_SECONDS) -> Ending:
        """Wait until the whole tree is gone and say why.

        Raises SandboxError if it is still there after `timeout` seconds, or if the zygote has
        gone and cannot say.
        """
        if self._ending is None:
            news = self.hear(timeout)
            self._ending = ending.from_values(news.get("reason"), news.get("detail"))
            self.close()
        return self._ending

    def waited(self) -> float:
        """Seconds for which it stood ready and no processor took it; see `process_tree.waited`."""
        return process_tree.waited(self.pid)

    def log(self) -> str:
        """Return what it wrote to stdout and stderr, with the middle left out if it is long."""
        return self._log.text()

    def close(self) -> None:
        """Let go of the process; if it is still there, that is its end."""
        self.connection.close()
        self._leash.close()
        self._log.wait_for_end(_LOG_SECONDS)

    def hear(self, timeout: float) -> dict[str, object]:
        """Receive the next news of the zygote about this start."""
        try:
            news = self._leash.receive(timeout)
        except WireTimeout:
            raise SandboxError(
                f"Nothing was heard of a student process for {timeout:g} s; end it with kill() "
                "first if it still runs, otherwise this machine is overloaded."
            ) from None
        except (WireClosed, WireError, OSError):
            self.close()
            raise SandboxError(
                "The sandbox's own process ended while a student process was running, so the "
                "student process was ended too; grade this submission again."
            ) from None
        if not isinstance(news, dict):
            raise SandboxError(f"The sandbox sent news of an unknown kind: {news!r}.")
        return news
