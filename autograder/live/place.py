"""Where a report appears: an output of a notebook, which can be replaced, or a terminal."""

import sys
import time
import uuid
from typing import TYPE_CHECKING, Any

from autograder.live import panel

if TYPE_CHECKING:
    from autograder.live.report import Report

PATIENCE_S = 0.5  # after which it is said what is being checked


def shell() -> Any:
    """IPython's shell, where this runs in one."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def running_cell() -> object:
    """What tells the cell that is running from others; None outside of IPython."""
    here = shell()
    return None if here is None else here.execution_count


class Place:
    """One place on the screen."""

    def __init__(self) -> None:
        self._shell = shell()
        self._id = uuid.uuid4().hex
        self._appeared = False
        self._shows: tuple[Report, frozenset[str]] | None = None
        self._last_change = time.monotonic()

    @property
    def can_change(self) -> bool:
        """Whether what stands there can be replaced, as in a notebook."""
        return self._shell is not None and hasattr(self._shell, "kernel")

    def wait(self, title: str) -> None:
        """Say what is being checked, where one has waited for a while already."""
        now = time.monotonic()
        if self.can_change and now - self._last_change > PATIENCE_S:
            self._last_change = now
            self._put({"text/plain": f"Checking: {title} …", "text/html": panel.waiting(title)})

    def show(self, report: "Report", outdated: frozenset[str] = frozenset()) -> None:
        """Put a report there; `outdated` names answers that have changed since."""
        if self._shows == (report, outdated):
            return
        self._shows = (report, outdated)
        bundle = report.bundle(outdated)
        if self._shell is None:
            print(bundle["text/plain"])  # noqa: T201 - there is nothing else to show it in
        else:
            self._put(bundle)
            report.shown_in(running_cell())

    def _put(self, bundle: dict[str, str]) -> None:
        transient = {"display_id": self._id} if self.can_change else {}
        self._shell.display_pub.publish(bundle, transient=transient, update=self._appeared)
        self._appeared = True
