"""Plans by the hundred, drawn from a grammar: whatever an impostor says, it ends well.

`AUTOGRADER_FUZZ_PLANS` is how many plans each test draws.
"""

import os

from hostility import plans
from hypothesis import HealthCheck, given, settings

PLANS = int(os.environ.get("AUTOGRADER_FUZZ_PLANS", "60"))
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
