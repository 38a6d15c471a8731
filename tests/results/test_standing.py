"""Late policy, overrides and comments, applied to results that stay as they are."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.results import (
    CheckResult,
    Document,
    Failure,
    LatePolicy,
    Override,
    People,
    Person,
    SubmissionResult,
    stand,
    to_json,
)

DUE = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
TWO_DAYS_LATE = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
POLICY = LatePolicy(due={"small": DUE}, per_day=0.1)


def check(id, exercise, score, points=4.0):
    return CheckResult(
        id=id, exercise=exercise, title=id, points=points, score=score, hint="", message="",
        outcome="passed" if score else "failed", public=True, duration_s=0.1,
    )  # fmt: skip


def result(submission="class/zoe.ipynb", assignment="small", scores=(4.0, 0.0, 4.0)):
    checks = (
        check("test_a", "first", scores[0]),
        check("test_b", "first", scores[1]),
        check("test_c", "second", scores[2]),
    )
    return SubmissionResult(
        submission=submission, assignment=assignment, score=sum(scores), max_score=12.0, seed=1,
        duration_s=1.0, sandbox="namespace", checks=checks,
    )  # fmt: skip


def row(**told):
    whom = {} if {"submission", "person"} & told.keys() else {"person": "zoe"}
    return Override(**{"where": "overrides.csv, line 2", "reason": "so", "by": "Ito"} | whom | told)


def only(document, **given):
    (one,) = stand(document, **given).standings
    return one


def test_with_nothing_given_everything_is_as_graded():
    found = stand(Document(results=(result(),)))
    (one,) = found.standings
    assert (one.score, one.graded, one.max_score, one.adjustments) == (8.0, 8.0, 12.0, ())
    assert (one.person, one.assignment) == ("zoe", "small")
    assert not found.adjusted


def test_lateness_takes_its_share_and_says_why():
    found = only(
        Document(results=(result(),)), policy=POLICY, handed_in={"class/zoe.ipynb": TWO_DAYS_LATE}
    )
    assert found.score == 6.4
    (late,) = found.adjustments
    assert (late.kind, late.points) == ("late", -1.6)
    assert late.reason == (
        "Handed in at 2026-11-22 10:00 +0000, due at 2026-11-20 23:59 +0000: 2 days begun, 80% of"
        " the points earned count."
    )


def test_in_time_costs_nothing_and_says_nothing():
    times = {"class/zoe.ipynb": DUE}
    assert only(Document(results=(result(),)), policy=POLICY, handed_in=times).adjustments == ()


def test_what_nobody_knows_the_time_of_is_in_time_and_named():
    found = stand(Document(results=(result(),)), policy=POLICY)
    assert found.standings[0].score == 8.0
    assert found.notices == (
        "small has a due date, but nobody says when these were handed in, so they count as in"
        " time: class/zoe.ipynb.",
    )


def test_an_extension_moves_the_due_date_of_one_person():
    document = Document(results=(result(), result("class/ann.ipynb")))
    times = {"class/zoe.ipynb": TWO_DAYS_LATE, "class/ann.ipynb": TWO_DAYS_LATE}
    extended = row(due=datetime(2026, 11, 25, tzinfo=UTC), reason="was ill")
    zoe, ann = stand(document, policy=POLICY, handed_in=times, overrides=[extended]).standings
    assert (zoe.score, ann.score) == (8.0, 6.4)
    assert "was ill" in zoe.adjustments[0].reason
    assert zoe.adjustments[0].reason.endswith("in time.")


def test_a_check_is_corrected_before_and_the_whole_is_set_after_lateness():
    document = Document(results=(result(),))
    times = {"class/zoe.ipynb": TWO_DAYS_LATE}
    corrected = only(
        document, policy=POLICY, handed_in=times, overrides=[row(check="test_b", score=2.0)]
    )
    assert [a.points for a in corrected.adjustments] == [2.0, -2.0]
    assert corrected.score == 8.0
    final = only(document, policy=POLICY, handed_in=times, overrides=[row(score=11.0)])
    assert [a.points for a in final.adjustments] == [-1.6, 4.6]
    assert final.score == 11.0


def test_an_exercise_is_set_whatever_was_said_about_its_checks():
    rows = [row(exercise="first", score=5.0), row(check="test_b", points=1.0)]
    found = only(Document(results=(result(),)), overrides=rows)
    assert found.score == 5.0 + 4.0
    assert [(a.about, a.points) for a in found.adjustments] == [("test_b", 1.0), ("first", 0.0)]


def test_points_add_up_may_pass_the_maximum_and_never_fall_below_nothing():
    document = Document(results=(result(),))
    assert only(document, overrides=[row(points=3.0), row(points=3.0)]).score == 14.0
    lost = only(document, overrides=[row(points=-9.0)])
    assert (lost.score, lost.adjustments[0].points) == (0.0, -8.0)


def test_excused_has_no_score_whatever_else_is_said():
    times = {"class/zoe.ipynb": TWO_DAYS_LATE}
    rows = [row(excused=True, reason="ill"), row(points=1.0), row(comment="Get well")]
    found = only(Document(results=(result(),)), policy=POLICY, handed_in=times, overrides=rows)
    assert found.excused
    assert found.graded == 8.0
    assert [(a.kind, a.reason) for a in found.adjustments] == [
        ("excused", "ill"),
        ("comment", "Get well"),
    ]


def test_a_comment_changes_nothing_and_names_its_author():
    (said,) = only(
        Document(results=(result(),)), overrides=[row(comment="Nice", check="test_a")]
    ).adjustments
    assert (said.kind, said.points, said.reason, said.about, said.by) == (
        "comment", 0.0, "Nice", "test_a", "Ito",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"submission": "bob.ipynb", "points": 1.0}, "there is no submission of 'bob.ipynb'"),
        ({"assignment": "large", "points": 1.0}, "there is no submission of 'zoe' to large"),
        ({"check": "test_z", "points": 1.0}, "has no check or exercise 'test_z'"),
        ({"exercise": "second", "check": "test_a", "points": 1.0}, "no check or exercise 'test_a'"),
        ({"submission": "nobody.ipynb", "score": 1.0}, "there is no submission of 'nobody.ipynb'"),
    ],
)
def test_an_override_that_fits_nothing_is_named_and_changes_nothing(told, problem):
    found = stand(Document(results=(result(),)), overrides=[row(**told)])
    assert [one.score for one in found.standings] == [8.0]
    (said,) = found.notices
    assert said.startswith("overrides.csv, line 2 is not applied: ")
    assert problem in said


def test_an_override_that_fits_two_is_named_and_changes_neither():
    document = Document(results=(result("a/zoe.ipynb"), result("b/zoe.ipynb")))
    for told in ({"submission": "zoe.ipynb"}, {"person": "zoe"}):
        found = stand(document, overrides=[row(points=1.0, **told)])
        assert [one.score for one in found.standings] == [8.0, 8.0]
        assert "fits a/zoe.ipynb, b/zoe.ipynb" in found.notices[0]


def test_a_score_that_is_set_twice_is_set_once_and_the_second_is_named():
    rows = [row(score=1.0), row(score=2.0, where="overrides.csv, line 3")]
    found = stand(Document(results=(result(),)), overrides=rows)
    assert found.standings[0].score == 1.0
    assert found.notices == (
        "overrides.csv, line 3 is not applied: overrides.csv, line 2 has decided that already.",
    )


def test_who_handed_in_nothing_can_be_excused_or_given_a_score():
    everybody = People((Person(id="7", name="Ann Lee"), Person(id="8", login="zoe")))
    rows = [row(person="Ann Lee", excused=True), row(person="bob", score=3.0)]
    found = stand(Document(results=(result(),)), people=everybody, overrides=rows)
    zoe, ann = found.standings
    assert (zoe.person, zoe.login, zoe.score) == ("8", "zoe", 8.0)
    assert (ann.person, ann.name, ann.submission, ann.excused) == ("7", "Ann Lee", "", True)
    assert (ann.graded, ann.max_score) == (None, 12.0)
    assert "there is no submission of 'bob'" in found.notices[0]


def test_without_a_list_of_the_class_somebody_new_counts_and_is_named():
    found = stand(Document(results=(result(),)), overrides=[row(person="bob", score=3.0)])
    assert [one.person for one in found.standings] == ["zoe", "bob"]
    assert "nobody among the submissions is 'bob'" in found.notices[0]


def test_a_notebook_that_could_not_be_graded_can_be_given_a_score():
    failure = Failure(submission="class/bob.ipynb", reason="It is a PDF.")
    document = Document(results=(result(),), failures=(failure,))
    for told in ({"person": "bob"}, {"submission": "bob.ipynb"}):
        found = stand(document, overrides=[row(score=5.0, **told)])
        bob = found.standings[1]
        assert (bob.submission, bob.score, bob.graded) == ("class/bob.ipynb", 5.0, None)
        assert found.notices == ()


amounts = st.floats(-20, 20)
rows = st.lists(
    st.one_of(
        st.builds(row, points=amounts, check=st.sampled_from(["", "test_a", "test_b", "test_c"])),
        st.builds(row, score=st.floats(0, 20), exercise=st.sampled_from(["", "first", "second"])),
        st.builds(row, comment=st.text(min_size=1)),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(rows, st.lists(st.floats(0, 4), min_size=3, max_size=3).map(tuple), st.floats(0, 1))
def test_the_changes_always_add_up_to_the_score(rows, scores, per_day):
    document = Document(results=(result(scores=scores),))
    before = to_json(document)
    found = only(
        document,
        policy=LatePolicy(due={"small": DUE}, per_day=per_day),
        handed_in={"class/zoe.ipynb": TWO_DAYS_LATE},
        overrides=rows,
    )
    assert found.score >= 0
    changes = sum(adjustment.points for adjustment in found.adjustments)
    assert found.graded + changes == pytest.approx(found.score, abs=1e-5)
    assert to_json(document) == before
