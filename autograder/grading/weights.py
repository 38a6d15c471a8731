"""Trained weights that came with a submission, for checks that would train otherwise."""

from typing import TYPE_CHECKING

import numpy as np

from autograder.errors import UsageError
from autograder.grading.outcomes import CheckFailed, StudentError
from autograder.grading.remote import Remote, Transport

if TYPE_CHECKING:
    from autograder.notebook import WeightsFile

PART = 8 * 2**20  # bytes that travel at once


class Weights:
    """The fixture `weights`: what was handed in, if anything was."""

    def __init__(self, transport: Transport, file: "WeightsFile | None") -> None:
        self._transport = transport
        self._file = file

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self._file is not None

    def into(self, model: object) -> bool:
        """Give a model the weights that came with the submission.

        They are read in the student process, by Keras or NumPy, and never here.

        Args:
            model: the student's model, built for its inputs.

        Returns:
            Whether there were any; if not, the check has to train.

        Raises:
            CheckFailed: they do not fit the model.
        """
        if self._file is None:
            return False
        if not isinstance(model, Remote):
            raise UsageError(f"weights.into() takes a model of the student, not {model!r}.")
        self._carry(self._file)
        try:
            model._request("load_weights", name=self._file.name)
        except StudentError as error:
            raise CheckFailed(
                f"{self._file.name} does not fit this model ({_first_line(error.failure.message)})."
                " Hand in weights of exactly the model that the exercise asks for; or none, and it"
                " is trained here."
            ) from None
        return True

    def _carry(self, file: "WeightsFile") -> None:
        data = np.frombuffer(file.data, np.uint8)
        for start in range(0, len(data), PART):
            part = data[start : start + PART]
            self._transport.request("keep_file", file.name, name=file.name, start=start, part=part)


def _first_line(text: str) -> str:
    line = text.strip().partition("\n")[0].strip().rstrip(".")
    return line if len(line) <= 200 else f"{line[:200]}…"
