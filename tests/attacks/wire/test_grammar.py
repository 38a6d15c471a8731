"""Plans by the hundred, drawn from a grammar: whatever an impostor says, it ends well.

`AUTOGRADER_FUZZ_PLANS` is how many plans each test draws.
"""

import os

import pytest
from hostility import plans
from hypothesis import HealthCheck, given, settings

from autograder.results import SubmissionResult, from_json

PLANS = int(os.environ.get("AUTOGRADER_FUZZ_PLANS", "15"))
MIB = 2**20
fuzz = settings(
    deadline=None,
    max_examples=PLANS,
    # the zygote that is asked is one for all examples, and gradings take their time
    suppress_health_check=list(HealthCheck),
)


@fuzz
@given(acts=plans)
def test_every_question_ends_in_a_value_of_its_type_or_in_an_outcome(ask, acts):
    answer = ask("converse", acts)
    assert answer["grown"] < 300 * MIB


@fuzz
@given(acts=plans)
def test_no_plan_earns_a_point(ask, small_course, stub, acts):
    from trusted import assert_legible

    answer = ask("grade", acts, str(small_course), str(stub))
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
def stub(small_course):
    """Any notebook of the course will do: what it says is run by nobody."""
    return next(small_course.glob("assignments/*/*.ipynb"))
