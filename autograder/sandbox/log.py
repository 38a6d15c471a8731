"""What a student process wrote to stdout and stderr: drained at once, kept within bounds."""

import contextlib
import os
import threading


class Log:
    """Reads a pipe in a thread of its own, so that a flood never blocks who writes.

    The first and the last half of the bytes allowed are kept, and how many were left out.
    """

    def __init__(self, pipe: int, most: int) -> None:
        self._pipe = pipe
        self._half = most // 2
        self._head = bytearray()
        self._tail = bytearray()
        self._dropped = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._drain, name="student log", daemon=True)
        self._thread.start()

    def text(self) -> str:
        """Return what is kept, as text; undecodable bytes are shown as escapes."""
        with self._lock:
            head, tail = bytes(self._head), bytes(self._tail)
            dropped = self._dropped
        if dropped:
            note = f"\n[… {dropped} bytes left out …]\n"
            return _decode(head) + note + _decode(tail)
        return _decode(head + tail)

    def wait_for_end(self, seconds: float) -> None:
        """Wait until everybody who could write has gone."""
        self._thread.join(seconds)

    def _drain(self) -> None:
        with contextlib.suppress(OSError):
            while data := os.read(self._pipe, 65536):
                self._keep(data)
        os.close(self._pipe)

    def _keep(self, data: bytes) -> None:
        with self._lock:
            room = self._half - len(self._head)
            self._head += data[:room]
            self._tail += data[room:]
            surplus = len(self._tail) - self._half
            if surplus > 0:
                del self._tail[:surplus]
                self._dropped += surplus


def _decode(data: bytes) -> str:
    return data.decode(errors="backslashreplace")
