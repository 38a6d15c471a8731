"""Plans by the hundred, drawn from a grammar: whatever an impostor says, it ends well.

`AUTOGRADER_FUZZ_PLANS` is how many plans each test draws, others every time; without it, they are
fifteen, and always the same.
"""

import os
import shutil

import pytest
from hostility import plans
from hypothesis import HealthCheck, given, reject, settings

from autograder.errors import ValueNotAllowed
from autograder.results import SubmissionResult, from_json

PLANS = int(os.environ.get("AUTOGRADER_FUZZ_PLANS", "15"))
MIB = 2**20
fuzz = settings(
    deadline=None,
    max_examples=PLANS,
    derandomize="AUTOGRADER_FUZZ_PLANS" not in os.environ,
    # the zygote that is asked is one for all examples, and gradings take their time
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def asked(ask):
    """`ask`, for plans that can be sent to the trusted side's zygote at all."""

    def send(*question):
        try:
            return ask(*question)
        except ValueNotAllowed:  # larger than a whole message: nothing was sent
            reject()

    return send


@fuzz
@given(acts=plans)
def test_every_question_ends_in_a_value_of_its_type_or_in_an_outcome(asked, acts):
    answer = asked("converse", acts)
    assert answer["grown"] < 300 * MIB


@fuzz
@given(acts=plans)
def test_no_plan_earns_a_point(asked, hasty_course, acts):
    from trusted import assert_legible

    # any notebook of the course will do: what it says is run by nobody
    stub = hasty_course / "assignments/small/small.ipynb"
    answer = asked("grade", acts, str(hasty_course), str(stub))
    result = from_json(SubmissionResult, answer["result"])
    assert len(result.checks) == 4
    for check in result.checks:
        # 42 is among the numbers that are drawn, and is right where the double of 21 is asked for
        lucky = check.id == "test_doubles_a_number" and "42" in repr(acts)
        assert not check.score or lucky, check
        assert check.outcome != "errored", check
        assert_legible(check.message)
        assert_legible(check.trace)
    for notice in result.notices:
        assert_legible(notice)
    assert answer["grown"] < 300 * MIB


@pytest.fixture(scope="module")
def hasty_course(small_course, tmp_path_factory):
    """The small course, where nobody waits long for what does not come."""
    root = shutil.copytree(small_course, tmp_path_factory.mktemp("hasty") / "course")
    (root / "course.toml").write_text("[limits]\ncell_s = 0.2\ncheck_s = 0.3\nsubmission_s = 2\n")
    return root
