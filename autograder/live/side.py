"""The other transport: checks on the names of the notebook that is running.

Here the student's code and the checks share a process, so a pass proves nothing to anyone
but the student; that is what public checks are for. The result that counts comes from a
sandboxed run.
"""

from typing import Any

import numpy as np

from autograder.grading.failures import failure_from
from autograder.grading.outcomes import student_error
from autograder.student import Session


class LiveSide:
    """A transport (see `remote.Transport`) to a namespace in this very process."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._session = Session(namespace)

    def ready(self, seed: int, timeout: float | None, trials: np.random.Generator) -> None:
        """Seed; a check's time limit does not apply to someone sitting in front of it."""
        self.request("release", "")
        self.request("seed", "", value=seed)

    def request(self, operation: str, label: str, **arguments: Any) -> Any:
        """Ask the namespace; see `remote.Transport`."""
        reply = self._session.answer({"op": operation, **arguments})
        if "error" in reply:
            failure = failure_from(reply["error"])
            if failure.type == "KeyboardInterrupt":  # the stop button
                raise KeyboardInterrupt
            raise student_error(operation, label, failure)
        return reply["value"]

    def why_missing(self, exercise: str) -> str | None:
        """Why an exercise's name is not defined; None when it is."""
        if exercise in self._session.namespace:
            return None
        return f"{exercise} is not defined yet: run the cell that defines it."
