"""How a check can end other than by passing; each carries the sentence for the student.

CheckEnded
├── CheckFailed        the answer is wrong
│   ├── StudentError   the student's code raised an exception
│   └── StudentStopped its process ended or reached a limit; a fresh one takes over
└── CheckBlocked       what the check depends on is missing
    └── Unwritten      namely the exercise's own code
"""

from autograder.grading.failures import Failure


class CheckEnded(Exception):  # noqa: N818 - an outcome, not an error of ours
    """A check's outcome other than `passed`.

    Args:
        message: the symptom, in words that give no expected value away.
        detail: more, with numbers; shown for public checks only.
    """

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail

    def text(self, public: bool) -> str:
        """What a student reads."""
        return f"{self.message}\n{self.detail}" if public and self.detail else self.message


class CheckFailed(CheckEnded, AssertionError):  # noqa: N818 - as above
    """The answer is wrong."""


class StudentError(CheckFailed):
    """The student's code raised an exception."""

    def __init__(self, subject: str, failure: Failure) -> None:
        super().__init__(
            failure.sentence(subject), failure.traceback() if len(failure.frames) > 1 else ""
        )
        self.failure = failure


class MissingAttribute(StudentError, AttributeError):  # noqa: N818 - as above
    """The student's object has no such attribute (so that `hasattr` works on it)."""


class StudentStopped(CheckFailed):
    """The student's process ended, or reached a limit and was ended."""


class CheckBlocked(CheckEnded):
    """What the check depends on is missing or did not pass."""


class Unwritten(CheckBlocked):
    """The exercise is there, but still as the stub left it."""

    def __init__(self, subject: str, failure: Failure) -> None:
        super().__init__(failure.sentence(subject))
        self.failure = failure


def student_error(operation: str, label: str, failure: Failure) -> StudentError | Unwritten:
    """The outcome for an exception that an operation on the student's objects raised."""
    if failure.unwritten:
        return Unwritten(label, failure)
    if operation == "attribute" and failure.type == "AttributeError":
        return MissingAttribute(label, failure)
    return StudentError(label, failure)
