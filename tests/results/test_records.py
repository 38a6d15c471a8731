"""Results survive the way to JSON and back, and their schema is the committed one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.results import (
    CheckResult,
    Document,
    Failure,
    Measure,
    SubmissionResult,
    from_json,
    json_schema,
    to_json,
)
from autograder.results.schema import COMMITTED, as_text

text = st.text(st.characters(codec="utf-8"), max_size=30)
points = st.floats(0, 1e6)
measures = st.builds(
    Measure, value=st.floats(-1e9, 1e9), threshold=st.floats(-1e9, 1e9),
    direction=st.sampled_from(["at_least", "at_most"]),
)  # fmt: skip
checks = st.builds(
    CheckResult, id=text, exercise=text, title=text, points=points, score=points,
    outcome=st.sampled_from(["passed", "failed", "blocked", "errored"]), message=text, hint=text,
    public=st.booleans(), duration_s=points, measures=st.dictionaries(text, measures),
)  # fmt: skip
results = st.builds(
    SubmissionResult, submission=text, assignment=text, score=st.just(1.0), max_score=st.just(2.0),
    seed=st.integers(0, 2**63 - 1), duration_s=points, sandbox=text,
    checks=st.lists(checks, max_size=3).map(tuple), notices=st.lists(text, max_size=3).map(tuple),
    output=text,
)  # fmt: skip
documents = st.builds(
    Document,
    results=st.lists(results, max_size=3).map(tuple),
    failures=st.lists(st.builds(Failure, submission=text, reason=text), max_size=2).map(tuple),
)


@given(documents)
def test_a_document_survives_json(document):
    assert from_json(Document, to_json(document)) == document


def a_check(number, **more):
    return CheckResult(
        id="a", exercise="a", title="", points=number, score=number, outcome="passed",
        message="", hint="", public=True, duration_s=number, **more,
    )  # fmt: skip


def test_numbers_of_a_large_class_are_kept_once_and_written_as_they_were():
    as_read = [from_json(CheckResult, to_json(a_check(0.0317))) for _ in range(2)]
    assert as_read[0].duration_s is as_read[1].points
    for number, written in ((1, b'"points": 1,'), (1.0, b'"points": 1.0,'), (1, b'"points": 1,')):
        assert written in to_json(a_check(number))


def test_equal_checks_of_a_large_class_are_kept_once_and_written_as_they_were():
    def a_result(*checks):
        return SubmissionResult(
            submission="a", assignment="b", score=0, max_score=1, seed=0, duration_s=0,
            sandbox="process", checks=checks,
        )  # fmt: skip

    measured = a_check(1, measures={"error": Measure(value=1, threshold=2, direction="at_most")})
    first, second = (a_result(a_check(1), a_check(1.0), measured) for _ in range(2))
    assert first.checks[0] is second.checks[0]
    assert b'"points": 1,' in to_json(first.checks[0])
    assert b'"points": 1.0,' in to_json(first.checks[1])
    assert first.checks[2] == measured


def test_the_committed_schema_is_the_one_that_the_records_make():
    assert COMMITTED.read_text(encoding="utf-8") == as_text()


def test_the_schema_names_every_field_that_others_rely_on():
    definitions = json_schema()["$defs"]
    assert {"submission", "assignment", "score", "max_score", "seed", "duration_s", "checks",
            "notices"} <= definitions["SubmissionResult"]["properties"].keys()  # fmt: skip
    assert {"id", "exercise", "title", "points", "score", "outcome", "message", "hint", "public",
            "duration_s"} <= definitions["CheckResult"]["properties"].keys()  # fmt: skip
    assert {"schema_version", "results"} <= definitions["Document"]["properties"].keys()


@pytest.mark.parametrize(
    "change",
    [{"schema_version": 2}, {"results": 3}, {"surprise": 1}, {"results": [{"score": 1}]}],
)
def test_what_is_not_a_document_is_refused_in_one_sentence(change):
    content = {"schema_version": 1, "results": [], "failures": []} | change
    with pytest.raises(UsageError, match="not a Document"):
        from_json(Document, json.dumps(content))


def test_more_points_than_there_are_is_refused():
    content = to_json(
        SubmissionResult(
            submission="a", assignment="b", score=1, max_score=1, seed=0, duration_s=0,
            sandbox="namespace", checks=(),
        )
    ).replace(b'"score": 1', b'"score": 7')  # fmt: skip
    with pytest.raises(UsageError, match="a score of 7"):
        from_json(SubmissionResult, content)
