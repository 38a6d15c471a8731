"""The worker: a trusted process that grades one job after the other.

It holds one sandbox, with TensorFlow already imported there, for all of its jobs. Each job is
graded in a fork of the worker, thrown away afterwards, so that nothing of one grading is left
for the next. Run as `python -I -m autograder.engine.worker SANDBOX`.
"""

import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import IO

import msgspec

from autograder.engine.jobs import Graded, Job, Refused, Step, fault_of, hear, say
from autograder.errors import AutograderError, SandboxError
from autograder.sandbox import Sandbox, open_sandbox

# what a grading may take beyond the student's own computing before it counts as stuck
SLACK_S = 120.0


def main(kind: str) -> None:
    """Answer jobs from standard input until it closes."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a grader prints must not be taken for an answer
    sandbox: Sandbox | None = None
    with contextlib.suppress(SandboxError):  # if it lasts, the first job will say so
        sandbox = open_sandbox(kind)
    import autograder.engine.fork  # noqa: F401, PLC0415 - while the sandbox loads TensorFlow

    gc.collect()
    gc.freeze()
    try:
        with contextlib.suppress(BrokenPipeError):  # nobody listens any more
            for line in sys.stdin.buffer:
                job = msgspec.json.decode(line, type=Job)
                sandbox = _work(job, kind, sandbox, answers)
    finally:
        if sandbox is not None:
            sandbox.close()


def _work(job: Job, kind: str, sandbox: Sandbox | None, answers: IO[bytes]) -> Sandbox | None:
    """Do one job; return the sandbox for the next one, or None when it needs a new one."""
    from autograder.course import load  # noqa: PLC0415 - `main` has loaded it in good time
    from autograder.engine.fork import grade_in_fork  # noqa: PLC0415 - as above

    try:
        say(answers, Step("starting"))
        sandbox = sandbox or open_sandbox(kind)
        sandbox.start().kill()  # it has loaded its libraries, and every fork finds it so
        limit = load(Path(job.course)).settings.limits.submission_s + SLACK_S
    except AutograderError as error:
        say(answers, Refused(str(error), fault_of(error)))
        if sandbox is not None:
            sandbox.close()
        return None
    last = None
    for last in grade_in_fork(job, sandbox, limit):
        answers.write(last)
    if last is not None and isinstance(hear(last), Graded | Refused):
        return sandbox
    say(answers, Refused("The grading process ended without a result; try again.", "ours"))
    sandbox.close()
    return None


if __name__ == "__main__":
    main(sys.argv[1])
