"""What a grader process does: grade one job, say what came out, and end."""

import os
from pathlib import Path
from typing import IO, NoReturn

from autograder.course import load
from autograder.engine.cache import Cache
from autograder.engine.jobs import Answer, Graded, Job, Refused, Step, fault_of, say
from autograder.engine.recall import Recall
from autograder.errors import AutograderError
from autograder.grading.run import grade, read_submission
from autograder.sandbox import Sandbox
from autograder.sandbox.limits import limit_data
from autograder.sandbox.process_tree import data_in_use


def grade_and_exit(job: Job, sandbox: Sandbox, answers: IO[bytes]) -> NoReturn:
    """Never returns, and never lets an exception out."""
    try:
        say(answers, _answer(job, sandbox, answers))
    finally:
        os._exit(0)


def _answer(job: Job, sandbox: Sandbox, answers: IO[bytes]) -> Answer:
    try:
        return _graded(job, sandbox, answers)
    except AutograderError as error:
        return Refused(str(error), fault_of(error))
    except Exception as error:
        return Refused(
            f"Grading broke ({type(error).__name__}: {error}); this is our fault.", "ours"
        )


def _graded(job: Job, sandbox: Sandbox, answers: IO[bytes]) -> Graded:
    say(answers, Step("reading"))
    course = load(Path(job.course))
    # a check computes with sizes that the student's process names; that must not cost more here
    limit_data(data_in_use() + course.settings.limits.memory_mb * 2**20)
    submission = read_submission(Path(job.submission), course, job.assignment)
    recall = Recall(Cache(), course, submission, sandbox, job)
    if (whole := recall.whole()) is not None:
        return Graded(whole)
    result = grade(
        submission,
        course,
        sandbox,
        seed=recall.seed,
        exercises=job.exercises,
        first_failure=job.first_failure,
        known=recall.checks,
        progress=lambda step: say(answers, Step(step)),
    )
    recall.keep(result)
    return Graded(result)
