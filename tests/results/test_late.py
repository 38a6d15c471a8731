"""What lateness costs, across time zones and changes of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from autograder.errors import UsageError
from autograder.results.late import LatePolicy, moment

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 11, 20, 23, 59, tzinfo=BERLIN)


def test_a_day_is_begun_as_soon_as_the_grace_is_over():
    policy = LatePolicy(grace_minutes=10)
    for minutes, days in [(-5, 0), (0, 0), (10, 0), (11, 1), (24 * 60, 1), (24 * 60 + 1, 2)]:
        assert policy.days_late(DUE, DUE + timedelta(minutes=minutes)) == days, minutes


def test_the_same_moment_in_another_time_zone_is_as_late():
    policy = LatePolicy()
    for zone in ("UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati"):
        there = (DUE + timedelta(hours=2)).astimezone(ZoneInfo(zone))
        assert policy.days_late(DUE, there) == 1
        assert policy.days_late(DUE, (DUE - timedelta(minutes=1)).astimezone(ZoneInfo(zone))) == 0


def test_a_day_is_24_hours_even_when_the_clocks_change():
    # on 25 October 2026 Berlin's day has 25 hours
    due = datetime(2026, 10, 24, 23, 0, tzinfo=BERLIN)
    assert LatePolicy().days_late(due, datetime(2026, 10, 25, 22, 0, tzinfo=BERLIN)) == 1
    assert LatePolicy().days_late(due, datetime(2026, 10, 25, 22, 1, tzinfo=BERLIN)) == 2


def test_an_hour_that_the_clocks_show_twice_is_read_in_favour_of_the_student():
    policy = LatePolicy(due={"a": datetime(2026, 10, 25, 2, 30)}, time_zone="Europe/Berlin")
    assert policy.due_of("a").astimezone(UTC).hour == 1
    assert moment("2026-10-25 02:30", "Europe/Berlin").astimezone(UTC).hour == 0


def test_what_is_kept_falls_by_the_day_to_the_floor_and_ends():
    policy = LatePolicy(per_day=0.25, floor=0.4, max_days=4)
    assert [policy.share_kept(days) for days in range(6)] == [1, 0.75, 0.5, 0.4, 0.4, 0]
    assert LatePolicy(per_day=0.4).share_kept(9) == 0
    assert LatePolicy().share_kept(9) == 1


def test_what_has_no_due_date_is_never_late():
    assert LatePolicy().due_of("a") is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2026-11-20T22:58:00Z", ""),
        ("2026-11-20 23:58 +01:00", ""),
        ("2026-11-20 23:58", "Europe/Berlin"),
        ("Friday, 20 November 2026, 11:58 PM", "Europe/Berlin"),
        ("Friday, 20 November 2026, 23:58", "Europe/Berlin"),
        ("2026-11-20 14:58:00.000000 America/Los_Angeles", ""),
        ("2026-11-20 22:58:00.000000 UTC", "Europe/Berlin"),
    ],
)
def test_times_are_read_as_people_and_systems_write_them(text, zone):
    assert moment(text, zone) == datetime(2026, 11, 20, 22, 58, tzinfo=UTC)


@pytest.mark.parametrize("text", ["soon", "", "31.12.2026", "2026-13-01 10:00 +01:00"])
def test_what_is_no_time_is_told(text):
    with pytest.raises(UsageError, match="is no time; write it like"):
        moment(text, "Europe/Berlin")


def test_a_time_without_a_zone_is_refused_where_none_is_set():
    with pytest.raises(UsageError, match="names no time zone"):
        moment("2026-11-20 23:58")
