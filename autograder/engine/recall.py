"""What is known already of a submission that was read, from gradings of the same code.

The unit is the check: when one hidden check is changed, the others keep their results, and the
submission keeps its seed.
"""

import msgspec

from autograder.course import Course
from autograder.engine import keys
from autograder.engine.cache import Cache, Entry, Kept
from autograder.engine.jobs import Job
from autograder.grading.handed_in import answers
from autograder.grading.run import Submission
from autograder.results import CheckResult, SubmissionResult
from autograder.sandbox import Sandbox


class Recall:
    """What the cache says of one job.

    `checks` are results that still hold, by the check's name; `seed` is the one to grade with:
    the job's, or the one that they were found with.
    """

    def __init__(
        self, cache: Cache, course: Course, submission: Submission, sandbox: Sandbox, job: Job
    ) -> None:
        self._cache = cache
        self._job = job
        self._submission = submission
        self._sandbox = sandbox
        environment = keys.environment_key(
            course, submission.assignment, sandbox.name, sandbox.image
        )
        code = keys.submission_key(submission)
        self._key = keys.entry_key(code, environment, job.seed, job.first_failure)
        self._exact = keys.exact_key(submission.notebook)
        self._graders = keys.graders_key(submission.assignment)
        self._entry = None if job.anew else self._usable(cache.get(self._key))
        self._check_keys: dict[str, str] = {}
        self.seed = self._entry.seed if self._entry else job.seed
        self.checks: dict[str, CheckResult] = {}
        if self._entry is not None and not self._covers(self._entry):
            self._check_keys = keys.check_keys(submission.assignment, self._graders)
            self.checks = {kept.result.id: kept.result for kept in self._still_valid()}

    def whole(self) -> SubmissionResult | None:
        """The result, when nothing has to be run for it."""
        entry = self._entry
        if entry is None or not self._covers(entry):
            return None
        wanted = self._job.exercises
        checks = tuple(
            kept.result for kept in entry.checks if wanted is None or kept.result.exercise in wanted
        )
        return SubmissionResult(
            submission=str(self._submission.path),
            assignment=self._submission.assignment.name,
            score=sum(check.score for check in checks),
            max_score=sum(check.points for check in checks),
            seed=entry.seed,
            duration_s=entry.duration_s,
            sandbox=self._sandbox.name,
            image=self._sandbox.image,
            checks=checks,
            notices=entry.notices,
            output=entry.output,
            # comments are no part of the key, so they may be others than those of the entry
            answers=answers(self._submission.notebook, self._submission.assignment.exercises),
            cached=True,
        )

    def keep(self, result: SubmissionResult) -> None:
        """Remember a result; not one that a fault of ours is part of."""
        if result.errored:
            return
        check_keys = self._check_keys or keys.check_keys(self._submission.assignment, self._graders)
        fresh = tuple(
            Kept(check_keys[check.id], check) for check in result.checks if check.id in check_keys
        )
        entry = Entry(
            assignment=result.assignment,
            seed=result.seed,
            exact=self._exact,
            # with a check that has no key, the graders can never be said to be the same
            graders=self._graders if len(fresh) == len(result.checks) else "",
            exercises=self._job.exercises,
            checks=fresh,
            notices=result.notices,
            output=result.output,
            duration_s=result.duration_s,
        )
        self._cache.put(self._key, self._joined(entry))

    def _usable(self, entry: Entry | None) -> Entry | None:
        """The entry, unless its sentences speak of places that have moved since."""
        if entry is not None and entry.exact != self._exact and keys.mentions_places(entry):
            return None
        return entry

    def _covers(self, entry: Entry) -> bool:
        """Whether an entry has every check that the job asks for."""
        if entry.graders != self._graders:
            return False
        if entry.exercises is None:
            return True
        return self._job.exercises is not None and {*self._job.exercises} <= {*entry.exercises}

    def _still_valid(self) -> list[Kept]:
        assert self._entry is not None
        return [
            kept for kept in self._entry.checks if self._check_keys.get(kept.result.id) == kept.key
        ]

    def _joined(self, entry: Entry) -> Entry:
        """An entry together with what still holds of the one before it, of other exercises."""
        before = self._entry
        if before is None or entry.exercises is None:
            return entry
        mine = {kept.result.id for kept in entry.checks}
        others = tuple(kept for kept in self._still_valid() if kept.result.id not in mine)
        if before.graders != entry.graders or before.exercises is None:
            return entry
        exercises = tuple(sorted({*before.exercises, *entry.exercises}))
        return msgspec.structs.replace(entry, exercises=exercises, checks=entry.checks + others)
