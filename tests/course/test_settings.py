import re

import pytest

from autograder.course import Settings, settings
from autograder.errors import UsageError


def read(tmp_path, text):
    path = tmp_path / "course.toml"
    path.write_text(text, encoding="utf-8")
    return settings.read(path)


def complaint(tmp_path, text):
    with pytest.raises(UsageError) as caught:
        read(tmp_path, text)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert str(tmp_path / "course.toml") in sentence
    return sentence


def test_an_empty_file_is_all_defaults(tmp_path):
    assert read(tmp_path, "") == Settings()


def test_every_key_can_be_set(tmp_path):
    found = read(
        tmp_path,
        'title = "Networks"\nassignments = ["b", "a"]\n[limits]\ncheck_s = 2.5\nmemory_mb = 4096\n',
    )
    assert found.title == "Networks"
    assert found.assignments == ("b", "a")
    assert found.limits.check_s == 2.5
    assert found.limits.memory_mb == 4096
    assert found.limits.submission_s == 600


def test_due_dates_are_read_with_their_own_zone_or_that_of_the_course(tmp_path):
    found = read(
        tmp_path,
        "[late]\ntime_zone = 'Europe/Berlin'\n[late.due]\n"
        "a = 2026-11-20T23:59:00\nb = 2026-11-20T23:59:00Z\n",
    ).late
    assert found.due_of("a").utcoffset().total_seconds() == 3600
    assert found.due_of("b").utcoffset().total_seconds() == 0
    assert found.due_of("c") is None


def test_seconds_may_be_whole_numbers(tmp_path):
    assert read(tmp_path, "[limits]\ncell_s = 5").limits.cell_s == 5.0


def test_settings_cannot_be_changed_afterwards(tmp_path):
    with pytest.raises(AttributeError):
        read(tmp_path, "").title = "other"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("titel = 'x'", "title"),
        ("[limits]\nmemory = 3", "limits.memory_mb"),
        ("[limits]\ncheck_seconds = 3", "limits.check_s"),
        ("[limit]\ncheck_s = 3", "limits"),
        ("check_s = 3", "limits.check_s"),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(tmp_path, text, meant):
    assert complaint(tmp_path, text).endswith(f"; did you mean `{meant}`?")


def test_a_key_like_no_other_lists_all(tmp_path):
    assert "`limits.open_files`" in complaint(tmp_path, "zzz = 1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title = 3", "`title` cannot be 3; it is text."),
        ("assignments = 'a'", "`assignments` cannot be 'a'; it is a list of names."),
        ("assignments = [1]", "`assignments` cannot be [1]; it is a list of names."),
        ("[limits]\ncheck_s = -1", "`limits.check_s` cannot be -1; it is a number of seconds"),
        ("[limits]\ncheck_s = inf", "`limits.check_s` cannot be inf; it is a number of seconds"),
        ("[limits]\ncheck_s = nan", "`limits.check_s` cannot be nan; it is a number of seconds"),
        ("[limits]\nprocesses = 0", "`limits.processes` cannot be 0; it is a whole number from 1"),
        ("[limits]\nprocesses = 2.5", "`limits.processes` cannot be 2.5; it is a whole number"),
        ("[limits]\nprocesses = true", "`limits.processes` cannot be True; it is a whole number"),
        ("limits = 3", "`limits` is a table; write its keys under [limits]."),
        ("[late]\nper_day = 2", "`late.per_day` cannot be 2; it is a number from 0 to 1."),
        ("[late]\ndue = 'soon'", "it is a table of times, like { rmse_loss = 2026-"),
        ("[late]\ndue = {a = 3}", "it is a table of times, like { rmse_loss = 2026-"),
        ("[late.due]\na = 2026-11-20T10:00:00", "`late.due` of a names no time zone; write"),
        ("[late]\ntime_zone = 'Mars'", "there is no time zone 'Mars'; write one like Europe/"),
        ("[[limits]]\ncheck_s = 3", "`limits` is a table; write its keys under [limits]."),
    ],
)
def test_a_wrong_value_is_told_with_what_was_expected(tmp_path, text, expected):
    assert expected in complaint(tmp_path, text)


def test_a_syntax_error_is_told_with_its_line(tmp_path):
    assert "line 2" in complaint(tmp_path, "title = 'x'\nlimits = = 3\n")


def test_a_file_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "course.toml"
    path.write_bytes("title = 'Übung'".encode("latin-1"))
    with pytest.raises(UsageError, match="not UTF-8"):
        settings.read(path)


def test_every_key_is_described_with_its_default():
    described = {key: (default, meaning) for key, default, meaning in settings.describe()}
    assert list(described)[:3] == ["title", "assignments", "limits.check_s"]
    assert described["limits.submission_s"][0] == 600.0
    assert all(re.fullmatch(r"\S.*\.", meaning) for _, meaning in described.values())


def test_what_is_described_can_be_written_into_the_file(tmp_path):
    lines = [f"{key} = {_toml(default)}" for key, default, _ in settings.describe()]
    assert read(tmp_path, "\n".join(lines)) == Settings()


def _toml(value):
    return str(list(value)) if isinstance(value, tuple) else repr(value)
