"""Everything that this program raises on purpose.

AutograderError           one clear sentence: what, where, what was expected, what to do
├── UsageError            the command or the course is wrong; exit code 2
├── NotebookError         this submission cannot be read or recognised; the others go on
├── SandboxError          the untrusted side could not be started here
├── ClusterError          other machines, or what they share, cannot be reached or used
└── WireError             what came over the wire is not a message
    ├── WireClosed        the other side has gone
    ├── WireTimeout       no complete message came in time
    └── ValueNotAllowed   a value that the wire does not carry, or one over a limit
"""


class AutograderError(Exception):
    """One clear sentence: what happened, where, what was expected, what to do."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows instead of a traceback."""
        return [f"autograder: {self}"]


class UsageError(AutograderError):
    """The command or the course is wrong, so nothing can be graded (exit code 2)."""


class NotebookError(AutograderError):
    """This submission cannot be read or recognised; others are not touched by that."""


class SandboxError(AutograderError):
    """The untrusted side could not be started on this machine."""


class ClusterError(AutograderError):
    """Other machines, or what they share, cannot be reached or used."""


class WireError(AutograderError):
    """What came over the wire is not a message; the connection is of no further use."""


class WireClosed(WireError):  # noqa: N818 - a state of the wire, not a fault of ours
    """The other side has gone."""


class WireTimeout(WireError):  # noqa: N818 - as above
    """No complete message came in time."""


class ValueNotAllowed(WireError):  # noqa: N818 - as above
    """A value that the wire does not carry, or one over a limit."""
