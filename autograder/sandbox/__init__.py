"""Start the untrusted side where it can do no harm, and end it as a whole.

`open_sandbox` → `Sandbox.start` → `StudentProcess`: a connection, a log, an ending. `probe`
says what this machine offers.
"""

from autograder.sandbox.ending import Ending
from autograder.sandbox.limits import ProcessLimits
from autograder.sandbox.preload import UnsafeToFork, begin_anew, preload
from autograder.sandbox.probe import Offer, probe
from autograder.sandbox.sandboxes import Sandbox, choose, open_sandbox
from autograder.sandbox.student_process import StudentProcess

__all__ = [
    "Ending",
    "Offer",
    "ProcessLimits",
    "Sandbox",
    "StudentProcess",
    "UnsafeToFork",
    "begin_anew",
    "choose",
    "open_sandbox",
    "preload",
    "probe",
]
