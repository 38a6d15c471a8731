"""What a start tells its zygote over a pipe, one line each: `Report`.

    scratch /tmp/abc     a folder to be removed in the end, should the keeper not do it
    keeper 1234          the process that everything of this start hangs from
    ready                isolated, the student's code may come
    failed unshare 1     the step that the kernel refused, and the error number
    status 256           how the student ended, as os.waitpid says it

Only the zygote's own code holds the writing end; the student process closes it.
"""

import os
from dataclasses import dataclass, field


def tell(pipe: int, word: str, *details: object) -> None:
    """Write one line; a zygote that has gone is noticed elsewhere."""
    line = " ".join([word, *(str(detail).replace("\n", " ") for detail in details)])
    try:
        os.write(pipe, line.encode() + b"\n")
    except BrokenPipeError:
        return


@dataclass
class Report:
    """The reading end."""

    pipe: int
    _rest: bytes = field(default=b"", repr=False)

    def read(self) -> list[list[str]] | None:
        """Return the lines that have come, each as words; None when the writers have gone."""
        data = os.read(self.pipe, 4096)
        if not data:
            return None
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [line.decode(errors="replace").split() for line in lines]
