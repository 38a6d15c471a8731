"""Overrides as people's spreadsheets save them."""

import pytest

from autograder.errors import UsageError
from autograder.results import read_overrides


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "overrides.csv"
    path.write_bytes(text.encode(encoding))
    return read_overrides(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_is_read_however_a_spreadsheet_saves_it(tmp_path, encoding, delimiter, end):
    rows = [
        ["submission", "check", "points", "reason", "by"],
        ["zoë.ipynb", "test_it", "-1.5", '"said, so"', "Ito"],
    ]
    text = end.join(delimiter.join(row) for row in rows) + end
    (found,) = read(tmp_path, text, encoding)
    assert (found.submission, found.check, found.points) == ("zoë.ipynb", "test_it", -1.5)
    assert (found.reason, found.by) == ("said, so", "Ito")
    assert found.where == "overrides.csv, line 2"


def test_a_decimal_comma_and_empty_lines_and_remarks_are_fine(tmp_path):
    text = "person;score;reason\n;;\n# from here on by hand\nzoe;2,5;asked\n"
    (found,) = read(tmp_path, text)
    assert found.score == 2.5
    assert found.where == "overrides.csv, line 4"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("submission,point\na,1", "no column `point`; did you mean `points`"),
        ("submission,submission\na,1", "two columns"),
        ("points,reason\n1,x", "line 2: it names neither"),
        ("person,points,reason\na,,x", "it decides nothing"),
        ("person,points\na,1", "gives no reason"),
        ("person,due\na,2026-11-20 10:00Z", "gives no reason"),
        ("person,points,score,reason\na,1,2,x", "only one of points"),
        ("person,check,excused,reason\na,test_it,yes,x", "for a whole submission"),
        ("person,score,reason\na,-1,x", "cannot be less than 0"),
        ("person,score,reason\na,many,x", "`score` is 'many', which is no number"),
        ("person,score,reason\na,nan,x", "`score` is 'nan', which is no number"),
        ("person,score,reason\na,inf,x", "`score` is 'inf', which is no number"),
        ("person,excused,reason\na,perhaps,x", "write yes or no"),
        ("person,due,reason\na,soon,x", "is no time"),
        ("person,comment\na,well, done", "belongs in quotes"),
        ('person,comment\na,"well', "this is not CSV"),
        ("", "is empty"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence(tmp_path, row, problem):
    with pytest.raises(UsageError, match=problem) as caught:
        read(tmp_path, row)
    assert "\n" not in str(caught.value)


def test_a_file_in_another_encoding_is_told(tmp_path):
    with pytest.raises(UsageError, match="not UTF-8"):
        read(tmp_path, "person,comment\nZoë,x\n", "latin-1")


def test_a_comment_alone_needs_no_reason(tmp_path):
    (found,) = read(tmp_path, "person,comment\nzoe,Well done\n")
    assert found.comment == "Well done"
